"""From bytes to JSON of a bounded depth."""

from typing import Any

from seed.readers.epcis.ledger import Ledger
from seed.readers.text import parse_json

DEEPEST = 60
"""Levels of objects and lists in one another; real events have fewer than ten."""


def parse_capture(content: bytes, ledger: Ledger) -> dict[str, Any] | list[Any] | None:
    """The object or list that the bytes are; none where they are none, and then there is a finding."""
    document = parse_json(content, ledger.say, "Send EPCIS 2.0 in JSON, not in XML.")
    if ledger.findings:
        return None
    if not isinstance(document, dict | list):
        ledger.say("UNKNOWN_RECORD_TYPE", "/", "The document is no object and no list.", "Send an EPCISDocument.")
    elif _too_deep(document):
        message = f"The document has more than {DEEPEST} levels in one another."
        ledger.say("INVALID_JSON", "/", message, "Send events as the standard has them.")
    else:
        return document
    return None


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
