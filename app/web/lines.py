"""WebSockets: GraphQL over them by graphql-transport-ws, and by nothing else."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, cast

import orjson
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL as PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.types.unset import UNSET

from app.web.credential import credential_in
from app.web.documents import Documents
from app.web.question import question_of
from app.web.refusal import body_of
from app.web.sign_in import SignIn
from rules.errors import BatlasError, TooExpensive, Unavailable
from rules.scope import Scope as Terms
from schema.build import Schema
from schema.context import Context

GREETING = timedelta(seconds=10)
"""How long a connection may say nothing before it says who it is."""

WRONG_PROTOCOL = 4406


class Lines:
    """All WebSockets of the process, at most `most`, each with at most `most_each` operations at once."""

    def __init__(
        self,
        schema: Schema,
        new_context: Callable[[WebSocket], Context],
        documents: Documents,
        sign_in: SignIn,
        most: int,
        most_each: int,
    ) -> None:
        self._schema = schema
        self._new_context = new_context
        self._view = View(documents, sign_in)
        self._most = most
        self._most_each = most_each
        self.open = 0

    async def hold(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection, until it ends."""
        if self.open >= self._most:
            message = f"There are {self._most} connections already (BATLAS_MAX_SUBSCRIPTIONS); come back later."
            refusal = Response(body_of(message, Unavailable.code), 503, media_type="application/json")
            await refusal(scope, receive, send)
            return
        socket = WebSocket(scope, receive, send)
        self.open += 1
        try:
            if PROTOCOL not in scope["subprotocols"]:
                await socket.accept()
                await socket.close(WRONG_PROTOCOL, f"Subprotocol not acceptable: ask for {PROTOCOL}")
                return
            await socket.accept(PROTOCOL)
            view = cast("Any", self._view)
            await Line(
                view,
                ASGIWebSocketAdapter(view, socket, socket),
                self._new_context(socket),
                None,
                self._schema,
                GREETING,
                self._most_each,
            ).handle()
        finally:
            self.open -= 1


class View:
    """What strawberry's side of a connection asks of a view, and what may run."""

    def __init__(self, documents: Documents, sign_in: SignIn) -> None:
        self.documents = documents
        self._sign_in = sign_in

    def decode_json(self, text: str) -> object:
        """A message. Raises orjson.JSONDecodeError, a json.JSONDecodeError."""
        return orjson.loads(text)

    def encode_json(self, message: object) -> str:
        """Text, not bytes: a client takes bytes for binary frames."""
        return orjson.dumps(message).decode()

    async def on_ws_connect(self, context: Context) -> object:
        """Whom the first message speaks for, where it brings a credential: a browser cannot send one beforehand. Nothing is said beside the acknowledgement."""
        params = context.connection_params
        try:
            credential = credential_in(params) if isinstance(params, Mapping) else None
            if credential is not None:
                context.scope = Terms(await self._sign_in.viewer_of(credential))
                context.renew()
        except BatlasError as error:
            raise ConnectionRejectionError from error
        return UNSET


class Line(BaseGraphQLTransportWSHandler[Context, None]):
    """One connection. What a message should have and has not is told by closing it, as the protocol wants."""

    async def handle_message(self, message: Any) -> None:
        """Only what is a message at all."""
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            await self.handle_invalid_message("A message is a JSON object with a `type`")
        elif message["type"] in ("subscribe", "complete") and not isinstance(message.get("id"), str):
            await self.handle_invalid_message("An operation has an `id`, a text")
        else:
            await super().handle_message(cast("Any", message))

    async def handle_subscribe(self, message: Any) -> None:
        """An operation that is asked for as it should be, and that is not one too many; else its error."""
        try:
            asked = question_of(message.get("payload"))
            query = cast("View", self.view).documents.find(asked)
            if len(self.operations) >= (self.max_subscriptions_per_connection or 0):
                raise TooExpensive(
                    f"There are {len(self.operations)} operations on this connection already (BATLAS_MAX_OPERATIONS_PER_SOCKET)."
                )
        except BatlasError as error:
            fault = {"message": str(error), "extensions": {"code": error.code}}
            await self.send_message(cast("Any", {"id": message["id"], "type": "error", "payload": [fault]}))
            return
        told = {"query": query, "variables": asked.variables, "operationName": asked.operation_name}
        await super().handle_subscribe(cast("Any", {**message, "payload": told}))
