"""Answers of the Item Relationship Service: shells, submodels and relationships become items and links, tombstones gaps."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from graph.database import Database
from graph.intake import take_in
from graph.upstream import trace_upstream
from rules.item import Item
from rules.link import Contains, HasPart
from rules.party import Party
from rules.reading import Reading
from rules.report import Outcome
from rules.scope import Scope
from rules.vocabulary import IdentifierScheme, Severity
from seed.readers import read
from tests.conftest import NOW
from tests.seed import real as counted
from tests.seed.containers import part
from tests.seed.junk import Change, changes_of, spoil
from tests.seed.later import Json, items_of, urn

V4 = "tracex_irs_assets_v4"
CODE = "tracex_irs_assets_tractionbatterycode"


def submodel(number: int, aspect: str, content: Json, identification: str = "urn:uuid:s") -> Json:
    """A submodel that names its part."""
    payload = {"catenaXId": f"urn:uuid:{number}", **content} if number else content
    return {"identification": identification, "aspectType": urn(aspect), "payload": payload}


def shell(number: int, *submodels: str) -> Json:
    """The shell of urn:uuid:{number}, which names these submodels."""
    descriptors = [{"identification": name} for name in submodels]
    return {"payload": {"globalAssetId": f"urn:uuid:{number}", "submodelDescriptors": descriptors}}


def relationship(whole: int, below: int, value: float = 1, unit: str = "piece", context: str = "asBuilt") -> Json:
    """A link as the service tells it."""
    quantity = {"quantityNumber": value, "measurementUnit": {"lexicalValue": unit}}
    linked = {"childCatenaXId": f"urn:uuid:{below}", "quantity": quantity, "lifecycleContext": context}
    return {"catenaXId": f"urn:uuid:{whole}", "linkedItem": linked, "aspectType": "SingleLevelBomAsBuilt"}


def tombstone(number: int, **more: Any) -> Json:
    """What could not be had of urn:uuid:{number}."""
    failure = {"processStep": "SubmodelRequest", "errorDetail": "502 Bad Gateway", "retryCounter": 3}
    whole = {"catenaXId": f"urn:uuid:{number}", "endpointURL": "https://edc.example/sub", "processingError": failure}
    return whole | more


def answer(**lists: Any) -> bytes:
    """A job's answer."""
    job = {"id": "j", "state": lists.pop("state", "COMPLETED")}
    empty: Json = {"relationships": [], "shells": [], "submodels": [], "tombstones": [], "bpns": []}
    return json.dumps({"job": job, **empty, **lists}).encode()


def links(reading: Reading, kind: type[Contains] | type[HasPart] = Contains) -> list[tuple[str, str, float | None]]:
    """Numbers of whole and part, and the quantity."""
    found = [p.fact for p in reading.facts if isinstance(p.fact, kind)]
    return [((f.whole if isinstance(f, Contains) else f.model)[9:], f.part[9:], f.quantity) for f in found]


def test_the_relationships_are_links_and_the_submodels_items() -> None:
    reading = read(
        "catenax",
        answer(
            shells=[shell(1), shell(2)],
            submodels=[submodel(1, "SerialPart", part("Battery")), submodel(2, "Batch", part("Glue"))],
            relationships=[relationship(1, 2, 0.5, "kilogram"), relationship(1, 3)],
        ),
    )
    assert reading.header is not None
    assert reading.header.sender == "urn:batlas:party:catenax-irs"
    assert [p.fact.key for p in reading.facts if isinstance(p.fact, Item)] == ["urn:uuid:1", "urn:uuid:2"]
    assert links(reading) == [("1", "2", 0.5), ("1", "3", 1)]
    assert reading.counts["twin"] == 2


@pytest.mark.parametrize("by", ["context", "aspect"])
def test_a_planned_relationship_is_a_planned_link(by: str) -> None:
    planned = relationship(1, 2, 4, context="asPlanned" if by == "context" else "asBuilt")
    if by == "aspect":
        planned["aspectType"] = "SingleLevelBomAsPlanned"
        del planned["linkedItem"]["lifecycleContext"]
    reading = read("catenax", answer(relationships=[planned]))
    assert links(reading, HasPart) == [("1", "2", 4)]
    assert links(reading) == []


def test_a_relationship_of_another_context_is_counted() -> None:
    reading = read(
        "catenax",
        answer(submodels=[submodel(1, "SerialPart", part())], relationships=[relationship(1, 2, context="asDesigned")]),
    )
    assert links(reading) == []
    assert reading.ignored["relationships asDesigned"] == 1


def test_a_link_that_relationship_and_submodel_state_alike_is_stated_once() -> None:
    submodels = [submodel(1, "SerialPart", part()), submodel(1, "SingleLevelBomAsBuilt", items_of(2))]
    reading = read("catenax", answer(submodels=submodels, relationships=[relationship(1, 2)]))
    assert links(reading) == [("1", "2", 1)]


@pytest.mark.parametrize(
    ("shells", "owner"),
    [
        pytest.param([shell(1), shell(2, "urn:uuid:s")], "urn:uuid:2", id="whose-shell-names-it"),
        pytest.param([shell(3)], "urn:uuid:3", id="the-only-one"),
        pytest.param([shell(1), shell(2)], None, id="nobody-knows-whose"),
    ],
)
def test_a_submodel_that_names_no_part_is_of_the_one_that(shells: list[Json], owner: str | None) -> None:
    anonymous = submodel(0, "SerialPart", part("Anonymous"))
    reading = read("catenax", answer(shells=shells, submodels=[anonymous]))
    assert [p.fact.key for p in reading.facts if isinstance(p.fact, Item)] == ([owner] if owner else [])
    untold = [f.pointer for f in reading.findings if f.code == "UNKNOWN_RECORD_TYPE"]
    assert untold == ([] if owner else ["/submodels/0"])
    assert reading.ignored.get(f"{urn('SerialPart')} (of no part)", 0) == (0 if owner else 1)


async def test_a_tombstone_is_a_gap_that_says_why(scope: Scope, database: Database, prefix: str) -> None:
    content = answer(
        shells=[shell(1)],
        submodels=[submodel(1, "SerialPart", part())],
        relationships=[relationship(1, 2)],
        tombstones=[tombstone(2)],
    )
    own = counted.renamed(content, prefix)
    report = await take_in(scope, database, read("catenax", own), now=NOW)
    assert report.outcome is Outcome.ACCEPTED
    assert f"{prefix}:2" in report.stubs
    (warning,) = [finding for finding in report.findings if finding.code == "NOT_DELIVERED"]
    assert (warning.severity, warning.pointer, warning.about) == (Severity.WARNING, "/tombstones/0", (f"{prefix}:2",))
    for words in (f"{prefix}:2", "https://edc.example/sub", "SubmodelRequest", "502 Bad Gateway"):
        assert words in warning.message
    assert report.ignored["tombstones.processingError.retryCounter"] == 1
    (trace,) = await trace_upstream(scope, database, [f"{prefix}:1"])
    assert trace is not None
    assert f"{prefix}:2" in {gap.key for gap in trace.gaps}
    assert "NOT_DELIVERED" in {found.code for found in trace.warnings}


def test_a_tombstone_without_details_is_told_as_far_as_it_goes() -> None:
    bare = tombstone(2, endpointURL=None, processingError=None)
    reading = read("catenax", answer(submodels=[submodel(1, "SerialPart", part())], tombstones=[bare]))
    (warning,) = [finding for finding in reading.findings if finding.code == "NOT_DELIVERED"]
    assert warning.message == "urn:uuid:2 could not be had: no error is told. What it is made of is a gap here."


def test_nothing_but_tombstones_is_refused() -> None:
    reading = read("catenax", answer(tombstones=[tombstone(2)]))
    assert reading.header is None
    assert [f.code for f in reading.findings] == ["NOT_DELIVERED", "EMPTY_DOCUMENT"]


@pytest.mark.parametrize(("state", "told"), [("COMPLETED", 0), ("RUNNING", 1), ("ERROR", 1)])
def test_a_job_that_is_not_done_is_told(state: str, told: int) -> None:
    reading = read("catenax", answer(state=state, submodels=[submodel(1, "SerialPart", part())]))
    assert [f.pointer for f in reading.findings if f.code == "NOT_DELIVERED"] == ["/job/state"] * told


@pytest.mark.parametrize(
    ("lists", "code", "pointer"),
    [
        pytest.param({"relationships": [{"catenaXId": "urn:uuid:1"}]}, "MISSING_FIELD", "/relationships/0/linkedItem", id="half-a-link"),
        pytest.param({"shells": [{"payload": {}}]}, "MISSING_FIELD", "/shells/0/payload/globalAssetId", id="shell-without-id"),
        pytest.param({"submodels": [submodel(1, "Batch", {})]}, "MISSING_FIELD", "/submodels/0/payload/localIdentifiers", id="empty-aspect"),
        pytest.param({"tombstones": [{}]}, "MISSING_FIELD", "/tombstones/0/catenaXId", id="tombstone-of-nobody"),
        pytest.param({"bpns": [{"manufacturerId": "no number"}]}, "INVALID_VALUE", "/bpns/0/manufacturerId", id="no-partner-number"),
        pytest.param({"relationships": {}}, "INVALID_VALUE", "/relationships", id="no-list"),
    ],
)  # fmt: skip
def test_a_fault_of_an_answer_is_told_with_its_place(lists: Json, code: str, pointer: str) -> None:
    reading = read("catenax", answer(**lists))
    assert (code, pointer) in {(f.code, f.pointer) for f in reading.findings if f.severity is Severity.ERROR}


WHOLE: Json = json.loads(
    answer(
        shells=[shell(1, "urn:uuid:s"), shell(2)],
        submodels=[submodel(1, "SerialPart", part("Battery")), submodel(0, "SingleLevelBomAsBuilt", items_of(2))],
        relationships=[relationship(1, 2)],
        tombstones=[tombstone(3)],
        bpns=[{"manufacturerId": "BPNL1", "manufacturerName": "One"}],
    )
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(changes_of(WHOLE))
def test_no_junk_anywhere_breaks_the_reader(changes: list[Change]) -> None:
    whole = spoil(WHOLE, changes)
    reading = read("catenax", json.dumps(whole).encode())
    assert reading.facts or reading.findings
    assert (reading.header is None) is (list(reading.facts) == [])


def real(name: str, shared_data: Path) -> bytes:
    """One of the real answers."""
    return (shared_data / "tractusx" / f"{name}.json").read_bytes()


def aspects(document: Json) -> list[counted.Aspect]:
    """Every submodel with the id of its part; in the real files one that names none is of the only shell."""
    only = document["shells"][0]["payload"]["globalAssetId"]
    return [(s["payload"].get("catenaXId", only), s["aspectType"], s["payload"]) for s in document["submodels"]]


@pytest.mark.parametrize("name", [V4, CODE])
async def test_a_real_answer_loads_alone(
    name: str, shared_data: Path, scope: Scope, database: Database, prefix: str
) -> None:
    own = counted.renamed(real(name, shared_data), prefix)
    document = counted.load(own)
    report = await take_in(scope, database, read("catenax", own), now=NOW)
    assert report.outcome is Outcome.ACCEPTED
    found = aspects(document)
    told = {(r["catenaXId"], r["linkedItem"]["childCatenaXId"]) for r in document["relationships"]}
    told |= {(whole, below) for whole, below, _ in counted.relations(found, planned=False)}
    # Of each part the item, its run, and that it came out of it.
    assert report.created == 3 * len(counted.built(found)) + len(told) + len(document["bpns"])
    assert report.counts["relation"] == len(told)
    assert report.counts["twin"] == len(document["shells"])


@pytest.mark.parametrize("name", [V4, CODE])
def test_every_value_of_a_real_answer_is_taken_or_counted(name: str, shared_data: Path) -> None:
    content = real(name, shared_data)
    document = counted.load(content)
    expected = counted.untaken(aspects(document))
    expected["job"] = len(list(counted.leaves(document["job"]))) - 1  # its state
    used = {".globalAssetId", ".submodelDescriptors.identification"}
    for entry in document["shells"]:
        expected["shells.contractAgreementId"] += 1
        left = [path for path in counted.leaves(entry["payload"]) if path not in used]
        expected.update(f"shells.payload.{path.split('.')[1]}" for path in left)
    for entry in document["relationships"]:
        left = [path for path in counted.leaves(entry["linkedItem"]) if path not in counted.LINKED]
        expected.update(f"relationships.linkedItem{path}" for path in left)
        # Whether a link is planned is told by its context where it has one.
    assert Counter(read("catenax", content).ignored) == +expected


def test_the_partners_of_a_real_answer_get_their_names(shared_data: Path) -> None:
    content = real(V4, shared_data)
    named = {p.fact.key: p.fact.name for p in read("catenax", content).facts if isinstance(p.fact, Party)}
    partners = counted.load(content)["bpns"]
    assert named == {f"urn:bpn:{partner['manufacturerId']}": partner["manufacturerName"] for partner in partners}


def test_the_code_of_a_real_answer_is_an_identifier_of_its_part(shared_data: Path) -> None:
    content = real(CODE, shared_data)
    (item,) = [p.fact for p in read("catenax", content).facts if isinstance(p.fact, Item)]
    (code,) = [
        s["payload"]["tractionBatteryCode"]
        for s in counted.load(content)["submodels"]
        if "TractionBattery" in s["aspectType"]
    ]
    assert [i.value for i in item.identifiers if i.scheme is IdentifierScheme.GBT34014] == [code]
