"""Whatever bytes come as a Catena-X container, the reader answers with findings and never breaks."""

import json
import sys
from typing import Any

import pytest
from hypothesis import given, settings

from rules.vocabulary import Severity
from seed.readers import read
from tests.seed.containers import CONTAINER, MAKER, ROOT, SERIAL, child, container, holds, part, twin
from tests.seed.junk import Change, changes_of, spoil

ASPECT = f"{ROOT}/0/urn:bamm:io.catenax.serial_part_typization:1.1.0#SerialPartTypization/0"
LINKS = f"{ROOT}/0/urn:bamm:io.catenax.assembly_part_relationship:1.1.0#AssemblyPartRelationship/0"


def nested(depth: int) -> str:
    """An aspect with a field that is `depth` lists in each other."""
    whole = json.dumps({CONTAINER: [twin(1, serial=part() | {"deep": "HERE"})]})
    return whole.replace('"HERE"', "[" * depth + "]" * depth)


@pytest.mark.parametrize(
    ("content", "code", "pointer"),
    [
        pytest.param(
            container(twin(1, serial=part()) | {"catenaXId": "urn:a b"}), "MISSING_FIELD", f"{ROOT}/0", id="blank"
        ),
        pytest.param(
            container(twin(1) | {"catenaXId": f"urn:{'a' * 600}"}), "MISSING_FIELD", f"{ROOT}/0", id="long-key"
        ),
        pytest.param(
            container(twin(1, serial=part()) | {"catenaXId": f"urn:{'a' * 490}"}), "MISSING_FIELD", f"{ROOT}/0", id="key-that-no-key-can-be-made-from"
        ),
        pytest.param(container(twin(1) | {"catenaXId": 5}), "MISSING_FIELD", f"{ROOT}/0", id="key-is-a-number"),
        pytest.param(b'{"%b": [{"catenaXId": "urn:\\ud800"}]}' % CONTAINER.encode(), "INVALID_JSON", "/", id="half-a-character"),
        pytest.param(b'{"%b": [%b]}' % (CONTAINER.encode(), b"9" * 5000), "INVALID_JSON", "/", id="endless-number"),
        pytest.param(b'{"%b": [NaN]}' % CONTAINER.encode(), "INVALID_JSON", "/", id="not-a-number"),
        pytest.param(b'{"%b": [{"a": 1, "a": 2}]}' % CONTAINER.encode(), "INVALID_JSON", "/", id="name-twice"),
        pytest.param(nested(500).encode(), "INVALID_VALUE", f"{ROOT}/0/{SERIAL}/0", id="deep-in-an-aspect"),
        pytest.param(nested(100_000).encode(), "INVALID_JSON", "/", id="very-deep"),
        pytest.param(
            container(twin(1, serial=part("n" * 1_000_000))),
            "INVALID_VALUE",
            f"{ASPECT}/partTypeInformation/nameAtManufacturer",
            id="endless-name",
        ),
        pytest.param(
            container(twin(1, serial=part("Key", "0001-01-01T00:00:00+14:00"))),
            "INVALID_VALUE",
            f"{ASPECT}/manufacturingInformation/date",
            id="before-the-first-year",
        ),
        pytest.param(
            container(twin(1, serial=part() | {"localIdentifiers": [{"key": MAKER[0], "value": "BPN L"}]})),
            "INVALID_VALUE",
            f"{ASPECT}/localIdentifiers/0/value",
            id="maker-with-blank",
        ),
        pytest.param(
            container(twin(1, serial=part() | {"catenaXId": "urn:uuid:2"})),
            "INVALID_VALUE",
            f"{ASPECT}/catenaXId",
            id="aspect-of-another-twin",
        ),
        pytest.param(
            container(twin(1, serial=part(), assembly=holds(child("urn:uuid:2", True)))),
            "INVALID_VALUE",
            f"{LINKS}/childParts/0/quantity/quantityNumber",
            id="true-as-quantity",
        ),
        pytest.param(
            container(twin(1, serial=part(), assembly=holds(child("urn:uuid:2", -1)))),
            "INVALID_VALUE",
            f"{LINKS}/childParts/0/quantity/quantityNumber",
            id="less-than-nothing",
        ),
        pytest.param(
            container(twin(1, serial=part(), assembly={"childParts": {"a": 1}})),
            "INVALID_VALUE",
            f"{LINKS}/childParts",
            id="children-are-no-list",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(content: bytes, code: str, pointer: str) -> None:
    reading = read("catenax", content)
    places = {f.pointer for f in reading.findings if f.code == code and f.severity is Severity.ERROR}
    assert pointer in places, reading.findings


def test_no_depth_breaks_the_reader() -> None:
    for depth in range(sys.getrecursionlimit() - 200, sys.getrecursionlimit() + 5):
        assert {f.severity for f in read("catenax", nested(depth).encode()).findings} == {Severity.ERROR}, depth


def test_every_fault_is_told_at_once() -> None:
    reading = read("catenax", container(7, twin(1, serial={}), twin(2, serial=part("Key", "yesterday"))))
    # No id; three fields missing; a date that is none.
    assert [f.code for f in reading.findings if f.severity is Severity.ERROR] == [
        "MISSING_FIELD",
        *["MISSING_FIELD"] * 3,
        "INVALID_VALUE",
    ]


WHOLE: dict[str, Any] = json.loads(
    container(
        twin(1, serial=part("Battery"), assembly=holds(child("urn:uuid:2"), child("urn:uuid:3", "0.5", "unit:kilogram"))),
        twin(2, serial=part("ZB ZELLE"), dimension={"weight": "1.5"}, vehicle={"fuel": "electric"}),
        twin(3, batch=part("Glue")),
    )
)  # fmt: skip


@settings(max_examples=80, deadline=None, derandomize=True)
@given(changes_of(WHOLE))
def test_no_junk_anywhere_breaks_the_reader(changes: list[Change]) -> None:
    whole = spoil(WHOLE, changes)
    reading = read("catenax", json.dumps(whole).encode())
    assert reading.facts or reading.findings
    assert (reading.header is None) is (reading.facts == [])
