"""The application over HTTP, on the run's database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx2
import pytest

from app.settings import read_settings
from app.web.assemble import assemble
from graph.database import Database
from tests.serving import Served, serving

Ask = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture(scope="session")
async def client(database: Database) -> AsyncIterator[httpx2.AsyncClient]:
    """A caller on loopback."""
    transport = httpx2.ASGITransport(assemble(read_settings(), database))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as opened:
        yield opened


@pytest.fixture
def ask(client: httpx2.AsyncClient) -> Ask:
    """Ask by POST and give the whole response body."""

    async def post(query: str, **variables: Any) -> dict[str, Any]:
        return (await client.post("/graphql", json={"query": query, "variables": variables})).json()

    return post


@pytest.fixture
async def car(ask: Ask, prefix: str) -> str:
    """The small chain of tests/native.py, taken in; answers its prefix."""
    from tests.native import car

    answer = await ask(
        "mutation ($d: String!) { submit(document: $d) { outcome findings { code message } } }", d=car(prefix)
    )
    assert answer["data"]["submit"] == {"outcome": "ACCEPTED", "findings": []}
    return prefix


@pytest.fixture(scope="session")
async def server(database: Database) -> AsyncIterator[Served]:
    """The application behind a real server."""
    async with serving(read_settings(), database) as served:
        yield served
