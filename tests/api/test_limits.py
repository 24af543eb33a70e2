"""Limits of a query's shape and time, and errors that are not meant to be told."""

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
