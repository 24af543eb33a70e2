"""What happened to an item, in the order of time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

from rules.vocabulary import ItemKind, ProcessKind
from rules.withheld import Withheld


@unique
class Happening(StrEnum):
    """What happened to the item."""

    PRODUCED = "PRODUCED"
    """It came out of a run."""
    USED = "USED"
    """A run used it, or a part of it, up: it was recycled, shredded, built in for good."""
    FITTED = "FITTED"
    """It was put into a whole."""
    REMOVED = "REMOVED"
    """It was taken out of a whole."""
    PART_FITTED = "PART_FITTED"
    """A part was put into it."""
    PART_REMOVED = "PART_REMOVED"
    """A part was taken out of it."""
    OWNED = "OWNED"
    """A party became its owner."""
    DISOWNED = "DISOWNED"
    """A party ceased to own it."""
    RECEIVED = "RECEIVED"
    """A party took it into custody."""
    HANDED_OVER = "HANDED_OVER"
    """A party gave it out of custody."""
    DUTY_TAKEN = "DUTY_TAKEN"
    """A party began to answer for it by law."""
    DUTY_ENDED = "DUTY_ENDED"
    """A party ceased to answer for it by law."""


@dataclass(frozen=True, slots=True)
class Event:
    """One happening."""

    happening: Happening
    at: datetime | None
    """When; of a run its end, else its beginning. None where nobody has stated it."""
    other: str
    """Key of the run, the whole, the part or the party."""
    name: str | None = None
    """The other's name."""
    item_kind: ItemKind | None = None
    """What the whole or the part is."""
    process_kind: ProcessKind | None = None
    """What the run did."""
    party: str | None = None
    """Key of the party that ran the run, or that this is about."""
    facility: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2 of where it ran."""
    quantity: float | None = None
    """How much of the item, or of the part, in its unit."""
    submission: str | None = None
    """Key of the document that says so."""


@dataclass(frozen=True, slots=True)
class History:
    """Events in the order of time, those without a time last."""

    revision: int
    events: tuple[Event, ...]
    withheld: tuple[Withheld, ...] = ()


def in_order(events: list[Event]) -> tuple[Event, ...]:
    """Sorted by time, then by what happened: what ends at a moment goes before what begins at it."""
    ends = {Happening.REMOVED, Happening.PART_REMOVED, Happening.DISOWNED, Happening.HANDED_OVER, Happening.DUTY_ENDED}

    def place(event: Event) -> tuple[bool, float, bool, str, str]:
        at = event.at.timestamp() if event.at else 0.0
        # A run ends before what it made is fitted; half-open intervals end at the first moment outside.
        first = event.happening is Happening.PRODUCED or event.happening in ends
        return (event.at is None, at, not first, event.happening, event.other)

    return tuple(sorted(events, key=place))
