"""Documents into an empty graph, many at once: checked in memory as intake checks them, and imported offline."""

from graph.bulk.load import Bulk, load_bulk
from graph.bulk.room import spare_bytes

__all__ = ["Bulk", "load_bulk", "spare_bytes"]
