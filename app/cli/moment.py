"""A point in time as a person types it."""

from datetime import datetime

from rules.errors import InvalidInput


def as_of(text: str | None) -> dict[str, object] | None:
    """`asOf` of GraphQL: a revision, or a time with its zone. Raises InvalidInput."""
    if text is None:
        return None
    return {"revision": int(text)} if text.isdecimal() else {"time": moment(text, "--as-of")}


def moment(text: str | None, option: str = "--at") -> str | None:
    """The time, with its zone. Raises InvalidInput for a bare date, a time without a zone, and what is no time."""
    try:
        at = None if text is None else datetime.fromisoformat(text)
    except ValueError:
        at = None
    if text is not None and (at is None or at.tzinfo is None):
        raise InvalidInput(f"{option} is {text}; write a time with its zone, as in 2026-03-01T09:00:00+09:00.")
    return at and at.isoformat()
