"""Selections of everything that a schema answers, written from the schema itself, so that a new field is asked for without being named here."""

from collections.abc import Collection, Iterator, Mapping

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
    if isinstance(named, GraphQLUnionType):
        return f"{{ __typename {_kinds(schema, named, (), levels, seen)} }}"
    assert isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
    families = {named.name, *(interface.name for interface in named.interfaces)} - {"Node", "Thing"}
    levels = 0 if families & seen else levels
    fields = " ".join(_fields(schema, named, (), levels, seen | families))
    kinds = "" if isinstance(named, GraphQLObjectType) else _kinds(schema, named, named.fields, levels, seen | families)
    return f"{{ __typename {fields} {kinds} }}"


def _kinds(
    schema: GraphQLSchema,
    named: GraphQLUnionType | GraphQLInterfaceType,
    told: Collection[str],
    levels: int,
    seen: frozenset[str],
) -> str:
    """What the kinds have besides what is told already."""
    kinds = sorted(schema.get_possible_types(named), key=lambda kind: kind.name)
    own = {kind.name: " ".join(_fields(schema, kind, told, levels, seen)) for kind in kinds}
    return " ".join(f"... on {name} {{ __typename {fields} }}" for name, fields in own.items())


def _fields(
    schema: GraphQLSchema,
    named: GraphQLObjectType | GraphQLInterfaceType,
    told: Collection[str],
    levels: int,
    seen: frozenset[str],
) -> Iterator[str]:
    for name, field in named.fields.items():
        below = get_named_type(field.type)
        if name in told or not (levels or is_leaf_type(below)):
            continue
        # Types behind one interface may give one field other types.
        yield f"{named.name}_{name}: {name}{arguments(field)} {selection(schema, below, levels - 1, seen)}"


def arguments(field: GraphQLField) -> str:
    """Of the required arguments, as written in a query."""
    needed = [name for name, argument in field.args.items() if is_required_argument(argument)]
    return f"({', '.join(f'{name}: {ARGUMENTS[name]}' for name in needed)})" if needed else ""
