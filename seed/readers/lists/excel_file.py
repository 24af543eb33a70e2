"""Excel workbooks (xlsx), by openpyxl: it tells how a cell is shown, without which 12 % in a cell is 0.12 and a lot 00123 is 123."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl

from seed.readers.lists.excel_size import TooLarge, measure
from seed.readers.lists.mapping import Mapping
from seed.readers.lists.sheet import MOST_ROWS, Cell, Ledger, Row, Sheet, TooManyFaults

MOST_COLUMNS = 500
LAST_ROW = 1_048_576
"""Of Excel; where a row further down is said to be, all the blank ones above it would be gone through."""
MOST_CELLS = 3_000_000

FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Parts of a number format that are shown as they are."""


def sheets_of_xlsx(content: bytes, _mapping: Mapping, ledger: Ledger) -> list[Sheet]:
    """The visible sheets; none where it cannot be read, which is told. What is hidden is counted and warned of."""
    problem = _problem(content)
    if problem is not None:
        code, message, remedy = problem
        ledger.say(code, "document", message, remedy)
        return []
    try:
        measure(content)
        with warnings.catch_warnings():
            # Of what openpyxl leaves out, such as drop-down lists, a list of lots needs nothing.
            warnings.simplefilter("ignore")
            sheets = list(_sheets(_open(content, results=True), ledger))
            if _has_formulas(content):
                _tell_unsaved(_open(content, results=False), sheets, ledger)
    except TooLarge as error:
        ledger.say(
            "TOO_MANY_RECORDS", "document", str(error), "Cut it into lists that are each whole, without pictures."
        )
        return []
    except TooManyFaults:
        raise
    except Exception as error:
        # openpyxl, the XML reader and zlib raise whatever a broken part leads to.
        message = f"The workbook cannot be read: {type(error).__name__} {str(error)[:200]}."
        ledger.say(
            "INVALID_TABLE", "document", message, "Open it in Excel and save it again as xlsx, or send it as CSV."
        )
        return []
    return sheets


def _open(content: bytes, *, results: bool) -> Any:
    """The workbook, with the results of its formulas or with themselves."""
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=results, keep_links=False)


def _problem(content: bytes) -> tuple[str, str, str] | None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        message = "This is an Excel file of before 2007 (xls), or one under a password."
        return "INVALID_TABLE", message, "Save it as xlsx, without a password."
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "INVALID_TABLE", "This is no Excel workbook (xlsx).", "Send an xlsx, or name the format that it has."
    if any(part.flag_bits & 1 for part in parts):
        return "INVALID_TABLE", "The workbook is under a password.", "Save it without one."
    return None


def _sheets(book: Any, ledger: Ledger) -> Iterator[Sheet]:
    cells = 0
    for sheet in book.worksheets:
        # What the file says of its own size is often wrong.
        sheet.reset_dimensions()
        rows: list[Row] = []
        for number, row in enumerate(sheet.iter_rows(), 1):
            if number > LAST_ROW:
                raise TooLarge(f"The sheet {sheet.title} goes on past row {LAST_ROW:,}, the last of Excel.")
            read = tuple(_cell(cell) for cell in row)
            if not any(read):
                continue
            cells += len(read)
            if len(rows) >= MOST_ROWS or len(read) > MOST_COLUMNS or cells > MOST_CELLS:
                raise TooLarge(
                    f"The sheet {sheet.title} goes on past row {number}; {MOST_ROWS:,} rows of {MOST_COLUMNS} columns, {MOST_CELLS:,} cells together, are read at once."
                )
            rows.append((number, read))
        if sheet.sheet_state != "visible":
            if rows:
                ledger.ignored["rows of hidden sheets"] += len(rows)
                message = f"The sheet {sheet.title} is hidden and was not read; it has {len(rows):,} rows."
                ledger.say("UNKNOWN_TABLE", Sheet(sheet.title, ()).place(1, 0), message, "Show it, or delete it.")
            continue
        yield Sheet(sheet.title, rows)


def _cell(cell: Any) -> Cell | None:
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()
    if isinstance(value, str | int | float | bool | date | datetime | time):
        return Cell(value, QUOTED.sub("", cell.number_format or ""))
    return Cell(str(value))


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return any(FORMULA.search(parts.read(name)) for name in parts.namelist() if "worksheets/" in name)


def _tell_unsaved(book: Any, sheets: list[Sheet], ledger: Ledger) -> None:
    """Formulas whose result is not in the file: it would look as if the cell were blank."""
    known = {sheet.name: dict(sheet.rows) for sheet in sheets}
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), 1) if sheet.title in known else ():
            results = known[sheet.title].get(number, ())
            for column, cell in enumerate(row):
                if cell.data_type == "f" and (column >= len(results) or results[column] is None):
                    place = Sheet(sheet.title, ()).place(number, column)
                    message = f"The cell holds the formula {str(cell.value)[:80]} and no result."
                    ledger.say(
                        "INVALID_VALUE", place, message, "Open the workbook in Excel and save it, or write the value."
                    )
