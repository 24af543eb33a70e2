"""From bytes to JSON of a bounded depth, in which no name is there twice."""

import json
from collections import Counter
from typing import Any

import orjson

from seed.readers.epcis.ledger import Ledger

DEEPEST = 60
"""Levels of objects and lists in one another; real events have fewer than ten."""


def parse_json(content: bytes, ledger: Ledger) -> Any:
    """The object or list that the bytes are; none where they are none, and then there is a finding."""
    try:
        text = content.decode("utf-8-sig")
        # The one is strict about numbers and characters, the other sees names that are there twice.
        orjson.loads(text)
        document = json.loads(text, object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        ledger.say("INVALID_ENCODING", "/", f"The document is not UTF-8 (byte {error.start}).", "Send UTF-8.")
    except (ValueError, RecursionError) as error:
        ledger.say("INVALID_JSON", "/", f"The document is not JSON: {error}.", "Send EPCIS 2.0 in JSON, not in XML.")
    else:
        if not isinstance(document, dict | list):
            ledger.say("UNKNOWN_RECORD_TYPE", "/", "The document is no object and no list.", "Send an EPCISDocument.")
        elif _too_deep(document):
            message = f"The document has more than {DEEPEST} levels in one another."
            ledger.say("INVALID_JSON", "/", message, "Send events as the standard has them.")
        else:
            return document
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(f"the name {twice[:80]!r} is there twice in one object")
    return dict(pairs)


def _too_deep(document: Any) -> bool:
    level: list[Any] = [document]
    for _ in range(DEEPEST):
        level = [
            inner
            for value in level
            for inner in (value.values() if isinstance(value, dict) else value)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True
