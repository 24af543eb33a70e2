"""Limits of a query's shape and time, and errors that are not meant to be told."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from app.settings import Settings
from app.web.assemble import assemble
from graph.database import Database

SMALL = Settings(max_depth=4, max_tokens=60, max_aliases=2, operation_timeout_s=20)


@pytest.fixture
async def small(database: Database) -> AsyncIterator[httpx2.AsyncClient]:
    """The application with small limits."""
    transport = httpx2.ASGITransport(assemble(SMALL, database))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "word"),
    [
        pytest.param('{ item(key: "a:b") { containedIn { containedIn { containedIn { containedIn { key } } } } } }', "depth", id="depth"),
        pytest.param("{ a: __typename b: __typename c: __typename }", "aliases", id="aliases"),
        pytest.param("{ " + "__typename " * 60 + "}", "tokens", id="tokens"),
    ],
)  # fmt: skip
async def test_a_query_beyond_a_limit_is_refused_and_says_which(
    small: httpx2.AsyncClient, query: str, word: str
) -> None:
    answer = (await small.post("/graphql", json={"query": query})).json()
    assert "data" not in answer
    assert word in answer["errors"][0]["message"].lower()


async def test_fragments_that_spread_each_other_many_times_cost_no_time(client: httpx2.AsyncClient) -> None:
    # Walked spread by spread this has 3 to the power of 60 ways.
    chain = " ".join(f"fragment A{n} on Item {{ ...A{n + 1} ...A{n + 1} ...A{n + 1} }}" for n in range(60))
    query = f'{{ item(key: "a:b") {{ ...A0 }} }} {chain} fragment A60 on Item {{ id }}'
    async with asyncio.timeout(10):
        answer = (await client.post("/graphql", json={"query": query})).json()
    assert answer == {"data": {"item": None}}


async def test_aliases_and_depth_in_fragments_count_as_often_as_they_are_spread(small: httpx2.AsyncClient) -> None:
    aliases = '{ item(key: "a:b") { ...F owners { id } ...F } } fragment F on Item { a: id b: key }'
    answer = (await small.post("/graphql", json={"query": aliases})).json()
    assert "aliases 4" in answer["errors"][0]["message"]
    deep = '{ item(key: "a:b") { containedIn { ...F } } } fragment F on Item { containedIn { containedIn { owners { id } } } }'
    answer = (await small.post("/graphql", json={"query": deep})).json()
    assert "depth 5" in answer["errors"][0]["message"]


async def test_a_cycle_of_fragments_is_refused(client: httpx2.AsyncClient) -> None:
    query = '{ item(key: "a:b") { ...A } } fragment A on Item { ...B } fragment B on Item { ...A }'
    answer = (await client.post("/graphql", json={"query": query})).json()
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


async def test_a_text_that_is_too_long_is_refused_unparsed(client: httpx2.AsyncClient) -> None:
    answer = (await client.post("/graphql", json={"query": "#" + "x" * 200_000 + "\n{ __typename }"})).json()
    assert answer["errors"][0]["extensions"]["code"] == "TOO_EXPENSIVE"


async def test_of_several_operations_the_one_that_is_named_runs(client: httpx2.AsyncClient) -> None:
    query = 'query a { __typename } query b { item(key: "a:b") { key } }'
    unnamed = (await client.post("/graphql", json={"query": query})).json()
    assert "operationName" in unnamed["errors"][0]["message"]
    assert "data" not in unnamed
    named = (await client.post("/graphql", json={"query": query, "operationName": "b"})).json()
    assert named == {"data": {"item": None}}


async def test_a_query_within_the_limits_is_answered(small: httpx2.AsyncClient) -> None:
    assert (await small.post("/graphql", json={"query": "{ a: __typename b: __typename }"})).json()["data"]


async def test_an_operation_that_takes_too_long_is_given_up(database: Database) -> None:
    transport = httpx2.ASGITransport(assemble(Settings(operation_timeout_s=1e-9), database))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = (await client.post("/graphql", json={"query": '{ item(key: "a:b") { key } }'})).json()
        assert "BATLAS_OPERATION_TIMEOUT_S" in answer["errors"][0]["message"]
        assert answer["errors"][0]["extensions"]["code"] == "TOO_EXPENSIVE"


async def test_an_unexpected_error_is_told_by_its_request_id_alone(
    client: httpx2.AsyncClient, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def burst(_statement: str) -> None:
        raise RuntimeError("the secret")

    database.observe = burst
    try:
        with caplog.at_level(logging.ERROR, "batlas.graphql"):
            response = await client.post(
                "/graphql", json={"query": '{ item(key: "a:b") { key } }'}, headers={"x-request-id": "abc"}
            )
    finally:
        database.observe = None
    error: dict[str, Any] = response.json()["errors"][0]
    assert error["extensions"] == {"code": "INTERNAL"}
    assert "abc" in error["message"]
    assert "secret" not in response.text
    assert "abc" in caplog.text
    assert "the secret" in caplog.text
