"""A document of any shape, taken apart into twins."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson

from rules.reading import Placed
from seed.readers.catenax.relation import Relation
from seed.readers.catenax.twin import Ledger, Twin


@dataclass(slots=True)
class Source:
    """What a document of one shape holds."""

    sender: str
    title: str
    root: str
    """Pointer to where its twins are."""
    size: int = 0
    """Entries in which twins should be."""
    twins: dict[str, Twin] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    """What it says of what holds what, besides its twins."""
    facts: list[Placed] = field(default_factory=list)
    """What it says besides of parties."""


def parse(content: bytes, ledger: Ledger) -> Any:
    """The JSON value; none, and a finding, where it is none."""
    try:
        text = content.decode("utf-8-sig")
        # The one is strict about numbers and characters, the other sees names that are there twice.
        orjson.loads(text)
        document = json.loads(text, object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        ledger.say("INVALID_ENCODING", "/", f"The document is not UTF-8 (byte {error.start}).", "Send UTF-8.")
    except (ValueError, RecursionError) as error:
        ledger.say("INVALID_JSON", "/", f"The document is not JSON: {error}.", "Send one JSON object.")
    else:
        return document
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(f"the name {twice[:80]!r} is there twice in one object")
    return dict(pairs)


def collect(twins: Iterable[Twin | None], ledger: Ledger) -> dict[str, Twin]:
    """The twins by key; a finding on each that is there twice."""
    answer: dict[str, Twin] = {}
    for twin in twins:
        if twin is not None and answer.setdefault(twin.key, twin) is not twin:
            ledger.say(
                "DUPLICATE_IDENTITY",
                twin.pointer,
                f"The twin {twin.key} is there twice; the first one counts.",
                "Send it once.",
                twin.key,
            )
    return answer


def no_id(pointer: str, ledger: Ledger) -> None:
    """Say that a twin has no id."""
    message, remedy = "The twin has no catenaXId that is a URN.", "State it, as in urn:uuid:...."
    ledger.say("MISSING_FIELD", pointer, message, remedy)
