"""What the graph knows about the things that a document speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rules.vocabulary import ItemKind, Mineral, ProcessKind, Unit


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A node or relationship that is stated already."""

    digest: int
    sender: str
    ended: datetime | None = None
    """Of an interval: its end, where that is stated."""
    submission: str = ""
    """Key of the document that stated it."""
    ended_by: str | None = None
    """Of an interval: key of the document that stated its end, where that is another."""
    handle: str = ""
    """Of a link: how the graph finds it again within the transaction."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the checks need of an item, be it stated here or before."""

    key: str
    kind: ItemKind
    unit: Unit
    quantity: float | None
    mass_per_unit_kg: float | None
    fractions: Mapping[Mineral, float] | None
    """Mass fraction by mineral, of the item or else of its model; none where neither states any."""
    complete: bool = False
    """Whether a mineral that is not among the fractions is absent."""

    @property
    def is_piece(self) -> bool:
        """One thing that cannot be divided."""
        return self.unit is Unit.PIECE and self.quantity == 1


@dataclass(frozen=True, slots=True)
class ProcessFacts:
    """What the checks need of a process."""

    key: str
    kind: ProcessKind | None
    started: datetime | None
    ended: datetime | None
    losses_kg: Mapping[Mineral, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flow:
    """A quantity of an item into or out of a process, or into a whole; none: not stated."""

    item: str
    other: str
    quantity: float | None


@dataclass(frozen=True, slots=True)
class Stay:
    """A part in a whole, half-open; none: open at that end."""

    part: str
    whole: str
    start: datetime | None
    end: datetime | None
    quantity: float | None


@dataclass(frozen=True, slots=True)
class Known:
    """The graph around a document, as read under the ledger's lock; everything is by key."""

    nodes: Mapping[tuple[str, str], KnownFact | None] = field(default_factory=dict)
    """(label, key) to what is stated; none for a stub."""
    links: Mapping[tuple[str, ...], KnownFact] = field(default_factory=dict)
    """Identity of a link to what is stated."""
    items: Mapping[str, ItemFacts] = field(default_factory=dict)
    processes: Mapping[str, ProcessFacts] = field(default_factory=dict)
    models: Mapping[str, ItemFacts] = field(default_factory=dict)
    """Model key to what its instances fall back to."""
    instances: Mapping[str, frozenset[ItemKind]] = field(default_factory=dict)
    """Model key to the kinds of its stated instances, for models that the document states."""
    complete: frozenset[str] = frozenset()
    """Processes whose flows are all here; of others there may be more."""
    produced: tuple[Flow, ...] = ()
    consumed: tuple[Flow, ...] = ()
    stays: tuple[Stay, ...] = ()
