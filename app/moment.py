"""A point in time as a person types it."""

from datetime import UTC, datetime

from rules.errors import InvalidInput


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
