"""Parquet, by pyarrow, which is as large as all the rest of Batlas and so an extra of its own."""

import importlib
import io
from collections.abc import Iterator, Sequence
from typing import Any

from app.export.table import Kind, Table
from rules.errors import Unavailable


def write_parquet(tables: Sequence[Table]) -> Iterator[bytes]:
    """One table; times are in UTC to the microsecond. Raises Unavailable without pyarrow."""
    (table,) = tables
    try:
        arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise Unavailable("Parquet needs pyarrow: install batlas[parquet], or ask for csv or ndjson.") from error
    types = {
        Kind.TEXT: arrow.string(),
        Kind.NUMBER: arrow.float64(),
        Kind.WHOLE: arrow.int64(),
        Kind.TRUTH: arrow.bool_(),
        Kind.TIME: arrow.timestamp("us", tz="UTC"),
        Kind.LIST: arrow.list_(arrow.string()),
    }
    schema = arrow.schema([(column.name, types[column.kind]) for column in table.columns])
    columns = [arrow.array([row[number] for row in table.rows], type=field.type) for number, field in enumerate(schema)]
    file = io.BytesIO()
    parquet.write_table(arrow.Table.from_arrays(columns, schema=schema), file)
    yield file.getvalue()
