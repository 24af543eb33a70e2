"""The schema, put together."""

import strawberry
from graphql import GraphQLError
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from schema import enums
from schema.errors import Errors
from schema.item import KINDS
from schema.limits import Limits, limiters
from schema.mutation import Mutation
from schema.query import Query


class Schema(strawberry.Schema):
    """Errors are told and logged by schema/errors.py alone."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing: strawberry would log every wrong query with its traceback."""


def build(limits: Limits | None = None) -> Schema:
    """The schema within the limits; none: for a caller in this process, who needs none."""
    enums.describe()
    held = limiters(limits) if limits is not None else []
    return Schema(
        query=Query,
        mutation=Mutation,
        types=list(KINDS.values()),
        extensions=[Errors, *held, ParserCache, ValidationCache],
        config=StrawberryConfig(),
    )
