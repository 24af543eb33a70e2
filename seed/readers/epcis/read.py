"""Reading a whole capture document."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from rules.checks.document import identity
from rules.document import Fact, Header
from rules.facility import Facility
from rules.item import Item
from rules.link import Consumed, Contains, Custody, Interval, Owned, Produced
from rules.measurement import Measurement
from rules.process import Process
from rules.reading import Placed, Reading
from rules.record import Record
from rules.vocabulary import ItemKind, Profile, Severity
from seed.readers.epcis.amount import Things
from seed.readers.epcis.assembly import contents_of
from seed.readers.epcis.capture import Capture, Raw, read_capture
from seed.readers.epcis.described import build, nodes_of, stated_fields
from seed.readers.epcis.event import Happening
from seed.readers.epcis.holder import HOLDER, OWNER, holders_of
from seed.readers.epcis.interval import Spans
from seed.readers.epcis.item import items_of
from seed.readers.epcis.ledger import Ledger
from seed.readers.epcis.left_over import count_left_over, makes
from seed.readers.epcis.run import facts_of, made_by, runs_of
from seed.readers.epcis.sensor import measurements_of
from seed.readers.epcis.term import NAMESPACE, plain_names
from seed.readers.epcis.valid import valid_events
from seed.readers.faults import RECORDS

FORMAT = "epcis"
SENDER = "urn:batlas:party:epcis-unnamed"
"""States what a capture without a sender says."""


def read_epcis(content: bytes) -> Reading:
    """The document's facts; what is wrong with its form as findings with JSON pointers."""
    sha256 = hashlib.sha256(content).hexdigest()
    ledger = Ledger()
    capture = read_capture(content, ledger)
    facts: list[Placed] = []
    withdrawn: list[Placed] = []
    counts = Counter[str]()
    if capture is not None:
        counts.update(str(raw.get("type"))[:80] for _, raw in capture.events)
        happenings, in_error = valid_events(capture, ledger)
        facts = list(_facts(capture, happenings, ledger))
        if capture.sender is not None:
            withdrawn = [placed for happening in in_error for placed in _own_facts(happening, capture, ledger)]
    if not facts and not withdrawn and not any(finding.severity is Severity.ERROR for finding in ledger.findings):
        message = f"Nothing can be kept of {counts.total()} events."
        remedy = "Send events that make, join, part, hand over or measure things; see docs/FORMAT.md."
        ledger.say("EMPTY_DOCUMENT", "/", message, remedy)
    header = Header(sender=capture.sender or SENDER, title=capture.title) if capture and (facts or withdrawn) else None
    ignored = dict(ledger.ignored)
    return Reading(
        FORMAT, Profile.LENIENT, sha256, header, facts, ledger.findings, counts, ignored,
        withdrawn=withdrawn, of_any_document=bool(withdrawn),
    )  # fmt: skip


def _own_facts(happening: Happening, capture: Capture, ledger: Ledger) -> Iterator[Placed]:
    """What an event that is declared an error states by itself.

    A process of several events, what master data says, and what ends an interval is not the event's alone.
    """
    records = None if capture.records is None else []
    alone = Capture(capture.prefixes, capture.sender, described=capture.described, records=records)
    stated = [placed.fact for placed in _facts(alone, [happening], Ledger())]
    made = {fact.item for fact in stated if isinstance(fact, Produced)}
    for fact in stated:
        match fact:
            case Interval(from_=None):
                message = f"The end of {' and '.join(identity(fact)[:3])} is declared an error, and stays."
                remedy = "Correct the document that stated it, in the native format."
                ledger.say("NOT_WITHDRAWN", happening.pointer, message, remedy)
            case Produced() | Consumed() | Interval():
                yield Placed(happening.pointer, fact)
            case Item(key=key) if key in made:
                yield Placed(happening.pointer, fact)
            case Process() if happening.event.transformation_id is None:
                yield Placed(happening.pointer, fact)
            case Measurement():
                yield Placed(happening.pointer, fact)
            case _:
                pass


def _facts(capture: Capture, happenings: Sequence[Happening], ledger: Ledger) -> Iterator[Placed]:
    ordered = sorted(happenings, key=lambda happening: happening.at)
    things = Things(capture.records is not None, ledger)
    nodes = list(nodes_of(capture, things))
    for happening in happenings:
        _instance_data(happening, capture, things)
    for which in ("output", "", "input", "child"):
        things.count(amount for happening in happenings for amount in things.amounts(happening, which))
    runs = runs_of(happenings, things)
    made = made_by(runs)
    contents = contents_of(ordered, things)
    parts: dict[str, set[str]] = defaultdict(set)
    for span in contents.all():
        parts[span.ends[0]].add(span.ends[1])
    items = items_of(things, made, parts)
    stated = {key: placed.fact for key, placed in items.items() if isinstance(placed.fact, Item)}
    kinds: Mapping[str, ItemKind] = {key: item.kind for key, item in stated.items()}
    holders = holders_of(ordered, things, {key: item.quantity for key, item in stated.items()})
    yield from nodes
    yield from items.values()
    for run in runs:
        yield from facts_of(run, kinds, ledger)
    yield from _points(capture, {run.facility: run.pointer for run in runs}, nodes)
    yield from _links(contents, Contains, ("whole", "part"), ledger)
    yield from _links(holders[OWNER], Owned, ("item", "party"), ledger)
    yield from _links(holders[HOLDER], Custody, ("item", "party"), ledger)
    yield from _records(capture.records or (), capture.prefixes, ledger)
    for happening in happenings:
        measured = list(measurements_of(happening, things, capture.prefixes))
        yield from measured
        count_left_over(happening, ledger, measures=bool(measured))


def _instance_data(happening: Happening, capture: Capture, things: Things) -> None:
    """What an event says of the things that it makes, in its ilmd or beside it."""
    event = happening.event
    said: dict[str, Any] = dict(event.ilmd or {})
    if "kind" in happening.own:
        said[f"{NAMESPACE}kind"] = happening.own["kind"]
    if not said:
        return
    epcs = event.output_epc_list if event.type == "TransformationEvent" else event.epc_list
    classes = event.output_quantity_list if event.type == "TransformationEvent" else event.quantity_list
    if not makes(happening):
        things.ledger.ignored.update(f"{event.type}.ilmd.{name}" for name in said)
        return
    fields = stated_fields(said, capture.prefixes, Item, f"{event.type}.ilmd", things.ledger)
    for key in (*epcs, *(element.epc_class for element in classes)) if fields else ():
        things.describe(key, f"{happening.pointer}/ilmd", fields)


def _points(capture: Capture, places: Mapping[str | None, str], nodes: Sequence[Placed]) -> Iterator[Placed]:
    """Facilities that are named by where they are (RFC 5870): their name states them."""
    known = {placed.fact.key for placed in nodes if isinstance(placed.fact, Facility)}
    for key, pointer in places.items():
        if key is None or not key.startswith("geo:") or key in known or capture.records is not None:
            continue
        try:
            latitude, longitude = (float(part) for part in key.removeprefix("geo:").partition(";")[0].split(",")[:2])
            yield Placed(pointer, Facility(key=key, latitude=latitude, longitude=longitude))
        except ValueError:
            continue


def _links(spans: Spans, record: type[Record], names: tuple[str, str], ledger: Ledger) -> Iterator[Placed]:
    spans.tell()
    for span in spans.all():
        fields: dict[str, Any] = dict(zip(names, span.ends, strict=True))
        fields |= {"from": span.begun, "to": span.ended}
        if record is Contains:
            fields["quantity"] = span.quantity
        fact = build(record, fields, span.pointer, ledger)
        if isinstance(fact, Contains | Owned | Custody):
            yield Placed(span.pointer, fact)


def _records(records: Sequence[Raw], prefixes: Mapping[str, str], ledger: Ledger) -> Iterator[Placed]:
    """Facts that no event can say, as records of the native format."""
    for pointer, raw in records:
        fields = plain_names(raw, prefixes)
        kind = RECORDS.get(str(fields.get("type")))
        if kind is None or kind is Header or not issubclass(kind, Record):
            message = f"A record of type {str(fields.get('type'))[:80]!r} is not known."
            ledger.say("UNKNOWN_RECORD_TYPE", pointer, message, f"Types are {', '.join(RECORDS)}.")
            continue
        fact = build(kind, fields, pointer, ledger)
        if fact is not None:
            yield Placed(pointer, cast("Fact", fact))
