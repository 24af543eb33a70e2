"""Lists over HTTP: filters, pages, cursors and counts."""

from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.database import Database
from tests.facts import Facts

Ask = Callable[..., Awaitable[dict[str, Any]]]

ITEMS = """
query ($filter: ItemFilter, $sort: Sort, $order: Order, $first: Int, $after: String, $asOf: AsOf) {
  items(filter: $filter, sort: $sort, order: $order, first: $first, after: $after, asOf: $asOf) {
    revision edges { cursor node { __typename key asOf name { en } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
"""
COUNT = "query ($filter: ItemFilter) { items(filter: $filter, first: 0) { totalCount edges { cursor } } }"
SUBMIT = "mutation ($d: String!) { submit(document: $d) { outcome revision submissionKey } }"


def keys(page: dict[str, Any], prefix: str) -> list[str]:
    """Keys of a page without the prefix."""
    return [edge["node"]["key"].removeprefix(f"{prefix}:") for edge in page["edges"]]


async def test_every_noun_has_a_list(ask: Ask, car: str) -> None:
    query = """query ($maker: String!, $name: String, $pack: String!) {
      items(filter: {sender: $maker, kind: CELL}) { edges { node { key } } }
      processes(filter: {operator: $maker}) { edges { node { key } } totalCount }
      parties(filter: {name: $name, role: OWNER}) { edges { node { key } } }
      facilities(filter: {operator: $maker}) { edges { node { key country } } }
      models(filter: {kind: PACK}, sort: REVISION, order: DESC, first: 1) { edges { node { key } } }
      chargers(filter: {operator: $maker}) { edges { node { key } } }
      certificates(filter: {issuer: $maker, validAt: "2025-06-01T09:00:00+09:00"}) { edges { node { key } } }
      measurements(filter: {measured: "Temperature", item: $pack, measuredFrom: "2025-05-02T09:00:00+09:00"}) { edges { node { key } } totalCount }
      submissions(filter: {sender: $maker}) { edges { node { sender { key } } } totalCount }
      disputes(filter: {sender: $maker}) { edges { node { record } } totalCount }
    }"""
    data = (await ask(query, maker=f"{car}:maker", pack=f"{car}:pack"))["data"]
    assert keys(data["items"], car) == ["cell-1", "cell-2"]
    assert (keys(data["processes"], car), data["processes"]["totalCount"]) == (["make-cathode", "make-cells"], 2)
    assert f"{car}:owner" in keys(data["parties"], "")
    assert keys(data["facilities"], car) == ["plant"]
    assert keys(data["models"], car) == ["model"]
    assert keys(data["chargers"], car) == ["charger"]
    assert keys(data["certificates"], car) == ["certificate"]
    assert (keys(data["measurements"], car), data["measurements"]["totalCount"]) == (["warm"], 1)
    assert data["submissions"] == {"edges": [{"node": {"sender": {"key": f"{car}:maker"}}}], "totalCount": 1}
    assert data["disputes"] == {"edges": [], "totalCount": 0}


async def test_later_pages_are_as_of_the_first_while_somebody_writes(ask: Ask, car: str) -> None:
    f = Facts(car)
    wanted = {"sender": f"{car}:maker"}
    first = (await ask(ITEMS, filter=wanted, first=3))["data"]["items"]
    # Items of tests/native.py in the order of keys.
    all_keys = ["car", "cathode", "cell-1", "cell-2", "pack", "salt-a", "salt-b"]
    assert keys(first, car) == all_keys[:3]
    stated = "query ($key: String!) { item(key: $key) { submission { key } } }"
    submission = (await ask(stated, key=f"{car}:pack"))["data"]["item"]["submission"]["key"]
    new = [f.lot(name, 1) for name in ("a", "cell-1b", "d", "z")]
    corrected = f.lot("salt-a", 5, LITHIUM=0.2, lot=f"salt-a-{car}", name="Salt of a mine")
    report = (await ask(SUBMIT, d=f.document(*new, corrected, corrects=submission).decode()))["data"]["submit"]
    assert report["outcome"] == "ACCEPTED", report
    second = (await ask(ITEMS, filter=wanted, first=5, after=first["pageInfo"]["endCursor"]))["data"]["items"]
    assert keys(second, car) == all_keys[3:]
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)
    assert (first["pageInfo"]["hasPreviousPage"], second["pageInfo"]["hasPreviousPage"]) == (False, True)
    assert second["revision"] == first["revision"] < report["revision"]
    assert {edge["node"]["asOf"] for edge in second["edges"]} == {first["revision"]}
    assert second["edges"][2]["node"]["name"] is None, "as it was called then"
    now = (await ask(ITEMS, filter=wanted, sort="REVISION", order="DESC", first=5))["data"]["items"]
    assert keys(now, car) == ["z", "salt-a", "d", "cell-1b", "a"]
    then = (await ask(ITEMS, filter=wanted, asOf={"revision": first["revision"]}))["data"]["items"]
    assert keys(then, car) == all_keys


async def test_a_cursor_holds_for_its_list_alone(ask: Ask, car: str) -> None:
    wanted = {"sender": f"{car}:maker"}
    page = (await ask(ITEMS, filter=wanted, first=3))["data"]["items"]
    end, revision = page["pageInfo"]["endCursor"], page["revision"]
    for more in ({"sort": "NAME"}, {"order": "DESC"}, {"asOf": {"revision": revision - 1}}):
        found = (await ask(ITEMS, filter=wanted, first=1, after=end, **more))["data"]["items"]
        assert found["pageInfo"]["hasPreviousPage"] is False, more
    same = (await ask(ITEMS, filter=wanted, first=1, after=end, asOf={"revision": revision}))["data"]["items"]
    assert keys(same, car) == ["cell-2"]


JUNK = ["", "junk", "====", "é", "\0", "A" * 10_000] + [
    urlsafe_b64encode(f"{text}".encode()).decode()
    for text in (
        "after:urn:x",
        "list:",
        "list:junk",
        'list:["Item KEY ASC", 99999999, null, "urn:x"]',
        'list:["Item KEY ASC", 1, 5, "urn:x"]',
        'list:["Party KEY ASC", 1, null, "urn:x"]',
        'list:["Item KEY ASC", 1, null, "\\ud800"]',
    )
]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
async def test_a_junk_cursor_is_the_first_page(ask: Ask, car: str, junk: str) -> None:
    page = (await ask(ITEMS, filter={"sender": f"{car}:maker"}, first=1, after=junk))["data"]["items"]
    assert (keys(page, car), page["pageInfo"]["hasPreviousPage"]) == (["car"], False)


async def test_the_count_is_made_only_where_it_is_asked_for(
    ask: Ask, car: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(database, "observe", seen.append)
    wanted = {"sender": f"{car}:maker"}
    page = (await ask(ITEMS, filter=wanted))["data"]["items"]
    assert len(page["edges"]) == 7
    assert len(seen) == 3, "the revision, the list, and the items of it together"
    assert not any("count(" in statement for statement in seen)
    seen.clear()
    assert (await ask(COUNT, filter=wanted))["data"]["items"] == {"totalCount": 7, "edges": []}
    assert len(seen) == 3, "the revision, the list, the count"


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"first": 501}, "500"),
        ({"sort": "STARTED"}, "KEY, NAME, REVISION"),
        ({"filter": {"stated": False, "kind": "PACK"}}, "nobody has stated"),
        ({"asOf": {"revision": 2**31 - 1}}, "no revision"),
    ],
    ids=["too-many", "sort", "unstated", "future"],
)
async def test_what_cannot_be_listed_is_told(ask: Ask, more: dict[str, Any], word: str) -> None:
    (error,) = (await ask(ITEMS, **more))["errors"]
    assert (error["extensions"]["code"], word in error["message"]) == ("INVALID_INPUT", True), error


async def test_a_time_without_a_zone_is_refused(ask: Ask) -> None:
    query = '{ submissions(filter: {receivedFrom: "2025-01-01T00:00:00"}) { totalCount } }'
    (error,) = (await ask(query))["errors"]
    assert "zone" in error["message"]


async def test_a_vehicle_tells_its_packs_now_and_then(ask: Ask, car: str) -> None:
    f = Facts(car)
    records = [
        f.contains("car", "pack", from_="2025-05-01", to="2025-08-31"),
        f.piece("pack-2", "PACK"),
        f.piece("seat", "COMPONENT"),
        f.contains("car", "pack-2", from_="2025-09-01"),
        f.contains("car", "seat", from_="2025-05-01"),
    ]
    before = (await ask("query ($k: String!) { item(key: $k) { revision } }", k=f"{car}:car"))["data"]["item"]
    report = (await ask(SUBMIT, d=f.document(*records).decode()))["data"]["submit"]
    assert report["outcome"] == "ACCEPTED", report
    query = """query ($key: String!, $then: DateTime, $asOf: AsOf) { vehicle(key: $key, asOf: $asOf) {
      packs { key } then: packs(at: $then) { __typename key } } }"""
    found = (await ask(query, key=f"{car}:car", then="2025-06-01T00:00:00Z"))["data"]["vehicle"]
    assert found == {"packs": [{"key": f"{car}:pack-2"}], "then": [{"__typename": "Pack", "key": f"{car}:pack"}]}
    known = (await ask(query, key=f"{car}:car", asOf={"revision": before["revision"]}))["data"]["vehicle"]
    assert known["packs"] == [{"key": f"{car}:pack"}]
