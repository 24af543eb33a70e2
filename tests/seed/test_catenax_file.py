"""The published test data of Tractus-X, value by value."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from rules.report import Report
from seed.readers import read
from tests.seed.containers import ASSEMBLY, BATCH, CONTAINER, DIMENSION, SERIAL, VEHICLE

TAKEN = {
    SERIAL: {
        ".catenaXId",
        ".localIdentifiers.key",
        ".localIdentifiers.value",
        ".manufacturingInformation.date",
        ".manufacturingInformation.country",
        ".partTypeInformation.nameAtManufacturer",
    },
    ASSEMBLY: {
        ".catenaXId",
        ".childParts",
        ".childParts.childCatenaXId",
        ".childParts.lifecycleContext",
        ".childParts.quantity.quantityNumber",
        ".childParts.quantity.measurementUnit.lexicalValue",
    },
    DIMENSION: {".weight"},
    VEHICLE: {".catenaXId"},
}
TAKEN[BATCH] = TAKEN[SERIAL]


def leaves(value: Any, path: str = "") -> Iterator[str]:
    """Path of each value that holds no other, without positions."""
    inner = value.items() if isinstance(value, dict) else (("", below) for below in value)
    for step, below in inner:
        place = f"{path}.{step}" if step else path
        if isinstance(below, dict | list) and below:
            yield from leaves(below, place)
        else:
            yield place


def test_every_value_of_the_real_file_is_taken_or_counted(real: bytes) -> None:
    expected: Counter[str] = Counter()
    for entry in json.loads(real)[CONTAINER]:
        for name, contents in entry.items():
            if name in TAKEN:
                expected.update(f"{name}{path}" for path in leaves(contents) if path not in TAKEN[name])
            elif name != "catenaXId":
                expected[name] += 1
        for name, short in ((SERIAL, "SerialPartTypization"), (BATCH, "Batch")):
            for number in entry.get(name, [{}])[0].get("localIdentifiers", []):
                if number["key"] == "manufacturerPartId":
                    expected[f"{short}.localIdentifiers manufacturerPartId"] += 1
    assert read("catenax", real).ignored == expected


def test_the_real_file_installs_two_serial_parts_by_weight(real: bytes) -> None:
    twins = json.loads(real)[CONTAINER]
    serial = {entry["catenaXId"] for entry in twins if SERIAL in entry}
    weighed = [
        (entry["catenaXId"], below["childCatenaXId"])
        for entry in twins
        for below in entry.get(ASSEMBLY, [{}])[0].get("childParts", [])
        if below["childCatenaXId"] in serial and below["quantity"]["measurementUnit"]["lexicalValue"] == "unit:kilogram"
    ]
    assert len(weighed) == 2
    assert [f.about for f in read("catenax", real).findings if f.code == "UNIT_MISMATCH"] == weighed


def test_the_real_file_gives_one_number_to_three_vehicles_and_one_to_two_batteries(real: bytes, loaded: Report) -> None:
    numbers = Counter(
        number["value"]
        for entry in json.loads(real)[CONTAINER]
        for number in entry.get(SERIAL, [{}])[0].get("localIdentifiers", [])
        if number["key"] == "partInstanceId"
    )
    shared = {number: count for number, count in numbers.items() if count > 1}
    assert sorted(shared.values()) == [2, 3]
    taken = [f for f in loaded.findings if f.code == "IDENTIFIER_TAKEN" and "SERIAL" in f.message]
    # The first one has it; each further one is warned of.
    assert len(taken) == (2 - 1) + (3 - 1)
