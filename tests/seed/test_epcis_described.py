"""What is said of things, in events and in master data, and what is inferred."""

from typing import Any

import pytest

from tests.seed.captures import (
    CELL,
    CELL2,
    FLEET,
    LOT,
    PACK,
    PLANT,
    Json,
    amount,
    codes,
    event,
    facts,
    joined,
    made,
    reading,
)

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


def test_a_place_by_its_coordinates_is_a_facility() -> None:
    read_ = reading(made(CELL, readPoint={"id": "geo:47.506694,11.104301"}))
    assert facts(read_, "facility") == [
        {"type": "facility", "key": "geo:47.506694,11.104301", "latitude": 47.506694, "longitude": 11.104301}
    ]
