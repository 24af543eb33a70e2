"""Reading a whole container."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Any

import orjson

from rules.checks.severity import found
from rules.document import Header
from rules.finding import Finding
from rules.item import Item
from rules.link import Contains, Produced
from rules.process import Process
from rules.reading import Placed, Reading
from rules.vocabulary import Profile, Unit
from seed.readers.catenax.aspect import Dimension
from seed.readers.catenax.part import facts_of, kinds_of, links_of, units_of
from seed.readers.catenax.twin import Ledger, Twin, read_twin
from seed.readers.faults import escape

FORMAT = "catenax"
SENDER = "urn:batlas:party:catenax-test-data"
MARK = "/TestDataContainer/"
DAY = timedelta(days=1)


def read_catenax(content: bytes) -> Reading:
    """The container's facts; what is wrong with its form as findings with JSON pointers."""
    sha256 = hashlib.sha256(content).hexdigest()
    ledger = Ledger()
    root, entries = _entries(content, ledger)
    twins: dict[str, Twin] = {}
    for number, entry in enumerate(entries):
        twin = read_twin(number, entry, root, ledger)
        if twin is not None and twins.setdefault(twin.key, twin) is not twin:
            ledger.say(
                "DUPLICATE_IDENTITY",
                twin.pointer,
                f"The twin {twin.key} is there twice; the first one counts.",
                "Send it once.",
                twin.key,
            )
    facts = _facts(twins, ledger)
    header = Header(sender=SENDER, title="Catena-X test data") if facts else None
    if facts:
        ledger.findings.append(_summary(len(entries), facts))
    elif not ledger.findings:
        ledger.say(
            "EMPTY_DOCUMENT",
            root or "/",
            f"The container holds no part that is understood; it has {', '.join(ledger.aspects) or 'no aspects'}."[
                :500
            ],
            "Send twins with SerialPartTypization or Batch, version 1.",
        )
    relations = sum(isinstance(placed.fact, Contains) for placed in facts)
    counts = Counter({"twin": len(entries), "relation": relations, **ledger.aspects})
    return Reading(FORMAT, Profile.LENIENT, sha256, header, facts, ledger.findings, counts, dict(ledger.ignored))


def _entries(content: bytes, ledger: Ledger) -> tuple[str, list[Any]]:
    try:
        text = content.decode("utf-8-sig")
        # The one is strict about numbers and characters, the other sees names that are there twice.
        orjson.loads(text)
        document = json.loads(text, object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        ledger.say("INVALID_ENCODING", "/", f"The document is not UTF-8 (byte {error.start}).", "Send UTF-8.")
        return "", []
    except (ValueError, RecursionError) as error:
        ledger.say("INVALID_JSON", "/", f"The document is not JSON: {error}.", "Send one JSON object.")
        return "", []
    names = [name for name in document if MARK in name] if isinstance(document, dict) else []
    if not names or not isinstance(document[names[0]], list):
        shown = ", ".join(list(document)[:5]) if isinstance(document, dict) else type(document).__name__
        ledger.say(
            "UNKNOWN_RECORD_TYPE",
            "/",
            f"This is no Catena-X test-data container; it holds {shown[:200]}.",
            f"Send an object with a list under a key with {MARK}.",
        )
        return "", []
    for name in document.keys() - {names[0]}:
        ledger.ignored[name] += 1
    return f"/{escape(names[0])}", document[names[0]]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(f"the name {twice[:80]!r} is there twice in one object")
    return dict(pairs)


def _facts(twins: Mapping[str, Twin], ledger: Ledger) -> list[Placed]:
    kinds, units = kinds_of(twins), units_of(twins)
    facts: list[Placed] = []
    for key, kind in kinds.items():
        # A lot that nobody uses is counted in kg.
        facts += facts_of(twins[key], kind, units.get(key, Unit.KG), ledger)
    for twin in twins.values():
        facts += links_of(twin, units, ledger)
        if twin.key not in kinds and twin.get(Dimension):
            ledger.ignored["PhysicalDimension.weight"] += 1
    return facts


def _summary(twins: int, facts: Sequence[Placed]) -> Finding:
    """What the container holds and how it contradicts itself, in numbers."""
    ended = {p.fact.key: p.fact.ended for p in facts if isinstance(p.fact, Process)}
    done = {p.fact.item: ended[p.fact.process] for p in facts if isinstance(p.fact, Produced)}
    # As the checks see it: an end at midnight may be a bare date, that is any time of the day before.
    begun = {key: at - DAY if at is not None and at.time() == time.min else at for key, at in done.items()}
    pieces = {p.fact.key for p in facts if isinstance(p.fact, Item) and p.fact.is_piece}
    relations = [p.fact for p in facts if isinstance(p.fact, Contains)]
    times = [(begun.get(relation.part), done.get(relation.whole)) for relation in relations]
    late = sum(child is not None and parent is not None and child > parent for child, parent in times)
    parents: dict[str, set[str]] = defaultdict(set)
    for relation in relations:
        parents[relation.part].add(relation.whole)
    several = {part for part, wholes in parents.items() if len(wholes) > 1}
    serial = len(several & pieces)
    message = (
        f"{twins} twins and {len(relations)} parent-child relations; {late} of the relations have a child made after its parent; "
        f"{len(several)} children have several parents, {serial} of them serial."
    )
    return found(
        Profile.LENIENT,
        "SUMMARY",
        "/",
        message,
        "Answers that rest on these relations carry a warning.",
        twins=twins,
        relations=len(relations),
        child_after_parent=late,
        several_parents=len(several),
        several_parents_serial=serial,
    )
