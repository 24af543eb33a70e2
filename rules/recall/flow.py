"""What a recall looks at: all that is downstream of some lots, and what it was mixed with on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rules.origin.system import System


@dataclass(frozen=True, slots=True)
class Held:
    """Some of an item, or of several that are alike, in a whole."""

    part: str
    quantity: float | None = None
    """Of all of them together, in their unit; none: all of the item."""
    begin: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """Pieces that are alike (of one run, one model and one mass, and not assembled) are one item of the system."""

    system: System
    """The items' parts are those that are held at the time that is asked about; for a recall of all times, those ever held."""
    held: Mapping[str, Sequence[Held]]
    """By whole, as the system's parts, with the times."""
    members: Mapping[str, Sequence[str]]
    """Keys of the pieces behind an item of the system; of an item that stands for itself, its own."""
    ran: Mapping[str, tuple[datetime | None, datetime | None]] = field(default_factory=dict)
    """When a process began and was done."""
    at: datetime | None = None
    """The time that is asked about, none: now."""
    ever: bool = False
    """Whether all times are."""
