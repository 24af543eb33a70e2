"""From items back: the share of every origin, of every unknown, and of what certificates cover."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rules.finding import Finding
from rules.origin.certified import cover
from rules.origin.content import Contents
from rules.origin.group import Begun, group_by_country, group_by_operator, group_by_source
from rules.origin.order import order
from rules.origin.split import Split, split_item, split_process
from rules.origin.system import System
from rules.origins import OriginKind, Origins, UnknownReason, UnknownShare
from rules.vocabulary import Basis, Mineral

About = tuple[Finding, frozenset[str]]
"""A finding and the keys of what it is about."""


@dataclass(slots=True)
class _Found:
    """What gathers on the way back from one item."""

    begun: dict[tuple[str, OriginKind], float] = field(default_factory=lambda: defaultdict(float))
    unknown: dict[tuple[str, UnknownReason], float] = field(default_factory=lambda: defaultdict(float))
    passed: list[str] = field(default_factory=list)
    """Keys that any of the mineral passed, each before what it was made of."""
    expectation: bool = False


def find_shares(
    system: System,
    starts: Sequence[str],
    minerals: Sequence[Mineral],
    *,
    through_recycling: bool = False,
    revision: int,
    at: datetime | None = None,
    warnings: Sequence[About] = (),
) -> dict[str, dict[Mineral, Origins]]:
    """The origins of the minerals in the items. Weights run from an item to its origins, each node after all that hold it.

    An item that states to hold none of a mineral has no origins and nothing unknown. Warnings are those about what is upstream.
    """
    orders = {start: order(system, start) for start in starts}
    answers: dict[str, dict[Mineral, Origins]] = {start: {} for start in starts}
    told = {start: _about(warnings, set(ordered)) for start, ordered in orders.items()}
    for mineral in minerals:
        # What one node splits into is the same whoever asks.
        splits: dict[str, Split] = {}
        contents = Contents(system, mineral)
        for start, ordered in orders.items():
            contents.extend(ordered)
            mass = contents.amounts[start].kg
            found = _Found() if mass == 0 else _weigh(contents, splits, ordered, through=through_recycling)
            begun = [Begun(system.processes[key], kind, share) for (key, kind), share in found.begun.items()]
            unknown = [UnknownShare(key, reason, share) for (key, reason), share in found.unknown.items()]
            answers[start][mineral] = Origins(
                item=start,
                mineral=mineral,
                basis=Basis.PHYSICAL,
                through_recycling=through_recycling,
                revision=revision,
                at=at,
                mass_kg=mass,
                coverage=sum(b.share for b in begun),
                unknown=sum(u.share for u in unknown),
                expectation=found.expectation,
                by_source=group_by_source(begun, unknown, mass),
                by_operator=group_by_operator(begun, unknown, mass),
                by_country=group_by_country(begun, unknown, mass),
                certified=cover(system, found.passed, splits),
                gaps=tuple(sorted(unknown, key=lambda u: (-u.share, u.key, u.reason))),
                warnings=told[start],
            )
    return answers


def _about(warnings: Sequence[About], upstream: set[str]) -> tuple[Finding, ...]:
    return tuple(finding for finding, about in warnings if not about.isdisjoint(upstream))


def _weigh(contents: Contents, splits: dict[str, Split], ordered: Sequence[str], *, through: bool) -> _Found:
    found = _Found()
    weight: dict[str, float] = defaultdict(float)
    weight[ordered[0]] = 1.0
    done: set[str] = set()
    for key in ordered:
        own = weight[key]
        done.add(key)
        if own == 0:
            continue
        split = splits.get(key)
        if split is None:
            split = splits[key] = _split(contents, key, through=through)
        found.passed.append(key)
        found.expectation |= split.expectation
        for target, share in split.to:
            if target in done:
                # Contradictory data: made of itself, it comes from nowhere.
                found.unknown[target, UnknownReason.NO_ORIGIN] += own * share
            else:
                weight[target] += own * share
        for process, kind, share in split.origins:
            found.begun[process, kind] += own * share
        for where, reason, share in split.unknown:
            found.unknown[where, reason] += own * share
    return found


def _split(contents: Contents, key: str, *, through: bool) -> Split:
    item = contents.system.items.get(key)
    if item is not None:
        return split_item(contents, item, through=through)
    return split_process(contents, contents.system.processes[key], through=through)
