"""The chain drawn together over GraphQL, on the small chain whose figures tests/native.py works out."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.database import Database
from tests.facts import Facts

Ask = Callable[..., Awaitable[dict[str, Any]]]

SUMMARY = """
query ($key: String!, $by: SummaryBy!, $expand: [ID!], $at: DateTime, $asOf: AsOf) {
  item(key: $key, asOf: $asOf) { summary(by: $by, expand: $expand, at: $at) {
    start by truncated revision coverage { items gaps share } withheld warnings { code }
    groups { key parent tier order items runs gaps rest country partyKey partyName itemKind processKind partyChanges member { key type massKg } }
    flows { source target steps massKg untold }
  } }
}
"""

MEMBERS = """
query ($key: String!, $by: SummaryBy!, $group: ID!, $first: Int, $after: String) {
  item(key: $key) { summary(by: $by) { members(group: $group, first: $first, after: $after) {
    totalCount revision edges { cursor node { key type } } pageInfo { hasNextPage hasPreviousPage endCursor }
  } } }
}
"""


async def summary(ask: Ask, car: str, by: str = "COUNTRY", **more: Any) -> dict[str, Any]:
    """The summary of the car."""
    return (await ask(SUMMARY, key=f"{car}:car", by=by, **more))["data"]["item"]["summary"]


async def test_a_car_is_drawn_as_countries_with_the_kg_between_them(ask: Ask, car: str) -> None:
    found = await summary(ask, car)
    groups = {group["country"]: group for group in found["groups"]}
    # Of car and pack nobody says where they were made; cells and cathode are Korean.
    assert {c: (g["tier"], g["items"], g["runs"], g["gaps"]) for c, g in groups.items()} == {
        None: (0, 2, 0, 0),
        "KR": (1, 3, 2, 0),
        "CL": (2, 1, 1, 0),
        "AU": (2, 1, 1, 0),
    }
    name = {group["key"]: group["country"] for group in found["groups"]}
    flows = {(name[f["source"]], name[f["target"]]): (f["steps"], f["massKg"], f["untold"]) for f in found["flows"]}
    assert flows == {(None, "KR"): (2, 10, 0), ("KR", "CL"): (1, 2.45, 0), ("KR", "AU"): (1, 1.05, 0)}
    assert (found["coverage"], found["truncated"]) == ({"items": 7, "gaps": 0, "share": 1}, False)
    assert (found["start"], found["by"], found["withheld"], found["warnings"]) == (f"{car}:car", "COUNTRY", [], [])


async def test_a_group_is_opened_by_the_key_that_it_was_answered_with(ask: Ask, car: str) -> None:
    closed = await summary(ask, car, "PARTY")
    maker = next(group for group in closed["groups"] if group["partyKey"] == f"{car}:maker")
    assert maker["partyName"] == "Maker"
    opened = await summary(ask, car, "PARTY", expand=[maker["key"], "junk", ""])
    members = {group["member"]["key"].removeprefix(f"{car}:"): group for group in opened["groups"] if group["member"]}
    assert members.keys() == {"cell-1", "cell-2", "make-cells", "cathode", "make-cathode"}
    assert {group["parent"] for group in members.values()} == {maker["key"]}
    assert maker["key"] not in {group["key"] for group in opened["groups"]}
    keys = {group["key"] for group in opened["groups"]}
    assert {end for flow in opened["flows"] for end in (flow["source"], flow["target"])} <= keys
    # The pack holds each cell of 5 kg.
    into = [f for f in opened["flows"] if f["target"] == members["cell-1"]["key"]]
    assert [(f["steps"], f["massKg"]) for f in into] == [(1, 5)]


async def test_what_is_in_a_group_is_paged_as_of_one_revision(ask: Ask, car: str) -> None:
    found = await summary(ask, car)
    korea = next(group["key"] for group in found["groups"] if group["country"] == "KR")
    ask_for = {"key": f"{car}:car", "by": "COUNTRY", "group": korea, "first": 2}
    page = (await ask(MEMBERS, **ask_for))["data"]["item"]["summary"]["members"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (5, True)
    # The cathode turns out to be made of one thing more meanwhile, which is Korean too.
    f = Facts(car)
    more = f.document(
        f.consumed("make-cathode", "binder", 0.1),
        f.lot("binder", 1),
        f.run("make-binder", facility=f"{car}:plant"),
        f.produced("binder", "make-binder"),
    )
    report = await ask("mutation ($d: String!) { submit(document: $d) { outcome } }", d=more.decode())
    assert report["data"]["submit"]["outcome"] == "ACCEPTED"
    seen = [edge["node"]["key"] for edge in page["edges"]]
    revision = page["revision"]
    while page["pageInfo"]["hasNextPage"]:
        after = page["pageInfo"]["endCursor"]
        page = (await ask(MEMBERS, **ask_for, after=after))["data"]["item"]["summary"]["members"]
        seen += [edge["node"]["key"] for edge in page["edges"]]
        assert (page["revision"], page["totalCount"], page["pageInfo"]["hasPreviousPage"]) == (revision, 5, True)
    names = ["cell-1", "cell-2", "make-cells", "cathode", "make-cathode"]
    assert seen == [f"{car}:{name}" for name in names]
    now = (await ask(MEMBERS, **ask_for))["data"]["item"]["summary"]["members"]
    assert (now["totalCount"], now["revision"] > revision) == (7, True)


@pytest.mark.parametrize(
    "after", ["junk", "bWVtYmVyczo5OTk5OTk5OTk6Mg", "aGlzdG9yeToxOjE"], ids=["junk", "to-come", "another-lists"]
)
async def test_a_junk_cursor_is_the_first_page_and_a_junk_group_is_empty(ask: Ask, car: str, after: str) -> None:
    found = await summary(ask, car)
    group = found["groups"][0]["key"]
    page = (await ask(MEMBERS, key=f"{car}:car", by="COUNTRY", group=group, first=1, after=after))["data"]
    assert page["item"]["summary"]["members"]["edges"][0]["node"]["key"] == f"{car}:car"
    none = (await ask(MEMBERS, key=f"{car}:car", by="COUNTRY", group="junk"))["data"]["item"]["summary"]["members"]
    assert (none["edges"], none["totalCount"]) == ([], 0)


async def test_a_summary_is_of_a_time_and_as_of_a_revision(ask: Ask, car: str) -> None:
    # The pack came into the car on May 1.
    before = await summary(ask, car, "KIND", at="2025-04-30T23:59:59Z")
    assert [(group["itemKind"], group["items"]) for group in before["groups"]] == [("VEHICLE", 1)]
    now = await summary(ask, car, "KIND")
    assert [group["tier"] for group in now["groups"]] == [0, 1, 2, 3, 4]
    assert await summary(ask, car, "KIND", asOf={"revision": now["revision"]}) == now
    unknown = await ask(SUMMARY, key=f"{car}:car", by="KIND", asOf={"revision": now["revision"] - 1})
    assert unknown["data"]["item"] is None


async def test_all_summaries_of_an_item_are_one_walk(ask: Ask, car: str, database: Database) -> None:
    fields = " ".join(
        f"{by.lower()}: summary(by: {by}) {{ groups {{ key }} }}" for by in ("COUNTRY", "PARTY", "KIND", "TIER")
    )
    counts = []
    for asked in ("country: summary(by: COUNTRY) { groups { key } }", fields):
        seen: list[str] = []
        database.observe = seen.append
        try:
            await ask(f"query ($key: String!) {{ item(key: $key) {{ {asked} }} }}", key=f"{car}:car")
        finally:
            database.observe = None
        counts.append(len(seen))
    assert counts[0] == counts[1]


async def test_twenty_groups_can_be_opened_at_once(ask: Ask, car: str) -> None:
    answer = await ask(SUMMARY, key=f"{car}:car", by="COUNTRY", expand=["x"] * 21)
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
