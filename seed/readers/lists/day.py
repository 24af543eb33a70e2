"""Dates as people write them, as the native format has them."""

import re
from datetime import date, datetime

from rules.errors import InvalidInput
from seed.readers.lists.number import Ambiguous

YEAR_FIRST = re.compile(r"^(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?$")
COMPACT = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})$")
YEAR_LAST = re.compile(r"^(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4})$")


def parse_day(value: object) -> str:
    """A bare date, or a time in ISO 8601. Raises Ambiguous for 03/04/2026, InvalidInput for what is no date."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    text = str(value).strip()
    try:
        if found := YEAR_FIRST.match(text):
            return date(*map(int, found.groups())).isoformat()
        if found := COMPACT.match(text):
            return date(int(found[1] + found[2]), int(found[3]), int(found[4])).isoformat()
        if found := YEAR_LAST.match(text):
            return _year_last(text, int(found[1]), int(found[3]), int(found[4]), german=found[2] == ".")
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        raise InvalidInput(f"{text[:40]!r} is no date") from None


def _year_last(text: str, first: int, second: int, year: int, *, german: bool) -> str:
    # With dots it is DIN 5008: the day comes first. With slashes both orders are in use.
    if german or first > 12:
        return date(year, second, first).isoformat()
    if second > 12 or first == second:
        return date(year, first, second).isoformat()
    raise Ambiguous(f"{text!r} may be {date(year, second, first)} or {date(year, first, second)}")
