"""What a Catena-X container says is taken as it is meant, or counted by name, or warned of; nothing is dropped."""

from datetime import UTC, datetime
from typing import Any

import pytest

from graph.database import Database
from graph.intake import take_in
from rules.item import Item
from rules.link import Contains
from rules.process import Process
from rules.reading import Reading
from rules.scope import Scope
from rules.vocabulary import IdentifierScheme, ProcessKind, Severity, Unit
from seed.readers import read
from tests.conftest import NOW
from tests.seed.containers import (
    SERIAL,
    child,
    container,
    holds,
    part,
    twin,
)


def items(reading: Reading) -> dict[str, Item]:
    """The items by key."""
    return {p.fact.key: p.fact for p in reading.facts if isinstance(p.fact, Item)}


def links(reading: Reading) -> list[tuple[str, str, float | None]]:
    """Whole, part and quantity of each relation."""
    return [(p.fact.whole, p.fact.part, p.fact.quantity) for p in reading.facts if isinstance(p.fact, Contains)]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(
            twin(1, serial=part() | {"partTypeInformation": {"nameAtManufacturer": "Key", "manufacturerPartId": "7"}}),
            f"{SERIAL}.partTypeInformation.manufacturerPartId",
            id="part-number-of-its-type",
        ),
        pytest.param(
            twin(1, serial=part("Key", "2024-01-01", ("partInstanceId", "S"), ("batchId", "B"))),
            "SerialPartTypization.localIdentifiers batchId",
            id="lot-that-a-piece-belongs-to",
        ),
        pytest.param(
            twin(1, serial=part("Key", "2024-01-01", ("partInstanceId", "S"), ("partInstanceId", "T"))),
            "SerialPartTypization.localIdentifiers partInstanceId",
            id="second-serial-number",
        ),
        pytest.param(
            twin(1, batch=part(), dimension={"weight": "3"}), "PhysicalDimension.weight", id="weight-of-a-lot"
        ),
        pytest.param(twin(1, dimension={"weight": "3"}), "PhysicalDimension.weight", id="weight-of-no-part"),
        pytest.param(
            twin(1, serial=part(), assembly=holds(child("urn:uuid:2", lifecycleContext="AsPlanned"))),
            "AssemblyPartRelationship.childParts AsPlanned",
            id="relation-that-is-only-planned",
        ),
        pytest.param(twin(1, serial=part(), battery={"type": "HVB"}), None, id="aspect-as-a-whole"),
    ],
)
def test_what_is_not_taken_is_counted(content: dict[str, Any], name: str | None) -> None:
    reading = read("catenax", container(content))
    ignored = name or "urn:bamm:io.catenax.battery.product_description:1.0.1#ProductDescription"
    assert reading.ignored[ignored] == 1
    assert links(reading) == []


def test_a_batch_id_is_no_serial_number_of_a_piece() -> None:
    reading = read("catenax", container(twin(1, serial=part("Key", "2024-01-01", ("batchId", "B")))))
    assert items(reading)["urn:uuid:1"].serial is None


def test_the_makers_number_is_an_identifier_and_a_van_is_no_vin() -> None:
    vehicle = part("Car", "2024-01-01", ("partInstanceId", "OMB"), ("van", "OMB"))
    reading = read("catenax", container(twin(1, serial=vehicle, vehicle={}), twin(2, batch=part("Glue"))))
    maker = "urn:bpn:BPNL00000003AVTH"
    of_vehicle = {(i.scheme, i.value, i.issuer) for i in items(reading)["urn:uuid:1"].identifiers}
    assert of_vehicle == {(IdentifierScheme.SERIAL, "OMB", maker), (IdentifierScheme.OTHER, "OMB", None)}
    of_lot = [(i.scheme, i.value, i.issuer) for i in items(reading)["urn:uuid:2"].identifiers]
    assert of_lot == [(IdentifierScheme.LOT, "S-1", maker)]


async def test_two_pieces_with_one_serial_number_of_one_maker_are_warned_of(scope: Scope, database: Database) -> None:
    reading = read("catenax", container(twin(1, serial=part()), twin(2, serial=part())))
    report = await take_in(scope, database, reading, now=NOW, dry_run=True)
    (taken,) = [finding for finding in report.findings if finding.code == "IDENTIFIER_TAKEN"]
    assert (taken.severity, set(taken.about)) == (Severity.WARNING, {"urn:uuid:1", "urn:uuid:2"})


@pytest.mark.parametrize(
    ("amount", "unit", "of", "kept"),
    [
        pytest.param(1, "unit:piece", "serial", 1, id="piece"),
        pytest.param("0.11", "unit:kilogram", "batch", 0.11, id="number-as-text"),
        pytest.param(0.2, "unit:kilogram", "serial", None, id="piece-by-weight"),
        pytest.param(5, "unit:bushel", "batch", None, id="unit-that-nobody-knows"),
    ],
)
def test_a_quantity_is_in_the_unit_of_the_part_or_left_out_with_a_warning(
    amount: Any, unit: str, of: str, kept: float | None
) -> None:
    reading = read(
        "catenax",
        container(twin(1, serial=part(), assembly=holds(child("urn:uuid:2", amount, unit))), twin(2, **{of: part()})),
    )
    assert links(reading) == [("urn:uuid:1", "urn:uuid:2", kept)]
    warned = [f for f in reading.findings if f.code == "UNIT_MISMATCH"]
    assert [(f.severity, f.about) for f in warned] == (
        [(Severity.WARNING, ("urn:uuid:1", "urn:uuid:2"))] if kept is None else []
    )


def test_a_lot_has_the_unit_that_it_is_first_used_in() -> None:
    whole = twin(1, serial=part(), assembly=holds(child("urn:uuid:3", 5, "unit:litre"), child("urn:uuid:3", 2)))
    reading = read("catenax", container(whole, twin(3, batch=part("Oil"))))
    assert items(reading)["urn:uuid:3"].unit is Unit.L
    assert links(reading) == [("urn:uuid:1", "urn:uuid:3", 5), ("urn:uuid:1", "urn:uuid:3", None)]


def test_a_run_is_called_by_what_it_made() -> None:
    reading = read(
        "catenax",
        container(
            twin(1, serial=part("Car"), vehicle={}, assembly=holds(child("urn:uuid:2"), child("urn:uuid:5"))),
            twin(2, serial=part("Battery"), assembly=holds(child("urn:uuid:3"))),
            twin(3, serial=part("HV MODUL"), assembly=holds(child("urn:uuid:4"))),
            twin(4, serial=part("ZB ZELLE")),
            twin(5, serial=part("Door")),
        ),
    )
    assert [p.fact.kind for p in reading.facts if isinstance(p.fact, Process)] == [
        ProcessKind.VEHICLE_ASSEMBLY,
        ProcessKind.PACK_ASSEMBLY,
        ProcessKind.MODULE_ASSEMBLY,
        ProcessKind.CELL_PRODUCTION,
        ProcessKind.MANUFACTURING,
    ]


def test_a_bare_date_is_done_by_the_end_of_that_day() -> None:
    reading = read("catenax", container(twin(1, serial=part("Key", "2024-01-31"))))
    (run,) = [p.fact for p in reading.facts if isinstance(p.fact, Process)]
    assert run.ended == datetime(2024, 2, 1, tzinfo=UTC)
    assert [finding.code for finding in reading.findings] == ["SUMMARY"]


LATE = {
    "a second later": ("2024-01-01T08:00:00Z", "2024-01-01T08:00:01Z", True),
    "at once": ("2024-01-01T08:00:00Z", "2024-01-01T08:00:00Z", False),
    "earlier, elsewhere": ("2024-01-01T08:00:00Z", "2024-01-01T08:30:00+01:00", False),
    "some time that day": ("2024-01-01T08:00:00Z", "2024-01-01", False),
    "some time the next day": ("2024-01-01T08:00:00Z", "2024-01-02", True),
    "in the day of the whole": ("2024-01-01", "2024-01-01T23:59:59Z", False),
    "without zone": ("2024-01-01T08:00:00", "2024-01-01T08:00:01", True),
}
"""When the whole and when the part was made, and whether the part was later beyond doubt."""


async def test_the_summary_counts_the_late_parts_that_the_checks_find(scope: Scope, database: Database) -> None:
    pairs = [
        (
            twin(
                2 * number,
                serial=part("Door", whole, ("partInstanceId", f"D-{number}")),
                assembly=holds(child(f"urn:uuid:{2 * number + 1}")),
            ),
            twin(2 * number + 1, serial=part("Key", piece, ("partInstanceId", f"K-{number}"))),
        )
        for number, (whole, piece, _) in enumerate(LATE.values())
    ]
    reading = read("catenax", container(*(entry for pair in pairs for entry in pair)))
    report = await take_in(scope, database, reading, now=NOW, dry_run=True)
    wholes = {f"urn:uuid:{2 * number}": name for number, name in enumerate(LATE)}
    found = [wholes[f.about[1]] for f in report.findings if f.code == "PART_AFTER_WHOLE"]
    assert sorted(found) == sorted(name for name, (_, _, late) in LATE.items() if late)
    (summary,) = [finding for finding in report.findings if finding.code == "SUMMARY"]
    assert summary.params["child_after_parent"] == len(found)


def test_an_id_without_its_prefix_is_the_same_id() -> None:
    bare = "0d8da814-fcee-4b5e-b251-fc400da32399"
    named = {"catenaXId": bare, SERIAL: [part() | {"catenaXId": f"urn:uuid:{bare}"}]}
    reading = read("catenax", container(named, twin(1, serial=part(), assembly=holds(child(bare)))))
    assert f"urn:uuid:{bare}" in items(reading)
    assert links(reading) == [("urn:uuid:1", f"urn:uuid:{bare}", 1)]


def test_counts_are_by_model_so_that_a_battery_is_no_vehicle() -> None:
    reading = read(
        "catenax",
        container(twin(1, serial=part(), vehicle={}, assembly=holds(child("urn:uuid:2"))), twin(2, battery={})),
    )
    assert reading.counts == {
        "twin": 2,
        "relation": 1,
        "serial_part_typization 1.1.0": 1,
        "assembly_part_relationship 1.1.0": 1,
        "vehicle.product_description 1.0.1": 1,
        "battery.product_description 1.0.1": 1,
    }
