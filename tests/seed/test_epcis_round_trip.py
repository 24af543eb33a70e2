"""Facts that are written as EPCIS and read again are the same facts."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.composition import Composition
from rules.document import Fact, Header
from rules.facility import Facility
from rules.item import Identifier, Item
from rules.link import Consumed, Contains, Controlled, Custody, Duty, HasPart, MadeAt, Owned, Produced
from rules.measurement import Measurement
from rules.party import Party
from rules.process import Process
from rules.reading import Reading
from rules.vocabulary import (
    ChainOfCustody,
    CompositionKind,
    IdentifierScheme,
    InputRole,
    ItemKind,
    Mineral,
    Mixing,
    OutputRole,
    PartyRole,
    ProcessKind,
    Unit,
)
from seed.readers import read
from seed.writers import write_epcis

HEADER = Header(sender="urn:example:acme", title="Ours")
CREATED = datetime(2025, 6, 1, tzinfo=UTC)
FRAME = {"schemaVersion": 1, "creationDate": 1}
"""What a document says that is no fact."""

PROCESSES = ("urn:example:run:1", "_:run-2", "urn:example:run:3")
PARTIES = ("urn:example:acme", "urn:epc:id:pgln:4012345.00000", "urn:example:fleet")
MEASUREMENTS = ("urn:example:measured:1", "urn:example:measured:2", "_:measured")
ITEMS = (
    "urn:epc:id:sgtin:4012345.011111.1",
    "urn:epc:class:lgtin:4012345.022222.L1",
    "https://id.gs1.org/01/04012345111118/21/7",
    "https://id.gs1.org/01/04012345111118",
    "urn:epc:idpat:sgtin:4012345.066666.*",
    "urn:epc:id:sgln:4012345.00002.0",
    "urn:example:lot:1",
    "_:cell",
)
"""Keys of every form, those too that an event of somebody else could not have named one thing by."""

amounts = st.floats(min_value=1e-6, max_value=1e12, allow_nan=False)
moments = st.builds(
    lambda seconds, micro: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds, microseconds=micro),
    st.integers(0, 5),
    st.sampled_from([0, 1, 400, 500, 999_999]),
)
words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=8)


@st.composite
def compositions(draw: st.DrawFn) -> Composition:
    """A composition of up to three minerals."""
    minerals = draw(st.lists(st.sampled_from(Mineral), unique=True, max_size=3))
    return Composition(
        kind=draw(st.sampled_from(CompositionKind)),
        compound=draw(st.none() | words),
        fractions={mineral: draw(st.floats(0, 0.3)) for mineral in minerals},
        complete=draw(st.booleans()),
    )


@st.composite
def items(draw: st.DrawFn, key: str) -> Item:
    """A piece, or a lot that may be of unknown quantity."""
    identifiers = st.builds(
        Identifier, scheme=st.sampled_from([IdentifierScheme.GTIN, IdentifierScheme.PART]), value=words
    )
    common: dict[str, Any] = {
        "key": key,
        "kind": draw(st.sampled_from(ItemKind)),
        "name": draw(st.none() | words),
        "composition": draw(st.none() | compositions()),
        "model": draw(st.none() | st.just("urn:example:model:1")),
        "identifiers": tuple(draw(st.lists(identifiers, max_size=3))),
    }
    if draw(st.booleans()):
        return Item(**common, unit=Unit.PIECE, quantity=1, serial=draw(st.none() | words))
    return Item(
        **common, unit=draw(st.sampled_from(Unit)), quantity=draw(st.none() | amounts), lot=draw(st.none() | words)
    )


@st.composite
def processes(draw: st.DrawFn, key: str) -> Process:
    """A process with no, one or two times."""
    started, ended = draw(st.none() | moments), draw(st.none() | moments)
    if started is not None and ended is not None and ended < started:
        started, ended = ended, started
    return Process(
        key=key,
        kind=draw(st.sampled_from(ProcessKind)),
        name_ko=draw(st.none() | words),
        operator=draw(st.none() | st.sampled_from(PARTIES)),
        facility=draw(st.none() | st.sampled_from(["urn:epc:id:sgln:4012345.00001.0", "geo:1.5,2"])),
        started=started,
        ended=ended,
        mixing=draw(st.none() | st.sampled_from(Mixing)),
        total_output_kg=draw(st.none() | amounts),
        losses_kg=draw(st.dictionaries(st.sampled_from(Mineral), st.floats(0, 10), max_size=2)),
        recovery=draw(st.dictionaries(st.sampled_from(Mineral), st.floats(0.1, 1), max_size=2)),
        chain_of_custody=draw(st.none() | st.sampled_from(ChainOfCustody)),
    )


@st.composite
def intervals(draw: st.DrawFn) -> dict[str, Any]:
    """From and to, each known or not."""
    begun, ended = draw(st.none() | moments), draw(st.none() | moments)
    if begun is not None and ended is not None and ended <= begun:
        ended = begun + timedelta(microseconds=1)
    return {"from": begun, "to": ended}


@st.composite
def measurements(draw: st.DrawFn, key: str) -> Measurement:
    """What was found of an item or of a run."""
    ended, before = draw(moments), draw(st.none() | st.integers(0, 5))
    of_item = draw(st.booleans())
    figures = st.floats(min_value=-1e12, max_value=1e12)
    named = st.none() | words
    percentile: dict[str, Any] = draw(st.sampled_from([{}, {"percentile_rank": 50.0, "percentile": -2.5}]))
    return Measurement(
        key=key,
        item=draw(st.sampled_from(ITEMS)) if of_item else None,
        process=None if of_item else draw(st.sampled_from(PROCESSES)),
        time=ended,
        started=None if before is None else ended - timedelta(seconds=before),
        measured=draw(named),
        uom=draw(named),
        value=draw(figures),
        minimum=draw(st.none() | figures),
        maximum=draw(st.none() | figures),
        mean=draw(st.none() | figures),
        standard_deviation=draw(st.none() | amounts),
        **percentile,
        text=draw(named),
        flag=draw(st.none() | st.booleans()),
        hex_binary=draw(st.none() | st.sampled_from(["00", "fF"])),
        uri=draw(named),
        component=draw(named),
        substance=draw(named),
        exception=draw(named),
        device=draw(named),
        method=draw(named),
        raw_data=draw(named),
    )


@st.composite
def documents(draw: st.DrawFn) -> list[Fact]:
    """Facts, each thing and link once; some refer to what the document does not state."""
    facts: list[Fact] = [draw(items(key)) for key in draw(st.sets(st.sampled_from(ITEMS)))]
    facts += [draw(processes(key)) for key in draw(st.sets(st.sampled_from(PROCESSES)))]
    facts += [
        Party(key=key, name=draw(st.none() | words), roles=tuple(draw(st.sets(st.sampled_from(PartyRole), max_size=2))))
        for key in draw(st.sets(st.sampled_from(PARTIES)))
    ]
    if draw(st.booleans()):
        facts.append(Facility(key="urn:epc:id:sgln:4012345.00001.0", country="KR", latitude=35.5, longitude=0))
    item, process, party = st.sampled_from(ITEMS), st.sampled_from(PROCESSES), st.sampled_from(PARTIES)
    quantity = st.none() | amounts
    for produced in draw(st.sets(st.tuples(item, process), max_size=6)):
        role = draw(st.sampled_from(OutputRole))
        facts.append(Produced(item=produced[0], process=produced[1], quantity=draw(quantity), role=role))
    for consumed in draw(st.sets(st.tuples(item, process, st.sampled_from(InputRole)), max_size=6)):
        facts.append(Consumed(item=consumed[0], process=consumed[1], role=consumed[2], quantity=draw(quantity)))
    for whole, part in draw(st.lists(st.tuples(item, item), max_size=6)):
        facts.append(Contains(whole=whole, part=part, quantity=draw(quantity), **draw(intervals())))
    for record in (Owned, Custody, Duty):
        facts += [
            record(item=i, party=p, **draw(intervals())) for i, p in draw(st.lists(st.tuples(item, party), max_size=4))
        ]
    facts += [draw(measurements(key)) for key in draw(st.sets(st.sampled_from(MEASUREMENTS)))]
    if draw(st.booleans()):
        facts.append(HasPart(model="urn:example:model:1", part="urn:example:model:2", quantity=2))
        facts.append(MadeAt(model="urn:example:model:1", facility="geo:1.5,2", valid_from=draw(st.none() | moments)))
        facts.append(Controlled(party=PARTIES[0], by=PARTIES[2], share=0.5))
    return list({_identity(fact): fact for fact in facts}.values())


def _identity(fact: Fact) -> str:
    """What makes a fact the same fact: all but what it says of it."""
    fields = json.loads(fact.model_dump_json(by_alias=True, exclude={"quantity", "to"}))
    return json.dumps(
        fields if "item" in fields or "whole" in fields else [fact.type, fields.get("key")], sort_keys=True
    )


def told(facts: Iterable[Fact]) -> list[str]:
    """The facts in one order, as text that shows what differs."""
    return sorted(fact.model_dump_json(by_alias=True, exclude_none=True) for fact in facts)


def again(facts: Iterable[Fact]) -> Reading:
    """What is read of what is written."""
    return read("epcis", write_epcis(facts, HEADER, CREATED))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_facts_come_back_as_they_were(facts: list[Fact]) -> None:
    reading = again(facts)
    assert told(placed.fact for placed in reading.facts) == told(facts)
    assert reading.ignored == FRAME
    assert [f for f in reading.findings if f.code != "EMPTY_DOCUMENT"] == []
    if facts:
        assert reading.header == HEADER


def test_the_same_facts_give_the_same_bytes() -> None:
    since: dict[str, Any] = {"from": CREATED}
    facts = [Owned(item="urn:example:pack:1", party="urn:example:fleet", **since)]
    assert write_epcis(facts, HEADER, CREATED) == write_epcis(facts, HEADER, CREATED)


def test_a_run_with_two_kinds_of_inputs_is_two_events_of_one_transformation() -> None:
    made = [
        Item(key="urn:example:cathode:1", kind=ItemKind.MATERIAL, unit=Unit.KG, quantity=12),
        Item(key="urn:example:cell:1", kind=ItemKind.CELL, unit=Unit.PIECE, quantity=1),
        Process(key="urn:example:run:1", kind=ProcessKind.CELL_PRODUCTION, ended=CREATED),
        Produced(item="urn:example:cell:1", process="urn:example:run:1"),
        Consumed(
            process="urn:example:run:1", item="urn:example:cathode:1", quantity=0.5, role=InputRole.ACTIVE_MATERIAL
        ),
        Consumed(process="urn:example:run:1", item="urn:example:solvent:1", role=InputRole.AUXILIARY),
    ]
    document = json.loads(write_epcis(made, HEADER, CREATED))
    first, second = document["epcisBody"]["eventList"]
    assert first == {
        "type": "TransformationEvent",
        "eventTime": "2025-06-01T00:00:00Z",
        "eventTimeZoneOffset": "+00:00",
        "inputQuantityList": [{"epcClass": "urn:example:cathode:1", "quantity": 0.5, "uom": "KGM"}],
        "outputEPCList": ["urn:example:cell:1"],
        "transformationID": "urn:example:run:1",
        "bizStep": "commissioning",
        "batlas:process": {
            "batlas:kind": "CELL_PRODUCTION",
            "batlas:ended": "2025-06-01T00:00:00Z",
            "batlas:lossesKg": {},
            "batlas:recovery": {},
        },
        "batlas:inputRole": "ACTIVE_MATERIAL",
    }
    assert second["transformationID"] == "urn:example:run:1"
    assert second["inputEPCList"] == ["urn:example:solvent:1"]
    assert document["epcisHeader"]["batlas:records"] == []


def test_what_was_measured_is_a_sensor_report_of_its_item_or_in_the_event_of_its_run() -> None:
    run = Process(key="urn:example:run:1", kind=ProcessKind.CELL_PRODUCTION, ended=CREATED)
    given: list[Fact] = [
        run,
        Produced(item="urn:example:cell:1", process=run.key),
        Measurement(key="urn:example:m:1", item="urn:example:cell:1", time=CREATED, measured="Voltage", value=3.7, uom="VLT"),
        Measurement(key="urn:example:m:2", item="urn:example:cell:1", time=CREATED, measured="Temperature", value=25, uom="CEL"),
        Measurement(key="urn:example:m:3", process=run.key, started=CREATED - timedelta(hours=1), time=CREATED, measured="RelativeHumidity", maximum=1, uom="P1"),
    ]  # fmt: skip
    made, seen = json.loads(write_epcis(given, HEADER, CREATED))["epcisBody"]["eventList"]
    assert made["sensorElementList"] == [
        {
            "sensorMetadata": {"startTime": "2025-05-31T23:00:00Z", "endTime": "2025-06-01T00:00:00Z"},
            "sensorReport": [
                {"type": "RelativeHumidity", "maxValue": 1.0, "uom": "P1", "batlas:key": "urn:example:m:3"}
            ],
        }
    ]
    assert (seen["type"], seen["epcList"], seen["bizStep"]) == (
        "ObjectEvent",
        ["urn:example:cell:1"],
        "sensor_reporting",
    )
    assert seen["sensorElementList"][0] == {
        "sensorMetadata": {"time": "2025-06-01T00:00:00Z"},
        "sensorReport": [{"type": "Voltage", "value": 3.7, "uom": "VLT", "batlas:key": "urn:example:m:1"}],
    }
    assert len(seen["sensorElementList"]) == 2
    assert told(placed.fact for placed in again(given).facts) == told(given)


def test_a_part_goes_in_with_one_event_and_comes_out_with_another() -> None:
    begun, ended = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 6, 1, tzinfo=UTC)
    times: dict[str, Any] = {"from": begun, "to": ended}
    held = [Contains(whole="urn:example:pack:1", part="urn:example:module:1", **times)]
    events = json.loads(write_epcis(held, HEADER, CREATED))["epcisBody"]["eventList"]
    assert [(e["type"], e["action"], e["eventTime"], e["parentID"], e["childEPCs"]) for e in events] == [
        ("AssociationEvent", "ADD", "2024-01-01T00:00:00Z", "urn:example:pack:1", ["urn:example:module:1"]),
        ("AssociationEvent", "DELETE", "2024-06-01T00:00:00Z", "urn:example:pack:1", ["urn:example:module:1"]),
    ]


def test_an_item_of_ours_may_have_a_key_that_names_a_class_for_others() -> None:
    given = [
        Item(key=ITEMS[3], kind=ItemKind.COMPONENT, unit=Unit.PIECE, quantity=220),
        Process(key="urn:example:run:1", kind=ProcessKind.REPAIR, ended=CREATED),
        Consumed(process="urn:example:run:1", item=ITEMS[3], quantity=20),
    ]
    assert told(placed.fact for placed in again(given).facts) == told(given)


def test_what_no_event_can_tell_is_a_record_in_the_header() -> None:
    facts: list[Fact] = [
        Contains(whole="urn:example:pack:1", part="urn:example:module:1"),
        Process(key="urn:example:run:1", kind=ProcessKind.REPAIR),
        Consumed(process="urn:example:run:2", item="urn:example:lot:1", quantity=2),
    ]
    document = json.loads(write_epcis(facts, HEADER, CREATED))
    assert document["epcisBody"]["eventList"] == []
    assert [record["batlas:type"] for record in document["epcisHeader"]["batlas:records"]] == [
        "contains",
        "process",
        "consumed",
    ]
