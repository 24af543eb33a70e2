"""Made-up values for the fields of a schema, mostly what they should be, some of them wrong."""

from collections import deque
from collections.abc import Generator
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from random import Random
from types import SimpleNamespace
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLOutputType,
    GraphQLSchema,
    Undefined,
    get_named_type,
    is_enum_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
    is_scalar_type,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from rules.trace import NodeType
from rules.vocabulary import ItemKind
from tests.execution.answers import OWN, RECORDS


class Later:
    """A value that must be waited for, as often as one likes."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __await__(self) -> Generator[None, None, Any]:
        yield from ()
        return self._value


class Text(str):
    __slots__ = ()


class Foreign(StrEnum):
    ITEM = "ITEM"


WRONG: tuple[Any, ...] = (
    *(None, None, None, Undefined, True, 0, 3, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 10**400),
    *(2.0, 2.5, float("nan"), float("inf"), float("-inf"), Decimal("1.5"), "", "text", "7", "ITEM", b"bytes"),
    *(Text("sub"), Foreign.ITEM, NodeType.ITEM, ItemKind.CELL, date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=UTC)),
    *(object(), [], ["a"], (), {}, {"key": "a"}, SimpleNamespace(key="k"), ValueError("bad"), GraphQLError("told")),
    *(Later("later"), Later(None), Later(2.5), Later(ValueError("late")), deque(["a"]), range(2), str, len),
)

SCALARS: dict[str, tuple[Any, ...]] = {
    "String": ("", "a", "urn:x:1", "셀"),
    "ID": ("", "a", "urn:x:1"),
    "Int": (0, 1, -5, 2**31 - 1, -(2**31)),
    "Float": (0.0, -0.0, 1.5, 1e308, 3, -2.25),
    "Boolean": (True, False),
    "DateTime": (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), datetime(2025, 6, 1, 0, 0, 0, 7)),  # noqa: DTZ001
    "Date": (date(2026, 1, 2),),
    "Decimal": (Decimal("1.50"), Decimal(3)),
    "JSON": ({"a": [1, None]}, 3, "text", [], {}),
    "Shy": ("", "a"),
}

NEARLY: dict[str, tuple[Any, ...]] = {
    "Int": (2**31, -(2**31) - 1, True, 2.0, "7"),
    "Float": (float("nan"), float("inf"), float("-inf"), True, 10**400),
    "Boolean": (0, 1, 2.0, "true"),
    "String": (True, 7, 2.5, Text("sub"), Foreign.ITEM),
    "ID": (True, 7, 2.5, Text("sub")),
}
"""What is wrong, or looks so, for one scalar."""


class RandomRecords:
    """Values of a schema, of which a share is wrong."""

    def __init__(self, schema: GraphQLSchema, random: Random, wrong: float) -> None:
        self._schema = schema
        self._random = random
        self._wrong = wrong

    def value(self, kind: GraphQLOutputType, depth: int = 0) -> Any:
        """A value for a field of the type."""
        if self._random.random() < self._wrong:
            return self._random.choice(
                NEARLY.get(get_named_type(kind).name, WRONG) if self._random.random() < 0.5 else WRONG
            )
        if is_non_null_type(kind):
            return self._present(kind.of_type, depth)
        return None if self._random.random() < 0.25 else self._present(kind, depth)

    def _present(self, kind: GraphQLOutputType, depth: int) -> Any:
        pick = self._random.choice
        if is_list_type(kind):
            several = [self.value(kind.of_type, depth + 1) for _ in range(0 if depth > 6 else pick((0, 1, 2, 3)))]
            if self._random.random() < self._wrong:
                return pick((deque(several), dict.fromkeys(map(id, several)).keys(), Later(several)))
            return pick((several, tuple(several)))
        if is_enum_type(kind):
            member = pick(list(getattr(kind, "wrapped_cls")))  # noqa: B009 - Strawberry's own
            return member if self._random.random() < 0.9 else member.value
        if is_scalar_type(kind):
            return pick(SCALARS[kind.name])
        if is_object_type(kind):
            return self.record(kind, depth)
        return self.record(pick(list(self._schema.get_possible_types(kind))), depth)  # pyright: ignore[reportArgumentType]

    def record(self, kind: Any, depth: int = 0) -> Any:
        """An object of the type: the rules' own record where there is one."""
        values = {}
        for field in kind.fields.values():
            definition = field.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
            deep = depth > 6 and not is_non_null_type(field.type)
            # What a resolver reads is a text.
            made = self.value(field.type, depth + 1) if definition.is_basic_field and not deep else None
            values[definition.python_name] = made if definition.is_basic_field else self._random.choice(("a", None))
        if kind.name in OWN:
            return OWN[kind.name](**values)
        record = RECORDS.get(kind.name)
        if record is None:
            if self._random.random() < self._wrong and values:
                values.pop(self._random.choice(list(values)))
            return SimpleNamespace(**values)
        return record(**{field.name: values.get(field.name) for field in fields(record)})
