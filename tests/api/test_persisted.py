"""Automatic persisted queries: a document by its hash."""

import json
from hashlib import sha256
from typing import Any

import httpx2
import pytest

from app.settings import Settings
from app.web.assemble import assemble
from app.web.documents import PersistedQueryNotFound, PersistedQueryNotSupported, Remembered
from app.web.question import Question
from graph.database import Database
from rules.errors import InvalidInput
from tests.lines import line
from tests.serving import serving

RESPONSE_TYPE = "application/graphql-response+json"


def hashed(text: str) -> dict[str, Any]:
    """The extension that names a text."""
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256(text.encode()).hexdigest()}}


def asked(text: str, *, sent: bool) -> Question:
    """By hash, with the text or without."""
    return Question(text if sent else None, extensions=hashed(text))


async def test_a_query_is_sent_once_and_then_asked_by_its_hash(client: httpx2.AsyncClient, prefix: str) -> None:
    query = f"# {prefix}\nquery ($t: String!) {{ __type(name: $t) {{ name }} }}"
    variables = {"t": "Pack"}
    told = {"extensions": hashed(query), "variables": variables}
    miss = await client.post("/graphql", json=told)
    assert miss.status_code == 200
    (error,) = miss.json()["errors"]
    assert error == {"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}
    expected = {"data": {"__type": {"name": "Pack"}}}
    assert (await client.post("/graphql", json={**told, "query": query})).json() == expected
    assert (await client.post("/graphql", json=told)).json() == expected
    by_url = {name: json.dumps(value) for name, value in told.items()}
    assert (await client.get("/graphql", params=by_url)).json() == expected
    document_id = f"sha256:{sha256(query.encode()).hexdigest()}"
    assert (await client.post("/graphql", json={"documentId": document_id, "variables": variables})).json() == expected


async def test_a_miss_is_a_400_in_the_response_type_of_graphql(client: httpx2.AsyncClient, prefix: str) -> None:
    response = await client.get(
        "/graphql", params={"extensions": json.dumps(hashed(prefix))}, headers={"accept": RESPONSE_TYPE}
    )
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"


async def test_a_mutation_by_its_hash_is_no_more_allowed_by_get(client: httpx2.AsyncClient, prefix: str) -> None:
    mutation = f"# {prefix}\nmutation {{ __typename }}"
    assert (await client.post("/graphql", json={"query": mutation, "extensions": hashed(mutation)})).status_code == 200
    response = await client.get("/graphql", params={"extensions": json.dumps(hashed(mutation))})
    assert response.status_code == 405


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(7, id="number"),
        pytest.param({"version": 1}, id="no-hash"),
        pytest.param({"version": 1, "sha256Hash": 7}, id="hash-is-a-number"),
        pytest.param({"version": 1, "sha256Hash": "A" * 64}, id="upper-case"),
        pytest.param({"version": 1, "sha256Hash": "a" * 64}, id="of-another-text"),
    ],
)
async def test_a_wrong_hash_is_told(client: httpx2.AsyncClient, told: Any) -> None:
    response = await client.post("/graphql", json={"query": "{ __typename }", "extensions": {"persistedQuery": told}})
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"] == {"code": "INVALID_INPUT"}


async def test_a_hash_is_heard_on_a_websocket_too(database: Database, prefix: str) -> None:
    query = f"# {prefix}\n{{ __typename }}"
    async with serving(Settings(), database) as served, line(served) as opened:
        ask = {"type": "subscribe", "id": "a", "payload": {"extensions": hashed(query)}}
        await opened.say(ask)
        assert (await opened.hear())["payload"][0]["extensions"] == {"code": "PERSISTED_QUERY_NOT_FOUND"}
        await opened.say({**ask, "payload": {"query": query, "extensions": hashed(query)}})
        assert [(await opened.hear())["type"] for _ in "ab"] == ["next", "complete"]
        await opened.say(ask)
        assert (await opened.hear())["payload"] == {"data": {"__typename": "Query"}}


async def test_where_none_are_remembered_callers_are_told_to_stop(database: Database) -> None:
    transport = httpx2.ASGITransport(assemble(Settings(max_persisted=0), database))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = (await client.post("/graphql", json={"extensions": hashed("{ __typename }")})).json()
        assert answer["errors"][0]["message"] == "PersistedQueryNotSupported"
        told = {"query": "{ __typename }", "extensions": hashed("{ __typename }")}
        assert (await client.post("/graphql", json=told)).json() == {"data": {"__typename": "Query"}}


def test_the_longest_unused_is_forgotten_first() -> None:
    remembered = Remembered(10)
    for text in ("aaaa", "bbbb"):
        remembered.find(asked(text, sent=True))
    remembered.find(asked("aaaa", sent=False))
    remembered.find(asked("cc", sent=True))
    assert remembered.size == 10
    # 4 + 4 + 2 + 1 characters are one too many: `bbbb` was not asked for since.
    remembered.find(asked("d", sent=True))
    assert remembered.size == 7
    assert remembered.find(asked("aaaa", sent=False)) == "aaaa"
    with pytest.raises(PersistedQueryNotFound):
        remembered.find(asked("bbbb", sent=False))


def test_a_text_that_is_too_long_is_run_and_not_remembered() -> None:
    remembered = Remembered(3)
    remembered.find(asked("aaa", sent=True))
    assert remembered.find(asked("bbbb", sent=True)) == "bbbb"
    assert remembered.find(asked("aaa", sent=False)) == "aaa"


def test_another_version_is_not_supported_and_nothing_is_no_question() -> None:
    told = {"persistedQuery": {"version": 2, "sha256Hash": "a" * 64}}
    with pytest.raises(PersistedQueryNotSupported):
        Remembered(10).find(Question(None, extensions=told))
    with pytest.raises(InvalidInput, match="query"):
        Remembered(10).find(Question(None))
