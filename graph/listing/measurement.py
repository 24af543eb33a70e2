"""All measurements: by item and process from there."""

from typing import LiteralString

from graph.listing.statement import lists, next_to
from rules.listing import Sort

FITS: LiteralString = """($measured IS NULL OR said.measured = $measured)
  AND ($device IS NULL OR said.device = $device)
  AND ($measured_from IS NULL OR said.time >= $measured_from)
  AND ($measured_before IS NULL OR said.time < $measured_before)
  AND ($item IS NULL OR EXISTS { (said)-[:MEASURED]->(:Item {id: $item}) })
  AND ($process IS NULL OR EXISTS { (said)-[:MEASURED]->(:Process {id: $process}) })"""

MEASUREMENTS = lists(
    "Measurement",
    FITS,
    (Sort.KEY, Sort.REVISION),
    {
        "item": next_to("Measurement", "Item", "MEASURED", "item"),
        "process": next_to("Measurement", "Process", "MEASURED", "process"),
    },
)
