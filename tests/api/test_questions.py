"""The questions over GraphQL, on the small chain whose figures tests/native.py works out."""

from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.database import Database
from tests.facts import Facts

Ask = Callable[..., Awaitable[dict[str, Any]]]

ORIGINS = """
query ($vin: String!) {
  vehicle(vin: $vin) {
    origins(mineral: LITHIUM) {
      massKg coverage unknown expectation
      bySource { shares { key name { en } kind country share massKg } unknown }
      byOperator { shares { key share } unknown }
      byCountry { shares { key share } unknown }
      certified { scope share certificates }
      gaps { key }
    }
  }
}
"""


async def test_a_vehicle_blended_70_30_is_answered_70_30(ask: Ask, car: str) -> None:
    answer = await ask(ORIGINS, vin=f"VIN-{car}")
    origins = answer["data"]["vehicle"]["origins"]
    assert origins["massKg"] == pytest.approx(0.7)
    assert origins["coverage"] == pytest.approx(1)
    assert (origins["unknown"], origins["gaps"], origins["expectation"]) == (0, [], False)
    first, second = origins["bySource"]["shares"]
    assert (first["name"], first["country"], first["kind"]) == ({"en": "Mine A"}, "CL", "EXTRACTION")
    assert [first["share"], second["share"]] == pytest.approx([0.7, 0.3])
    assert [first["massKg"], second["massKg"]] == pytest.approx([0.49, 0.21])
    assert [share["key"] for share in origins["byCountry"]["shares"]] == ["CL", "AU"]
    assert [share["key"] for share in origins["byOperator"]["shares"]] == [f"{car}:miner-a", f"{car}:miner-b"]
    (certified,) = origins["certified"]
    assert (certified["scope"], certified["certificates"]) == ("RESPONSIBLE_MINING", [f"{car}:certificate"])
    assert certified["share"] == pytest.approx(0.3)


async def test_a_trace_goes_back_to_the_mines(ask: Ask, car: str) -> None:
    query = """
    query ($key: String!) {
      item(key: $key) { upstream { start truncated coverage { items gaps share } gaps { key } warnings { code }
        nodes { key type depth tier itemKind processKind country massKg } edges { source target type quantity } } } }
    """
    trace = (await ask(query, key=f"{car}:car"))["data"]["item"]["upstream"]
    nodes = {node["key"].removeprefix(f"{car}:"): node for node in trace["nodes"]}
    # car, pack, two cells, cathode, two salts; runs for cells, cathode and the two mines
    assert set(nodes) == {"car", "pack", "cell-1", "cell-2", "make-cells", "cathode", "make-cathode", "salt-a", "salt-b", "dig-a", "dig-b"}  # fmt: skip
    assert trace["coverage"] == {"items": 7, "gaps": 0, "share": 1.0}
    assert trace["gaps"] == trace["warnings"] == []
    assert nodes["dig-a"] == {
        "key": f"{car}:dig-a",
        "type": "PROCESS",
        "depth": 7,
        "tier": 1,
        "itemKind": None,
        "processKind": "EXTRACTION",
        "country": "CL",
        "massKg": None,
    }
    assert nodes["pack"]["massKg"] == 12, "by its model"
    # 1 pack, 2 cells; 2 + 1 produced and consumed by cells; 1 + 2 of the cathode; 2 of the mines
    assert len(trace["edges"]) == 1 + 2 + 3 + 3 + 2
    assert not trace["truncated"]


async def test_a_trace_is_cut_where_asked(ask: Ask, car: str) -> None:
    query = "query ($key: String!) { item(key: $key) { upstream(%s) { truncated coverage { items } nodes { key } } } }"
    shallow = (await ask(query % "maxDepth: 2", key=f"{car}:car"))["data"]["item"]["upstream"]
    assert len(shallow["nodes"]) == 4
    assert not shallow["truncated"]
    small = (await ask(query % "maxNodes: 3", key=f"{car}:car"))["data"]["item"]["upstream"]
    assert len(small["nodes"]) == 3
    assert small["truncated"]
    assert small["coverage"] == {"items": 7}, "of all, shown or not"
    cells = (await ask(query % "kinds: [CELL]", key=f"{car}:car"))["data"]["item"]["upstream"]
    assert {n["key"].removeprefix(f"{car}:") for n in cells["nodes"]} == {"car", "cell-1", "cell-2", "make-cells"}


async def test_the_past_has_what_held_then(ask: Ask, car: str) -> None:
    query = "query ($key: String!, $at: DateTime) { item(key: $key) { upstream(at: $at) { nodes { key } } } }"
    before = await ask(query, key=f"{car}:car", at="2025-04-30T23:59:59Z")
    assert len(before["data"]["item"]["upstream"]["nodes"]) == 1, "the pack came in on May 1"
    after = await ask(query, key=f"{car}:car", at="2025-05-01T00:00:00Z")
    assert len(after["data"]["item"]["upstream"]["nodes"]) == 11
    refused = await ask(query, key=f"{car}:car", at="2025-05-01T00:00:00")
    assert "zone" in refused["errors"][0]["message"]
    for beyond in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"):
        answer = await ask(query, key=f"{car}:car", at=beyond)
        assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


async def test_claims_are_not_mixed_with_matter(ask: Ask, car: str) -> None:
    query = "query ($key: String!) { item(key: $key) { origins(mineral: LITHIUM, basis: CLAIMED) { unknown } } }"
    answer = await ask(query, key=f"{car}:car")
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
    assert answer["data"]["item"]["origins"] is None


async def test_every_field_of_every_noun_answers(ask: Ask, car: str) -> None:
    query = """
    query ($p: String!, $serial: String!, $cell: String!, $lot: String!, $charger: String!, $model: String!, $plant: String!, $run: String!, $measured: String!, $certificate: String!) {
      party(key: $p) { id key stated name { en ko } roles country revision submission { format profile sha256 revision receivedAt title recordCount findingCount sender { key } } }
      pack(serial: $serial) { kind quantity unit massKg massPerUnitKg model { name { en } massKg manufacturer { key } } parts { edges { cursor node { key } } pageInfo { hasNextPage endCursor } } containedIn { key owners { key stated } identifiers { scheme value issuer } } producedBy { key } }
      cell(serial: $cell) { composition { kind compound complete fractions { mineral fraction } } producedBy { kind ended mixing operator { key } facility { country operator { key } } inputs { edges { node { key } } } outputs { edges { node { key } } } losses { massKg } recovery { share } } }
      material(lot: $lot) { lot quantity unit massKg }
      charger(key: $charger) { name { en } powerKw operator { name { ko } } }
      model(key: $model) { sites { validFrom validTo submissionKey facility { name { en } } } kind energyKwh chemistry composition { kind } }
      facility(key: $plant) { name { en } country region latitude operator { key } }
      process(key: $run) { kind started }
      measurement(key: $measured) { key stated time started measured uom value minimum maximum mean standardDeviation percentileRank percentile text flag hexBinary uri component substance exception device method rawData process { key } item { key measurements(first: 1) { edges { cursor node { value } } pageInfo { hasNextPage } } } disputes { record } }
      warm: process(key: $run) { measurements { edges { node { mean uom item { key } process { key } } } } }
      certificate(key: $certificate) { scheme scope status validFrom validTo subjects issuer { key } }
    }
    """  # fmt: skip
    names = {"serial": "pack", "cell": "cell-1", "lot": "cathode"}
    keys = {
        "charger": "charger",
        "model": "model",
        "plant": "plant",
        "run": "make-cells",
        "measured": "warm",
        "certificate": "certificate",
        "p": "maker",
    }
    variables = {n: f"{v}-{car}" for n, v in names.items()} | {n: f"{car}:{v}" for n, v in keys.items()}
    answer = await ask(query, **variables)
    assert "errors" not in answer
    data = answer["data"]
    assert data["party"]["name"] == {"en": "Maker", "ko": "메이커"}
    assert data["party"]["submission"]["sender"] == {"key": f"{car}:maker"}
    assert data["pack"]["massKg"] == 12
    assert [edge["node"]["key"] for edge in data["pack"]["parts"]["edges"]] == [f"{car}:cell-1", f"{car}:cell-2"]
    (whole,) = data["pack"]["containedIn"]
    assert whole["owners"] == [{"key": f"{car}:owner", "stated": True}]
    assert whole["identifiers"] == [{"scheme": "VIN", "value": f"VIN-{car}", "issuer": None}]
    (made,) = data["cell"]["producedBy"]
    assert made["operator"] == {"key": f"{car}:maker"}, "by its facility"
    assert [edge["node"]["key"] for edge in made["inputs"]["edges"]] == [f"{car}:cathode"]
    assert data["cell"]["composition"]["fractions"] == [{"mineral": "LITHIUM", "fraction": 0.07}]
    assert data["material"] == {"lot": f"cathode-{car}", "quantity": 10, "unit": "KG", "massKg": 10}
    (site,) = data["model"]["sites"]
    assert (site["facility"], site["validFrom"]) == ({"name": {"en": "Plant"}}, "2024-01-01T00:00:00+00:00")
    assert site["validTo"] == "2031-01-01T00:00:00+00:00", (
        "a bare date ends with its day, and a plan may reach into the future"
    )
    measured = data["measurement"]
    (edge,) = measured.pop("item")["measurements"]["edges"]
    assert edge["node"] == {"value": 31.5}
    found = {
        "key": f"{car}:warm",
        "stated": True,
        "time": "2025-05-02T00:00:00+00:00",
        "measured": "Temperature",
        "uom": "CEL",
        "value": 31.5,
    }
    assert {name: value for name, value in measured.items() if value not in (None, [])} == found
    (edge,) = data["warm"]["measurements"]["edges"]
    assert edge["node"] == {"mean": 1, "uom": "P1", "item": None, "process": {"key": f"{car}:make-cells"}}
    assert data["certificate"]["validTo"] == "2026-01-01T00:00:00+00:00", "a bare date ends with its day"


async def test_statements_do_not_grow_with_rows(ask: Ask, car: str, database: Database) -> None:
    query = """
    query ($key: String!, $first: Int!) {
      item(key: $key) { parts(first: $first) { edges { node {
        key massKg model { name { en } } producedBy { operator { name { en } } inputs { edges { node { key } } } } owners { key }
        parts { edges { node { key } } } upstream { coverage { share } } lithium: origins(mineral: LITHIUM) { unknown } nickel: origins(mineral: NICKEL) { unknown }
      } } } } }
    """  # fmt: skip
    counts = []
    for first in (1, 2):
        seen: list[str] = []
        database.observe = seen.append
        try:
            answer = await ask(query, key=f"{car}:pack", first=first)
        finally:
            database.observe = None
        assert len(answer["data"]["item"]["parts"]["edges"]) == first
        counts.append(len(seen))
    assert counts[0] == counts[1]


CORRECTED = """
query ($key: String!, $asOf: AsOf) {
  facility(key: $key, asOf: $asOf) { asOf revision name { en } country submission { revision } }
}
"""


async def test_everything_can_be_asked_as_it_was_known(ask: Ask, car: str) -> None:
    """The name of a mine is corrected: asked as of before, by revision or by time, it is the former one."""
    before = (await ask(CORRECTED, key=f"{car}:mine-a"))["data"]["facility"]
    origins = """query ($vin: String!, $asOf: AsOf) {
      vehicle(vin: $vin, asOf: $asOf) { asOf origins(mineral: LITHIUM) { revision byCountry { shares { key share } } } } }"""
    submission = "query ($key: String!) { facility(key: $key) { submission { key receivedAt } } }"
    stated = (await ask(submission, key=f"{car}:mine-a"))["data"]["facility"]["submission"]
    facts = Facts(car)
    document = facts.document(
        {"type": "facility", "key": f"{car}:mine-a", "name": "Mine B", "country": "AR", "operator": f"{car}:miner-a"},
        sender="maker",
        corrects=stated["key"],
    ).decode()
    submit = "mutation ($d: String!) { submit(document: $d) { outcome revision superseded findings { message } } }"
    report = (await ask(submit, d=document))["data"]["submit"]
    assert report == {"outcome": "ACCEPTED", "revision": report["revision"], "superseded": 1, "findings": []}
    after = (await ask(CORRECTED, key=f"{car}:mine-a"))["data"]["facility"]
    assert (before["name"], before["country"], before["asOf"]) == ({"en": "Mine A"}, "CL", None)
    assert (after["name"], after["country"], after["revision"]) == ({"en": "Mine B"}, "AR", report["revision"])
    for as_of in ({"revision": before["revision"]}, {"time": stated["receivedAt"]}):
        then = (await ask(CORRECTED, key=f"{car}:mine-a", asOf=as_of))["data"]["facility"]
        assert then == before | {"asOf": before["revision"]}
        vehicle = (await ask(origins, vin=f"VIN-{car}", asOf=as_of))["data"]["vehicle"]
        assert (vehicle["asOf"], vehicle["origins"]["revision"]) == (before["revision"], before["revision"])
        assert [share["key"] for share in vehicle["origins"]["byCountry"]["shares"]] == ["CL", "AU"]
    now = (await ask(origins, vin=f"VIN-{car}"))["data"]["vehicle"]["origins"]
    assert [share["key"] for share in now["byCountry"]["shares"]] == ["AR", "AU"]


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ({"revision": 2**31 - 1}, "There is no revision"),
        ({"revision": -1}, "There is no revision"),
        ({"time": "2026-01-01T00:00:00"}, "without a zone"),
        ({}, "exactly one"),
        ({"revision": 1, "time": "2026-01-01T00:00:00Z"}, "exactly one"),
    ],
    ids=["yet-to-come", "negative", "no-zone", "neither", "both"],
)
async def test_what_cannot_have_been_known_is_refused(ask: Ask, as_of: dict[str, Any], said: str) -> None:
    (error,) = (await ask(CORRECTED, key="urn:x:any", asOf=as_of))["errors"]
    assert said in error["message"]
    assert error["extensions"]["code"] == "INVALID_INPUT"


async def test_a_question_that_cannot_be_answered_leaves_its_neighbours_alone(ask: Ask, car: str) -> None:
    query = """query ($key: String!) { item(key: $key) {
      good: origins(mineral: LITHIUM) { coverage } bad: origins(mineral: LITHIUM, basis: CLAIMED) { coverage } } }"""
    answer = await ask(query, key=f"{car}:car")
    assert answer["data"]["item"]["good"] == {"coverage": pytest.approx(1)}
    assert [error["path"] for error in answer["errors"]] == [["item", "bad"]]


HISTORY = """
query ($key: String!, $after: String) { item(key: $key) { history(first: 2, after: $after) {
  revision totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { node { happening other at } } } } }
"""


async def test_a_history_is_paged_as_of_its_first_page(ask: Ask, car: str) -> None:
    """The pack's two cells and its car, and a repair of earlier that is told between two pages and belongs to the next history."""
    facts = Facts(car)
    first = (await ask(HISTORY, key=f"{car}:pack"))["data"]["item"]["history"]
    repair = facts.document(facts.contains("pack", "cell-3", from_="2025-01-01"), sender="workshop").decode()
    submit = "mutation ($d: String!) { submit(document: $d) { outcome } }"
    assert (await ask(submit, d=repair))["data"]["submit"] == {"outcome": "ACCEPTED"}
    found, page = first["edges"], first
    while page["pageInfo"]["hasNextPage"]:
        page = (await ask(HISTORY, key=f"{car}:pack", after=page["pageInfo"]["endCursor"]))["data"]["item"]["history"]
        assert (page["revision"], page["totalCount"]) == (first["revision"], first["totalCount"])
        found += page["edges"]
    assert page["pageInfo"]["hasPreviousPage"]
    assert len(found) == first["totalCount"]
    assert f"{car}:cell-3" not in {edge["node"]["other"] for edge in found}
    anew = (await ask(HISTORY, key=f"{car}:pack", after="junk"))["data"]["item"]["history"]
    assert anew["totalCount"] == first["totalCount"] + 1
    assert anew["edges"][0]["node"]["other"] == f"{car}:cell-3", "it is the earliest"


@pytest.mark.parametrize("told", ["history:1", "history:1:x", "history:-1:0", "history:9:" + "9" * 40, "after:1:1"])
async def test_a_junk_cursor_of_a_history_is_the_first_page(ask: Ask, car: str, told: str) -> None:
    cursor = urlsafe_b64encode(told.encode()).decode().rstrip("=")
    first = await ask(HISTORY, key=f"{car}:pack")
    assert await ask(HISTORY, key=f"{car}:pack", after=cursor) == first
