"""What sensors measured, as EPCIS tells it."""

from typing import Any

import pytest

from rules.document import Header
from tests.seed.captures import (
    CELL,
    CELL2,
    LOT,
    PACK,
    PLANT,
    SENDER,
    Json,
    amount,
    codes,
    event,
    facts,
    joined,
    made,
    reading,
)
from tests.seed.published_events import LOCATED, SENSED, WATCHED

VOLTS: Json = {"type": "Voltage", "value": 3.7, "uom": "VLT"}


def sensors(*reports: Any, **metadata: Any) -> Json:
    """The sensor elements of one device."""
    element = {"sensorMetadata": metadata} if metadata else {}
    return {"sensorElementList": [element | {"sensorReport": list(reports)}]}


def seen(*keys: str, **fields: Any) -> Json:
    """The event in which things are looked at."""
    return event("ObjectEvent", 9, epcList=list(keys), action="OBSERVE", bizStep="sensor_reporting", **fields)


def said(*events: Json) -> list[Json]:
    """The measurements of these events without their keys."""
    return [
        {name: value for name, value in fact.items() if name not in ("type", "key")}
        for fact in facts(reading(*events), "measurement")
    ]


def test_the_published_report_keeps_what_is_not_of_microorganisms() -> None:
    item, device = "urn:epc:id:sgtin:4012345.011111.9876", "urn:epc:id:giai:4000001.111"
    common = {"item": item, "time": "2020-04-01T14:00:00Z", "device": device}
    read_ = reading(SENSED)
    assert said(SENSED) == [
        common | {"measured": "Temperature", "value": 26, "standardDeviation": 0.1, "uom": "CEL"},
        common | {"measured": "AbsoluteHumidity", "value": 12.1, "uom": "A93"},
        common | {"measured": "Dimensionless", "value": 0.18, "uom": "C35", "substance": "https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N"},
    ]  # fmt: skip
    assert read_.ignored["sensorMetadata.deviceMetadata"] == 1
    assert read_.ignored["sensorReport Dimensionless"] == 1, (
        "of microorganisms, without which it would say something else"
    )
    assert "ObjectEvent OBSERVE inspecting" not in read_.ignored


def test_an_alarm_without_a_figure_and_the_components_of_a_position_are_kept() -> None:
    (alarm,) = said(WATCHED)
    # The sensor's own time, of which a clock keeps microseconds.
    assert alarm == {
        "item": "https://id.gs1.de/01/04012345999990/21/XYZ-1234",
        "time": "2023-02-12T11:04:03.100700Z",
        "measured": "Dimensionless",
        "exception": "ALARM_CONDITION",
    }
    assert [(angle["component"], angle["value"]) for angle in said(LOCATED)] == [
        ("cbv:Comp-latitude", 42.698334),
        ("cbv:Comp-longitude", 23.319941),
    ]


@pytest.mark.parametrize(
    ("given", "about"),
    [
        pytest.param(seen(CELL, CELL2), [{"item": CELL}, {"item": CELL2}], id="each-thing"),
        pytest.param(seen(CELL, CELL), [{"item": CELL}], id="a-thing-once"),
        pytest.param(seen(quantityList=[amount(LOT, 2, "KGM")]), [{"item": LOT}], id="a-lot"),
        pytest.param(seen(quantityList=[amount("urn:epc:idpat:sgtin:4012345.066666.*", 2)]), [], id="a-type-is-no-thing"),
        pytest.param(made(CELL), [{"item": CELL}], id="what-is-made"),
        pytest.param(joined("ADD", CELL), [{"item": PACK}], id="the-whole"),
        pytest.param(event("AggregationEvent", childEPCs=[CELL], action="OBSERVE"), [{"item": CELL}], id="parts-without-a-whole"),
        pytest.param(event("AssociationEvent", parentID="urn:epc:id:sgln:4012345.00001.0", childEPCs=[CELL], action="ADD"), [], id="a-place"),
        pytest.param(event("TransformationEvent", transformationID="urn:x:run", outputEPCList=[CELL], inputEPCList=[CELL2]), [{"process": "urn:x:run"}], id="a-run"),
        pytest.param(seen(readPoint={"id": PLANT}), [], id="nothing"),
    ],
)  # fmt: skip
def test_what_a_sensor_speaks_of(given: Json, about: list[Json]) -> None:
    read_ = reading(given | sensors(VOLTS))
    found = facts(read_, "measurement")
    assert [{name: fact[name] for name in ("item", "process") if name in fact} for fact in found] == about
    assert len({fact["key"] for fact in found}) == len(about)
    assert ("sensorReport Voltage" in read_.ignored) is not bool(about)


@pytest.mark.parametrize(
    ("metadata", "own", "expected"),
    [
        pytest.param({}, {}, ("2024-03-01T09:00:00Z", None), id="of-the-event"),
        pytest.param({"time": "2024-03-01T17:00:00+09:00"}, {}, ("2024-03-01T08:00:00Z", None), id="of-the-element"),
        pytest.param({"time": "2024-03-01T08:00:00Z"}, {"time": "2024-03-01T07:00:00Z"}, ("2024-03-01T07:00:00Z", None), id="of-the-report"),
        pytest.param({"startTime": "2024-03-01T06:00:00Z", "endTime": "2024-03-01T08:00:00Z"}, {}, ("2024-03-01T08:00:00Z", "2024-03-01T06:00:00Z"), id="an-interval"),
    ],
)  # fmt: skip
def test_the_nearest_time_counts(metadata: Json, own: Json, expected: tuple[str, str | None]) -> None:
    (found,) = said(seen(CELL, **sensors(VOLTS | own, **metadata)))
    assert (found["time"], found.get("started")) == expected


def test_a_time_without_a_zone_is_read_as_utc_and_told() -> None:
    bare = seen(CELL, **sensors(VOLTS | {"time": "2024-03-01T07:00:00"})) | {"eventTimeZoneOffset": None}
    read_ = reading(bare)
    assert codes(read_) == ["TIME_WITHOUT_ZONE"]
    assert facts(read_, "measurement")[0]["time"] == "2024-03-01T07:00:00Z"


@pytest.mark.parametrize(
    "report",
    [
        {"type": "Voltage"},
        {"type": "Voltage", "value": "3.7"},
        {"type": "Voltage", "value": True},
        {"type": "Voltage", "value": 1e300},
        {"type": "Voltage", "value": 1, "time": "yesterday"},
        {"type": "Voltage", "value": 1, "time": 5},
        {"type": ["Voltage"], "value": 1},
        {"type": "Voltage", "percRank": 50},
        {"type": "Voltage", "hexBinaryValue": "xyz"},
        {"type": "Voltage", "stringValue": "x" * 501},
        {"type": "Voltage", "value": 1, "batlas:key": "no key"},
    ],
    ids=str,
)
def test_a_report_that_is_none_is_told_and_the_others_are_kept(report: Json) -> None:
    read_ = reading(seen(CELL, **sensors(report, VOLTS)))
    assert [fact["value"] for fact in facts(read_, "measurement")] == [3.7]
    (finding,) = read_.findings
    assert (finding.code, finding.severity, finding.pointer) == (
        "UNKNOWN_FIELD",
        "WARNING",
        "/epcisBody/eventList/0/sensorElementList/0/sensorReport/0",
    )
    assert read_.ignored[f"sensorReport {report['type']}"] == 1


@pytest.mark.parametrize(
    "junk", [5, "x", [None], [[]], [{"sensorReport": 5}], [{"sensorMetadata": [], "sensorReport": [7]}], {}]
)
def test_what_is_no_sensor_element_is_counted(junk: Any) -> None:
    read_ = reading(made(CELL), seen(CELL, sensorElementList=junk))
    assert facts(read_, "measurement") == []
    assert read_.ignored["sensorReport None"] == 1


def test_an_event_that_is_declared_an_error_takes_its_measurements_back() -> None:
    wrong = seen(CELL, eventID="urn:uuid:1", **sensors(VOLTS))
    declared = wrong | {"errorDeclaration": {"declarationTime": "2024-03-02T00:00:00Z", "reason": "incorrect_data"}}
    read_ = reading(declared)
    assert read_.header == Header(sender=SENDER)
    assert [placed.fact for placed in read_.withdrawn] == [placed.fact for placed in reading(wrong).facts]
    assert read_.facts == []


def test_keys_are_made_from_the_event_alone() -> None:
    first, again = (reading(seen(CELL, **sensors(VOLTS, VOLTS)), instanceIdentifier=name) for name in ("a", "b"))
    keys = [fact["key"] for fact in facts(first, "measurement")]
    assert keys == [fact["key"] for fact in facts(again, "measurement")]
    assert len(set(keys)) == 2
