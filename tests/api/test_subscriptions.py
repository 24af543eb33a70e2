"""What comes in, told to whoever subscribes: over WebSockets and as server-sent events, on a real server."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from app.settings import Settings
from graph.arrival import ARRIVED
from graph.database import Database
from graph.revision import NEWEST
from tests.lines import SUBMISSIONS, come_to_rest, line, stream
from tests.native import document
from tests.serving import Served, serving

Ask = Callable[..., Awaitable[dict[str, Any]]]

SUBMIT = "mutation ($d: String!) { submit(document: $d) { outcome revision submissionKey } }"


def lot(prefix: str, name: object = "lot") -> str:
    """A document of one lot."""
    return document(f"{prefix}:a", {"type": "item", "key": f"{prefix}:{name}", "kind": "MATERIAL", "unit": "KG"})


async def submit(served: Served, text: str) -> dict[str, Any]:
    """Send a document to the server itself; answers its key and revision."""
    async with httpx2.AsyncClient(trust_env=False) as client:
        answer = (await client.post(served.url, json={"query": SUBMIT, "variables": {"d": text}})).json()
    told = answer["data"]["submit"]
    assert told["outcome"] == "ACCEPTED"
    return {"key": told["submissionKey"], "revision": told["revision"]}


@pytest.fixture
async def newest(ask: Ask) -> int:
    """The newest revision."""
    return (await ask("{ submissions(first: 0) { revision } }"))["data"]["submissions"]["revision"]


async def test_who_subscribes_over_a_websocket_is_told_what_comes_in(server: Served, prefix: str, newest: int) -> None:
    query = """subscription ($since: Int) { submissions(since: $since) {
      key revision recordCount sender { key } report { outcome created stubs findings { code } } } }"""
    async with line(server) as opened:
        await opened.subscribe("a", query, since=newest)
        sent = await submit(server, lot(prefix))
        said = await opened.hear()
        assert (said["type"], said["id"]) == ("next", "a")
        assert said["payload"]["data"]["submissions"] == {
            **sent,
            "recordCount": 1,
            "sender": {"key": f"{prefix}:a"},
            "report": {"outcome": "ACCEPTED", "created": 1, "stubs": [], "findings": []},
        }
        await opened.say({"type": "complete", "id": "a"})
        await come_to_rest(server.app.state.feed)


async def test_who_subscribes_to_events_is_told_what_comes_in(server: Served, prefix: str, newest: int) -> None:
    async with stream(server, SUBMISSIONS, since=newest) as events:
        sent = await submit(server, lot(prefix))
        assert await anext(events) == ("next", {"data": {"submissions": sent}})
    await come_to_rest(server.app.state.feed)


async def test_what_another_process_takes_in_is_told_too(server: Served, ask: Ask, prefix: str, newest: int) -> None:
    async with line(server) as opened:
        await opened.subscribe("a", SUBMISSIONS, since=newest)
        # The application behind `ask` is another, with a feed of its own.
        other = (await ask(SUBMIT, d=lot(prefix)))["data"]["submit"]
        said = await opened.hear()
        assert said["payload"]["data"]["submissions"]["key"] == other["submissionKey"]


async def test_who_comes_back_with_the_last_revision_misses_nothing(server: Served, prefix: str) -> None:
    sent = [await submit(server, lot(prefix, n)) for n in range(3)]
    async with stream(server, SUBMISSIONS, since=sent[0]["revision"] - 1) as events:
        told = [(await anext(events))[1]["data"]["submissions"] for _ in range(2)]
    async with stream(server, SUBMISSIONS, since=told[-1]["revision"]) as events:
        told.append((await anext(events))[1]["data"]["submissions"])
    assert told == sent


async def test_none_is_lost_and_none_doubled_while_several_write(
    server: Served, ask: Ask, prefix: str, newest: int
) -> None:
    async with line(server) as opened:
        for name in "abc":
            await opened.subscribe(name, SUBMISSIONS, since=newest)
        own = [submit(server, lot(prefix, n)) for n in range(10)]
        others = [ask(SUBMIT, d=lot(prefix, 10 + n)) for n in range(10)]
        await asyncio.gather(*own, *others)
        heard: dict[str, list[int]] = {name: [] for name in "abc"}
        for _ in range(60):
            said = await opened.hear()
            heard[said["id"]].append(said["payload"]["data"]["submissions"]["revision"])
    assert list(heard.values()) == [list(range(newest + 1, newest + 21))] * 3


async def test_the_ledger_is_looked_at_once_for_all_and_only_while_somebody_subscribes(
    database: Database, prefix: str, newest: int
) -> None:
    ran: list[str] = []
    async with serving(Settings(), database) as served, line(served) as opened:
        for name in "abcde":
            await opened.subscribe(name, SUBMISSIONS, since=newest)
        await submit(served, lot(prefix))
        for _ in "abcde":
            await opened.hear()
        await asyncio.sleep(0.2)
        database.observe = ran.append
        try:
            await asyncio.sleep(2.5)
            looked = (ran.count(NEWEST), ran.count(ARRIVED))
            for name in "abcde":
                await opened.say({"type": "complete", "id": name})
            await come_to_rest(served.app.state.feed)
            ran.clear()
            await asyncio.sleep(1.5)
        finally:
            database.observe = None
    assert looked[0] in (2, 3), "each second"
    assert looked[1] == 0
    assert ran == []


async def test_a_caller_that_drops_leaves_nothing_behind(server: Served, newest: int) -> None:
    before = {task.get_coro() for task in asyncio.all_tasks()}
    for _ in range(3):
        async with line(server) as opened, stream(server, SUBMISSIONS, since=newest):
            await opened.subscribe("a", SUBMISSIONS)
            await opened.subscribe("b", "{ __typename }")
            assert (await opened.hear())["payload"] == {"data": {"__typename": "Query"}}
            assert server.app.state.feed.subscribers == 2
        await come_to_rest(server.app.state.feed)
    async with asyncio.timeout(20):
        while server.app.state.lines.open or {t.get_coro() for t in asyncio.all_tasks()} - before:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_the_time_of_one_operation_ends_queries_and_no_subscription(
    database: Database, ask: Ask, prefix: str, newest: int
) -> None:
    async with serving(Settings(operation_timeout_s=0.5), database) as served, line(served) as opened:
        await opened.subscribe("a", SUBMISSIONS, since=newest)
        await asyncio.sleep(1.2)
        sent = (await ask(SUBMIT, d=lot(prefix)))["data"]["submit"]
        assert (await opened.hear())["payload"]["data"]["submissions"]["revision"] == sent["revision"]
    async with serving(Settings(operation_timeout_s=1e-9), database) as served, line(served) as opened:
        await opened.subscribe("b", '{ item(key: "a:b") { key } }')
        error = (await opened.hear())["payload"][0]
        assert error["extensions"] == {"code": "TOO_EXPENSIVE"}
        assert "BATLAS_OPERATION_TIMEOUT_S" in error["message"]


async def test_operations_of_one_connection_are_answered_anew(server: Served, prefix: str) -> None:
    query = "query ($k: String!) { item(key: $k) { key } }"
    async with line(server) as opened:
        await opened.subscribe("a", query, k=f"{prefix}:lot")
        assert (await opened.hear())["payload"] == {"data": {"item": None}}
        assert (await opened.hear())["type"] == "complete"
        await submit(server, lot(prefix))
        await opened.subscribe("a", query, k=f"{prefix}:lot")
        assert (await opened.hear())["payload"] == {"data": {"item": {"key": f"{prefix}:lot"}}}


async def test_what_subscribers_see_of_a_thing_is_as_it_is_when_they_are_told(
    server: Served, prefix: str, newest: int
) -> None:
    query = "subscription ($since: Int) { submissions(since: $since) { sender { name { en } } } }"
    async with line(server) as opened:
        await opened.subscribe("a", query, since=newest)
        await submit(server, lot(prefix))
        assert (await opened.hear())["payload"]["data"]["submissions"]["sender"] == {"name": None}
        named = {"type": "party", "key": f"{prefix}:a", "name": "Acme", "roles": ["MINER"]}
        await submit(server, document(f"{prefix}:a", named))
        assert (await opened.hear())["payload"]["data"]["submissions"]["sender"] == {"name": {"en": "Acme"}}


async def test_where_too_many_subscribe_the_next_is_told_to_come_back(database: Database) -> None:
    small = Settings(max_subscriptions=2, max_operations_per_socket=2)
    async with serving(small, database) as served, line(served) as opened:
        for name in "abc":
            await opened.subscribe(name, SUBMISSIONS)
        said = await opened.hear()
        assert (said["type"], said["id"]) == ("error", "c")
        assert "BATLAS_MAX_OPERATIONS_PER_SOCKET" in said["payload"][0]["message"]
        async with stream(served, SUBMISSIONS) as events:
            ((_, told), (last, _)) = [event async for event in events]
            assert told["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}
            assert "BATLAS_MAX_SUBSCRIPTIONS" in told["errors"][0]["message"]
            assert last == "complete"


async def test_a_server_that_stops_lets_subscribers_go(database: Database) -> None:
    async with serving(Settings(), database) as served, stream(served, SUBMISSIONS) as events:
        begun = time.monotonic()
        stopping = asyncio.ensure_future(served.stop())
        assert [name async for name, _ in events] == ["complete"]
        await stopping
    assert time.monotonic() - begun < 3
