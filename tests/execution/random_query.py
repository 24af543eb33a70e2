"""Random queries over a schema: aliases, fields asked twice, fragments, @skip and @include with literals and variables."""

from random import Random
from typing import Any

from graphql import (
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
)

DEEPEST = 4

Fielded = GraphQLObjectType | GraphQLInterfaceType


class RandomQuery:
    """One query: its text, and values for its variables."""

    def __init__(self, schema: GraphQLSchema, random: Random) -> None:
        self._schema = schema
        self._random = random
        self._fragments: dict[str, list[tuple[str, str]]] = {}
        self._switches: set[int] = set()
        assert schema.query_type is not None
        body = self._selection(schema.query_type, 0)
        # The second half may be null, for all that @skip cannot be.
        declared = [f"$s{n}: Boolean{'!' if n < 3 else ' = true'}" for n in sorted(self._switches)]
        fragments = [text for known in self._fragments.values() for _, text in known]
        head = f"query Q({', '.join(declared)})" if declared else "query Q"
        self.text = " ".join((head, body, *fragments))

    def variables(self) -> dict[str, Any]:
        """Values; another time others."""
        pick = self._random.choice
        given = {n: pick((True, False)) if n < 3 else pick((True, False, False, None, ...)) for n in self._switches}
        return {f"s{n}": value for n, value in given.items() if value is not ...}

    def _selection(self, kind: GraphQLNamedType, depth: int, apart: bool = False) -> str:
        wanted = self._random.choices((1, 2, 3, 6), (5, 4, 2, 1))[0]
        chosen = [self._one(kind, depth, apart) for _ in range(wanted)]
        return f"{{ {' '.join(chosen)} }}"

    def _one(self, kind: GraphQLNamedType, depth: int, apart: bool) -> str:
        dice = self._random.random()
        members = list(self._schema.get_possible_types(kind)) if is_abstract_type(kind) else []
        if isinstance(kind, GraphQLUnionType) or (members and dice < 0.7):
            possible = self._random.choice(members)
            return f"... on {possible.name}{self._directive()} {self._selection(possible, depth + 1, True)}"
        assert isinstance(kind, Fielded)
        if dice < 0.08 and depth < DEEPEST:
            above = kind.interfaces if members or isinstance(kind, GraphQLObjectType) else ()
            condition = self._random.choice(("", f"on {kind.name}", *[f"on {one.name}" for one in above]))
            inside = self._schema.get_type(condition[3:]) if condition else kind
            assert inside is not None
            return f"... {condition}{self._directive()} {self._selection(inside, depth + 1, apart)}"
        if dice < 0.16 and depth < DEEPEST and not apart:
            return f"...{self._fragment(kind, depth)}{self._directive()}"
        return self._field(kind, depth, apart)

    def _field(self, kind: Fielded, depth: int, apart: bool) -> str:
        fields = {
            name: get_named_type(field.type)
            for name, field in kind.fields.items()
            if not any(map(is_required_argument, field.args.values()))
        }
        shallow = [name for name, inner in fields.items() if depth < DEEPEST or is_leaf_type(inner)]
        name = self._random.choice([*shallow, "__typename"])
        # One response name is always of one field, so that all can be merged.
        alias = f"of{kind.name}_{name}: " if apart else self._random.choice(("", "", f"a_{name}: ", f"b_{name}: "))
        inner = fields.get(name)
        below = "" if inner is None or is_leaf_type(inner) else f" {self._selection(inner, depth + 1)}"
        return f"{alias}{name}{self._directive()}{below}"

    def _fragment(self, kind: Fielded, depth: int) -> str:
        known = self._fragments.get(kind.name, [])
        if known and self._random.random() < 0.5:
            return self._random.choice(known)[0]
        body = self._selection(kind, depth + 1)
        here = self._fragments.setdefault(kind.name, [])
        name = f"F{kind.name}{len(here)}"
        here.append((name, f"fragment {name} on {kind.name} {body}"))
        return name

    def _directive(self) -> str:
        if self._random.random() < 0.8:
            return ""
        word = self._random.choice(("@skip", "@include"))
        switch = self._random.choice((0, 0, 1, 2, 3, 4, None, None))
        if switch is None:
            return f" {word}(if: {self._random.choice(('true', 'false'))})"
        self._switches.add(switch)
        return f" {word}(if: $s{switch})"
