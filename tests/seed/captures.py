"""Small EPCIS capture documents, written as their events."""

import json
from collections.abc import Iterable
from typing import Any

from rules.document import Fact
from rules.reading import Reading
from seed.readers import read

Json = dict[str, Any]

SENDER = "urn:epc:id:pgln:4012345.00000"
PLANT = "urn:epc:id:sgln:4012345.00001.0"
LOT = "urn:epc:class:lgtin:4012345.011111.L1"
SALT = "urn:epc:class:lgtin:4012345.033333.S1"
CELL, CELL2 = "urn:epc:id:sgtin:4012345.022222.C1", "urn:epc:id:sgtin:4012345.022222.C2"
PACK = "urn:epc:id:sgtin:4012345.055555.P1"
MAKER, FLEET = "urn:epc:id:pgln:4012345.00000", "urn:epc:id:pgln:4023333.00000"


def event(kind: str, hour: int = 8, **fields: Any) -> Json:
    """An event on the first of March 2024 at that hour, UTC."""
    return {"type": kind, "eventTime": f"2024-03-01T{hour:02d}:00:00Z", "eventTimeZoneOffset": "+00:00", **fields}


def made(*epcs: str, hour: int = 8, **fields: Any) -> Json:
    """The event that commissions pieces."""
    return event("ObjectEvent", hour, epcList=list(epcs), action="ADD", bizStep="commissioning", **fields)


def joined(action: str, *children: str, hour: int = 8, **fields: Any) -> Json:
    """The event by which the pack gets or loses children."""
    children_field = {"childEPCs": list(children)} if children else {}
    return event("AggregationEvent", hour, parentID=PACK, action=action, **children_field, **fields)


def amount(key: str, quantity: float | None = None, uom: str | None = None) -> Json:
    """A quantity element."""
    return {"epcClass": key} | {
        name: value for name, value in (("quantity", quantity), ("uom", uom)) if value is not None
    }


def capture(*events: Any, **fields: Any) -> bytes:
    """A document of these events."""
    head = {
        "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2024-03-02T00:00:00Z",
        "sender": SENDER,
    }
    return json.dumps({**head, **fields, "epcisBody": {"eventList": events}}).encode()


def reading(*events: Any, **fields: Any) -> Reading:
    """What is read of a document of these events."""
    return read("epcis", capture(*events, **fields))


def told(facts: Iterable[Fact]) -> list[Json]:
    """The facts as the native format has them, without what is left out."""
    return [
        json.loads(f.model_dump_json(by_alias=True, exclude_none=True, exclude_defaults=True)) | {"type": f.type}
        for f in facts
    ]


def facts(read_: Reading, *kinds: str) -> list[Json]:
    """The facts of these types."""
    return [fact for fact in told(placed.fact for placed in read_.facts) if fact["type"] in kinds]


def codes(read_: Reading) -> list[str]:
    """The codes of the findings."""
    return [finding.code for finding in read_.findings]


def hour_of(time: str | None) -> int | None:
    """The hour of a time, where there is one."""
    return None if time is None else int(time[11:13])


SALE: dict[str, Any] = {
    "epcList": [PACK],
    "bizTransactionList": [{"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:4012345000009:1"}],
}
"""Fields of a sale of the pack."""


def side(source: str | None = None, destination: str | None = None, kind: str = "owning_party") -> Json:
    """Source and destination of an event."""
    lists = {"sourceList": ("source", source), "destinationList": ("destination", destination)}
    return {name: [{"type": kind, end: party}] for name, (end, party) in lists.items() if party}
