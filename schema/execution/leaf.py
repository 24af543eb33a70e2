"""Leaves in compiled functions: what graphql-core would make of a value, by its exact type where that can be told at once."""

from collections.abc import Callable
from enum import Enum
from types import GeneratorType, NoneType
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLNamedType,
    GraphQLString,
)
from graphql.execution import Executor
from graphql.pyutils import UndefinedType
from graphql.type.scalars import GRAPHQL_MAX_INT, GRAPHQL_MIN_INT

AS_THEY_ARE: dict[GraphQLNamedType, str] = {
    GraphQLString: "type(v := {value}) is str",
    GraphQLID: "type(v := {value}) is str",
    GraphQLInt: f"type(v := {{value}}) is int and {GRAPHQL_MIN_INT} <= v <= {GRAPHQL_MAX_INT}",
    # What is infinite or no number is not 0 when it is taken from itself.
    GraphQLFloat: "type(v := {value}) is float and v - v == 0",
    GraphQLBoolean: "(v := {value}) is True or v is False",
}
"""When the value `v` of a scalar is its own output."""


class PlainTypes(dict[type, bool]):
    """Types whose values graphql-core completes as they are. Raises TypeError for what it raises, awaits or takes for null."""

    def __missing__(self, kind: type) -> bool:
        """Remember it."""
        if issubclass(kind, Exception | NoneType | UndefinedType | GeneratorType) or hasattr(kind, "__await__"):
            raise TypeError(kind)
        self[kind] = True
        return True


PLAIN = PlainTypes()


def leaf(kind: GraphQLLeafType, nullable: bool, value: str, refer: Callable[[Any], str]) -> str:
    """The expression for a leaf whose value is the expression `value`. It uses the variable `v`, and raises for whatever would be an error."""
    other = refer(by_its_type(kind))
    member_type: type[Enum] | None = getattr(kind, "wrapped_cls", None)
    if isinstance(kind, GraphQLEnumType) and member_type is not None:
        names = refer({member: kind.coerce_output_value(member) for member in member_type})
        otherwise = f"None if v is None else {other}(v)" if nullable else f"{other}(v)"
        return f"{names}[v] if type(v := {value}) is {refer(member_type)} else {otherwise}"
    test = AS_THEY_ARE.get(kind)
    if test is not None:
        return f"v if {test.format(value=value)}{' or v is None' if nullable else ''} else {other}(v)"
    return f"None if (v := {value}) is None else {other}(v)" if nullable else f"{other}({value})"


def by_its_type(kind: GraphQLLeafType) -> Callable[[Any], Any]:
    """What the type makes of a value that is not null. Raises for one that it cannot represent."""

    def complete(value: Any) -> Any:
        _ = PLAIN[type(value)]
        return Executor.complete_leaf_value(kind, value)

    return complete
