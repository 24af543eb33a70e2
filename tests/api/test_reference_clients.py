"""The reference clients of graphql-transport-ws and graphql-sse understand what they are told."""

import json

import httpx2
import pytest

from tests.lines import SUBMISSIONS, come_to_rest
from tests.native import document
from tests.node_tools import run_node
from tests.serving import Served

SUBMIT = "mutation ($d: String!) { submit(document: $d) { revision submissionKey } }"


@pytest.mark.parametrize("protocol", ["ws", "sse"])
async def test_a_reference_client_is_told_what_came_in(server: Served, prefix: str, protocol: str) -> None:
    sent = []
    async with httpx2.AsyncClient(trust_env=False) as client:
        for name in "ab":
            lot = {"type": "item", "key": f"{prefix}:{name}", "kind": "MATERIAL", "unit": "KG"}
            body = {"query": SUBMIT, "variables": {"d": document(f"{prefix}:maker", lot)}}
            told = (await client.post(server.url, json=body)).json()["data"]["submit"]
            sent.append({"data": {"submissions": {"key": told["submissionKey"], "revision": told["revision"]}}})
    since = json.dumps({"since": sent[0]["data"]["submissions"]["revision"] - 1})
    heard = await run_node("listen.mjs", protocol, server.url, SUBMISSIONS, since, "2")
    assert heard == sent
    await come_to_rest(server.app.state.feed)


@pytest.mark.parametrize("protocol", ["ws", "sse"])
async def test_a_reference_client_asks_queries_too(server: Served, protocol: str) -> None:
    heard = await run_node("listen.mjs", protocol, server.url, "{ __typename }", "{}", "9")
    assert heard == [{"data": {"__typename": "Query"}}]
