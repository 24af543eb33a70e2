"""Errors as callers outside GraphQL see them: a status, and the code and message that GraphQL has for them."""

import logging
from collections.abc import Mapping

import orjson
from starlette.requests import Request
from starlette.responses import Response

from rules.errors import (
    BatlasError,
    Conflict,
    Forbidden,
    InvalidInput,
    NotFound,
    TooExpensive,
    Unauthenticated,
    Unavailable,
)

log = logging.getLogger("batlas.web")

STATUS: Mapping[type[BatlasError], int] = {
    InvalidInput: 400,
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    TooExpensive: 422,
    Unavailable: 503,
}


class TooLarge(TooExpensive):
    """More bytes came than may."""


class UnknownEncoding(InvalidInput):
    """The body is packed in a way that is not read."""


class UnknownType(InvalidInput):
    """The body is of a media type that is not read."""


class NotAcceptable(InvalidInput):
    """No answer has a media type that the caller takes."""


class WrongMethod(InvalidInput):
    """It cannot be asked by this method of HTTP; `allowed` are those that it can be asked by."""

    def __init__(self, message: str, allowed: str) -> None:
        super().__init__(message)
        self.allowed = allowed


OWN: Mapping[type[BatlasError], int] = {
    TooLarge: 413,
    UnknownEncoding: 415,
    UnknownType: 415,
    NotAcceptable: 406,
    WrongMethod: 405,
}


def status_of(error: BatlasError) -> int:
    """The status that tells an error of this kind, its own or that of what it is a kind of."""
    known = {**STATUS, **OWN}
    return next((known[kind] for kind in type(error).__mro__ if kind in known), 500)


def body_of(message: str, code: str) -> bytes:
    """One error, in the shape of GraphQL."""
    return orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})


CHALLENGE = {"www-authenticate": 'Bearer realm="Batlas", error="invalid_token"'}
"""RFC 6750, 3."""


def refusal_of(error: BatlasError) -> Response:
    """What a caller gets instead of an answer."""
    headers = CHALLENGE if isinstance(error, Unauthenticated) else None
    return Response(body_of(str(error), error.code), status_of(error), headers, media_type="application/json")


async def refuse(_request: Request, error: Exception) -> Response:
    """An error that is meant."""
    assert isinstance(error, BatlasError)  # noqa: S101 - it is registered for these
    return refusal_of(error)


async def confess(request: Request, error: Exception) -> Response:
    """An error that nobody meant: logged, and told by the request's id alone."""
    log.error("request %s failed", request.state.request_id, exc_info=error)
    message = f"Something broke inside. Tell the operator the request id {request.state.request_id}."
    return Response(body_of(message, BatlasError.code), 500, media_type="application/json")
