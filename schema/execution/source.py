"""Functions that complete lists of plain objects, from generated source.

A plain object is of one type, and each of its selected fields is an attribute: a leaf, a plain object or a list of these. The
source holds names of attributes, which are identifiers of this program, and response names as quoted text; all else is
referred to by numbers.
"""

from collections.abc import Callable
from keyword import iskeyword
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    TypeNameMetaFieldDef,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.executor import Executor
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from schema.execution.leaf import PLAIN, leaf

Completion = Callable[[Any], list[Any]]
"""From a list or tuple of items to what is answered for them. Raises, whatever, where it is for graphql-core to say what is wrong."""

UNDERSTOOD = {"skip", "include"}


class NotPlain(Exception):
    """It is for graphql-core to complete."""


def completion(executor: Executor, item_type: GraphQLOutputType, selected: list[FieldDetails]) -> Completion:
    """The function that completes lists of items of the type, for this selection and these variables. Raises NotPlain, GraphQLError."""
    return _Function(executor).compiled(item_type, selected)


class _Function:
    """One function in the making."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._names: dict[str, Any] = {"plain": PLAIN, "listed": {list: True, tuple: True}}
        self._variables = 0

    def compiled(self, item_type: GraphQLOutputType, selected: list[FieldDetails]) -> Completion:
        """The function."""
        if not all(map(_plainly_selected, selected)):
            raise NotPlain
        lines = [
            "def complete(items):",
            "    listed[type(items)]",
            "    done = []",
            "    for item in items:",
            f"        done.append({self._value(item_type, selected, 'item')})",
            "    return done",
        ]
        exec("\n".join(lines), self._names)  # noqa: S102 - what it is made of is told above
        return self._names["complete"]

    def _value(self, kind: GraphQLOutputType, selected: list[FieldDetails], value: str) -> str:
        """The expression that completes the value of an expression."""
        nullable = not is_non_null_type(kind)
        inner = kind if nullable else kind.of_type
        if is_leaf_type(inner):
            return leaf(inner, nullable, value, self._refer)
        if is_list_type(inner):
            made = self._refer(completion(self._executor, inner.of_type, selected))
            return f"None if (v := {value}) is None else {made}(v)" if nullable else f"{made}({value})"
        if not is_object_type(inner) or inner.is_type_of is not None:
            raise NotPlain
        self._variables += 1
        name = f"o{self._variables}"
        fields = f"{{{', '.join(self._fields(inner, selected, name))}}}"
        if nullable:
            return f"None if ({name} := {value}) is None else plain[type({name})] and {fields}"
        return f"plain[type({name} := {value})] and {fields}"

    def _fields(self, parent: GraphQLObjectType, selected: list[FieldDetails], value: str) -> list[str]:
        grouped, deferred, _ = self._executor.collect_subfields(parent, selected)
        if deferred:
            raise NotPlain
        return [f"{name!r}: {self._field(parent, nodes, value)}" for name, nodes in grouped.items()]

    def _field(self, parent: GraphQLObjectType, selected: list[FieldDetails], value: str) -> str:
        node = selected[0].node
        field = self._executor.schema.get_field(parent, node.name.value)
        if field is TypeNameMetaFieldDef:
            return repr(parent.name)
        if field is None or not all(map(_plainly_selected, selected)):
            raise NotPlain
        return self._value(field.type, selected, f"{value}.{_attribute(field)}")

    def _refer(self, value: Any) -> str:
        name = f"n{len(self._names)}"
        self._names[name] = value
        return name


def _plainly_selected(selected: FieldDetails) -> bool:
    directives = {directive.name.value for directive in selected.node.directives or ()}
    return selected.fragment_variable_values is None and directives <= UNDERSTOOD


def _attribute(field: GraphQLField) -> str:
    """The attribute that answers the field. Raises NotPlain for a field that does more than read one."""
    definition = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if not isinstance(definition, StrawberryField) or not definition.is_basic_field:
        raise NotPlain
    name = definition.python_name
    if definition.default_resolver is not getattr or not name.isidentifier() or iskeyword(name):
        raise NotPlain
    return name
