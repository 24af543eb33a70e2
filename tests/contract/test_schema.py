"""The published schema is the real one, and all of it is explained."""

from pathlib import Path

import pytest
from graphql import GraphQLEnumType, GraphQLInterfaceType, GraphQLObjectType, is_introspection_type

from schema.build import build
from schema.enums import MEANINGS

COMMITTED = Path(__file__).parents[2] / "schema" / "schema.graphql"


def test_the_committed_sdl_is_the_schema() -> None:
    assert COMMITTED.read_text() == build().as_str() + "\n", "run `batlas export-schema -o schema/schema.graphql`"


def test_every_type_field_argument_and_value_is_described() -> None:
    bare: list[str] = []
    for name, kind in build()._schema.type_map.items():
        if is_introspection_type(kind):
            continue
        if not kind.description:
            bare.append(name)
        if isinstance(kind, GraphQLEnumType):
            bare += [f"{name}.{value}" for value, about in kind.values.items() if not about.description]
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field, about in kind.fields.items():
                bare += [f"{name}.{field}"] if not about.description else []
                bare += [f"{name}.{field}({arg})" for arg, told in about.args.items() if not told.description]
    assert bare == []


@pytest.mark.parametrize("kind", MEANINGS, ids=lambda kind: kind.__name__)
def test_every_vocabulary_has_a_meaning_for_each_value(kind: type) -> None:
    assert list(MEANINGS[kind]) == [value.name for value in kind]  # pyright: ignore[reportGeneralTypeIssues] - an enum


def test_no_field_shadows_a_method_of_client_classes() -> None:
    shadowing = {"copy", "json", "schema", "dict", "register"}
    for kind in build()._schema.type_map.values():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            assert not shadowing & kind.fields.keys()
