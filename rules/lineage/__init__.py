"""From what a walk upstream found to traces: depth, tier, gaps and coverage."""

from rules.lineage.chain import Chain, Made, Step, Thing
from rules.lineage.lay_out import lay_out

__all__ = ["Chain", "Made", "Step", "Thing", "lay_out"]
