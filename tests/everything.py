"""Selections of everything that a schema answers, written from the schema itself, so that a new field is asked for without being named here."""

from collections.abc import Iterator, Mapping

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from schema.node import encode

MATERIALS = encode("Group", "KIND:MATERIAL")

DEEPEST = 10
"""Levels: more than there are types on a way."""

ARGUMENTS: Mapping[str, str] = {"mineral": "LITHIUM", "from": "{revision: 0}", "by": "KIND", "group": f'"{MATERIALS}"'}
"""Values of arguments that fields below the root require, by name."""


def selection(
    schema: GraphQLSchema, named: GraphQLNamedType, levels: int = DEEPEST, seen: frozenset[str] = frozenset()
) -> str:
    """`{...}` of all fields of the type, and so many levels of theirs, each type once on a way; '' for a leaf."""
    if is_leaf_type(named):
        return ""
    if isinstance(named, GraphQLUnionType | GraphQLInterfaceType):
        kinds = sorted(schema.get_possible_types(named), key=lambda kind: kind.name)
        fragments = " ".join(f"... on {kind.name} {selection(schema, kind, levels, seen)}" for kind in kinds)
        return f"{{ __typename {fragments} }}"
    assert isinstance(named, GraphQLObjectType)
    families = {named.name, *(interface.name for interface in named.interfaces)} - {"Node", "Thing"}
    levels = 0 if families & seen else levels
    return f"{{ __typename {' '.join(_fields(schema, named, levels, seen | families))} }}"


def _fields(schema: GraphQLSchema, named: GraphQLObjectType, levels: int, seen: frozenset[str]) -> Iterator[str]:
    for name, field in named.fields.items():
        below = get_named_type(field.type)
        if is_leaf_type(below):
            yield f"{_alias(named, name, field)}{name}{arguments(field)}"
        elif levels:
            yield f"{_alias(named, name, field)}{name}{arguments(field)} {selection(schema, below, levels - 1, seen)}"


def _alias(named: GraphQLObjectType, name: str, field: GraphQLField) -> str:
    # Types behind one interface may give one field other types.
    return f"{named.name}_{name}: "


def arguments(field: GraphQLField) -> str:
    """Of the required arguments, as written in a query."""
    needed = [name for name, argument in field.args.items() if is_required_argument(argument)]
    return f"({', '.join(f'{name}: {ARGUMENTS[name]}' for name in needed)})" if needed else ""
