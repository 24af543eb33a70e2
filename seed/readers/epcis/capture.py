"""From bytes to a capture: who sends it, its events, what it says of the things in them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from rules.record import Key, Text
from seed.readers.epcis.event import KINDS
from seed.readers.epcis.ledger import Ledger
from seed.readers.epcis.parse import parse_capture
from seed.readers.epcis.term import own_field, prefixes_of

Raw = tuple[str, dict[str, Any]]
"""Pointer and JSON object."""

SBDH = "StandardBusinessDocumentHeader"

KEY = TypeAdapter(Key)
TEXT = TypeAdapter(Text)


@dataclass(slots=True)
class Described:
    """What master data says of one thing."""

    pointer: str
    kind: str
    """The type of the vocabulary."""
    attributes: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class Capture:
    """A capture document before its events are understood."""

    prefixes: Mapping[str, str]
    sender: str | None = None
    title: str | None = None
    events: list[Raw] = field(default_factory=list)
    described: dict[str, Described] = field(default_factory=dict)
    records: list[Raw] | None = None
    """Records that no event can say; where there are any, or an empty list, the document states its items itself."""


def read_capture(content: bytes, ledger: Ledger) -> Capture | None:
    """The capture; none where the bytes are none, and then there is a finding."""
    document = parse_capture(content, ledger)
    if document is None:
        return None
    if isinstance(document, list):
        return _of_events("", document, Capture(prefixes_of(None)), ledger)
    capture = Capture(prefixes_of(document.get("@context")))
    kind = document.get("type", document.get("isA"))
    if kind in KINDS:
        return _of_events("", [document], capture, ledger, alone=True)
    if "eventList" in document:
        return _of_events("/eventList", document["eventList"], capture, ledger)
    place, body = "/epcisBody", document.get("epcisBody")
    if isinstance(body, dict) and isinstance(body.get("queryResults"), dict):
        place, body = f"{place}/queryResults/resultsBody", body["queryResults"].get("resultsBody")
    if kind not in ("EPCISDocument", "EPCISQueryDocument") or not isinstance(body, dict):
        shown = ", ".join(list(document)[:5])[:200]
        message = f"This is no EPCIS 2.0 document in JSON; it holds {shown or 'nothing'}."
        remedy = "Send an EPCISDocument with an epcisBody, or an event, or a list of events."
        ledger.say("UNKNOWN_RECORD_TYPE", "/", message, remedy)
        return None
    _head(document, capture, ledger)
    if "event" in body:
        return _of_events(f"{place}/event", [body["event"]], capture, ledger, alone=True)
    return _of_events(f"{place}/eventList", body.get("eventList", []), capture, ledger)


def _of_events(place: str, events: Any, capture: Capture, ledger: Ledger, *, alone: bool = False) -> Capture | None:
    if not isinstance(events, list):
        ledger.say("INVALID_VALUE", place, "The events are no list.", "Write eventList as a list of events.")
        return None
    for number, event in enumerate(events):
        pointer = place if alone else f"{place}/{number}"
        if isinstance(event, dict):
            event.setdefault("type", event.pop("isA", None))
            capture.events.append((pointer, event))
        else:
            ledger.say("INVALID_VALUE", pointer, "The event is no object.", "Write each event as an object.")
    return capture


def _head(document: dict[str, Any], capture: Capture, ledger: Ledger) -> None:
    header = document.get("epcisHeader")
    sender, title = document.get("sender", _sender_of(header)), document.get("instanceIdentifier")
    try:
        capture.sender = None if sender is None else KEY.validate_python(sender)
    except ValidationError:
        message = f"The sender {str(sender)[:80]!r} is no key; the document is taken as one without a sender."
        remedy = "Write it as a URI, as in urn:epc:id:pgln:4012345.00000 or urn:bpn:BPNL00000003AYRE."
        ledger.say("UNKNOWN_FIELD", "/sender", message, remedy)
    try:
        capture.title = None if title is None else TEXT.validate_python(title)
    except ValidationError:
        ledger.ignored["instanceIdentifier"] += 1
    used = {"@context", "type", "isA", "sender", "instanceIdentifier", "epcisHeader", "epcisBody"}
    ledger.ignored.update(name for name in document if name not in used)
    for name, value in header.items() if isinstance(header, dict) else ():
        if name.rpartition(":")[2] == SBDH and "sender" not in document:
            ledger.ignored[name] += 1
        elif name == "epcisMasterData" and isinstance(value, dict):
            _vocabularies(value.get("vocabularyList"), capture, ledger)
        elif own_field(name, capture.prefixes) == "records" and isinstance(value, list):
            capture.records = [
                (f"/epcisHeader/{name}/{n}", each) for n, each in enumerate(value) if isinstance(each, dict)
            ]
        else:
            ledger.ignore(f"epcisHeader.{name}", value)


def _sender_of(header: Any) -> Any:
    """The sender in a Standard Business Document Header, as converters from XML leave it; none where there is none."""
    for step in (SBDH, "Sender", "Identifier"):
        named = {name.rpartition(":")[2]: value for name, value in header.items()} if isinstance(header, dict) else {}
        header = named.get(step)
        header = header[0] if isinstance(header, list) and header else header
    return header.get("#text", header.get("value")) if isinstance(header, dict) else header


def _vocabularies(vocabularies: Any, capture: Capture, ledger: Ledger) -> None:
    root = "/epcisHeader/epcisMasterData/vocabularyList"
    listed: list[Any] = vocabularies if isinstance(vocabularies, list) else []
    for v, vocabulary in enumerate(listed):
        elements: Any = vocabulary.get("vocabularyElementList") if isinstance(vocabulary, dict) else None
        inner: list[Any] = elements if isinstance(elements, list) else []
        for e, element in enumerate(inner):
            pointer = f"{root}/{v}/vocabularyElementList/{e}"
            try:
                key = KEY.validate_python(element["id"] if isinstance(element, dict) else None)
            except (KeyError, ValidationError):
                ledger.say("MISSING_FIELD", pointer, "A vocabulary element has no id that is a URI.", "State its id.")
                continue
            kind = str(vocabulary.get("type", element.get("isA", ""))).rpartition(":")[2]
            thing = capture.described.setdefault(key, Described(pointer, kind))
            ledger.ignored.update(f"{kind}.{name}" for name in element if name not in ("id", "isA", "attributes"))
            attributes = element.get("attributes")
            for each in attributes if isinstance(attributes, list) else ():
                if isinstance(each, dict) and isinstance(each.get("id"), str):
                    thing.attributes[each["id"]].append(each.get("attribute"))
