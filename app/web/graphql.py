"""The GraphQL endpoint: GraphQL over HTTP, each answer in the media type that the caller likes best."""

from collections.abc import Callable

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Send
from starlette.types import Scope as ConnectionScope
from strawberry.exceptions import MissingQueryError
from strawberry.http import process_result
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from app.web.accept import choose, wishes
from app.web.question import JSON, NONE, Question, read_question
from app.web.refusal import NotAcceptable, WrongMethod, body_of, status_of
from rules.errors import BatlasError, InvalidInput
from schema.build import Schema
from schema.context import Context

RESPONSE = "application/graphql-response+json"
OFFERED = (JSON, RESPONSE)
"""What an answer can be, the first where the caller does not mind."""

ALLOWED = {"GET": {OperationType.QUERY}, "POST": {OperationType.QUERY, OperationType.MUTATION}}


class Endpoint:
    """`new_context` makes what one request carries."""

    def __init__(self, schema: Schema, new_context: Callable[[Request], Context]) -> None:
        self._schema = schema
        self._new_context = new_context

    async def __call__(self, scope: ConnectionScope, receive: Receive, send: Send) -> None:
        """Answer one request; what is no GraphQL request is told in JSON too."""
        request = Request(scope, receive)
        kind = choose(wishes(request.headers.get("accept")), OFFERED)
        try:
            response = await self._answer(request, kind)
        except BatlasError as error:
            headers = {"allow": error.allowed} if isinstance(error, WrongMethod) else {}
            response = _response(body_of(str(error), error.code), status_of(error), kind or JSON, headers)
        await response(scope, receive, send)

    async def _answer(self, request: Request, kind: str | None) -> Response:
        if request.method not in ALLOWED:
            raise WrongMethod("Ask by POST, or by GET as ?query=", ", ".join(ALLOWED))
        if kind is None:
            raise NotAcceptable(f"There is no such answer: accept one of {', '.join(OFFERED)}.")
        asked = await read_question(request)
        return _told(await self._execute(request, asked), kind)

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
        except MissingQueryError as error:
            raise InvalidInput(NONE) from error
        except CannotGetOperationTypeError as error:
            raise InvalidInput(error.as_http_error_reason()) from error
        except InvalidOperationTypeError as error:
            raise WrongMethod("A mutation is sent by POST: what GET asks changes nothing.", "POST") from error


def _told(result: ExecutionResult, kind: str) -> Response:
    """A request error has no `data`, and is a 400 in the response type of GraphQL over HTTP."""
    answer, status = process_result(result), 200
    if result.data is None and not any(error.path for error in result.errors or ()):
        del answer["data"]
        status = 400 if kind == RESPONSE else 200
    return _response(orjson.dumps(answer), status, kind, {})


def _response(body: bytes, status: int, kind: str, headers: dict[str, str]) -> Response:
    return Response(body, status, {"content-type": f"{kind}; charset=utf-8", "vary": "accept", **headers})
