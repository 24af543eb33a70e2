"""Origins grouped by mine or recycler, by operator and by country, each grouping with its own unknown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rules.origin.system import ProcessNode
from rules.origins import Grouping, OriginKind, OriginShare, UnknownShare


@dataclass(frozen=True, slots=True)
class Begun:
    """A share that begins at a process."""

    process: ProcessNode
    kind: OriginKind
    share: float


Named = tuple[str, str | None, str | None]
"""Key, name, Korean name."""


def group_by_source(begun: Sequence[Begun], unknown: Sequence[UnknownShare], mass_kg: float | None) -> Grouping:
    """By facility; by process where the facility is not stated."""
    return _group(begun, unknown, mass_kg, _source)


def group_by_operator(begun: Sequence[Begun], unknown: Sequence[UnknownShare], mass_kg: float | None) -> Grouping:
    """By the party that ran the process."""
    return _group(begun, unknown, mass_kg, _operator)


def group_by_country(begun: Sequence[Begun], unknown: Sequence[UnknownShare], mass_kg: float | None) -> Grouping:
    """By the country that the process ran in."""
    return _group(begun, unknown, mass_kg, lambda p: None if p.country is None else (p.country, None, None))


def _source(process: ProcessNode) -> Named:
    if process.source is None:
        return process.key, None, None
    return process.source, process.source_name, process.source_name_ko


def _operator(process: ProcessNode) -> Named | None:
    return None if process.operator is None else (process.operator, process.operator_name, process.operator_name_ko)


def _group(
    begun: Sequence[Begun],
    unknown: Sequence[UnknownShare],
    mass_kg: float | None,
    by: Callable[[ProcessNode], Named | None],
) -> Grouping:
    groups: dict[Named, list[Begun]] = {}
    rest = sum(u.share for u in unknown)
    for one in begun:
        named = by(one.process)
        if named is None:
            rest += one.share
        else:
            groups.setdefault(named, []).append(one)
    shares = [_share(named, members, mass_kg) for named, members in groups.items()]
    return Grouping(tuple(sorted(shares, key=lambda s: (-s.share, s.key))), rest)


def _share(named: Named, members: Sequence[Begun], mass_kg: float | None) -> OriginShare:
    key, name, name_ko = named
    kinds = {member.kind for member in members}
    countries = {member.process.country for member in members}
    share = sum(member.share for member in members)
    return OriginShare(
        key=key,
        name=name,
        name_ko=name_ko,
        kind=kinds.pop() if len(kinds) == 1 else None,
        country=countries.pop() if len(countries) == 1 else None,
        share=share,
        mass_kg=None if mass_kg is None else mass_kg * share,
    )
