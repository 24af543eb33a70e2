"""Suppliers' lists in Excel: what a workbook does to values, and workbooks that are none."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from rules.vocabulary import Mineral
from seed.readers import read
from seed.readers.lists import excel_file, excel_size
from tests.seed.lists import SENT, codes, facts, one, xlsx


def repack(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The workbook with its parts changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in parts.namelist():
            changed.writestr(name, change(name, parts.read(name)))
    return packed.getvalue()


def test_a_cell_is_told_by_sheet_column_and_row() -> None:
    content = xlsx(("Lot", "Note", "Quantity (kg)"), ("L1", None, 5), ("L2", None, "many"), title="Lots 2026")
    assert codes(read("xlsx", content, SENT)) == [("INVALID_VALUE", "'Lots 2026'!C3")]
    assert codes(read("xlsx", xlsx(("Lot", "Quantity (kg)"), ("L1", "1,234")), SENT)) == [
        ("AMBIGUOUS_VALUE", "Lots!B2")
    ]


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904], ids=["1900", "1904"])
def test_a_date_is_a_date_in_both_calendars_of_excel(epoch: datetime | None) -> None:
    book = openpyxl.Workbook()
    if epoch is not None:
        book.epoch = epoch
    sheet = book.active
    assert sheet is not None
    sheet.append(["Lot", "Quantity (kg)", "Date"])
    sheet.append(["L1", 5, date(2026, 3, 1)])
    file = io.BytesIO()
    book.save(file)
    (run,) = facts(read("xlsx", file.getvalue(), SENT), "process")
    assert run.ended == datetime(2026, 3, 2, tzinfo=UTC)  # pyright: ignore[reportAttributeAccessIssue]


def test_a_number_that_is_shown_in_per_cent_is_a_fraction() -> None:
    content = xlsx(("Lot", "Quantity (kg)", "Ni (%)"), ("L1", 5, 0.223), formats={"C2": "0.0%"})
    assert one(content, form="xlsx").composition.fractions == {Mineral.NICKEL: 0.223}
    # Without the format it is what the header says: 0.223 of a hundred.
    content = xlsx(("Lot", "Quantity (kg)", "Ni (%)"), ("L1", 5, 0.223), formats={"C2": '0.0"%"'})
    assert one(content, form="xlsx").composition.fractions == {Mineral.NICKEL: pytest.approx(0.00223)}


def test_a_number_of_a_lot_is_as_it_is_shown() -> None:
    content = xlsx(("Lot", "Quantity (kg)"), (123, 5), (77.0, 5), (45, 5), formats={"A4": "00000"})
    reading = read("xlsx", content, SENT)
    assert codes(reading) == []
    assert [item.lot for item in facts(reading, "item")] == ["123", "77", "00045"]  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize(
    "number", [date(2026, 1, 2), 1234567890123456, True], ids=["a-date", "more-digits-than-excel-keeps", "a-truth"]
)
def test_a_number_that_excel_has_spoilt_is_refused(number: object) -> None:
    reading = read("xlsx", xlsx(("Lot", "Quantity (kg)"), (number, 5)), SENT)
    assert codes(reading) == [("INVALID_VALUE", "Lots!A2")]
    assert "as text" in reading.findings[0].remedy


def test_a_formula_without_a_result_is_no_blank() -> None:
    content = xlsx(("Lot", "Quantity (kg)"), ("L1", "=2+3"))
    assert codes(read("xlsx", content, SENT))[0] == ("INVALID_VALUE", "Lots!B2")
    kept = repack(content, lambda _, part: part.replace(b"<v></v>", b"<v>5</v>").replace(b"<v />", b"<v>5</v>"))
    assert one(kept, form="xlsx").quantity == 5


def test_headers_may_stand_below_a_title_and_other_sheets_beside() -> None:
    book = openpyxl.Workbook()
    lots = book.active
    assert lots is not None
    lots.title = "Lots"
    for row in (["Delivery list"], [], ["Lot", "Quantity (kg)"], ["L1", 5]):
        lots.append(row)
    book.create_sheet("Notes").append(["Thank you"])
    more = book.create_sheet("More")
    more.append(["Lot", "Quantity (t)"])
    more.append(["L2", 1])
    hidden = book.create_sheet("Old")
    hidden.append(["Lot", "Quantity (kg)"])
    hidden.append(["L0", 1])
    hidden.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    reading = read("xlsx", file.getvalue(), SENT)
    assert codes(reading) == [("UNKNOWN_TABLE", "Old!A1"), ("UNKNOWN_TABLE", "Notes!A1")]
    assert {f.severity for f in reading.findings} == {"WARNING"}
    assert [(item.lot, item.quantity) for item in facts(reading, "item")] == [("L1", 5), ("L2", 1000)]  # pyright: ignore[reportAttributeAccessIssue]
    assert dict(reading.ignored) == {"rows of hidden sheets": 2, "rows of Notes": 1, "rows above the headers": 1}


def test_a_lot_on_two_sheets_is_one_lot() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "A"
    for sheet, quantity in ((first, 5), (book.create_sheet("B"), 6)):
        sheet.append(["Lot", "Quantity (kg)"])
        sheet.append(["L1", quantity])
    file = io.BytesIO()
    book.save(file)
    reading = read("xlsx", file.getvalue(), SENT)
    assert codes(reading) == [("CONTRADICTING_ROWS", "B!B2")]
    assert "5 KG in A!B2 and 6 KG in B!B2" in reading.findings[0].message


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = xlsx(("Lot", "Quantity (kg)"), ("L1", 5))
    bomb = repack(content, lambda name, part: part + b" " * 3_000_000 if name.endswith("sheet1.xml") else part)
    assert len(bomb) < 20_000
    monkeypatch.setattr(excel_size, "MOST_UNPACKED", 3_000_000)
    monkeypatch.setattr(excel_file, "_open", lambda *_, **__: pytest.fail("it was opened"))
    reading = read("xlsx", bomb, SENT)
    assert codes(reading) == [("TOO_MANY_RECORDS", "document")]
    assert "unpacked" in reading.findings[0].message


LIST = (("Lot", "Quantity (kg)"), ("L1", 5))
INLINE = b'<row r="3"><c r="A3" t="inlineStr"><is><t>%s</t></is></c></row></sheetData>'


@pytest.mark.parametrize(
    ("more", "word"),
    [
        pytest.param(INLINE % (b" " * 32_768), "32,767", id="a-text-beyond-excel"),
        pytest.param(INLINE % b"</t></is><is><t>".join([b"x" * 11_000] * 3), "32,767", id="in-pieces"),
        pytest.param(b"<row>" + b"<c/>" * 70_000 + b"</row></sheetData>", "cells in a row", id="cells-of-one-row"),
        pytest.param(b"</sheetData>" + b"<y/>" * 10_001, "other elements", id="what-nobody-knows"),
        pytest.param(b"<row/>" * 10_001 + b"</sheetData>", "rows", id="blank-rows"),
        pytest.param(b'<row r="999999999"><c><v>1</v></c></row></sheetData>', "20,000", id="a-row-far-below"),
        pytest.param(b"</sheetData>" + b" " * 64_000_000, "64,000,000", id="blanks"),
    ],
)
def test_a_small_file_that_would_take_much_memory_or_time_is_refused(
    monkeypatch: pytest.MonkeyPatch, more: bytes, word: str
) -> None:
    # Lower than they are, for the sake of quick tests.
    for module, name, most in (
        (excel_size, "MOST_UNITS", 10_000),
        (excel_size, "MOST_OTHERS", 10_000),
        (excel_file, "LAST_ROW", 20_000),
    ):
        monkeypatch.setattr(module, name, most)
    bomb = repack(
        xlsx(*LIST), lambda name, part: part.replace(b"</sheetData>", more) if name.endswith("sheet1.xml") else part
    )
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        reading = read("xlsx", bomb, SENT)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert codes(reading) == [("TOO_MANY_RECORDS", "document")]
    assert word in reading.findings[0].message
    assert most < 20_000_000


def test_the_longest_text_of_excel_and_a_part_that_lies_of_its_size_are_what_they_are() -> None:
    long = xlsx(*LIST, ("L2", 6, "x" * 32_767))
    assert [item.lot for item in facts(read("xlsx", long, SENT), "item")] == ["L1", "L2"]  # pyright: ignore[reportAttributeAccessIssue]
    bomb = repack(long, lambda name, part: part + b" " * 65_000_000 if name.endswith("sheet1.xml") else part)
    whole = 65_000_000 + len(zipfile.ZipFile(io.BytesIO(long)).read("xl/worksheets/sheet1.xml"))
    liar = bomb.replace(whole.to_bytes(4, "little"), (5000).to_bytes(4, "little"))
    assert liar != bomb
    # No more of it is unpacked than it says, and then its sum is wrong.
    assert codes(read("xlsx", liar, SENT)) == [("INVALID_TABLE", "document")]


def test_rows_that_stand_far_below_cost_nothing_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Lot", "Quantity (kg)"])
    sheet.append(["L1", 5])
    sheet.cell(200_000, 1, "L2")
    sheet.cell(200_000, 2, 6)
    file = io.BytesIO()
    book.save(file)
    assert len(facts(read("xlsx", file.getvalue(), SENT), "item")) == 2
    monkeypatch.setattr(excel_file, "MOST_ROWS", 2)
    assert codes(read("xlsx", file.getvalue(), SENT)) == [("TOO_MANY_RECORDS", "document")]


def test_entities_in_a_part_are_not_expanded() -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "9">]>'
    content = xlsx(("Lot", "Quantity (kg)"), ("L1", 5))
    hostile = repack(
        content,
        lambda name, part: entity + part.replace(b"<v>5</v>", b"<v>&a;</v>") if name.endswith("sheet1.xml") else part,
    )
    reading = read("xlsx", hostile, SENT)
    assert codes(reading) == [("INVALID_TABLE", "document")]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"Lot,Quantity (kg)", id="csv"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, id="old-excel-or-under-a-password"),
        pytest.param(xlsx(("Lot",), ("L1",))[:-200], id="cut-off"),
        pytest.param(repack(xlsx(("Lot",), ("L1",)), lambda n, p: b"<x" if "sheet1" in n else p), id="broken-xml"),
        pytest.param(repack(xlsx(("Lot",), ("L1",)), lambda n, p: b"" if n.endswith("workbook.xml") else p), id="no-workbook"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_by_name(content: bytes) -> None:
    reading = read("xlsx", content, SENT)
    assert codes(reading) == [("INVALID_TABLE", "document")]
    assert reading.findings[0].remedy
