"""The capture document around the events."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import orjson

from rules.document import Fact, Header
from rules.facility import Facility
from rules.item import Item
from rules.party import Party
from rules.record import Record
from seed.readers.epcis.described import LISTS, TERMS
from seed.readers.epcis.term import MASTER_DATA, NAMESPACE, owned_names
from seed.writers.epcis.event import Json
from seed.writers.epcis.interval import handed_over, put_together
from seed.writers.epcis.run import runs
from seed.writers.epcis.sensor import sensed

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

VOCABULARY = "urn:epcglobal:epcis:vtype:"


def write_epcis(facts: Iterable[Fact], header: Header, created: datetime) -> bytes:
    """The facts as one EPCISDocument (UTF-8 JSON), each fact once; `created` has a zone. The same facts give the same bytes."""
    given = list(facts)
    items = {fact.key: fact for fact in given if isinstance(fact, Item)}
    events, told = [], set[int]()
    for told_here, event in (*runs(given, items), *put_together(given, items), *handed_over(given), *sensed(given)):
        events.append(event)
        told |= {id(fact) for fact in told_here}
    nodes = [fact for fact in given if isinstance(fact, Item | Facility | Party)]
    rest = [fact for fact in given if id(fact) not in told and not isinstance(fact, Item | Facility | Party)]
    document: Json = {
        "@context": [CONTEXT, {"batlas": NAMESPACE, "cbvmda": f"{MASTER_DATA}:"}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": created.astimezone(UTC).isoformat(),
        "sender": header.sender,
        "epcisHeader": {
            "epcisMasterData": {"vocabularyList": _vocabularies(nodes)},
            "batlas:records": [owned_names(as_json(fact)) for fact in rest],
        },
        "epcisBody": {"eventList": sorted(events, key=lambda event: event["eventTime"])},
    }
    if header.title is not None:
        document["instanceIdentifier"] = header.title
    return orjson.dumps(document, option=orjson.OPT_INDENT_2)


def as_json(record: Record) -> Json:
    """The record as the native format has it."""
    return record.model_dump(mode="json", by_alias=True, exclude_none=True)


def _vocabularies(nodes: Iterable[Item | Facility | Party]) -> list[Json]:
    by_type: dict[str, list[Json]] = {}
    for node in nodes:
        match node:
            case Item():
                kind = "EPCInstance" if node.is_piece else "EPCClass"
            case Facility():
                kind = "BusinessLocation"
            case Party():
                kind = "SourceDest"
        by_type.setdefault(VOCABULARY + kind, []).append(_element(node))
    return [{"type": kind, "vocabularyElementList": elements} for kind, elements in by_type.items()]


def _element(node: Item | Facility | Party) -> Json:
    terms: Mapping[str, str] = {field: f"cbvmda:{term}" for term, field in TERMS[type(node)].items()}
    attributes = [
        # An attribute has one value; a list is the attribute several times.
        {"id": terms.get(name, f"batlas:{name}"), "attribute": owned_names(each)}
        for name, value in as_json(node).items()
        if name not in ("type", "key")
        for each in (value if name in LISTS else [value])
    ]
    return {"id": node.key, "attributes": attributes}
