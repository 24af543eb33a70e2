"""The GraphQL endpoint: GraphQL over HTTP, each answer in the media type that the caller likes best, and streams where something goes on."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Send
from starlette.types import Scope as ConnectionScope
from strawberry.http import process_result
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from app.web.accept import Wish, choose, names, wishes
from app.web.documents import Documents, PersistedQueryNotFound, PersistedQueryNotSupported
from app.web.lines import Lines
from app.web.origin import foreign_page
from app.web.question import JSON, Question, read_question
from app.web.refusal import NotAcceptable, WrongMethod, body_of, status_of
from app.web.sse import STREAM, EventStream
from rules.errors import BatlasError, Forbidden, InvalidInput
from schema.build import Schema
from schema.context import Context

RESPONSE = "application/graphql-response+json"
OFFERED = (JSON, RESPONSE, STREAM)
"""What an answer can be, the first where the caller does not mind."""

ANSWERS = (PersistedQueryNotFound, PersistedQueryNotSupported)

NO_STREAM = (
    f"A subscription goes on: accept {STREAM}, or connect by a WebSocket with the subprotocol graphql-transport-ws."
)

ALLOWED = {"GET": {OperationType.QUERY}, "POST": {OperationType.QUERY, OperationType.MUTATION}}


class Endpoint:
    """`new_context` makes what one request carries, `documents` tell what may run, `lines` hold the WebSockets, `pages` are the origins of others that may hold a stream."""

    def __init__(
        self,
        schema: Schema,
        new_context: Callable[[Request], Context],
        documents: Documents,
        lines: Lines,
        pages: Collection[str],
    ) -> None:
        self._schema = schema
        self._new_context = new_context
        self._documents = documents
        self._lines = lines
        self._pages = pages

    async def __call__(self, scope: ConnectionScope, receive: Receive, send: Send) -> None:
        """Answer one request, or hold one WebSocket; what is no GraphQL request is told in JSON too."""
        if scope["type"] == "websocket":
            await self._lines.hold(scope, receive, send)
            return
        request = Request(scope, receive)
        wished = wishes(request.headers.get("accept"))
        kind = choose(wished, OFFERED)
        try:
            response = await self._answer(request, wished, kind)
        except BatlasError as error:
            headers = {"allow": error.allowed} if isinstance(error, WrongMethod) else {}
            told = RESPONSE if kind == RESPONSE else JSON
            # To a caller of plain JSON this is an answer, by which it knows what to send.
            status = 200 if isinstance(error, ANSWERS) and told == JSON else status_of(error)
            response = _response(body_of(str(error), error.code), status, told, headers)
        await response(scope, receive, send)

    async def _answer(self, request: Request, wished: Sequence[Wish], kind: str | None) -> Response:
        if request.method not in ALLOWED:
            raise WrongMethod("Ask by POST, or by GET as ?query=", ", ".join(ALLOWED))
        if kind is None:
            raise NotAcceptable(f"There is no such answer: accept one of {', '.join(OFFERED)}.")
        asked = await read_question(request)
        asked = replace(asked, query=self._documents.find(asked))
        if kind == STREAM:
            return await self._stream(request, asked)
        try:
            return _told(await self._execute(request, asked), kind)
        except InvalidOperationTypeError as error:
            if error.operation_type is not OperationType.SUBSCRIPTION:
                raise WrongMethod("A mutation is sent by POST: what GET asks changes nothing.", "POST") from error
            # Of a subscription there is a stream and nothing else: it is answered so where it is listed at all.
            if not names(wished, STREAM):
                raise NotAcceptable(NO_STREAM) from error
            return await self._stream(request, asked)

    async def _stream(self, request: Request, asked: Question) -> Response:
        page = foreign_page(request.scope, self._pages)
        if page is not None:
            raise Forbidden(
                f"This was sent by {page}, and only pages of this address and of BATLAS_ALLOWED_ORIGINS may hold a line."
            )
        results = await self._schema.stream(
            asked.query,
            variable_values=asked.variables,
            context_value=self._new_context(request),
            operation_name=asked.operation_name,
            allowed_operation_types={*ALLOWED[request.method], OperationType.SUBSCRIPTION},
            operation_extensions=asked.extensions,
        )
        return EventStream(results)

    async def _execute(self, request: Request, asked: Question) -> ExecutionResult:
        try:
            return await self._schema.execute(
                asked.query,
                variable_values=asked.variables,
                context_value=self._new_context(request),
                operation_name=asked.operation_name,
                allowed_operation_types=ALLOWED[request.method],
                operation_extensions=asked.extensions,
            )
        except CannotGetOperationTypeError as error:
            raise InvalidInput(error.as_http_error_reason()) from error


def _told(result: ExecutionResult, kind: str) -> Response:
    """A request error has no `data`, and is a 400 in the response type of GraphQL over HTTP."""
    answer, status = process_result(result), 200
    if result.data is None and not any(error.path for error in result.errors or ()):
        del answer["data"]
        status = 400 if kind == RESPONSE else 200
    return _response(orjson.dumps(answer), status, kind, {})


def _response(body: bytes, status: int, kind: str, headers: dict[str, str]) -> Response:
    return Response(body, status, {"content-type": f"{kind}; charset=utf-8", "vary": "accept", **headers})
