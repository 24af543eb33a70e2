"""Results as server-sent events: the distinct connections mode of graphql-sse."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import orjson
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send
from strawberry.http import process_result

STREAM = "text/event-stream"
QUIET_S = 12.0
"""After how long without an event something is said, so that nobody between takes the line for dead."""

HEADERS = {
    "cache-control": "no-cache, no-transform",
    "vary": "accept",
    # A proxy that gathers what it sends on would keep events back.
    "x-accel-buffering": "no",
}


class EventStream(StreamingResponse):
    """Each result an event `next`, then `complete`. However it ends, the results are closed with it."""

    def __init__(self, results: AsyncGenerator[Any, None]) -> None:
        self._events = events(results)
        super().__init__(self._events, media_type=STREAM, headers=HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Until they end, or the caller leaves."""
        async with aclosing(self._events):
            await super().__call__(scope, receive, send)


async def events(results: AsyncGenerator[Any, None], quiet_s: float = QUIET_S) -> AsyncGenerator[str, None]:
    """The results as text, with a comment now and then while there is none."""
    async with aclosing(results):
        following = asyncio.ensure_future(anext(results))
        try:
            while True:
                await asyncio.wait((following,), timeout=quiet_s)
                if not following.done():
                    yield ":\n\n"
                    continue
                try:
                    result = following.result()
                except StopAsyncIteration:
                    break
                yield f"event: next\ndata: {orjson.dumps(process_result(result)).decode()}\n\n"
                following = asyncio.ensure_future(anext(results))
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
    # Browsers leave events out that have no data.
    yield "event: complete\ndata:\n\n"
