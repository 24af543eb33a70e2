"""A caller's end of GraphQL over WebSockets and server-sent events."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from app.feed import Feed
from tests.serving import Served

PROTOCOL = Subprotocol("graphql-transport-ws")
PATIENCE_S = 20
SUBMISSIONS = "subscription ($since: Int) { submissions(since: $since) { key revision } }"


class Line:
    """One connection, acknowledged."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    async def subscribe(self, name: str, query: str, **variables: Any) -> None:
        """Ask under a name."""
        await self.say({"type": "subscribe", "id": name, "payload": {"query": query, "variables": variables}})

    async def say(self, message: Any) -> None:
        """Send a message, or text as it is."""
        await self._socket.send(message if isinstance(message, str | bytes) else json.dumps(message))

    async def hear(self) -> dict[str, Any]:
        """The next message."""
        async with asyncio.timeout(PATIENCE_S):
            said = await self._socket.recv()
        assert isinstance(said, str), "a frame of text"
        return json.loads(said)

    async def closed(self) -> tuple[int | None, str | None]:
        """Code and reason, once the other side has closed it."""
        async with asyncio.timeout(PATIENCE_S):
            await self._socket.wait_closed()
        return self._socket.close_code, self._socket.close_reason


@asynccontextmanager
async def line(served: Served, **headers: str) -> AsyncIterator[Line]:
    """A connection."""
    address = f"ws://{served.host}/graphql"
    async with connect(address, subprotocols=[PROTOCOL], additional_headers=headers, proxy=None) as socket:
        opened = Line(socket)
        await opened.say({"type": "connection_init"})
        assert await opened.hear() == {"type": "connection_ack"}
        yield opened


@asynccontextmanager
async def stream(
    served: Served, query: str, accept: str = "text/event-stream", **variables: Any
) -> AsyncIterator[AsyncGenerator[tuple[str, Any], None]]:
    """The events of an operation, each its name and data."""
    async with httpx2.AsyncClient(timeout=PATIENCE_S, trust_env=False) as client:
        body = {"query": query, "variables": variables}
        async with client.stream("POST", served.url, json=body, headers={"accept": accept}) as response:
            assert response.headers["content-type"].startswith("text/event-stream"), await response.aread()
            yield _events(response)


async def _events(response: httpx2.Response) -> AsyncGenerator[tuple[str, Any], None]:
    name = ""
    async for text in response.aiter_lines():
        field, _, value = text.partition(":")
        if field == "event":
            name = value.strip()
        elif field == "data":
            yield name, json.loads(value) if value.strip() else None


async def come_to_rest(feed: Feed) -> None:
    """Wait until nobody subscribes and nothing runs."""
    async with asyncio.timeout(PATIENCE_S):
        while not feed.is_idle:  # noqa: ASYNC110 - what others leave behind has no event
            await asyncio.sleep(0.02)
