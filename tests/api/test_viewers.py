"""A party with a key asks, sends and listens: over HTTP, over a WebSocket, and in the reports on what it sent."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from websockets.asyncio.client import connect

from app.intake import Intake
from app.settings import Settings
from graph.api_key import create_api_key
from graph.arrival import list_arrivals
from graph.database import Database
from graph.partner import find_partners
from graph.revision import newest_revision
from rules.scope import LOCAL, PUBLIC, Right, Scope, Viewer, ViewerKind
from tests.chain import Document, take
from tests.conftest import NUMBERS, RUN
from tests.lines import PROTOCOL
from tests.serving import Served, serving
from tests.viewers import world

ORIGINS = """
query ($k: String!) { item(key: $k) {
  withheld origins(mineral: LITHIUM) {
    coverage withheld bySource { shares { key name { en } country share } } byOperator { shares { key name { en } } }
    byCountry { shares { key share } } certified { scope share certificates } } } }
"""


@pytest.fixture(scope="module")
async def prefix(database: Database) -> str:
    """Of the world, which is taken in once."""
    prefix = f"urn:t:{RUN}:{next(NUMBERS)}"
    await take(database, world(prefix))
    return prefix


@pytest.fixture
async def server(database: Database) -> AsyncIterator[Served]:
    """A server with sign-in."""
    async with serving(Settings(sign_in=True, port=0), database) as opened:
        yield opened


async def key_of(database: Database, party: str) -> str:
    """An API key of the party."""
    viewer = Viewer(ViewerKind.PARTY, party, frozenset(Right))
    made = await create_api_key(
        Scope(LOCAL), database, viewer, title=None, now=datetime.now(UTC), lasts=timedelta(hours=1)
    )
    return made[0]


async def ask(server: Served, key: str | None, query: str, **variables: Any) -> dict[str, Any]:
    """The body of the answer."""
    headers = {} if key is None else {"authorization": f"Bearer {key}"}
    async with httpx2.AsyncClient(trust_env=False, timeout=60) as client:
        body = {"query": query, "variables": variables}
        return (await client.post(server.url, json=body, headers=headers)).json()


async def test_a_party_is_told_countries_and_shares_and_no_names(
    server: Served, database: Database, prefix: str
) -> None:
    key = await key_of(database, f"{prefix}:pat-co")
    item = (await ask(server, key, ORIGINS, k=f"{prefix}:pat-pack"))["data"]["item"]
    (source,) = item["origins"]["bySource"]["shares"]
    # All lithium of the pack is mia's, dug in Chile; pat deals with kay, who makes cells, and not with mia.
    assert (source["country"], source["share"], source["name"]) == ("CL", 1, None)
    assert source["key"].startswith("urn:batlas:withheld:")
    assert item["origins"]["byCountry"]["shares"] == [{"key": "CL", "share": 1}]
    assert (item["withheld"], item["origins"]["withheld"]) == ([], ["NOT_A_PARTNER"])
    (cover,) = item["origins"]["certified"]
    assert (cover["scope"], cover["share"]) == ("RESPONSIBLE_MINING", 1)
    again = (await ask(server, key, ORIGINS, k=f"{prefix}:pat-pack"))["data"]["item"]
    assert again == item, "a name that stands for a key is the same in every answer"


async def test_a_name_leads_to_an_outline_for_the_party_it_was_told_to(
    server: Served, database: Database, prefix: str
) -> None:
    pat, kay = [await key_of(database, f"{prefix}:{name}-co") for name in ("pat", "kay")]
    query = "query ($k: String!) { cell(key: $k) { producedBy { key kind country name { en } operator { key } withheld } } }"
    (run,) = (await ask(server, pat, query, k=f"{prefix}:kay-cell1"))["data"]["cell"]["producedBy"]
    assert (run["kind"], run["name"], run["withheld"]) == ("CELL_PRODUCTION", None, ["NOT_A_PARTNER"])
    process = "query ($k: String!) { process(key: $k) { kind inputs { totalCount } } }"
    assert (await ask(server, pat, process, k=run["key"]))["data"]["process"] == {"kind": "CELL_PRODUCTION", "inputs": {"totalCount": 0}}  # fmt: skip
    assert (await ask(server, kay, process, k=run["key"]))["data"]["process"] is None
    assert (await ask(server, None, process, k=run["key"]))["data"]["process"] is None


async def test_what_a_party_may_not_see_is_what_nobody_knows(server: Served, database: Database, prefix: str) -> None:
    key = await key_of(database, f"{prefix}:pat-co")
    hidden, unknown = f"{prefix}:zoe-cell", f"{prefix}:nothing-at-all"
    for query in (
        "query ($k: String!) { item(key: $k) { key } }",
        "query ($k: String!) { recall(lots: [$k]) { revision } }",
        "query ($k: String!) { impact(maker: $k) { revision } }",
    ):
        answers = [json.dumps(await ask(server, key, query, k=one)).replace(one, "K") for one in (hidden, unknown)]
        assert answers[0] == answers[1]


async def test_anybody_is_told_models_and_nothing_of_chains(server: Served, prefix: str) -> None:
    query = "query ($m: String!, $p: String!) { model(key: $m) { name { en } manufacturer { name { en } } } pack(key: $p) { key } }"
    answer = await ask(server, None, query, m=f"{prefix}:pat-model", p=f"{prefix}:pat-pack")
    assert answer["data"] == {"model": {"name": {"en": "called-pat-model"}, "manufacturer": {"name": {"en": "called-pat-co"}}}, "pack": None}  # fmt: skip


async def test_a_websocket_brings_its_key_in_its_first_message(server: Served, database: Database, prefix: str) -> None:
    key = await key_of(database, f"{prefix}:pat-co")
    query = {"query": f'{{ pack(key: "{prefix}:pat-pack") {{ key }} }}'}

    async def first(payload: dict[str, str] | None) -> Any:
        async with connect(f"ws://{server.host}/graphql", subprotocols=[PROTOCOL], proxy=None) as socket:
            await socket.send(json.dumps({"type": "connection_init"} | ({"payload": payload} if payload else {})))
            said = json.loads(await socket.recv())
            assert said["type"] == "connection_ack"
            await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": query}))
            return json.loads(await socket.recv())["payload"]["data"]["pack"]

    assert await first({"Authorization": f"Bearer {key}"}) == {"key": f"{prefix}:pat-pack"}
    assert await first({"x-api-key": key}) == {"key": f"{prefix}:pat-pack"}
    assert await first(None) is None


@pytest.mark.parametrize("payload", [{"Authorization": "Bearer batlas_wrong"}, {"x-api-key": ""}, {"authorization": 7}])
async def test_a_websocket_with_a_wrong_key_is_closed(server: Served, payload: dict[str, Any]) -> None:
    async with connect(f"ws://{server.host}/graphql", subprotocols=[PROTOCOL], proxy=None) as socket:
        await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        await socket.wait_closed()
        assert socket.close_code == 4403


async def test_a_report_names_nobody_that_its_sender_must_not_know(database: Database, prefix: str) -> None:
    # zoe guesses the key of rex's lot and states it otherwise.
    lot = {"type": "item", "key": f"{prefix}:rex-salt", "kind": "MATERIAL", "unit": "KG", "quantity": 7}
    content = Document(f"{prefix}:zoe-co", [lot]).content()
    zoe = Viewer(ViewerKind.PARTY, f"{prefix}:zoe-co", frozenset(Right))
    told, named = [await Intake(database, 10)("batlas", content, viewer, dry_run=True) for viewer in (zoe, LOCAL)]
    assert [finding.code for finding in told.findings] == ["STATED_BY_ANOTHER"]
    assert f"{prefix}:rex-co" in repr(named.findings)
    assert f"{prefix}:rex-co" not in repr(told.findings)
    assert f"{prefix}:rex-salt" in repr(told.findings), "what it wrote itself it is told as it wrote it"


async def test_a_party_hears_of_its_own_documents(database: Database, prefix: str) -> None:
    before = await newest_revision(Scope(LOCAL), database)
    for name in ("mia", "rex"):
        note = {"type": "party", "key": f"{prefix}:note-{name}", "name": name}
        await take(database, [Document(f"{prefix}:{name}-co", [note])])
    scope = Scope(Viewer(ViewerKind.PARTY, f"{prefix}:rex-co"))
    arrived = await list_arrivals(scope, database, before, 10)
    # Its place moves on by what it is not told of too.
    assert [(revision - before, one and one.sender) for revision, one in arrived] == [(1, None), (2, f"{prefix}:rex-co")]  # fmt: skip
    assert [one for _, one in await list_arrivals(replace(scope, viewer=PUBLIC), database, before, 10)] == [None, None]


async def test_partners_are_who_made_took_or_is_named(database: Database, prefix: str) -> None:
    found = await find_partners(database, f"{prefix}:cam-co")
    # rex made what it took, kay and zoe took what it made; mia and pat are one further.
    assert found == {f"{prefix}:{name}-co" for name in ("cam", "rex", "kay", "zoe")}
