"""Errors as callers see them: a code for each that is meant, and for each that is not a number to ask about."""

import logging

from graphql import GraphQLError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from rules.errors import BatlasError, InvalidInput
from schema.context import Context

MISASKED = (CannotGetOperationTypeError, InvalidOperationTypeError)
"""Errors of strawberry's that are the caller's: no such operation, or one that may not be asked so."""

log = logging.getLogger("batlas.graphql")


def coded(error: GraphQLError, context: Context) -> GraphQLError:
    """The error with its code; an unexpected one is logged, and told by the request's id alone."""
    original = error.original_error
    while isinstance(original, GraphQLError):
        original = original.original_error
    if isinstance(original, BatlasError):
        return told(error, str(original), original.code)
    if original is None or isinstance(original, MISASKED):
        return told(error, error.message, InvalidInput.code)
    log.error("request %s failed", context.request_id, exc_info=original)
    return told(
        error, f"Something broke inside. Tell the operator the request id {context.request_id}.", BatlasError.code
    )


def told(error: GraphQLError, message: str, code: str) -> GraphQLError:
    """The error at its place with another message and a code."""
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions={"code": code},
    )
