"""What a caller meets at the door."""

from urllib.parse import urlencode

import httpx2
import pytest
from neo4j import AsyncGraphDatabase

from app.settings import Settings, read_settings
from app.web.assemble import assemble
from app.web.hosts import check_hosts
from graph.database import Database
from rules.errors import InvalidInput

RESPONSE_TYPE = "application/graphql-response+json"
QUERY = "{ __typename }"


async def test_a_query_is_answered_by_post_and_by_get(client: httpx2.AsyncClient) -> None:
    posted = await client.post("/graphql", json={"query": QUERY})
    got = await client.get("/graphql", params={"query": QUERY})
    assert posted.status_code == got.status_code == 200
    assert posted.json() == got.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        pytest.param("*/*", "application/json", id="anything"),
        pytest.param("application/json", "application/json", id="json"),
        pytest.param(RESPONSE_TYPE, RESPONSE_TYPE, id="graphql"),
        pytest.param(f"{RESPONSE_TYPE}, application/json;q=0.9", RESPONSE_TYPE, id="graphql-preferred"),
        pytest.param(f"application/json, {RESPONSE_TYPE}", "application/json", id="json-first"),
    ],
)
async def test_the_answer_has_the_type_that_is_accepted(client: httpx2.AsyncClient, accept: str, expected: str) -> None:
    response = await client.post("/graphql", json={"query": QUERY}, headers={"accept": accept})
    assert response.headers["content-type"] == f"{expected}; charset=utf-8"
    assert "accept" in response.headers["vary"].split(", ")


async def test_what_cannot_be_answered_as_the_caller_wants_it_is_told(client: httpx2.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": QUERY}, headers={"accept": "text/html, image/*"})
    assert response.status_code == 406
    assert RESPONSE_TYPE in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(("accept", "status"), [("application/json", 200), (RESPONSE_TYPE, 400)])
@pytest.mark.parametrize("query", ["{", "{ nothing }", "{ item }"], ids=["syntax", "unknown-field", "missing-argument"])
async def test_a_wrong_query_has_no_data_and_says_why(
    client: httpx2.AsyncClient, query: str, accept: str, status: int
) -> None:
    response = await client.post("/graphql", json={"query": query}, headers={"accept": accept})
    assert response.status_code == status
    assert "data" not in response.json()
    assert {error["extensions"]["code"] for error in response.json()["errors"]} == {"INVALID_INPUT"}


async def test_a_mutation_by_get_is_refused(client: httpx2.AsyncClient) -> None:
    response = await client.get("/graphql", params={"query": 'mutation { submit(document: "x") { outcome } }'})
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert response.json()["errors"][0]["extensions"] == {"code": "INVALID_INPUT"}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD"])
async def test_other_methods_are_told_which_there_are(client: httpx2.AsyncClient, method: str) -> None:
    response = await client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("params", "word"),
    [
        pytest.param([("query", QUERY), ("variables", "{")], "variables", id="variables-are-no-json"),
        pytest.param([("query", QUERY), ("variables", "[1]")], "variables", id="variables-are-a-list"),
        pytest.param([("query", QUERY), ("extensions", "7")], "extensions", id="extensions-are-a-number"),
        pytest.param([("query", QUERY), ("query", QUERY)], "twice", id="two-queries"),
        pytest.param([("query", "")], "?query=", id="nothing"),
    ],
)
async def test_a_wrong_query_string_is_told_by_its_part(
    client: httpx2.AsyncClient, params: list[tuple[str, str]], word: str
) -> None:
    response = await client.get(f"/graphql?{urlencode(params)}")
    assert response.status_code == 400
    assert word in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "kind", ["application/json;charset=utf-8", 'Application/JSON; charset="UTF-8"'], ids=["plain", "quoted"]
)
async def test_utf8_may_be_said(client: httpx2.AsyncClient, kind: str) -> None:
    response = await client.post("/graphql", content=b'{"query": "{ __typename }"}', headers={"content-type": kind})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(b"{", "application/json", id="cut-json"),
        pytest.param(b"\xff\xfe", "application/json", id="not-utf8"),
        pytest.param(b"[]", "application/json", id="empty-batch"),
        pytest.param(b"7", "application/json", id="number"),
        pytest.param(b'{"query": 7}', "application/json", id="query-is-a-number"),
        pytest.param(b'{"query": "{ __typename }", "variables": 7}', "application/json", id="variables-are-a-number"),
        pytest.param(b'{"query": "{ __typename }", "operationName": []}', "application/json", id="name-is-a-list"),
        pytest.param(b'[{"query": "{ __typename }"}]', "application/json", id="batch"),
        pytest.param(b'{"query": "{ __typename }"}', "application/json; charset=latin-1", id="latin-1"),
        pytest.param(b'{"query": "{ __typename }"}', "application/jsonx", id="nearly-json"),
        pytest.param(b"query", "text/plain", id="text"),
        pytest.param(b"", "application/json", id="nothing"),
    ],
)
async def test_junk_is_a_client_error_in_json(client: httpx2.AsyncClient, content: bytes, kind: str) -> None:
    response = await client.post("/graphql", content=content, headers={"content-type": kind})
    assert 400 <= response.status_code < 500
    assert response.json()["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


async def test_a_browser_gets_a_hint_and_no_page(client: httpx2.AsyncClient) -> None:
    response = await client.get("/graphql", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert response.status_code == 400
    assert "POST" in response.json()["errors"][0]["message"]


async def test_every_answer_names_its_request(client: httpx2.AsyncClient) -> None:
    own = await client.get("/health/live", headers={"x-request-id": "abc-1"})
    made = await client.get("/health/live", headers={"x-request-id": "no\tgood"})
    assert own.headers["x-request-id"] == "abc-1"
    assert len(made.headers["x-request-id"]) == 32


async def test_a_foreign_host_name_is_refused(client: httpx2.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": QUERY}, headers={"host": "evil.example"})
    assert response.status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
async def test_every_name_of_loopback_is_answered(client: httpx2.AsyncClient, host: str) -> None:
    assert (await client.get("/health/live", headers={"host": host})).status_code == 200


async def test_a_body_that_is_too_large_is_refused_while_it_arrives(database: Database) -> None:
    transport = httpx2.ASGITransport(assemble(Settings(max_body_mb=1), database))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        response = await client.post("/graphql", json={"query": QUERY + " " * 1_000_001})
        assert response.status_code == 413
        assert "BATLAS_MAX_BODY_MB" in response.json()["errors"][0]["message"]
        assert (await client.post("/graphql", json={"query": QUERY + " " * 900_000})).status_code == 200


async def test_health_tells_live_from_ready(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/health/live")).json() == {"status": "live"}
    ready = await client.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json()["status"] == "ready"


async def test_without_a_database_it_is_live_and_not_ready_and_questions_say_so() -> None:
    # Port 9 of loopback: nobody listens.
    async with AsyncGraphDatabase.driver(
        "bolt://127.0.0.1:9", connection_acquisition_timeout=1, max_transaction_retry_time=0
    ) as driver:
        transport = httpx2.ASGITransport(assemble(read_settings(), Database(driver, "neo4j")))
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            assert (await client.get("/health/live")).status_code == 200
            ready = await client.get("/health/ready")
            assert ready.status_code == 503
            assert "does not answer" in ready.json()["reason"]
            answer = (await client.post("/graphql", json={"query": '{ item(key: "a:b") { key } }'})).json()
            assert answer["data"] == {"item": None}
            assert answer["errors"][0]["extensions"]["code"] == "UNAVAILABLE"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.com", ""])  # noqa: S104 - refused
def test_without_sign_in_only_loopback_is_served(host: str) -> None:
    with pytest.raises(InvalidInput, match="BATLAS_HOST"):
        check_hosts(Settings(host=host))
