"""Results of an operation as they come."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from graphql import GraphQLError
from strawberry.types.execution import PreExecutionError

from schema.context import Context
from schema.errors import coded


async def coded_stream(results: Any, context: Context) -> AsyncGenerator[Any, None]:
    """The results, their errors with codes. What a limit refuses before anything is parsed is a result too, and the only one."""
    async with aclosing(results):
        try:
            async for result in results:
                if result.errors:
                    result.errors = [coded(error, context) for error in result.errors]
                yield result
        except Exception as error:
            fault = error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
            yield PreExecutionError(data=None, errors=[coded(fault, context)])
