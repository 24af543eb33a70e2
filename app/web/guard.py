"""What every HTTP request and WebSocket passes: a request id, a look at which page sent it, and a bound on its body."""

from collections.abc import Collection, Mapping
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.origin import READING, foreign_page
from app.web.refusal import body_of
from rules.errors import Forbidden, TooExpensive

LONGEST_ID = 64
BEGINNINGS = ("http.response.start", "websocket.accept", "websocket.http.response.start")


class _TooLarge(Exception):
    """More of the body came than may."""


class Guard:
    """Names each request in its answer (`x-request-id`, the caller's own where it is plain) and refuses writes and WebSockets from pages of others and bodies that are too large."""

    def __init__(
        self, app: ASGIApp, max_body_mb: int, own_limits: Mapping[str, tuple[int, str]], pages: Collection[str] = ()
    ) -> None:
        """`own_limits`: beginning of a path to (MB, the setting that says so); `pages`: origins of others that may write."""
        self._app = app
        self._limit = (max_body_mb, "BATLAS_MAX_BODY_MB")
        self._own_limits = own_limits
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope).get("x-request-id", ""))
        scope.setdefault("state", {})["request_id"] = request_id
        taken, begun = 0, False
        most_mb, setting = self._limit_of(scope["path"])

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most_mb * 1_000_000:
                raise _TooLarge
            return message

        async def named(message: Message) -> None:
            nonlocal begun
            if message["type"] in BEGINNINGS:
                begun = True
                message.setdefault("headers", [])
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        page = None if scope.get("method") in READING else foreign_page(scope, self._pages)
        if page is not None:
            message = f"This was sent by {page}, and only pages of this address and of BATLAS_ALLOWED_ORIGINS may send what could write, or hold a line. A program sends no Origin."
            await Response(body_of(message, Forbidden.code), 403, media_type="application/json")(scope, receive, named)
            return
        try:
            await self._app(scope, bounded, named)
        except ClientDisconnect:
            # It left before it had said what it wanted.
            return
        except _TooLarge:
            if begun:
                raise
            message = f"The body is larger than the {most_mb} MB of {setting}. Cut the document, or raise it."
            refusal = Response(body_of(message, TooExpensive.code), 413, media_type="application/json")
            await refusal(scope, receive, named)

    def _limit_of(self, path: str) -> tuple[int, str]:
        return next((limit for start, limit in self._own_limits.items() if path.startswith(start)), self._limit)


def _request_id(given: str) -> str:
    plain = given.isascii() and given.replace("-", "").replace("_", "").isalnum() and len(given) <= LONGEST_ID
    return given if plain else uuid4().hex
