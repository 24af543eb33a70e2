"""Points and spans of time as a person types them."""

import re
from datetime import UTC, datetime, timedelta

from rules.errors import InvalidInput

SPAN = re.compile(r"(\d{1,6})([mhd])", re.ASCII)
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
LONGEST = timedelta(days=3660)


def read_moment(text: str | None, name: str) -> datetime | None:
    """The time in UTC. Raises InvalidInput for a bare date, a time without a zone, and what is no time; `name` is what the caller calls it."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise InvalidInput(f"{name} is {text[:40]}; write a time with its zone, as in 2026-03-01T09:00:00+09:00.")


def read_span(text: str, name: str) -> timedelta:
    """How long, up to ten years. Raises InvalidInput; `name` is what the caller calls it."""
    form = SPAN.fullmatch(text)
    span = None if form is None else int(form[1]) * UNITS[form[2]]
    if span is None or span > LONGEST:
        raise InvalidInput(
            f"{name} is {text[:40]}; write minutes, hours or days, as in 30m, 24h or 90d, at most 3660d."
        )
    return span
