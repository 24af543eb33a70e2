"""EPCIS events and the facts that they become."""

import json
from typing import Any

import pytest

from rules.reading import Reading
from seed.readers import read
from tests.seed.captures import (
    CELL,
    CELL2,
    FLEET,
    LOT,
    MAKER,
    PACK,
    PLANT,
    SALT,
    SENDER,
    Json,
    amount,
    capture,
    event,
    facts,
    joined,
    made,
    reading,
)


def codes(read_: Reading) -> list[str]:
    """The codes of the findings."""
    return [finding.code for finding in read_.findings]


def test_a_commissioned_piece_is_an_item_of_a_process_of_its_own() -> None:
    read_ = reading(made(CELL, eventID="urn:uuid:1", readPoint={"id": PLANT}, ilmd={"batlas:kind": "CELL"}))
    assert facts(read_, "item", "process", "produced") == [
        {
            "type": "item",
            "key": CELL,
            "kind": "CELL",
            "unit": "PIECE",
            "quantity": 1.0,
            "serial": "C1",
            # 0 4012345 22222, weights 3 and 1 from the right: 6+2+6+2+6+5+12+3+6+1+0+4+0 = 53; 60 - 53 = 7.
            "identifiers": [{"scheme": "GTIN", "value": "04012345222227"}],
        },
        {
            "type": "process",
            "key": "urn:uuid:1",
            "kind": "CELL_PRODUCTION",
            "facility": PLANT,
            "ended": "2024-03-01T08:00:00Z",
        },
        {"type": "produced", "item": CELL, "process": "urn:uuid:1"},
    ]
    assert read_.header is not None
    assert read_.header.sender == SENDER
    assert codes(read_) == []


def test_a_commissioned_lot_has_the_quantity_of_all_events_that_make_it() -> None:
    events = [
        event("ObjectEvent", 8, quantityList=[amount(LOT, 600, "KGM")], action="ADD", eventID="urn:uuid:1"),
        event("ObjectEvent", 9, quantityList=[amount(LOT, 400_000, "GRM")], action="ADD", eventID="urn:uuid:2"),
    ]
    (item,) = facts(reading(*events), "item")
    # 600 kg and 400,000 g / 1,000 = 400 kg.
    assert (item["kind"], item["unit"], item["quantity"], item["lot"]) == ("MATERIAL", "KG", 1000, "L1")
    produced = facts(reading(*events), "produced")
    assert [(link["process"], link["quantity"]) for link in produced] == [("urn:uuid:1", 600), ("urn:uuid:2", 400)]


def test_an_event_without_an_id_is_named_by_its_hash() -> None:
    # The published id of example 4 of epcisDocWithVariousEventTypes, see test_epcis_hash.py.
    commissioned = {
        "type": "ObjectEvent",
        "eventTime": "2019-10-21T14:58:56.000+02:00",
        "eventTimeZoneOffset": "+02:00",
        "quantityList": [amount("urn:epc:class:lgtin:4054739.099914.20160711", 600, "KGM")],
        "action": "ADD",
        "bizStep": "commissioning",
        "readPoint": {"id": "urn:epc:id:sgln:4054739.00001.0"},
        "ilmd": {"mda:bestBeforeDate": "2019-10-21"},
    }
    (process,) = facts(reading(commissioned, **{"@context": [{"mda": "urn:epcglobal:cbv:mda:"}]}), "process")
    assert process["key"] == "ni:///sha-256;5f396ea5cb32fe4d0980cb79f5a5eb9640559e9f5a6cefa5c98a7d6ad554b50b?ver=CBV2.0"
    assert (process["kind"], process["kindText"]) == ("OTHER", "commissioning")


def test_a_transformation_produces_its_outputs_and_consumes_its_inputs() -> None:
    turned = event(
        "TransformationEvent",
        inputQuantityList=[amount(LOT, 2.5, "KGM"), amount(SALT)],
        inputEPCList=[CELL2],
        outputEPCList=[CELL],
        transformationID="urn:uuid:run",
        ilmd={"batlas:kind": "CELL"},
    )
    read_ = reading(turned)
    assert facts(read_, "produced", "consumed") == [
        {"type": "produced", "item": CELL, "process": "urn:uuid:run"},
        {"type": "consumed", "process": "urn:uuid:run", "item": CELL2},
        {"type": "consumed", "process": "urn:uuid:run", "item": LOT, "quantity": 2.5},
        {"type": "consumed", "process": "urn:uuid:run", "item": SALT},
    ]
    # What goes in is stated by those who made it.
    assert [item["key"] for item in facts(read_, "item")] == [CELL]


def test_events_of_one_transformation_are_one_process() -> None:
    read_ = reading(
        event("TransformationEvent", 8, inputQuantityList=[amount(LOT, 2, "KGM")], transformationID="urn:uuid:run"),
        event("TransformationEvent", 9, inputQuantityList=[amount(LOT, 3, "KGM")], transformationID="urn:uuid:run"),
        event("TransformationEvent", 11, outputEPCList=[CELL], transformationID="urn:uuid:run"),
    )
    (process,) = facts(read_, "process")
    assert (process["started"], process["ended"]) == ("2024-03-01T08:00:00Z", "2024-03-01T11:00:00Z")
    assert facts(read_, "consumed") == [{"type": "consumed", "process": "urn:uuid:run", "item": LOT, "quantity": 5}]


@pytest.mark.parametrize(
    ("put", "got", "links"),
    [
        pytest.param(10, 4, [("consumed", 6)], id="some-comes-back"),
        pytest.param(10, 10, [], id="all-comes-back"),
    ],
)
def test_what_comes_out_as_it_went_in_was_not_turned(put: float, got: float, links: list[tuple[str, float]]) -> None:
    turned = event(
        "TransformationEvent",
        inputQuantityList=[amount(LOT, put, "KGM")],
        outputQuantityList=[amount(LOT, got, "KGM")],
        outputEPCList=[CELL],
    )
    read_ = reading(turned)
    assert [(f["type"], f["quantity"]) for f in facts(read_, "produced", "consumed") if f["item"] == LOT] == links
    assert read_.ignored["an output that is an input of the same process too"] == 1


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        ("disassembling", "DISMANTLING"),
        ("https://ref.gs1.org/cbv/BizStep-repairing", "REPAIR"),
        ("urn:epcglobal:cbv:bizstep:commissioning", "CELL_PRODUCTION"),
        ("cbv:BizStep-assembling", "CELL_PRODUCTION"),
        ("inspecting", "OTHER"),
    ],
)
def test_the_business_step_says_what_kind_of_process_it_was(step: str, kind: str) -> None:
    turned = event("TransformationEvent", outputEPCList=[CELL], bizStep=step, ilmd={"batlas:kind": "CELL"})
    assert [process["kind"] for process in facts(reading(turned), "process")] == [kind]


def test_a_process_is_described_in_fields_of_batlas() -> None:
    read_ = reading(
        event(
            "TransformationEvent",
            outputQuantityList=[amount(SALT, 100, "KGM")],
            transformationID="urn:uuid:run",
            **{
                "b:process": {"b:kind": "EXTRACTION", "b:country": "CL", "b:colour": "red"},
                "b:outputRole": "CO_PRODUCT",
            },
        ),
        **{"@context": [{"b": "urn:batlas:epcis:"}]},
    )
    assert facts(read_, "process", "produced") == [
        {
            "type": "process",
            "key": "urn:uuid:run",
            "kind": "EXTRACTION",
            "country": "CL",
            "ended": "2024-03-01T08:00:00Z",
        },
        {"type": "produced", "item": SALT, "process": "urn:uuid:run", "quantity": 100, "role": "CO_PRODUCT"},
    ]
    assert read_.ignored["process.colour"] == 1


CONTENTS: list[Any] = [
    pytest.param([joined("ADD", CELL, hour=8)], [(CELL, 8, None)], id="in"),
    pytest.param([joined("ADD", CELL, hour=8), joined("DELETE", CELL, hour=10)], [(CELL, 8, 10)], id="in-and-out"),
    pytest.param([joined("DELETE", CELL, hour=10), joined("ADD", CELL, hour=8)], [(CELL, 8, 10)], id="out-told-first"),
    pytest.param([joined("DELETE", CELL, hour=10)], [(CELL, None, 10)], id="out-of-what-went-in-before"),
    pytest.param(
        [joined("ADD", CELL, hour=8), joined("DELETE", CELL, hour=9), joined("ADD", CELL, hour=10)],
        [(CELL, 8, 9), (CELL, 10, None)],
        id="in-again",
    ),
    pytest.param(
        [joined("ADD", CELL, CELL2, hour=8), joined("DELETE", hour=9)], [(CELL, 8, 9), (CELL2, 8, 9)], id="all-out"
    ),
    pytest.param([joined("ADD", CELL, hour=8), joined("DELETE", CELL, hour=8)], [], id="in-and-out-at-once"),
    pytest.param([joined("ADD", CELL, hour=8), joined("ADD", CELL, hour=9)], [(CELL, 8, None)], id="in-twice"),
    pytest.param([joined("OBSERVE", CELL)], [], id="seen"),
]


@pytest.mark.parametrize("kind", ["AggregationEvent", "AssociationEvent"])
@pytest.mark.parametrize(("events", "expected"), CONTENTS)
def test_parts_are_in_their_whole_from_add_to_delete(
    events: list[Json], expected: list[tuple[str, int | None, int | None]], kind: str
) -> None:
    read_ = reading(*({**each, "type": kind} for each in events), made("urn:uuid:other"))
    found = facts(read_, "contains")
    assert sorted((f["part"], _hour(f.get("from")), _hour(f.get("to"))) for f in found) == expected
    assert all(f["whole"] == PACK for f in found)
    assert set(codes(read_)) == {"SUMMARY"}


def _hour(time: str | None) -> int | None:
    return None if time is None else int(time[11:13])


def test_a_place_is_no_whole() -> None:
    read_ = reading(made(CELL), event("AssociationEvent", parentID=PLANT, childEPCs=[CELL], action="ADD"))
    assert facts(read_, "contains") == []
    assert read_.ignored["AssociationEvent with a place"] == 1


def test_an_end_without_a_beginning_is_told() -> None:
    read_ = reading(joined("DELETE", CELL, hour=10))
    (finding,) = read_.findings
    assert (finding.code, finding.about, finding.params) == ("SUMMARY", (PACK, CELL), {"ends_without_beginning": 1})
    assert finding.pointer == "/epcisBody/eventList/0/childEPCs/0"


def test_an_end_that_names_its_beginning_ends_what_an_earlier_document_began() -> None:
    read_ = reading(joined("DELETE", CELL, hour=10, **{"batlas:from": "2024-02-01T00:00:00+09:00"}))
    assert facts(read_, "contains") == [
        {
            "type": "contains",
            "whole": PACK,
            "part": CELL,
            "from": "2024-01-31T15:00:00Z",
            "to": "2024-03-01T10:00:00Z",
        }
    ]
    assert codes(read_) == []


def test_of_a_lot_what_went_in_first_comes_out_first() -> None:
    read_ = reading(
        joined("ADD", hour=8, childQuantityList=[amount(LOT, 100)]),
        joined("ADD", hour=9, childQuantityList=[amount(LOT, 50)]),
        joined("DELETE", hour=10, childQuantityList=[amount(LOT, 120)]),
    )
    # 120 are the 100 of eight o'clock and 20 of the 50 of nine o'clock; 30 stay.
    found = facts(read_, "contains")
    assert sorted((_hour(f["from"]), _hour(f.get("to")), f["quantity"]) for f in found if "to" in f) == [
        (8, 10, 100),
        (9, 10, 50),
    ]
    assert [(_hour(f["from"]), f["quantity"]) for f in found if "to" not in f] == [(10, 30)]


SALE: dict[str, Any] = {
    "epcList": [PACK],
    "bizTransactionList": [{"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:4012345000009:1"}],
}


def side(source: str | None = None, destination: str | None = None, kind: str = "owning_party") -> Json:
    """Source and destination of an event."""
    lists = {"sourceList": ("source", source), "destinationList": ("destination", destination)}
    return {name: [{"type": kind, end: party}] for name, (end, party) in lists.items() if party}


def test_a_sale_ends_one_ownership_and_begins_another() -> None:
    read_ = reading(event("TransactionEvent", 9, action="ADD", bizStep="shipping", **SALE, **side(MAKER, FLEET)))
    assert facts(read_, "owned") == [
        {"type": "owned", "item": PACK, "party": MAKER, "to": "2024-03-01T09:00:00Z"},
        {"type": "owned", "item": PACK, "party": FLEET, "from": "2024-03-01T09:00:00Z"},
    ]
    assert codes(read_) == ["SUMMARY"]


def test_who_owns_already_does_not_begin_to_own_again() -> None:
    read_ = reading(
        event("TransactionEvent", 9, action="ADD", **SALE, **side(None, FLEET)),
        event("ObjectEvent", 12, epcList=[PACK], action="OBSERVE", bizStep="receiving", **side(None, FLEET)),
    )
    assert [(f["party"], _hour(f["from"])) for f in facts(read_, "owned")] == [(FLEET, 9)]
    assert read_.ignored["ObjectEvent.destinationList owning_party of receiving"] == 1


def test_what_is_taken_back_from_a_sale_changes_no_owner() -> None:
    read_ = reading(made(CELL), event("TransactionEvent", 9, action="DELETE", **SALE, **side(None, FLEET)))
    assert facts(read_, "owned") == []
    assert read_.ignored["TransactionEvent.destinationList owning_party"] == 1


def test_custody_ends_when_shipped_and_begins_when_received() -> None:
    held = side(MAKER, FLEET, kind="https://ref.gs1.org/cbv/SDT-possessing_party")
    read_ = reading(
        event(
            "ObjectEvent",
            7,
            epcList=[PACK],
            action="OBSERVE",
            bizStep="receiving",
            **side(None, MAKER, "possessing_party"),
        ),
        event("ObjectEvent", 9, epcList=[PACK], action="OBSERVE", bizStep="shipping", **held),
        event("ObjectEvent", 12, epcList=[PACK], action="OBSERVE", bizStep="receiving", **held),
    )
    assert [(f["party"], _hour(f.get("from")), _hour(f.get("to"))) for f in facts(read_, "custody")] == [
        (MAKER, 7, 9),
        (FLEET, 12, None),
    ]
    # On the way nobody's custody is stated: who gets it at the shipping, and who gave it at the receiving.
    assert read_.ignored["ObjectEvent.destinationList possessing_party of shipping"] == 1
    assert read_.ignored["ObjectEvent.sourceList possessing_party of receiving"] == 1


def test_on_the_way_nobody_gets_or_gives_anything() -> None:
    held = side(MAKER, FLEET, kind="possessing_party")
    read_ = reading(made(CELL), event("ObjectEvent", 9, epcList=[PACK], action="OBSERVE", bizStep="loading", **held))
    assert facts(read_, "custody") == []
    assert read_.ignored["ObjectEvent.sourceList possessing_party"] == 1


@pytest.mark.parametrize(("quantity", "owners"), [(600, [FLEET]), (200, [])], ids=["all-of-it", "a-part"])
def test_a_part_of_a_lot_has_no_owner_of_its_own(quantity: float, owners: list[str]) -> None:
    read_ = reading(
        event("ObjectEvent", 8, quantityList=[amount(LOT, 600, "KGM")], action="ADD"),
        event("TransactionEvent", 9, action="ADD", quantityList=[amount(LOT, quantity, "KGM")], **side(None, FLEET)),
    )
    assert [fact["party"] for fact in facts(read_, "owned")] == owners
    assert ("TransactionEvent of a part of a lot, for who owns or holds it" in read_.ignored) == (not owners)


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
        "ObjectEvent OBSERVE sensor_reporting": 1,
        "ObjectEvent.readPoint.id": 1,
        "sensorReport Temperature": 1,
        "sensorReport Voltage": 1,
    }
    assert read_.counts == {"ObjectEvent": 3}


ERROR = {
    "declarationTime": "2024-03-05T00:00:00Z",
    "reason": "incorrect_data",
    "correctiveEventIDs": ["urn:uuid:right"],
}


@pytest.mark.parametrize("named", [{"eventID": "urn:uuid:wrong"}, {}], ids=["by-its-id", "by-its-hash"])
def test_an_event_declared_an_error_is_left_out_with_what_it_speaks_of(named: dict[str, Any]) -> None:
    read_ = reading(
        made(CELL, **named),
        made(CELL, **named, errorDeclaration=ERROR),
        made(CELL2, eventID="urn:uuid:right"),
    )
    assert [fact["key"] for fact in facts(read_, "item")] == [CELL2]
    assert read_.ignored["event declared an error"] == read_.ignored["event that another declares an error"] == 1
    (finding,) = [f for f in read_.findings if f.code == "UNKNOWN_RECORD_TYPE"]
    assert finding.pointer == "/epcisBody/eventList/1/errorDeclaration"
    assert all(word in finding.message for word in (named.get("eventID", "ni:///"), "incorrect_data", "urn:uuid:right"))


def test_a_declaration_alone_states_nothing_and_is_refused() -> None:
    read_ = reading(made(CELL, errorDeclaration=ERROR))
    assert (read_.header, codes(read_)) == (None, ["UNKNOWN_RECORD_TYPE", "EMPTY_DOCUMENT"])


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


KINDS: list[Any] = [
    pytest.param([event("ObjectEvent", quantityList=[amount(PACK, 5, "KGM")], action="ADD")], "MATERIAL", id="weighed"),
    pytest.param([made(PACK)], "COMPONENT", id="counted"),
    pytest.param([made(PACK), joined("ADD", CELL), made(CELL, ilmd={"batlas:kind": "CELL"})], "PACK", id="of-cells"),
    pytest.param(
        [made(PACK), joined("ADD", CELL), made(CELL, ilmd={"batlas:kind": "MODULE"})], "PACK", id="of-modules"
    ),
    pytest.param(
        [
            made(PACK),
            joined("ADD", CELL),
            made(CELL, ilmd={"batlas:kind": "CELL"}),
            event("AssociationEvent", parentID="urn:example:car", childEPCs=[PACK], action="ADD"),
        ],
        "MODULE",
        id="of-cells-in-something",
    ),
    pytest.param([made(PACK, ilmd={"batlas:kind": "VEHICLE"}), joined("ADD", CELL)], "VEHICLE", id="as-it-is-said"),
]


@pytest.mark.parametrize(("events", "kind"), KINDS)
def test_the_kind_is_what_is_said_else_what_the_structure_shows(events: list[Json], kind: str) -> None:
    read_ = reading(*events)
    assert {item["key"]: item["kind"] for item in facts(read_, "item")}[PACK] == kind
    said = events[0].get("ilmd", {}).get("batlas:kind")
    assert codes(read_) == ([] if said else ["SUMMARY"])


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"ilmd": {"batlas:kind": "CELL"}}, id="of-what-is-made"),
        pytest.param({"batlas:kind": "CELL"}, id="of-the-event"),
        pytest.param({"urn:batlas:epcis:kind": "CELL"}, id="in-full"),
        pytest.param({"b:kind": "CELL"}, id="by-another-prefix"),
    ],
)
def test_a_kind_is_said_in_the_event(said: Json) -> None:
    read_ = reading({**made(CELL), **said}, **{"@context": {"b": "urn:batlas:epcis:"}})
    assert [item["kind"] for item in facts(read_, "item")] == ["CELL"]
    assert read_.ignored == {"schemaVersion": 1, "creationDate": 1}


def test_kinds_that_are_not_said_make_one_finding() -> None:
    read_ = reading(made(CELL, CELL2), made(PACK, hour=9, ilmd={"batlas:kind": "PACK"}))
    (finding,) = read_.findings
    assert finding.params == {"items": 3, "kinds_guessed": 2}
    assert "2 COMPONENT" in finding.message


@pytest.mark.parametrize(
    ("place", "organisation"),
    [("BusinessLocation", "SourceDest"), ("ReadPoint", "Party"), ("Location", "party"), ("location", "Party")],
)
def test_master_data_describes_items_places_and_parties(place: str, organisation: str) -> None:
    def vocabulary(kind: str, key: str, **attributes: Any) -> Json:
        listed = [{"id": name.replace("_", ":", 1), "attribute": value} for name, value in attributes.items()]
        return {
            "type": f"urn:epcglobal:epcis:vtype:{kind}",
            "vocabularyElementList": [{"id": key, "attributes": listed}],
        }

    header = {
        "epcisMasterData": {
            "vocabularyList": [
                vocabulary("EPCClass", LOT, batlas_kind="MATERIAL", cbvmda_descriptionShort="NMC811", x_colour="grey"),
                vocabulary(place, PLANT, cbvmda_countryCode="KR", cbvmda_latitude="+35.5"),
                vocabulary(organisation, FLEET, cbvmda_name="Fleet"),
            ]
        }
    }
    read_ = reading(event("ObjectEvent", quantityList=[amount(LOT, 6, "TNE")], action="ADD"), epcisHeader=header)
    (item,) = facts(read_, "item")
    # 6 t x 1,000 = 6,000 kg.
    assert (item["kind"], item["name"], item["unit"], item["quantity"]) == ("MATERIAL", "NMC811", "KG", 6000)
    assert facts(read_, "facility", "party") == [
        {"type": "facility", "key": PLANT, "country": "KR", "latitude": 35.5},
        {"type": "party", "key": FLEET, "name": "Fleet"},
    ]
    assert read_.ignored["EPCClass.x:colour"] == 1


def test_instance_data_describes_what_is_made() -> None:
    said = {"batlas:kind": "CELL", "batlas:lot": "L7", "urn:epcglobal:cbv:mda:descriptionShort": "Pouch cell"}
    (item,) = facts(reading(made(CELL, ilmd=said)), "item")
    assert (item["name"], item["lot"], item.get("serial")) == ("Pouch cell", "L7", None)


def test_a_pallet_is_no_pack_whatever_is_on_it() -> None:
    pallet = "urn:epc:id:sscc:4012345.0000000111"
    loaded = event("AggregationEvent", 9, parentID=pallet, childEPCs=[CELL], action="ADD")
    read_ = reading(made(pallet), made(CELL, hour=7, ilmd={"batlas:kind": "CELL"}), loaded)
    assert {item["key"]: item["kind"] for item in facts(read_, "item")}[pallet] == "COMPONENT"


def test_one_party_may_stand_without_a_list() -> None:
    sold = event("TransactionEvent", 9, action="ADD", **SALE)
    read_ = reading({**sold, "destinationList": {"type": "owning_party", "destination": FLEET}})
    assert [fact["party"] for fact in facts(read_, "owned")] == [FLEET]


def test_a_place_by_its_coordinates_is_a_facility() -> None:
    read_ = reading(made(CELL, readPoint={"id": "geo:47.506694,11.104301"}))
    assert facts(read_, "facility") == [
        {"type": "facility", "key": "geo:47.506694,11.104301", "latitude": 47.506694, "longitude": 11.104301}
    ]


def test_a_digital_link_is_a_key_as_it_is_written() -> None:
    link = "https://id.example.com/01/04012345222227/21/C%2F1"
    (item,) = facts(reading(made(link)), "item")
    assert (item["key"], item["serial"]) == (link, "C/1")


def test_a_class_of_items_is_no_thing() -> None:
    read_ = reading(
        event(
            "TransformationEvent",
            inputQuantityList=[amount("urn:epc:idpat:sgtin:4012345.066666.*", 220)],
            outputEPCList=[CELL],
        )
    )
    assert facts(read_, "consumed") == []
    assert read_.ignored["TransformationEvent.inputQuantityList of a class without lot"] == 1


def test_another_unit_of_one_thing_is_told_and_leaves_the_quantity_out() -> None:
    read_ = reading(
        event("ObjectEvent", 8, quantityList=[amount(LOT, 600, "KGM")], action="ADD"),
        event("TransformationEvent", 9, inputQuantityList=[amount(LOT, 5, "LTR")], outputEPCList=[CELL]),
        event("TransformationEvent", 10, inputQuantityList=[amount(SALT, 5, "XX")], outputEPCList=[CELL2]),
    )
    assert ["quantity" in fact for fact in facts(read_, "consumed")] == [False, False]
    assert codes(read_).count("UNIT_MISMATCH") == 2


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
