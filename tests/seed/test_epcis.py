"""EPCIS events that make things, and the items and processes that they become."""

import pytest

from tests.seed.captures import CELL, CELL2, LOT, PLANT, SALT, SENDER, amount, codes, event, facts, made, reading


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
