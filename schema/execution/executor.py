"""The executor: graphql-core's, save that lists of plain objects, and plain objects, are completed by compiled functions."""

import weakref
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from graphql import GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo, OperationDefinitionNode
from graphql.execution.collect_fields import FieldDetails
from graphql.pyutils import AwaitableOrValue, Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from schema.execution.source import Completion, completion

Compiled = dict[tuple[Any, ...], Completion | int | None]
"""By type, selection and switches: the function; how many values were completed without one; none where there can be none."""

WORTH_IT = 16
"""Values from which on compiling a function takes less time than graphql-core would."""

MOST_COMPILED = 256
"""Functions that are kept of one operation: each setting of its switches may need others."""

_compiled: dict[int, Compiled] = {}


def compiled_for(operation: OperationDefinitionNode) -> Compiled:
    """What was compiled for an operation, for as long as its document is kept."""
    kept = _compiled.get(id(operation))
    if kept is None:
        kept = _compiled[id(operation)] = {}
        weakref.finalize(operation, _compiled.pop, id(operation)).atexit = False
    return kept


class CompiledExecutor(StrawberryGraphQLCoreExecutionContext):
    """Whatever is irregular in a value is left to graphql-core as a whole, so that its errors are what they would be."""

    worth_it = WORTH_IT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wrapped = self.middleware_manager is not None and self.middleware_manager.middlewares
        self._compiles = not wrapped and self.abort_signal is None
        self._compiled = compiled_for(self.operation)
        # No others can stand in @skip and @include.
        self._switches = frozenset(item for item in self.variable_values.coerced.items() if isinstance(item[1], bool))

    def complete_iterable_value(
        self,
        item_type: GraphQLOutputType,
        field_details_list: list[FieldDetails],
        info: GraphQLResolveInfo,
        path: Path,
        items: Iterable[Any],
        position_context: Any,
    ) -> AwaitableOrValue[list[Any]]:
        """A list. What can be gone through but once is never tried."""
        if type(items) is list or type(items) is tuple:
            complete = self._completion(item_type, field_details_list, len(items))
            if complete is not None:
                with suppress(Exception):
                    return complete(items)
        return super().complete_iterable_value(item_type, field_details_list, info, path, items, position_context)

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: list[FieldDetails],
        info: GraphQLResolveInfo,
        path: Path,
        result: Any,
        position_context: Any,
    ) -> AwaitableOrValue[dict[str, Any]]:
        """An object."""
        complete = self._completion(return_type, field_details_list, 1)
        if complete is not None:
            with suppress(Exception):
                return complete((result,))[0]
        return super().complete_object_value(return_type, field_details_list, info, path, result, position_context)

    def _completion(self, kind: GraphQLOutputType, selected: list[FieldDetails], values: int) -> Completion | None:
        """The function for so many more values, where they are worth one."""
        if not self._compiles:
            return None
        key = (kind, self._switches, *[id(field.node) for field in selected])
        found = self._compiled.get(key, 0)
        if not isinstance(found, int):
            return found
        if len(self._compiled) >= MOST_COMPILED:
            self._compiled.clear()
        if found + values < self.worth_it:
            self._compiled[key] = found + values
            return None
        complete = None
        with suppress(Exception):
            complete = completion(self, kind, selected)
        self._compiled[key] = complete
        return complete
