"""What every HTTP request passes: a request id, and a bound on its body."""

from uuid import uuid4

import orjson
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rules.errors import TooExpensive

LONGEST_ID = 64


class _TooLarge(Exception):
    """More of the body came than may."""


class Guard:
    """Names each request in its answer (`x-request-id`, the caller's own where it is plain) and refuses bodies that are too large."""

    def __init__(self, app: ASGIApp, max_body_mb: int) -> None:
        self._app = app
        self._limit = max_body_mb * 1_000_000
        message = f"The body is larger than the {max_body_mb} MB of BATLAS_MAX_BODY_MB. Cut the document, or raise it."
        self._refusal = orjson.dumps({"errors": [{"message": message, "extensions": {"code": TooExpensive.code}}]})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope).get("x-request-id", ""))
        scope.setdefault("state", {})["request_id"] = request_id
        taken, begun = 0, False

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._limit:
                raise _TooLarge
            return message

        async def named(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        try:
            await self._app(scope, bounded, named)
        except ClientDisconnect:
            # It left before it had said what it wanted.
            return
        except _TooLarge:
            if begun:
                raise
            await Response(self._refusal, 413, media_type="application/json")(scope, receive, named)


def _request_id(given: str) -> str:
    plain = given.isascii() and given.replace("-", "").replace("_", "").isalnum() and len(given) <= LONGEST_ID
    return given if plain else uuid4().hex
