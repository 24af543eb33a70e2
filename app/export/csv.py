"""CSV (RFC 4180) as spreadsheets read it."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from app.export.table import Kind, Table

ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so is run as a formula by spreadsheets."""


def write_csv(tables: Sequence[Table]) -> Iterator[bytes]:
    """One table under its headers, in UTF-8 with the mark by which Excel knows it. A text that begins as a formula does is led by `'`; a list
    has a blank between its entries."""
    (table,) = tables
    yield codecs.BOM_UTF8
    yield _line([column.name for column in table.columns])
    texts = [column.kind in (Kind.TEXT, Kind.LIST) for column in table.columns]
    for row in table.rows:
        yield _line([_cell(value, text=text) for value, text in zip(row, texts, strict=True)])


def _cell(value: Any, *, text: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    written = " ".join(value) if isinstance(value, tuple) else str(value)
    return f"'{written}" if text and written.lstrip(" ").startswith(ACTIVE) else written


def _line(cells: Sequence[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()
