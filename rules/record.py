"""What every record of the native format shares: frozen, strict, camelCase on the wire, one digest of its content."""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

Key = Annotated[str, StringConstraints(min_length=3, max_length=512, pattern=r"^[^\s:]+:[^\s]+$")]
"""A URI or URN as its sender writes it, or a name local to the document, `_:name`."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Fraction = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


def _parse(value: object, day_shift: timedelta) -> object:
    # A bare date is an interval: the day in UTC, half-open. What is no ISO 8601 time is left for pydantic to refuse.
    if not isinstance(value, str):
        return value
    try:
        if len(value) == 10:
            return datetime.combine(date.fromisoformat(value), time.min, UTC) + day_shift
        instant = datetime.fromisoformat(value)
        return instant.astimezone(UTC) if instant.tzinfo is not None else instant
    except (ValueError, OverflowError):
        return value


def _begin(value: object) -> object:
    return _parse(value, timedelta(0))


def _end(value: object) -> object:
    return _parse(value, timedelta(days=1))


Start = Annotated[AwareDatetime, BeforeValidator(_begin, json_schema_input_type=date | datetime)]
"""A time with its zone, kept in UTC; a bare date is that day's beginning in UTC."""

End = Annotated[AwareDatetime, BeforeValidator(_end, json_schema_input_type=date | datetime)]
"""A time with its zone, kept in UTC and itself outside the interval; a bare date is that day's end in UTC."""


class Record(BaseModel):
    """One line of a native document: one fact that its sender states."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", alias_generator=to_camel, populate_by_name=True, allow_inf_nan=False
    )


def digest(record: Record) -> int:
    """64 bits of BLAKE2b over the record's canonical JSON, signed: equal content, equal digest."""
    content = record.model_dump_json(by_alias=True, exclude_none=True).encode()
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big", signed=True)
