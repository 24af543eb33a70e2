"""Relay: ids, nodes, pages, and junk in their place."""

from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

Ask = Callable[..., Awaitable[dict[str, Any]]]


async def test_an_id_finds_its_thing_again(ask: Ask, car: str) -> None:
    found = await ask("query ($key: String!) { item(key: $key) { id owners { id } } }", key=f"{car}:car")
    ids = [found["data"]["item"]["id"], found["data"]["item"]["owners"][0]["id"]]
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Vehicle { key } ... on Party { roles } } }"
    nodes = (await ask(query, ids=[*ids, "junk", ids[0]]))["data"]["nodes"]
    assert nodes[0] == {"__typename": "Vehicle", "id": ids[0], "key": f"{car}:car"}
    assert nodes[1] == {"__typename": "Party", "id": ids[1], "roles": ["OWNER"]}
    assert nodes[2] is None
    assert nodes[3] == nodes[0]


JUNK = [
    "",
    "junk",
    "====",
    "é",
    "\0",
    "A" * 100_000,
    urlsafe_b64encode(b"Item:").decode(),
    urlsafe_b64encode(b"Item:urn:nobody:knows").decode(),
    urlsafe_b64encode(b"Nothing:urn:a").decode(),
    urlsafe_b64encode(b"Item:\xff").decode(),
    urlsafe_b64encode(b"Item:a\0b").decode(),
    urlsafe_b64encode("Item:urn:😀".encode()).decode(),
]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
async def test_a_junk_id_is_null_and_never_an_error(ask: Ask, junk: str) -> None:
    assert await ask("query ($id: ID!) { node(id: $id) { id } }", id=junk) == {"data": {"node": None}}


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
async def test_a_junk_cursor_is_the_first_page(ask: Ask, car: str, junk: str) -> None:
    query = (
        "query ($key: String!, $after: String) { item(key: $key) { parts(after: $after) { edges { node { key } } } } }"
    )
    answer = await ask(query, key=f"{car}:pack", after=junk)
    assert len(answer["data"]["item"]["parts"]["edges"]) == 2


async def test_pages_follow_each_other(ask: Ask, car: str) -> None:
    query = """query ($key: String!, $after: String) { item(key: $key) { parts(first: 1, after: $after) {
      edges { node { key } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""
    first = (await ask(query, key=f"{car}:pack"))["data"]["item"]["parts"]
    assert first["edges"] == [{"node": {"key": f"{car}:cell-1"}}]
    assert (first["pageInfo"]["hasNextPage"], first["pageInfo"]["hasPreviousPage"]) == (True, False)
    second = (await ask(query, key=f"{car}:pack", after=first["pageInfo"]["endCursor"]))["data"]["item"]["parts"]
    assert second["edges"] == [{"node": {"key": f"{car}:cell-2"}}]
    assert (second["pageInfo"]["hasNextPage"], second["pageInfo"]["hasPreviousPage"]) == (False, True)


@pytest.mark.parametrize("first", [-1, 501, 2**31 - 1])
async def test_a_page_size_out_of_bounds_is_told(ask: Ask, car: str, first: int) -> None:
    query = "query ($key: String!, $first: Int) { item(key: $key) { parts(first: $first) { edges { node { key } } } } }"
    answer = await ask(query, key=f"{car}:pack", first=first)
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


async def test_what_is_unknown_is_null(ask: Ask) -> None:
    query = '{ item(key: "urn:x:y") { key } vehicle(vin: "x") { key } party(key: "urn:x:y") { key } pack(key: "urn:x") { key } }'
    answer = await ask(query)
    assert answer == {"data": {"item": None, "vehicle": None, "party": None, "pack": None}}


async def test_a_stub_is_an_unstated_item_and_a_gap(ask: Ask, prefix: str) -> None:
    from tests.native import document

    text = document(
        f"{prefix}:a",
        {"type": "item", "key": f"{prefix}:pack", "kind": "PACK", "unit": "PIECE", "quantity": 1, "serial": "1"},
        {"type": "contains", "whole": f"{prefix}:pack", "part": f"{prefix}:later"},
    )
    await ask("mutation ($d: String!) { submit(document: $d) { outcome } }", d=text)
    query = """query ($key: String!, $part: String!) {
      item(key: $part) { __typename stated kind }
      pack(key: $key) { upstream { gaps { key reason tier } coverage { share } } } }"""
    data = (await ask(query, key=f"{prefix}:pack", part=f"{prefix}:later"))["data"]
    assert data["item"] == {"__typename": "UnstatedItem", "stated": False, "kind": None}
    assert data["pack"]["upstream"]["gaps"] == [{"key": f"{prefix}:later", "reason": "NOT_STATED", "tier": 0}]
    assert data["pack"]["upstream"]["coverage"] == {"share": 0.5}


async def test_a_number_that_two_parties_use_must_be_told_apart(ask: Ask, prefix: str) -> None:
    from tests.native import document

    for party in "ab":
        lot = {"type": "item", "key": "_:lot", "kind": "MATERIAL", "unit": "KG", "lot": f"L-{prefix}"}
        await ask("mutation ($d: String!) { submit(document: $d) { outcome } }", d=document(f"{prefix}:{party}", lot))
    query = "query ($lot: String!, $party: String) { material(lot: $lot, party: $party) { key } }"
    both = await ask(query, lot=f"L-{prefix}")
    assert both["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
    assert "party" in both["errors"][0]["message"]
    one = await ask(query, lot=f"L-{prefix}", party=f"{prefix}:b")
    # urn:batlas:item:{party}:{kind}:{lot}, each percent-encoded
    encoded = prefix.replace(":", "%3A")
    assert one["data"]["material"]["key"] == f"urn:batlas:item:{encoded}%3Ab:material:L-{encoded}"
