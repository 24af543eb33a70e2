"""Forms of captures, and which of their events hold."""

import json
from typing import Any

import pytest

from seed.readers import read
from tests.seed.captures import (
    CELL,
    CELL2,
    FLEET,
    MAKER,
    PLANT,
    SALE,
    SENDER,
    capture,
    codes,
    event,
    facts,
    made,
    reading,
    side,
)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(json.dumps(made(CELL)).encode(), id="one-event"),
        pytest.param(json.dumps([made(CELL)]).encode(), id="list"),
        pytest.param(capture(made(CELL)).replace(b'"type"', b'"isA"'), id="of-the-drafts"),
        pytest.param(json.dumps({"eventList": [made(CELL)]}).encode(), id="eventList"),
        pytest.param(
            json.dumps(
                {
                    "type": "EPCISQueryDocument",
                    "epcisBody": {"queryResults": {"resultsBody": {"eventList": [made(CELL)]}}},
                }
            ).encode(),
            id="query-document",
        ),
        pytest.param(b"\xef\xbb\xbf" + capture(made(CELL)), id="byte-order-mark"),
    ],
)
def test_every_form_of_a_capture_is_read(content: bytes) -> None:
    read_ = read("epcis", content)
    assert [fact["key"] for fact in facts(read_, "item")] == [CELL]
    assert read_.header is not None
    unnamed = b"sender" not in content
    assert read_.header.sender == ("urn:batlas:party:epcis-unnamed" if unnamed else SENDER)


@pytest.mark.parametrize(
    ("identifier", "sender"),
    [
        pytest.param(MAKER, MAKER, id="text"),
        pytest.param({"@Authority": "GS1", "#text": MAKER}, MAKER, id="text-with-attributes"),
        pytest.param({"@Authority": "GS1"}, "urn:batlas:party:epcis-unnamed", id="without-text"),
    ],
)
def test_the_sender_may_stand_in_a_business_document_header(identifier: Any, sender: str) -> None:
    header = {"sbdh:StandardBusinessDocumentHeader": {"sbdh:Sender": [{"sbdh:Identifier": identifier}]}}
    document = json.loads(capture(made(CELL), epcisHeader=header))
    del document["sender"]
    read_ = read("epcis", json.dumps(document).encode())
    assert read_.header is not None
    assert read_.header.sender == sender


@pytest.mark.parametrize(
    ("time", "offset", "at", "code"),
    [
        ("2024-03-01T09:00:00+01:00", "+01:00", "2024-03-01T08:00:00Z", None),
        ("2024-03-01T09:00:00", "+01:00", "2024-03-01T08:00:00Z", None),
        ("2024-03-01T09:00:00", None, "2024-03-01T09:00:00Z", "TIME_WITHOUT_ZONE"),
    ],
)
def test_a_time_has_its_zone_or_that_of_the_event(time: str, offset: str | None, at: str, code: str | None) -> None:
    read_ = reading({**made(CELL, ilmd={"batlas:kind": "CELL"}), "eventTime": time, "eventTimeZoneOffset": offset})
    assert [fact["ended"] for fact in facts(read_, "process")] == [at]
    assert codes(read_) == ([code] if code else [])


def test_what_makes_no_fact_is_counted_by_name() -> None:
    read_ = reading(
        made(CELL, disposition="active", recordTime="2024-03-01T09:00:00Z"),
        event("ObjectEvent", 9, epcList=[CELL], action="DELETE", bizStep="decommissioning"),
        event(
            "ObjectEvent",
            10,
            epcList=[CELL],
            action="OBSERVE",
            bizStep="sensor_reporting",
            readPoint={"id": PLANT},
            sensorElementList=[{"sensorReport": [{"type": "Temperature", "value": 26}, {"type": "Voltage"}]}],
        ),
        receiver="urn:epc:id:pgln:1",
    )
    assert read_.ignored == {
        "schemaVersion": 1,
        "creationDate": 1,
        "receiver": 1,
        "ObjectEvent.disposition": 1,
        "ObjectEvent.recordTime": 1,
        "ObjectEvent DELETE decommissioning": 1,
        "ObjectEvent.readPoint.id": 1,
        "sensorReport Voltage": 1,
    }
    assert read_.counts == {"ObjectEvent": 3}
    assert [(fact["measured"], fact["value"]) for fact in facts(read_, "measurement")] == [("Temperature", 26)]
    assert codes(read_) == ["SUMMARY", "UNKNOWN_FIELD"]


def test_an_event_that_is_there_twice_counts_once() -> None:
    read_ = reading(made(CELL), made(CELL))
    assert len(facts(read_, "process")) == 1
    assert read_.ignored["event that is there twice"] == 1


def test_two_events_within_a_millisecond_are_two() -> None:
    sold = event("TransactionEvent", 9, action="ADD", **SALE)
    read_ = reading(
        sold | side(None, FLEET) | {"eventTime": "2024-03-01T09:00:00.0001Z"},
        sold | side(FLEET) | {"eventTime": "2024-03-01T09:00:00.0003Z"},
        sold | side(None, FLEET) | {"eventTime": "2024-03-01T09:00:00.0004Z"},
    )
    assert [(fact["from"][-7:], fact.get("to", "")[-7:]) for fact in facts(read_, "owned")] == [
        ("000100Z", "000300Z"),
        ("000400Z", ""),
    ]


def test_two_events_of_one_name_are_told() -> None:
    read_ = reading(made(CELL, eventID="urn:uuid:1"), made(CELL2, eventID="urn:uuid:1"))
    assert [fact["key"] for fact in facts(read_, "item")] == [CELL]
    assert "DUPLICATE_IDENTITY" in codes(read_)
