"""What every record of the native format shares: frozen, strict, camelCase on the wire, one digest of its content."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import blake2b
from operator import itemgetter
from typing import Annotated, ClassVar, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

V = TypeVar("V")

CONTROL = r"\u0000-\u0008\u000b-\u001f\u007f"
"""Control characters besides tab and line feed."""

INVISIBLE = r"\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
"""Blanks, control characters, and marks that cannot be seen: two keys that look alike are alike."""

KEY_PATTERN = rf"^[^\s:{INVISIBLE}]+:[^\s{INVISIBLE}]+$"
TEXT_PATTERN = rf"^[^{CONTROL}]*[^\s{CONTROL}][^{CONTROL}]*$"
TIME_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?$"
"""A bare date, or RFC 3339 with seconds that may be left out."""

LONGEST_KEY = 512
LARGEST = 1e15
"""The largest quantity: what float64 still counts to the last unit, and more than there is of anything."""

Key = Annotated[str, StringConstraints(min_length=3, max_length=LONGEST_KEY, pattern=KEY_PATTERN)]
"""A URI or URN as its sender writes it, or a name local to the document, `_:name`."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=TEXT_PATTERN)]
"""Text without control characters; blanks at its ends do not count."""

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Positive = Annotated[float, Field(gt=0, le=LARGEST, allow_inf_nan=False)]
Fraction = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]

_TIME = re.compile(TIME_PATTERN.replace("))?$", ")?)?$"))
"""With the zone left out too, so that its absence is told as such."""


def _parse(value: object, day_shift: timedelta) -> object:
    # A bare date is an interval: the day in UTC, half-open. What is no time is left for pydantic to refuse.
    if not isinstance(value, str) or _TIME.fullmatch(value) is None:
        return value
    try:
        if len(value) == 10:
            return datetime.combine(date.fromisoformat(value), time.min, UTC) + day_shift
        instant = datetime.fromisoformat(value)
        return instant.astimezone(UTC) if instant.tzinfo is not None else instant
    except OverflowError:
        raise ValueError(f"{value} lies outside the years 1 to 9999; leave out what is not known") from None
    except ValueError:
        return value


def _begin(value: object) -> object:
    return _parse(value, timedelta(0))


def _end(value: object) -> object:
    return _parse(value, timedelta(days=1))


_Written = Annotated[str, StringConstraints(pattern=TIME_PATTERN)]

Start = Annotated[AwareDatetime, BeforeValidator(_begin, json_schema_input_type=_Written)]
"""A time with its zone, kept in UTC; a bare date is that day's beginning in UTC."""

End = Annotated[AwareDatetime, BeforeValidator(_end, json_schema_input_type=_Written)]
"""A time with its zone, kept in UTC and itself outside the interval; a bare date is that day's end in UTC."""


def as_set(values: tuple[V, ...]) -> tuple[V, ...]:
    """The values once each, in one order: equal content has one form, whatever order its sender wrote it in."""
    return values if len(values) < 2 else tuple(sorted(dict.fromkeys(values), key=str))


class Record(BaseModel):
    """One line of a native document: one fact that its sender states."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", alias_generator=to_camel, populate_by_name=True, allow_inf_nan=False
    )

    not_content: ClassVar[frozenset[str]] = frozenset()
    """Fields that say which fact it is and not what it says: the ends of a link and its interval."""

    def __reduce__(self) -> tuple[Callable[..., "Record"], tuple[type[Self], dict[str, object], set[str]]]:
        # As pydantic does it, in a quarter of the time: documents go from one process to another.
        return _restore, (type(self), vars(self), self.__pydantic_fields_set__)


def _restore(kind: type[Record], fields: dict[str, object], stated: set[str]) -> Record:
    record = kind.__new__(kind)
    object.__setattr__(record, "__dict__", fields)
    object.__setattr__(record, "__pydantic_fields_set__", stated)
    object.__setattr__(record, "__pydantic_extra__", None)
    object.__setattr__(record, "__pydantic_private__", None)
    return record


def digest(record: Record) -> int:
    """64 bits of BLAKE2b over the JSON of the record's content, signed: equal content, equal digest.

    The JSON has the fields in their order in the class, without those that say what leaving them out says. Digests are stored: fields
    keep their order, and new ones come with a default.
    """
    kind = type(record)
    if not kind.not_content:
        return _digest(record)
    # Thousands of links say the same of different things.
    content = (kind, _content_of(kind)(vars(record)))
    found = _digests.get(content)
    if found is None:
        if len(_digests) >= MOST_DIGESTS:
            _digests.clear()
        found = _digests[content] = _digest(record)
    return found


@cache
def _content_of(kind: type[Record]) -> "itemgetter[object]":
    return itemgetter(*(name for name in kind.model_fields if name not in kind.not_content))


MOST_DIGESTS = 10_000
_digests: dict[tuple[object, ...], int] = {}
"""What links say to its digest. Nothing but the content goes into it."""


def _digest(record: Record) -> int:
    content = record.model_dump_json(by_alias=True, exclude_defaults=True, exclude=set(record.not_content)).encode()
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big", signed=True)
