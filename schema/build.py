"""The schema, put together."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult

from schema.documents import documents
from schema.errors import coded
from schema.execution import CompiledExecutor
from schema.item import KINDS
from schema.limits import Limits, limiters
from schema.mutation import Mutation
from schema.query import Query
from schema.right import ReadRight
from schema.stream import coded_stream
from schema.subscription import Subscription


class Schema(strawberry.Schema):
    """Every result's errors are told and logged by schema/errors.py, and by nobody else."""

    async def execute(self, *args: Any, **kwargs: Any) -> ExecutionResult:
        """The result of one operation, its errors with codes."""
        result = await super().execute(*args, **kwargs)
        if result.errors:
            result.errors = [coded(error, kwargs["context_value"]) for error in result.errors]
        return result

    async def stream(self, *args: Any, **kwargs: Any) -> AsyncGenerator[Any, None]:  # pyright: ignore[reportIncompatibleMethodOverride] - of strawberry's results
        """The results of one operation, of a subscription as they come, their errors with codes; with loaders of its own, for a connection has many operations."""
        context = replace(kwargs["context_value"])
        context.renew()
        return coded_stream(await super().stream(*args, **{**kwargs, "context_value": context}), context)

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing: strawberry would log every wrong query with its traceback."""


def build(limits: Limits | None = None, *, compiled: bool = True, query: type = Query) -> Schema:
    """The schema within the limits; none: for a caller in this process, who needs none.

    `compiled` changes no answer, only how soon it is there. `query` is another root, for who measures.
    """
    held = limiters(limits) if limits is not None else []
    return Schema(
        query=query,
        mutation=Mutation,
        subscription=Subscription,
        types=list(KINDS.values()),
        extensions=[*held, ReadRight, documents()],
        execution_context_class=CompiledExecutor if compiled else None,
        config=StrawberryConfig(),
    )
