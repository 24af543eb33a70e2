"""A path: by which ways one thing reaches another, as an answer."""

from dataclasses import dataclass
from datetime import datetime

from rules.finding import Finding
from rules.trace import EdgeType
from rules.vocabulary import ItemKind, Mineral, ProcessKind, Unit
from rules.withheld import Withheld


@dataclass(frozen=True, slots=True)
class WayStep:
    """One item on a way, or several that are alike, and how it came out of the step before."""

    item_key: str
    """Of several that are alike the first key."""
    item_kind: ItemKind | None
    link: EdgeType | None
    """CONSUMED: a run took the step before and gave this item. CONTAINS: the step before is a part of it. PRODUCED_BY: the way begins
    at the run that gave it. None: the way begins at this item."""
    share: float | None
    """Share of the item's mass, or mineral, that came along this step; 1 where the way begins at it, none where it cannot be told."""
    expectation: bool
    """Whether lots were pooled here, so that the share is an expectation."""
    quantity: float | None = None
    """How much of the step before went in; where the way begins at the run, how much came out of it. In `unit`."""
    unit: Unit | None = None
    process_key: str | None = None
    """The run that gave the item; of one that the way begins at, or a whole, the only one that is stated."""
    process_kind: ProcessKind | None = None
    party_key: str | None = None
    """Who ran that run; as with facility and country, none where that is not stated."""
    party_name: str | None = None
    facility_key: str | None = None
    facility_name: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    items: int = 1
    """How many that are alike it stands for; share and quantity are of all of them."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way, from where the matter last left the beginning to the item that is asked about."""

    steps: tuple[WayStep, ...]
    share: float | None
    """Product of the shares of its steps: the part of the item's mass, or mineral, that came this way; none where one cannot be told."""
    mass_kg: float | None
    """share x kg in the item; none where either is not known."""
    expectation: bool
    """Whether a step is an expectation."""


@dataclass(frozen=True, slots=True)
class Path:
    """By which ways a thing reaches an item."""

    start: str
    """Key of the item, process, facility or party that the ways begin at."""
    end: str
    """Key of the item."""
    mineral: Mineral | None
    """What shares are of; none: of all mass."""
    through_recycling: bool
    merged: bool
    """Whether pieces that are alike are one."""
    revision: int
    at: datetime | None
    mass_kg: float | None
    """kg of the mineral, or of all, in the item; none where it is not stated."""
    share: float | None
    """The part of it that passed the beginning, by all ways together whose shares can be told; none where there are ways, and the
    share of none of them can be."""
    complete: bool
    """Whether that is all of them: no way has a step whose share cannot be told."""
    ways: tuple[Way, ...]
    """Strongest first, those of untold share last; no two have an item in common, save what every way passes."""
    warnings: tuple[Finding, ...] = ()
    withheld: tuple[Withheld, ...] = ()
