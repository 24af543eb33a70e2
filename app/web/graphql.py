"""The GraphQL endpoint: strawberry's view with JSON errors, the response type of GraphQL over HTTP, and a time limit."""

import asyncio
from collections.abc import Callable
from typing import Any

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Send
from starlette.types import Scope as ConnectionScope
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.types import ExecutionResult

from rules.errors import InvalidInput, TooExpensive
from schema.build import Schema
from schema.context import Context

RESPONSE_TYPE = "application/graphql-response+json"


class Endpoint(GraphQL[Context, None]):
    """`new_context` makes what one request carries."""

    def __init__(self, schema: Schema, new_context: Callable[[Request], Context], timeout_s: float) -> None:
        super().__init__(schema, graphql_ide=None, subscription_protocols=())
        self._new_context = new_context
        self._timeout_s = timeout_s

    async def __call__(self, scope: ConnectionScope, receive: Receive, send: Send) -> None:
        """Answer one request; what is no GraphQL request is told in JSON too."""
        request = Request(scope, receive)
        try:
            response = await self.run(request)
        except HTTPException as error:
            response = _refusal(request, error.status_code, error.reason)
        await response(scope, receive, send)

    async def get_context(self, request: Any, response: Any) -> Context:  # noqa: ARG002 - strawberry gives it
        """What the request carries."""
        return self._new_context(request)

    async def get_sub_response(self, request: Any) -> Response:
        """Remember how the caller wants the answer."""
        response = await super().get_sub_response(request)
        response.media_type = _media_type(request)
        return response

    async def execute_single(
        self,
        request: Request,
        request_adapter: AsyncHTTPRequestAdapter,
        sub_response: Response,
        context: Context,
        root_value: None,
        request_data: GraphQLRequestData,
    ) -> ExecutionResult:
        """Within the time that one operation may take; what the database still does for it is given up."""
        try:
            async with asyncio.timeout(self._timeout_s):
                return await super().execute_single(
                    request, request_adapter, sub_response, context, root_value, request_data
                )
        except TimeoutError:
            message = f"It took longer than the {self._timeout_s:g} s of BATLAS_OPERATION_TIMEOUT_S; ask for less."
            return ExecutionResult(None, [GraphQLError(message, extensions={"code": TooExpensive.code})])

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        """A request error has no `data`, and is a 400 in the response type of GraphQL over HTTP."""
        status = 200
        if isinstance(response_data, dict) and response_data.get("data") is None:
            errors = response_data.get("errors") or []
            if not any(isinstance(error, dict) and "path" in error for error in errors):
                del response_data["data"]
                status = 400 if sub_response.media_type == RESPONSE_TYPE else 200
        return Response(self.encode_json(response_data), status, media_type=sub_response.media_type)

    def encode_json(self, data: object) -> str:
        """Text, not bytes: a websocket client takes bytes for binary frames."""
        return orjson.dumps(data).decode()

    def decode_json(self, data: str | bytes) -> object:
        """An object, or a list of objects. Raises orjson.JSONDecodeError, a json.JSONDecodeError; HTTPException for other JSON."""
        value = orjson.loads(data)
        if not all(isinstance(one, dict) for one in (value if isinstance(value, list) else [value])):
            raise HTTPException(400, "A GraphQL request is a JSON object")
        return value


def _media_type(request: Request) -> str:
    accepted = request.headers.get("accept", "")
    return RESPONSE_TYPE if RESPONSE_TYPE in accepted else "application/json"


def _refusal(request: Request, status: int, reason: str) -> Response:
    hint = "" if status != 404 else ": send a query by POST, or by GET as ?query="
    errors = [{"message": f"{reason}{hint}", "extensions": {"code": InvalidInput.code}}]
    return Response(orjson.dumps({"errors": errors}), status, media_type=_media_type(request))
