"""Lists of all things of a noun: how they are sorted, and where a page of them stands."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum, unique

from rules.scope import NEWEST


@unique
class Sort(StrEnum):
    """What a list is sorted by; equal ones follow by key, and what has no such value comes last."""

    KEY = "KEY"
    NAME = "NAME"
    STARTED = "STARTED"
    RECEIVED_AT = "RECEIVED_AT"
    REVISION = "REVISION"


@unique
class Order(StrEnum):
    """Which way."""

    ASC = "ASC"
    DESC = "DESC"


Value = str | int | datetime | None

FARTHEST = "\U0010ffff"
"""Behind every text."""

ENDS: dict[Sort, tuple[Value, Value]] = {
    Sort.KEY: (None, None),
    Sort.NAME: ("", FARTHEST),
    Sort.STARTED: (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)),
    Sort.RECEIVED_AT: (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)),
    Sort.REVISION: (-1, NEWEST),
}
"""What lies before all values and behind them."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a list: the value that it is sorted by, none where the thing has none, and the key."""

    value: Value
    key: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Places of the things of a page, in their order, and whether there are more behind them."""

    positions: tuple[Position, ...]
    more: bool
