"""What all written events share."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rules.document import Fact
from rules.item import Item
from seed.readers.epcis.amount import CODES

Json = dict[str, Any]

Told = tuple[list[Fact], Json]
"""Facts and the event that tells them."""


def event(kind: str, at: datetime, **fields: Any) -> Json:
    """An event at a time; fields without a value are left out."""
    stated = {name: value for name, value in fields.items() if value not in (None, [], {})}
    return {"type": kind, "eventTime": moment(at), "eventTimeZoneOffset": "+00:00", **stated}


def moment(at: datetime) -> str:
    """A time in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def can_be_counted(key: str, quantity: float | None, items: Mapping[str, Item]) -> bool:
    """Whether a quantity can be written: it needs the unit of its item."""
    return quantity is None or key in items


def element(key: str, quantity: float, items: Mapping[str, Item]) -> Json:
    """A quantity element."""
    code = CODES[items[key].unit]
    return {"epcClass": key, "quantity": quantity} | ({} if code is None else {"uom": code})
