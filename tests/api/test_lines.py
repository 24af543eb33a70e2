"""The door for subscriptions: who may hold a line, what may be said on it, and how faults are told."""

import json
import logging
from typing import Any

import httpx2
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from app.settings import Settings
from graph.database import Database
from tests.lines import PROTOCOL, SUBMISSIONS, come_to_rest, line, stream
from tests.serving import Served, serving

JSON, RESPONSE, STREAM = "application/json", "application/graphql-response+json", "text/event-stream"
QUERY = "{ __typename }"


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        pytest.param(f"{RESPONSE}, {JSON}, {STREAM}", RESPONSE, id="stream-merely-listed"),
        pytest.param(f"{JSON};q=0.5, {STREAM};q=0.9", STREAM, id="stream-preferred"),
        pytest.param("*/*", JSON, id="anything"),
    ],
)
async def test_a_query_is_answered_by_events_only_where_they_are_preferred(
    client: httpx2.AsyncClient, accept: str, answered: str
) -> None:
    response = await client.post("/graphql", json={"query": QUERY}, headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == answered
    if answered == STREAM:
        assert response.text == 'event: next\ndata: {"data":{"__typename":"Query"}}\n\nevent: complete\ndata:\n\n'


async def test_a_subscription_is_streamed_where_events_are_merely_listed(server: Served) -> None:
    async with stream(server, SUBMISSIONS, f"{RESPONSE}, {JSON}, {STREAM}", since=-1) as events:
        told = [event async for event in events]
    assert told[0][1]["errors"][0]["extensions"] == {"code": "INVALID_INPUT"}
    assert told[1] == ("complete", None)


@pytest.mark.parametrize("accept", [JSON, RESPONSE, "*/*"])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_subscription_without_a_stream_is_told_how(
    client: httpx2.AsyncClient, method: str, accept: str
) -> None:
    told = {"query": SUBMISSIONS}
    response = await client.request(method, "/graphql", params=told, json=told, headers={"accept": accept})
    assert response.status_code == 406
    assert "graphql-transport-ws" in response.json()["errors"][0]["message"]


async def test_events_may_be_asked_for_by_get_and_change_nothing(client: httpx2.AsyncClient) -> None:
    mutation = 'mutation { submit(document: "x") { outcome } }'
    response = await client.get("/graphql", params={"query": mutation}, headers={"accept": STREAM})
    assert "mutations are not allowed" in response.text
    response = await client.get("/graphql", params={"query": QUERY}, headers={"accept": STREAM})
    assert '{"data":{"__typename":"Query"}}' in response.text


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_pages_of_others_hold_no_stream(client: httpx2.AsyncClient, method: str, headers: dict[str, str]) -> None:
    told = {"query": QUERY}
    response = await client.request(method, "/graphql", params=told, json=told, headers={"accept": STREAM, **headers})
    assert response.status_code == 403
    assert response.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"origin": "http://evil.example"}, 403, id="origin"),
        pytest.param({"origin": "null"}, 403, id="null"),
        pytest.param({"sec-fetch-site": "same-site"}, 403, id="fetch-metadata"),
    ],
)
async def test_pages_of_others_open_no_websocket(server: Served, headers: dict[str, str], status: int) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with line(server, **headers):
            pass
    assert refused.value.response.status_code == status
    assert json.loads(refused.value.response.body or b"")["errors"][0]["extensions"] == {"code": "FORBIDDEN"}


async def test_a_websocket_under_a_foreign_host_name_is_refused(server: Served) -> None:
    host, _, port = server.host.partition(":")
    with pytest.raises(InvalidStatus) as refused:
        async with connect(
            f"ws://evil.example:{port}/graphql", host=host, port=int(port), subprotocols=[PROTOCOL], proxy=None
        ):
            pass
    assert refused.value.response.status_code == 400


async def test_an_own_page_opens_a_websocket_and_it_is_named(server: Served) -> None:
    headers = {"origin": f"http://{server.host}", "x-request-id": "abc-1"}
    address = f"ws://{server.host}/graphql"
    async with connect(address, subprotocols=[PROTOCOL], additional_headers=headers, proxy=None) as socket:
        assert socket.response is not None
        assert socket.response.headers["x-request-id"] == "abc-1"
        assert socket.subprotocol == PROTOCOL


@pytest.mark.parametrize("protocols", [None, [Subprotocol("graphql-ws")]], ids=["none", "the-old-one"])
async def test_another_protocol_is_refused(server: Served, protocols: list[Subprotocol] | None) -> None:
    async with connect(f"ws://{server.host}/graphql", subprotocols=protocols, proxy=None) as socket:
        await socket.wait_closed()
    assert socket.close_code == 4406


@pytest.mark.parametrize(
    ("message", "code"),
    [
        pytest.param("{", 4400, id="no-json"),
        pytest.param(b"{}", 4400, id="bytes"),
        pytest.param([], 4400, id="list"),
        pytest.param(7, 4400, id="number"),
        pytest.param({}, 4400, id="no-type"),
        pytest.param({"type": []}, 4400, id="type-is-a-list"),
        pytest.param({"type": "start", "id": "a"}, 4400, id="another-type"),
        pytest.param({"type": "subscribe", "payload": {"query": QUERY}}, 4400, id="no-id"),
        pytest.param({"type": "subscribe", "id": {}, "payload": {"query": QUERY}}, 4400, id="id-is-an-object"),
        pytest.param({"type": "complete", "id": 7}, 4400, id="complete-a-number"),
        pytest.param({"type": "connection_init"}, 4429, id="twice-greeted"),
        pytest.param({"type": "connection_init", "payload": 7}, 4400, id="greeting-is-a-number"),
    ],
)
async def test_what_is_no_message_ends_the_connection(server: Served, message: Any, code: int) -> None:
    async with line(server) as opened:
        await opened.subscribe("a", SUBMISSIONS)
        await opened.say(message)
        assert (await opened.closed())[0] == code
    await come_to_rest(server.app.state.feed)


async def test_who_has_not_greeted_may_not_ask(server: Served) -> None:
    async with connect(f"ws://{server.host}/graphql", subprotocols=[PROTOCOL], proxy=None) as socket:
        await socket.send(json.dumps({"type": "subscribe", "id": "a", "payload": {"query": QUERY}}))
        await socket.wait_closed()
    assert socket.close_code == 4401


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        pytest.param(None, "INVALID_INPUT", id="nothing"),
        pytest.param({"query": 7}, "INVALID_INPUT", id="query-is-a-number"),
        pytest.param({"query": ""}, "INVALID_INPUT", id="empty"),
        pytest.param({"query": QUERY, "variables": []}, "INVALID_INPUT", id="variables-are-a-list"),
        pytest.param({"query": "{"}, "INVALID_INPUT", id="syntax"),
        pytest.param({"query": "subscription { nothing }"}, "INVALID_INPUT", id="unknown-field"),
        pytest.param({"query": "query a { __typename } query b { __typename }"}, "INVALID_INPUT", id="which"),
        pytest.param({"query": "query a { __typename }", "operationName": "b"}, "INVALID_INPUT", id="unknown-name"),
        pytest.param({"query": SUBMISSIONS, "variables": {"since": "x"}}, "INVALID_INPUT", id="no-number"),
        pytest.param({"query": "{ a: __typename b: __typename c: __typename }"}, "INVALID_INPUT", id="aliases"),
        pytest.param({"query": "{ " + "__typename " * 60 + "}"}, "INVALID_INPUT", id="tokens"),
        pytest.param({"query": "#" + "x" * 200_000 + "\n{ __typename }"}, "TOO_EXPENSIVE", id="too-long"),
    ],
)
async def test_a_wrong_operation_is_told_by_its_error_and_the_line_goes_on(
    database: Database, payload: Any, code: str
) -> None:
    async with serving(Settings(max_aliases=2, max_tokens=60), database) as served, line(served) as opened:
        await opened.say({"type": "subscribe", "id": "a", "payload": payload})
        said = await opened.hear()
        assert (said["type"], said["id"]) == ("error", "a")
        assert {error["extensions"]["code"] for error in said["payload"]} == {code}
        await opened.subscribe("a", QUERY)
        assert (await opened.hear())["payload"] == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("since", [-1, 2**31 - 1], ids=["below-nothing", "yet-to-come"])
async def test_a_revision_that_there_is_not_is_told_and_ends_it(server: Served, since: int) -> None:
    async with line(server) as opened:
        await opened.subscribe("a", SUBMISSIONS, since=since)
        (error,) = (await opened.hear())["payload"]["errors"]
        assert error["extensions"] == {"code": "INVALID_INPUT"}
        assert f"no revision {since}" in error["message"]
        assert await opened.hear() == {"type": "complete", "id": "a"}


async def test_a_message_that_is_too_large_ends_the_connection(database: Database) -> None:
    async with serving(Settings(max_body_mb=1), database) as served, line(served) as opened:
        await opened.subscribe("a", QUERY + " " * 1_000_001)
        assert (await opened.closed())[0] == 1009


@pytest.mark.parametrize("way", ["line", "stream"])
async def test_an_unexpected_error_is_told_by_its_request_id_alone(
    server: Served, database: Database, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    def burst(_statement: str) -> None:
        raise RuntimeError("the secret")

    database.observe = burst
    try:
        with caplog.at_level(logging.ERROR, "batlas.graphql"):
            if way == "line":
                async with line(server, **{"x-request-id": "abc"}) as opened:
                    await opened.subscribe("a", SUBMISSIONS)
                    told = (await opened.hear())["payload"]
                    errors = told if isinstance(told, list) else told["errors"]
            else:
                async with stream(server, SUBMISSIONS) as events:
                    errors = (await anext(events))[1]["errors"]
    finally:
        database.observe = None
    assert errors[0]["extensions"] == {"code": "INTERNAL"}
    assert "request id" in errors[0]["message"]
    assert "secret" not in str(errors)
    assert "the secret" in caplog.text


async def test_where_too_many_are_connected_the_next_is_told_to_come_back(database: Database) -> None:
    async with serving(Settings(max_subscriptions=1), database) as served, line(served):
        with pytest.raises(InvalidStatus) as refused:
            async with line(served):
                pass
        assert refused.value.response.status_code == 503
        assert b"BATLAS_MAX_SUBSCRIPTIONS" in (refused.value.response.body or b"")
