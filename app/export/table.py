"""An answer as tables."""

import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum, unique
from functools import cache
from typing import Any

from pydantic.alias_generators import to_camel


@unique
class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "TEXT"
    NUMBER = "NUMBER"
    WHOLE = "WHOLE"
    TRUTH = "TRUTH"
    TIME = "TIME"
    LIST = "LIST"


PLAIN: Mapping[type, Kind] = {
    bool: Kind.TRUTH,
    int: Kind.WHOLE,
    float: Kind.NUMBER,
    datetime: Kind.TIME,
    str: Kind.TEXT,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A name, as GraphQL has it, and what is below it; any value may be none."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values under columns: str, float, int, bool, datetime in UTC, or a tuple of str."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Answer:
    """All tables of a question, the one about the answer as a whole first."""

    revision: int
    tables: tuple[Table, ...]


Values = Callable[[Any], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Extra:
    """Columns beside those of a record, and their values for one."""

    columns: tuple[Column, ...]
    values: Values


NOTHING = Extra((), lambda _: ())


def table_of(
    name: str, record: type, records: Iterable[Any], *, before: Extra = NOTHING, after: Extra = NOTHING
) -> Table:
    """A row for each record under the fields of its dataclass that hold plain values, in their order."""
    kept = _columns(record)
    columns = (*before.columns, *(column for _, column in kept), *after.columns)
    rows = [
        (*before.values(each), *(_plain(getattr(each, field)) for field, _ in kept), *after.values(each))
        for each in records
    ]
    return Table(name, columns, rows)


def together(tables: Sequence[Table]) -> Table:
    """One table of the rows of tables that have the same columns."""
    return Table(tables[0].name, tables[0].columns, [row for table in tables for row in table.rows])


@cache
def _columns(record: type) -> list[tuple[str, Column]]:
    hints = typing.get_type_hints(record)
    found = ((field.name, _kind(hints[field.name])) for field in fields(record))
    return [(name, Column(to_camel(name), kind)) for name, kind in found if kind is not None]


def _kind(hint: Any) -> Kind | None:
    """None for what holds no plain value, such as a list of records."""
    if isinstance(hint, types.UnionType):
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is tuple and issubclass(typing.get_args(hint)[0], str):
        return Kind.LIST
    if not isinstance(hint, type):
        return None
    return next((plain for kind, plain in PLAIN.items() if issubclass(hint, kind)), None)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(str(each) for each in value)
    return value.value if isinstance(value, StrEnum) else value
