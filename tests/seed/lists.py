"""Lists for tests: as CSV, and as a workbook of the same cells."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

from rules.reading import Reading, Terms
from rules.record import Record
from seed.readers import read

ACME = "urn:example:acme"
SENT = Terms(sender=ACME)


def csv(*rows: str, encoding: str = "utf-8") -> bytes:
    """The rows as a file."""
    return "\r\n".join(rows).encode(encoding)


def xlsx(*rows: Sequence[Any], title: str = "Lots", formats: dict[str, str] | None = None) -> bytes:
    """The rows as the one sheet of a workbook; `formats`: cell to its number format."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cell, shown in (formats or {}).items():
        sheet[cell].number_format = shown
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def codes(reading: Reading) -> list[tuple[str, str]]:
    """(code, pointer) of each finding but the summary."""
    return [(finding.code, finding.pointer) for finding in reading.findings if finding.code != "SUMMARY"]


def facts(reading: Reading, kind: str) -> list[Record]:
    """The facts of a type."""
    return [placed.fact for placed in reading.facts if placed.fact.type == kind]


def one(content: bytes, kind: str = "item", terms: Terms = SENT, form: str = "csv") -> Any:
    """The one fact of the type that a list without faults states."""
    reading = read(form, content, terms)
    assert codes(reading) == []
    (fact,) = facts(reading, kind)
    return fact
