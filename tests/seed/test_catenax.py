"""Catena-X containers, small and real."""

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from graph.database import Database
from graph.intake import take_in
from graph.origin import find_origins
from graph.upstream import trace_upstream
from rules.item import Item
from rules.report import Outcome, Report
from rules.scope import Scope
from rules.trace import NodeType
from rules.vocabulary import ItemKind, Mineral, Severity
from seed.readers import read
from tests.conftest import NOW

CONTAINER = "https://catenax.io/schema/TestDataContainer/1.0.0"
SERIAL = "urn:bamm:io.catenax.serial_part_typization:1.1.0#SerialPartTypization"
BATCH = "urn:bamm:io.catenax.batch:1.0.0#Batch"
ASSEMBLY = "urn:bamm:io.catenax.assembly_part_relationship:1.1.0#AssemblyPartRelationship"
VEHICLE = "urn:uuid:a4a2ba57-1c50-48ad-8981-7a0ef032146b"


def twin(key: str, name: str, date: str = "2024-01-01T08:00:00Z", children: tuple[str, ...] = ()) -> dict[str, Any]:
    """A twin of a serial part, with what it holds."""
    quantity = {"quantityNumber": 1, "measurementUnit": {"lexicalValue": "unit:piece"}}
    return {
        "catenaXId": key,
        SERIAL: [
            {
                "localIdentifiers": [
                    {"key": "manufacturerId", "value": "BPNL1"},
                    {"key": "partInstanceId", "value": f"S-{key}"},
                ],
                "manufacturingInformation": {"date": date, "country": "DEU"},
                "partTypeInformation": {"nameAtManufacturer": name, "classification": "component"},
            }
        ],
        ASSEMBLY: [{"childParts": [{"childCatenaXId": child, "quantity": quantity} for child in children]}],
    }


def container(*twins: Any) -> bytes:
    """A container of these twins."""
    return json.dumps({CONTAINER: twins}).encode()


def test_parts_become_items_and_runs() -> None:
    reading = read(
        "catenax", container(twin("urn:uuid:1", "Battery", children=("urn:uuid:2",)), twin("urn:uuid:2", "ZB ZELLE"))
    )
    items = {p.fact.key: p.fact for p in reading.facts if isinstance(p.fact, Item)}
    assert items["urn:uuid:1"].kind is ItemKind.PACK
    assert items["urn:uuid:2"].kind is ItemKind.CELL
    assert items["urn:uuid:2"].serial == "S-urn:uuid:2"
    assert Counter(p.fact.type for p in reading.facts) == {"item": 2, "process": 2, "produced": 2, "contains": 1}
    assert reading.ignored == {f"{SERIAL}.partTypeInformation.classification": 2}


def test_a_battery_without_cells_is_a_component() -> None:
    reading = read("catenax", container(twin("urn:uuid:1", "Battery")))
    assert [p.fact.kind for p in reading.facts if isinstance(p.fact, Item)] == [ItemKind.COMPONENT]


def test_contradictions_are_counted_in_the_summary() -> None:
    reading = read(
        "catenax",
        container(
            twin("urn:uuid:a", "Door", children=("urn:uuid:c",)),
            twin("urn:uuid:b", "Door", children=("urn:uuid:c",)),
            twin("urn:uuid:c", "Key", date="2024-01-02T08:00:00Z"),
        ),
    )
    (summary,) = [finding for finding in reading.findings if finding.code == "SUMMARY"]
    assert summary.params == {
        "twins": 3,
        "relations": 2,
        "child_after_parent": 2,
        "several_parents": 1,
        "several_parents_serial": 1,
    }


@pytest.mark.parametrize(
    ("content", "code", "pointer"),
    [
        pytest.param(b"", "INVALID_JSON", "/", id="nothing"),
        pytest.param(b"\xff", "INVALID_ENCODING", "/", id="encoding"),
        pytest.param(b"[" * 100_000, "INVALID_JSON", "/", id="deep"),
        pytest.param(b"[1]", "UNKNOWN_RECORD_TYPE", "/", id="list"),
        pytest.param(b'{"job": {}}', "UNKNOWN_RECORD_TYPE", "/", id="other-file"),
        pytest.param(
            container(), "EMPTY_DOCUMENT", "/https:~1~1catenax.io~1schema~1TestDataContainer~11.0.0", id="empty"
        ),
        pytest.param(
            container(7), "MISSING_FIELD", "/https:~1~1catenax.io~1schema~1TestDataContainer~11.0.0/0", id="no-twin"
        ),
        pytest.param(
            container({"catenaXId": "urn:uuid:1", SERIAL: [7]}), "INVALID_VALUE", None, id="aspect-is-a-number"
        ),
        pytest.param(container({"catenaXId": "urn:uuid:1", SERIAL: [{}]}), "MISSING_FIELD", None, id="aspect-is-empty"),
        pytest.param(container({"catenaXId": "no key\n:", SERIAL: []}), "MISSING_FIELD", None, id="key-with-blank"),
    ],
)
def test_a_broken_container_is_explained(content: bytes, code: str, pointer: str | None) -> None:
    reading = read("catenax", content)
    assert code in {finding.code for finding in reading.findings}
    if pointer is not None:
        assert pointer in {finding.pointer for finding in reading.findings}
    assert reading.header is None


def test_odd_values_of_a_part_are_findings() -> None:
    part = twin("urn:uuid:1", "Key", date="yesterday")
    part[SERIAL][0]["manufacturingInformation"]["country"] = "XXX"
    part["urn:samm:io.catenax.new_thing:1.0.0#NewThing"] = [{}]
    reading = read("catenax", container(part, part))
    assert Counter(f.code for f in reading.findings) == {"INVALID_VALUE": 2, "DUPLICATE_IDENTITY": 1, "SUMMARY": 1}
    assert reading.ignored["urn:samm:io.catenax.new_thing:1.0.0#NewThing"] == 2


def test_the_real_file_loads_and_its_report_says_what_it_holds(loaded: Report, real: bytes) -> None:
    twins = json.loads(real)[CONTAINER]
    # The same figures straight from the JSON.
    made = {
        t["catenaXId"]: t[k][0]["manufacturingInformation"]["date"][:19]
        for t in twins
        for k in (SERIAL, BATCH)
        if k in t
    }
    relations = [
        (t["catenaXId"], c["childCatenaXId"]) for t in twins for c in t.get(ASSEMBLY, [{}])[0].get("childParts", [])
    ]
    parents: dict[str, set[str]] = defaultdict(set)
    for parent, child in relations:
        parents[child].add(parent)
    several = [child for child, whole in parents.items() if len(whole) > 1]
    serial = {t["catenaXId"] for t in twins if SERIAL in t}
    late = sum(made[child] > made[parent] for parent, child in relations)
    assert (len(twins), len(relations), late, len(several), len(serial & set(several))) == (162, 283, 129, 37, 33)

    assert loaded.outcome in (Outcome.ACCEPTED, Outcome.UNCHANGED)
    (summary,) = [finding for finding in loaded.findings if finding.code == "SUMMARY"]
    assert summary.params == {
        "twins": 162,
        "relations": 283,
        "child_after_parent": 129,
        "several_parents": 37,
        "several_parents_serial": 33,
    }
    codes = Counter(finding.code for finding in loaded.findings)
    assert codes["PART_AFTER_WHOLE"] == 129
    assert codes["TWO_WHOLES"] == 33
    assert codes["TIME_WITHOUT_ZONE"] == 143 + 14
    assert loaded.counts["twin"] == 162
    assert all(finding.severity is not Severity.ERROR for finding in loaded.findings)


def test_nothing_of_the_real_file_is_silently_dropped(loaded: Report) -> None:
    whole = {
        name.split("#")[1]: count
        for name, count in loaded.ignored.items()
        if "#" in name and "." not in name.split("#")[1]
    }
    assert whole == {
        "MaterialForRecycling": 32,
        "ReturnRequest": 2,
        "ProductDescription": 60,
        "CertificateOfDestruction": 1,
    }
    assert loaded.ignored["PlainObject"] == 1
    assert loaded.ignored[f"{ASSEMBLY}.childParts.createdOn"] == 283


@pytest.mark.usefixtures("loaded")
async def test_its_vehicle_has_112_descendants_and_warns(scope: Scope, database: Database) -> None:
    (trace,) = await trace_upstream(scope, database, [VEHICLE])
    assert trace is not None
    assert sum(node.type is NodeType.ITEM for node in trace.nodes) - 1 == 112
    assert {"PART_AFTER_WHOLE", "TWO_WHOLES"} <= {warning.code for warning in trace.warnings}
    (origins,) = await find_origins(scope, database, [VEHICLE], [Mineral.LITHIUM])
    assert origins is not None
    assert origins[Mineral.LITHIUM].unknown == pytest.approx(1)
    assert "TWO_WHOLES" in {warning.code for warning in origins[Mineral.LITHIUM].warnings}


@pytest.mark.usefixtures("loaded")
async def test_the_same_file_again_changes_nothing(scope: Scope, database: Database, real: bytes) -> None:
    again = await take_in(scope, database, read("catenax", real), now=NOW)
    assert (again.outcome, again.created) == (Outcome.UNCHANGED, 0)


def test_templates_of_passports_are_refused_by_name(shared_data: Path) -> None:
    reading = read("catenax", (shared_data / "tractusx" / "dpp_passports_templates.json").read_bytes())
    assert (reading.header, reading.facts) == (None, [])
    (finding,) = reading.findings
    assert finding.code == "UNKNOWN_RECORD_TYPE"
    for words in ("templates", "DigitalProductPassport", "TransmissionPass", "BatteryPass", "not a container"):
        assert words in finding.message
