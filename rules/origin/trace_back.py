"""From one item back: the share of every origin, of every unknown, and of what certificates cover."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rules.finding import Finding
from rules.origin.content import contents, order
from rules.origin.group import Begun, group_by_country, group_by_operator, group_by_source
from rules.origin.split import Split, split_item, split_process
from rules.origin.system import System
from rules.origins import CertifiedShare, OriginKind, Origins, UnknownReason, UnknownShare
from rules.vocabulary import Basis, CertificateScope, Mineral


@dataclass(slots=True)
class _Found:
    """What gathers on the way back."""

    splits: dict[str, Split] = field(default_factory=dict)
    begun: dict[tuple[str, OriginKind], float] = field(default_factory=lambda: defaultdict(float))
    unknown: dict[tuple[str, UnknownReason], float] = field(default_factory=lambda: defaultdict(float))
    expectation: bool = False


def find_shares(
    system: System,
    mineral: Mineral,
    *,
    through_recycling: bool = False,
    revision: int,
    at: datetime | None = None,
    warnings: tuple[Finding, ...] = (),
) -> Origins:
    """The origins of the mineral in the system's start. Weights run from the item to its origins, each node after all that hold it.

    An item that states to hold none of the mineral has no origins and nothing unknown. Of the warnings, those about what is upstream are kept.
    """
    ordered = order(system)
    upstream = set(ordered)
    kg = contents(system, mineral, ordered)
    mass = kg[system.start]
    found = _Found() if mass == 0 else _weigh(system, kg, mineral, ordered, through=through_recycling)
    begun = [Begun(system.processes[key], kind, share) for (key, kind), share in found.begun.items()]
    unknown = [UnknownShare(key, reason, share) for (key, reason), share in found.unknown.items()]
    return Origins(
        item=system.start,
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
        certified=_certified(system, found, ordered),
        gaps=tuple(sorted(unknown, key=lambda u: (-u.share, u.key, u.reason))),
        warnings=tuple(finding for finding in warnings if upstream.intersection(finding.about)),
    )


def _weigh(
    system: System, kg: Mapping[str, float | None], mineral: Mineral, ordered: Sequence[str], *, through: bool
) -> _Found:
    found = _Found()
    weight: dict[str, float] = defaultdict(float)
    weight[system.start] = 1.0
    for key in ordered:
        own = weight[key]
        if own == 0:
            continue
        item = system.items.get(key)
        if item is not None:
            split = split_item(system, kg, mineral, item)
        else:
            split = split_process(system, kg, mineral, system.processes[key], through=through)
        found.splits[key] = split
        found.expectation |= split.expectation
        for target, share in split.to:
            weight[target] += own * share
        for kind, share in split.origins:
            found.begun[key, kind] += own * share
        for where, reason, share in split.unknown:
            found.unknown[where, reason] += own * share
    return found


def _certified(system: System, found: _Found, ordered: Sequence[str]) -> tuple[CertifiedShare, ...]:
    """For each scope, the share that passed at least one thing that it covers: a way with two is not counted twice."""
    by_scope: dict[CertificateScope, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for certified in system.certified:
        if certified.about in found.splits:
            by_scope[certified.scope][certified.about].add(certified.certificate)
    answer = []
    for scope, about in sorted(by_scope.items()):
        covered: dict[str, float] = {}
        for key in reversed(ordered):
            if key in found.splits:
                to = found.splits[key].to
                covered[key] = 1.0 if key in about else sum(share * covered.get(target, 0.0) for target, share in to)
        names = tuple(sorted(set().union(*about.values())))
        answer.append(CertifiedShare(scope, covered[system.start], names))
    return tuple(answer)
