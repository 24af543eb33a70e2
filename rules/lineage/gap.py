"""Gaps: items at which a way back ends before an extraction, a synthesis or a recycling."""

from collections.abc import Iterable, Mapping

from rules.lineage.chain import Chain, Thing
from rules.origin.boundary import RECYCLERS
from rules.trace import EdgeType, Gap, GapReason
from rules.vocabulary import ProcessKind

ORIGINS = (ProcessKind.EXTRACTION, ProcessKind.SYNTHESIS_OF_GRAPHITE, *RECYCLERS)
"""Kinds that need no input: a chain may begin there."""


def find_gaps(chain: Chain, keys: Iterable[str], tiers: Mapping[str, int]) -> tuple[Gap, ...]:
    """The gaps among the items of these keys, nearest first."""
    found = []
    for key in keys:
        thing = chain.items.get(key)
        reason = None if thing is None else _reason(chain, key, thing)
        if thing is not None and reason is not None:
            found.append(Gap(key, reason, thing.kind, tiers[key]))
    return tuple(sorted(found, key=lambda gap: (gap.tier, gap.key)))


def _reason(chain: Chain, key: str, thing: Thing) -> GapReason | None:
    steps = chain.targets.get(key, ())
    if not steps:
        return GapReason.NO_ORIGIN if thing.stated else GapReason.NOT_STATED
    if any(step.type is EdgeType.CONTAINS for step in steps):
        return None
    # Each run is a way of its own. What lies beyond the walk is not known to be a gap.
    dead = any(run.kind not in ORIGINS and not chain.targets.get(run.key) for run in chain.runs.get(key, ()))
    return GapReason.NO_INPUTS if dead else None
