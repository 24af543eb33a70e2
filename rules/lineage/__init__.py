"""From what a walk upstream found to traces: depth, tier, gaps and coverage."""

from rules.lineage.chain import Chain, Made, Thing
from rules.lineage.lay_out import lay_out

__all__ = ["Chain", "Made", "Thing", "lay_out"]
