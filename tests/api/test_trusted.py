"""Trusted documents: what is in the list runs, and nothing else."""

import json
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.settings import Settings
from app.web.assemble import assemble
from app.web.trusted import read_trusted
from graph.database import Database
from rules.errors import InvalidInput
from schema.build import build
from tests.lines import SUBMISSIONS, line
from tests.serving import serving

NAMES = "query Names($key: String!) { item(key: $key) { name { en } } }"


def sha(text: str) -> str:
    """Its SHA-256, hex."""
    return sha256(text.encode()).hexdigest()


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """Two documents and a third under a name of its own."""
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({sha(NAMES): NAMES, sha(SUBMISSIONS): SUBMISSIONS, "kind": "{ __typename }"}))
    return path


@pytest.fixture
async def locked(database: Database, manifest: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """The application where only they run."""
    transport = httpx2.ASGITransport(assemble(Settings(trusted_documents=manifest), database))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"query": NAMES}, id="text"),
        pytest.param({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha(NAMES)}}}, id="hash"),
        pytest.param({"documentId": f"sha256:{sha(NAMES)}"}, id="document-id"),
        pytest.param({"documentId": sha(NAMES)}, id="bare-document-id"),
    ],
)
async def test_a_document_of_the_list_runs(locked: httpx2.AsyncClient, told: dict[str, Any]) -> None:
    answer = (await locked.post("/graphql", json={**told, "variables": {"key": "a:b"}})).json()
    assert answer == {"data": {"item": None}}


async def test_a_document_may_have_a_name_of_its_own(locked: httpx2.AsyncClient) -> None:
    assert (await locked.get("/graphql", params={"documentId": "kind"})).json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"query": NAMES + " "}, id="another-text"),
        pytest.param({"query": "{ __schema { types { name } } }"}, id="introspection"),
        pytest.param({"query": "{"}, id="junk"),
        pytest.param({"query": NAMES + "#", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha(NAMES)}}}, id="trusted-hash"),
        pytest.param({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "a" * 64}}}, id="unknown-hash"),
        pytest.param({"documentId": "unknown"}, id="unknown-name"),
    ],
)  # fmt: skip
async def test_anything_else_is_refused(locked: httpx2.AsyncClient, told: dict[str, Any]) -> None:
    response = await locked.post("/graphql", json=told)
    assert response.status_code == 403
    (error,) = response.json()["errors"]
    assert error["extensions"] == {"code": "PERSISTED_QUERY_NOT_IN_LIST"}
    assert "BATLAS_TRUSTED_DOCUMENTS" in error["message"]


async def test_websockets_and_events_know_the_list_too(
    database: Database, manifest: Path, locked: httpx2.AsyncClient
) -> None:
    async with serving(Settings(trusted_documents=manifest), database) as served, line(served) as opened:
        await opened.subscribe("a", "{ __typename __typename }")
        assert (await opened.hear())["payload"][0]["extensions"] == {"code": "PERSISTED_QUERY_NOT_IN_LIST"}
        await opened.subscribe("a", "{ __typename }")
        assert (await opened.hear())["payload"] == {"data": {"__typename": "Query"}}
    response = await locked.post(
        "/graphql", json={"query": "{ a: __typename }"}, headers={"accept": "text/event-stream"}
    )
    assert response.status_code == 403


def test_a_manifest_of_apollos_is_read(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    operation = {"id": sha(NAMES), "name": "Names", "type": "query", "body": NAMES}
    told = {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [operation]}
    path.write_text(json.dumps(told))
    assert read_trusted(path, build())._texts == {sha(NAMES): NAMES}


WRONG = "query Wrong { nothing }"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("{", ["is no JSON"], id="no-json"),
        pytest.param("[]", ["is no manifest", "SHA-256 of the text"], id="list"),
        pytest.param('{"a": 7}', ["is no manifest"], id="number"),
        pytest.param(
            json.dumps({sha(WRONG): WRONG}), [sha(WRONG), "Wrong", "Cannot query field 'nothing'"], id="unfit"
        ),
        pytest.param(json.dumps({"a": "query A {"}), ["document a (A)", "Syntax Error"], id="syntax"),
        pytest.param(json.dumps({sha(NAMES): NAMES + " "}), [sha(NAMES), "another SHA-256"], id="changed-text"),
        pytest.param(
            json.dumps({"format": "apollo-persisted-query-manifest", "operations": [{"id": "a", "body": NAMES}] * 2}),
            ["document a (Names)", "twice"],
            id="twice",
        ),
    ],
)
def test_a_wrong_manifest_is_told_by_file_and_document(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(text)
    with pytest.raises(InvalidInput) as told:
        read_trusted(path, build())
    for word in ["BATLAS_TRUSTED_DOCUMENTS", str(path), *words]:
        assert word in str(told.value)


def test_a_manifest_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_trusted(tmp_path / "nowhere.json", build())
