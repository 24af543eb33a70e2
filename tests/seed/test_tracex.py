"""Import files of Trace-X, small: each asset is a twin, whatever the order of its submodels."""

import json
from typing import Any

import pytest

from rules.item import Item
from rules.link import Contains
from rules.vocabulary import Severity
from seed.readers import read
from tests.seed.containers import part
from tests.seed.later import Json, items_of, urn


def asset(number: int, **aspects: Json) -> Json:
    """The asset urn:uuid:{number} with these aspects."""
    submodels = [{"aspectType": urn(name), "payload": content} for name, content in aspects.items()]
    return {"assetMetaInfo": {"catenaXId": f"urn:uuid:{number}"}, "submodels": submodels}


def imported(*assets: Any, **more: Any) -> bytes:
    """An import file."""
    return json.dumps({"assets": assets, **more}).encode()


def test_an_asset_is_a_part_with_what_it_holds() -> None:
    reading = read(
        "catenax",
        imported(asset(1, SingleLevelBomAsBuilt=items_of(2), SerialPart=part()), asset(2, Batch=part("Glue"))),
    )
    assert reading.header is not None
    assert reading.header.sender == "urn:batlas:party:catenax-trace-x"
    facts = [placed.fact for placed in reading.facts]
    assert [fact.key for fact in facts if isinstance(fact, Item)] == ["urn:uuid:1", "urn:uuid:2"]
    assert [(fact.whole, fact.part) for fact in facts if isinstance(fact, Contains)] == [("urn:uuid:1", "urn:uuid:2")]
    assert reading.counts["twin"] == 2
    assert reading.counts["serial_part 3.0.0"] == 1
    pointers = {placed.pointer for placed in reading.facts if isinstance(placed.fact, Item)}
    assert pointers == {"/assets/0/submodels/1/payload", "/assets/1/submodels/0/payload"}


def test_what_is_beside_the_submodels_is_counted() -> None:
    more: Json = asset(1, SerialPart=part()) | {"state": {"policy": "p", "owner": "o"}}
    more["assetMetaInfo"]["tag"] = "t"
    more["submodels"][0]["version"] = "v"
    more["submodels"].append({"aspectType": "urn:samm:io.catenax.new_thing:1.0.0#NewThing", "payload": {}})
    ignored = read("catenax", imported(more, policies={})).ignored
    assert ignored == {
        "policies": 1,
        "assets.state.policy": 1,
        "assets.state.owner": 1,
        "assets.assetMetaInfo.tag": 1,
        "assets.submodels.version": 1,
        "urn:samm:io.catenax.new_thing:1.0.0#NewThing": 1,
    }


@pytest.mark.parametrize(
    ("content", "code", "pointer"),
    [
        pytest.param({"submodels": []}, "MISSING_FIELD", "/assets/1/assetMetaInfo", id="no-id"),
        pytest.param(7, "MISSING_FIELD", "/assets/1/assetMetaInfo", id="a-number"),
        pytest.param(asset(2) | {"submodels": {}}, "INVALID_VALUE", "/assets/1/submodels", id="submodels-are-no-list"),
        pytest.param(asset(2) | {"submodels": [{"payload": {}}]}, "MISSING_FIELD", "/assets/1/submodels/0", id="no-aspect-type"),
        pytest.param(asset(2) | {"submodels": [{"aspectType": urn("Batch")}]}, "MISSING_FIELD", "/assets/1/submodels/0", id="no-payload"),
        pytest.param(asset(2, Batch={}), "MISSING_FIELD", "/assets/1/submodels/0/payload/localIdentifiers", id="empty-aspect"),
    ],
)  # fmt: skip
def test_a_fault_of_an_asset_is_told_with_its_place(content: Any, code: str, pointer: str) -> None:
    reading = read("catenax", imported(asset(1, SerialPart=part()), content))
    faults = [(f.code, f.pointer) for f in reading.findings if f.severity is Severity.ERROR]
    assert (code, pointer) in faults


def test_the_same_asset_twice_counts_once() -> None:
    reading = read("catenax", imported(asset(1, SerialPart=part()), asset(1, SerialPart=part())))
    assert [f.code for f in reading.findings] == ["DUPLICATE_IDENTITY", "SUMMARY"]
    assert sum(isinstance(placed.fact, Item) for placed in reading.facts) == 1


def test_a_file_without_parts_is_refused() -> None:
    reading = read("catenax", imported())
    assert reading.header is None
    assert [(f.code, f.severity, f.pointer) for f in reading.findings] == [
        ("EMPTY_DOCUMENT", Severity.ERROR, "/assets")
    ]
