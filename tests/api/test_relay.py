"""Relay: every id and cursor stands junk, and totals are counted only where they are asked for."""

import json
import random
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from graphql import GraphQLObjectType

from graph.database import Database
from graph.page import HOLDINGS, INPUTS, OUTPUTS, PARTS
from schema.build import build
from schema.query import FINDERS

Ask = Callable[..., Awaitable[dict[str, Any]]]

LISTS = ("items", "processes", "parties", "facilities", "models", "chargers", "certificates", "submissions", "disputes")
PAGE = "pageInfo { startCursor endCursor hasPreviousPage } edges { cursor }"
EVERY = f"""
query ($car: String!, $run: String!, $party: String!, $lot: String!, $group: ID!, $after: String) {{
  {" ".join(f"{name}(first: 2, after: $after, asOf: {{revision: 1}}) {{ {PAGE} }}" for name in LISTS)}
  item(key: $car) {{
    parts(first: 2, after: $after) {{ {PAGE} }} history(first: 2, after: $after) {{ {PAGE} }}
    measurements(first: 2, after: $after) {{ {PAGE} }}
    summary(by: KIND) {{ members(group: $group, first: 2, after: $after) {{ {PAGE} }} }} }}
  process(key: $run) {{ inputs(first: 2, after: $after) {{ {PAGE} }} outputs(first: 2, after: $after) {{ {PAGE} }} }}
  party(key: $party) {{ holdings(first: 2, after: $after) {{ {PAGE} }} }}
  recall(lots: [$lot]) {{
    carriers(first: 2, after: $after) {{ {PAGE} }} owners(first: 2, after: $after) {{ {PAGE} }}
    unknown {{ carriers(first: 2, after: $after) {{ {PAGE} }} }} }}
}}
"""


def told(text: str | bytes) -> str:
    """As ids and cursors are written."""
    return urlsafe_b64encode(text.encode() if isinstance(text, str) else text).decode().rstrip("=")


def random_junk(number: int) -> list[str]:
    """Bytes, texts and JSON of any kind behind every noun and every kind of cursor."""
    draw = random.Random(number)
    nouns = ["", "after", "list", "history", "recall", "members", "Group", "Nothing", *FINDERS]
    values = [0, -1, 2**62, 2**63, 2**200, 1e308, "x", "\0", "\ud7ff", None, True, [], {}, "2026-01-01T00:00:00Z"]
    junk = ["", "====", "é", "%00", "A" * 50_000, told(draw.randbytes(40)), told(b"\xff:\xfe")]
    for noun in nouns:
        cursor = [f"{draw.choice(['Item', 'Process'])} {draw.choice(['KEY', 'NAME', 'REVISION'])} ASC"]
        cursor += [draw.choice(values) for _ in range(draw.randrange(5))]
        junk += [
            told(f"{noun}:{json.dumps(cursor)}"),
            told(f"{noun}:{draw.choice(values)}:{draw.choice(values)}"),
            told(f"{noun}:{'9' * draw.randrange(1, 40)}:{draw.choice(values)}"),
            told(f"{noun}:" + "[" * 5_000),
            told(f"{noun}:".encode() + draw.randbytes(20)),
        ]
    return junk


def pages(value: Any) -> list[dict[str, Any]]:
    """All pages of an answer."""
    if isinstance(value, list):
        return [page for one in value for page in pages(one)]
    if not isinstance(value, dict):
        return []
    inner = [page for one in value.values() for page in pages(one)]
    return [value, *inner] if "pageInfo" in value else inner


def test_every_field_that_takes_a_cursor_is_asked() -> None:
    fields = {
        field
        for kind in build()._schema.type_map.values()
        if isinstance(kind, GraphQLObjectType)
        for field, about in kind.fields.items()
        if "after" in about.args
    }
    assert [field for field in fields if f"{field}(" not in EVERY] == []


@pytest.fixture
def variables(car: str) -> dict[str, str]:
    """What is asked about."""
    lot = told("KIND:CELL")
    return {
        "car": f"{car}:pack",
        "run": f"{car}:make-cells",
        "party": f"{car}:owner",
        "lot": f"{car}:cathode",
        "group": told(f"Group:{lot}"),
    }


async def test_a_junk_cursor_is_the_first_page_everywhere(ask: Ask, variables: dict[str, str]) -> None:
    first = await ask(EVERY, **variables)
    assert "errors" not in first
    assert len(pages(first["data"])) >= 16
    junk = random_junk(1)
    # Cursors of other lists too.
    junk += [edge["cursor"] for page in pages(first["data"]) for edge in page["edges"]]
    for after in junk:
        answer = await ask(EVERY, **variables, after=after)
        assert "errors" not in answer, after
        for page, found in zip(pages(first["data"]), pages(answer["data"]), strict=True):
            # A cursor of the list itself goes on, and one of another that holds a key like it may.
            if not found["pageInfo"]["hasPreviousPage"]:
                assert [edge["cursor"] for edge in found["edges"]] == [edge["cursor"] for edge in page["edges"]], after


async def test_a_junk_id_is_null_whatever_it_holds(ask: Ask, car: str) -> None:
    junk = random_junk(2)
    answer = await ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=junk)
    assert answer == {"data": {"nodes": [None] * len(junk)}}
    for identity in junk:
        assert await ask("query ($id: ID!) { node(id: $id) { id } }", id=identity) == {"data": {"node": None}}


TOTALS = """
query ($car: String!, $run: String!, $party: String!, $at: DateTime) {
  item(key: $car) { parts(first: 1, at: $at) { %s edges { cursor } } history(first: 1) { %s } }
  process(key: $run) { inputs(first: 1) { %s edges { cursor } } outputs(first: 1) { %s edges { cursor } } }
  party(key: $party) { holdings(first: 1, at: $at) { %s edges { cursor } } }
}
"""


async def test_a_total_is_counted_only_where_it_is_asked_for(ask: Ask, database: Database, car: str) -> None:
    asked = {"car": f"{car}:pack", "run": f"{car}:make-cells", "party": f"{car}:owner"}
    counts = {statements["count now"] for statements in (PARTS, INPUTS, OUTPUTS, HOLDINGS)}
    ran: list[str] = []
    database.observe = ran.append
    try:
        await ask(TOTALS % ("", "revision", "", "", ""), **asked)
        assert counts.isdisjoint(ran)
        data = (await ask(TOTALS % (("totalCount",) * 5), **asked))["data"]
    finally:
        database.observe = None
    assert sorted(text for text in ran if text in counts) == sorted(counts), "one statement each"
    assert data["item"]["parts"]["totalCount"] == 2
    assert len(data["item"]["parts"]["edges"]) == 1
    assert data["process"] == {
        "inputs": {"totalCount": 1, "edges": data["process"]["inputs"]["edges"]},
        "outputs": {"totalCount": 2, "edges": data["process"]["outputs"]["edges"]},
    }
    assert data["party"]["holdings"]["totalCount"] == 1


async def test_a_total_is_of_the_time_that_is_asked_about(ask: Ask, car: str) -> None:
    asked = {"car": f"{car}:pack", "run": f"{car}:make-cells", "party": f"{car}:owner"}
    # The cells were fitted on 2025-04-01, and the car was owned from 2025-06-01 on.
    data = (await ask(TOTALS % (("totalCount",) * 5), **asked, at="2025-05-01T00:00:00Z"))["data"]
    assert data["item"]["parts"]["totalCount"] == 2
    assert data["party"]["holdings"]["totalCount"] == 0
    data = (await ask(TOTALS % (("totalCount",) * 5), **asked, at="2025-03-01T00:00:00Z"))["data"]
    assert data["item"]["parts"]["totalCount"] == 0
