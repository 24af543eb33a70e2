"""The schema, put together."""

from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult

from schema.errors import coded
from schema.item import KINDS
from schema.limits import Limits, limiters
from schema.mutation import Mutation
from schema.query import Query
from schema.right import ReadRight


class Schema(strawberry.Schema):
    """Every result's errors are told and logged by schema/errors.py, and by nobody else."""

    async def execute(self, *args: Any, **kwargs: Any) -> ExecutionResult:
        """The result of one operation, its errors with codes."""
        result = await super().execute(*args, **kwargs)
        if result.errors:
            result.errors = [coded(error, kwargs["context_value"]) for error in result.errors]
        return result

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing: strawberry would log every wrong query with its traceback."""


def build(limits: Limits | None = None) -> Schema:
    """The schema within the limits; none: for a caller in this process, who needs none."""
    held = limiters(limits) if limits is not None else []
    return Schema(
        query=Query,
        mutation=Mutation,
        types=list(KINDS.values()),
        extensions=[*held, ReadRight, ParserCache, ValidationCache],
        config=StrawberryConfig(),
    )
