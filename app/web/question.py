"""What a caller asks over HTTP or a WebSocket, read and looked at before anything runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request

from app.web.media import is_utf8, media_type
from app.web.refusal import UnknownType
from rules.errors import InvalidInput

JSON = "application/json"
NONE = 'The request has no `query`: send {"query": "{ ... }"} by POST as application/json, or by GET as ?query='


@dataclass(frozen=True, slots=True)
class Question:
    """A document, or what it is known by, and what goes with it."""

    query: str | None
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None
    document_id: str | None = None


async def read_question(request: Request) -> Question:
    """Of the query string, or of a JSON body. Raises InvalidInput, UnknownType."""
    if request.method == "GET":
        return question_of(_of_url(request))
    kind, told = media_type(request.headers.get("content-type", ""))
    if kind != JSON or not is_utf8(told):
        raise UnknownType(f"A GraphQL request is sent as {JSON} in UTF-8; say so by Content-Type.")
    return question_of(_json(await request.body(), "The body"))


def question_of(told: object) -> Question:
    """Of what was told, its parts of the right types. Raises InvalidInput naming the part that is not."""
    if not isinstance(told, Mapping):
        raise InvalidInput("A GraphQL request is a JSON object; send operations one by one.")
    return Question(
        _part(told, "query", str, "a text"),
        _part(told, "variables", dict, "an object"),
        _part(told, "operationName", str, "a text"),
        _part(told, "extensions", dict, "an object"),
        _part(told, "documentId", str, "a text"),
    )


def _part(told: Mapping[str, Any], name: str, kind: type, meant: str) -> Any:
    value = told.get(name)
    if value is not None and not isinstance(value, kind):
        raise InvalidInput(f"`{name}` is {meant}, or left out.")
    return value


def _of_url(request: Request) -> dict[str, Any]:
    params = request.query_params
    twice = [name for name in params if len(params.getlist(name)) > 1]
    if twice:
        raise InvalidInput(f"The parameter {twice[0][:40]!r} is there twice.")
    told: dict[str, Any] = {**params}
    for name in ("variables", "extensions"):
        if name in told:
            told[name] = _json(told[name], f"`{name}`") if told[name] else None
    return told


def _json(text: bytes | str, what: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise InvalidInput(f"{what} is no JSON in UTF-8: {error}.") from error
