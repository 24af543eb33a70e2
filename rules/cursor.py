"""Cursors of lists: which list, as of which revision, and where in it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeGuard

from rules.listing import Position, Sort, Value
from rules.scope import NEWEST


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the list of this name."""

    name: str
    revision: int
    position: Position


def write(cursor: Cursor) -> str:
    """The cursor as text."""
    value = cursor.position.value
    told = value.isoformat() if isinstance(value, datetime) else value
    return json.dumps([cursor.name, cursor.revision, told, cursor.position.key], ensure_ascii=False)


def read(text: str, name: str, sort: Sort) -> Cursor | None:
    """The cursor, if it is one of the list of this name that is sorted so; none for junk and for others' cursors."""
    try:
        of, revision, told, key = json.loads(text)
        value = None if told is None else _value(told, sort)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    if of != name or not _is_count(revision) or not isinstance(key, str) or not _is_text(key):
        return None
    return Cursor(name, revision, Position(value, key))


def _value(told: object, sort: Sort) -> Value:
    match sort:
        case Sort.NAME if isinstance(told, str) and _is_text(told):
            return told
        case Sort.REVISION if _is_count(told):
            return told
        case Sort.STARTED | Sort.RECEIVED_AT if isinstance(told, str):
            time = datetime.fromisoformat(told)
            if time.tzinfo is not None:
                return time.astimezone(UTC)
    raise ValueError(told)


def _is_count(told: object) -> TypeGuard[int]:
    return isinstance(told, int) and not isinstance(told, bool) and 0 <= told <= NEWEST


def _is_text(told: str) -> bool:
    # JSON can write half a character, which no key has and no database takes.
    return not any("\ud800" <= letter <= "\udfff" for letter in told)
