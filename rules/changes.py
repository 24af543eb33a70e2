"""What was known of an item then and is known now: facts that came, changed and went, and how origins moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique

from rules.origins import Origins
from rules.trace import NodeType, Trace, TraceEdge, TraceNode
from rules.vocabulary import Mineral

ROUNDING = 1e-9

OF_ITEMS = ("item_kind", "name", "name_ko", "quantity", "unit", "mass_kg")
OF_PROCESSES = (
    "process_kind",
    "name",
    "name_ko",
    "party_key",
    "party_name",
    "facility_key",
    "facility_name",
    "country",
    "started",
    "ended",
)
OF_LINKS = ("quantity",)


@unique
class ChangeKind(StrEnum):
    """What became of a fact."""

    STATED = "STATED"
    """It was not known then."""
    CORRECTED = "CORRECTED"
    """It was known then in another form."""
    GONE = "GONE"
    """It was known then and does not belong to the item's chain any more: withdrawn, or behind something that was."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, as text."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class FactChange:
    """What became of one fact upstream of the item."""

    change: ChangeKind
    type: str
    """ITEM, PROCESS, or the type of a link."""
    key: str
    """Key of the item or process; of a link, of the later or larger thing."""
    target: str | None
    """Of a link: key of the earlier or smaller thing."""
    fields: tuple[FieldChange, ...]
    """What differs; empty where a trace does not show it, as with a composition."""
    submission: str | None
    """The document that states it now; of what is gone, that stated it then."""


@dataclass(frozen=True, slots=True)
class OriginMove:
    """How one origin's share of a mineral moved."""

    mineral: Mineral
    key: str | None
    """Key of the mine, plant or recycler; none: what is unknown."""
    name: str | None
    before: float
    """Share then, 0 to 1."""
    after: float


def compare(before: Trace | None, after: Trace | None) -> tuple[FactChange, ...]:
    """The facts that differ, items and processes first, by key."""
    old, new = _facts(before), _facts(after)
    found = [_change(who, old.get(who), new.get(who)) for who in sorted(old.keys() | new.keys())]
    return tuple(change for change in found if change is not None)


def moves(before: Sequence[Origins | None], after: Sequence[Origins | None]) -> tuple[OriginMove, ...]:
    """The shares by source that differ, mineral by mineral, the largest moves of each first."""
    return tuple(move for then, now in zip(before, after, strict=True) for move in _moves(then, now))


Fact = TraceNode | TraceEdge
Who = tuple[str, str, str, str]


def _facts(trace: Trace | None) -> dict[Who, Fact]:
    if trace is None:
        return {}
    nodes: dict[Who, Fact] = {("", str(node.type), node.key, ""): node for node in trace.nodes if node.stated}
    links = {(f"link {e.role or ''}", str(e.type), e.source, e.target): e for e in trace.edges}
    return nodes | links


def _change(who: Who, old: Fact | None, new: Fact | None) -> FactChange | None:
    one = new or old
    assert one is not None  # noqa: S101 - it is in one of the two
    differing = tuple(_differing(old, new)) if old is not None and new is not None else ()
    if old is not None and new is not None and not differing and old.submission == new.submission:
        return None
    kind = ChangeKind.STATED if old is None else ChangeKind.GONE if new is None else ChangeKind.CORRECTED
    return FactChange(kind, who[1], who[2], who[3] or None, differing, one.submission)


def _differing(old: Fact, new: Fact) -> Iterator[FieldChange]:
    names = OF_LINKS
    if isinstance(old, TraceNode):
        names = OF_ITEMS if old.type is NodeType.ITEM else OF_PROCESSES
    for name in names:
        then, now = getattr(old, name), getattr(new, name)
        if then != now:
            yield FieldChange(name, _text(then), _text(now))


def _text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _moves(then: Origins | None, now: Origins | None) -> list[OriginMove]:
    one = now or then
    if one is None:
        return []
    old, new = _shares(then), _shares(now)
    names = {s.key: s.name for o in (then, now) if o for s in o.by_source.shares}
    found = [
        OriginMove(one.mineral, key, names.get(key or ""), old.get(key, 0.0), new.get(key, 0.0))
        for key in old.keys() | new.keys()
        if abs(old.get(key, 0.0) - new.get(key, 0.0)) > ROUNDING
    ]
    return sorted(found, key=lambda move: (-abs(move.after - move.before), move.key or ""))


def _shares(origins: Origins | None) -> dict[str | None, float]:
    if origins is None:
        return {}
    shares: dict[str | None, float] = {share.key: share.share for share in origins.by_source.shares}
    return shares | {None: origins.by_source.unknown}
