"""A trace: the provenance graph behind an item, as flat nodes and edges."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

from rules.finding import Finding
from rules.vocabulary import InputRole, ItemKind, ProcessKind, Unit
from rules.withheld import Withheld


@unique
class NodeType(StrEnum):
    """What a node of a trace is."""

    ITEM = "ITEM"
    PROCESS = "PROCESS"


@unique
class EdgeType(StrEnum):
    """How two nodes of a trace hang together, read from source to target."""

    PRODUCED_BY = "PRODUCED_BY"
    CONSUMED = "CONSUMED"
    CONTAINS = "CONTAINS"


@unique
class GapReason(StrEnum):
    """Why a way back ends before an extraction or a recycling."""

    NOT_STATED = "NOT_STATED"
    """Others refer to it and nobody has stated it yet."""
    NO_ORIGIN = "NO_ORIGIN"
    """It is stated, without a producing process and without parts."""
    NO_INPUTS = "NO_INPUTS"
    """The process that made it is neither an extraction, a graphite synthesis nor a recycling, and states no input."""


@dataclass(frozen=True, slots=True)
class TraceNode:
    """An item or a process of a trace."""

    key: str
    type: NodeType
    depth: int
    """Fewest steps from the start; a step is one edge."""
    tier: int
    """Fewest changes of party on a way from the start; a transport is no change."""
    stated: bool
    item_kind: ItemKind | None = None
    process_kind: ProcessKind | None = None
    name: str | None = None
    name_ko: str | None = None
    quantity: float | None = None
    unit: Unit | None = None
    mass_kg: float | None = None
    party_key: str | None = None
    """Of a process: who ran it. Of an item: who ran the process that made it; as with facility and country, none where several differ."""
    party_name: str | None = None
    facility_key: str | None = None
    facility_name: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2 of the facility, else of the process."""
    started: datetime | None = None
    ended: datetime | None = None
    submission: str | None = None


@dataclass(frozen=True, slots=True)
class TraceEdge:
    """One step back."""

    source: str
    target: str
    type: EdgeType
    quantity: float | None = None
    """In the unit of the item at its end (PRODUCED_BY: of the item at its beginning)."""
    role: InputRole | None = None
    submission: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a way back ends too early."""

    key: str
    reason: GapReason
    item_kind: ItemKind | None
    tier: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the trace is stated, by count of items."""

    items: int
    """Items found upstream, the start included, shown or not."""
    gaps: int
    """Items at which a way back ends too early."""

    @property
    def share(self) -> float:
        """Share of the items that are no gap, 0 to 1."""
        return 1 - self.gaps / self.items


@dataclass(frozen=True, slots=True)
class Trace:
    """All that a thing was made of, back to the mines, as far as anybody has stated it."""

    start: str
    nodes: tuple[TraceNode, ...]
    """Sorted by depth, then key."""
    edges: tuple[TraceEdge, ...]
    """Sorted by source, then target."""
    gaps: tuple[Gap, ...]
    """Of all that is upstream, shown or not."""
    coverage: Coverage | None
    """Of all that is upstream; none where that is more than was looked at."""
    truncated: bool
    """Whether nodes were left out to stay under a limit."""
    revision: int
    warnings: tuple[Finding, ...] = ()
    """Findings of intake about what is upstream, the first ten thousand of all that were asked for together."""
    withheld: tuple[Withheld, ...] = ()
