"""Suppliers' lists in Excel: what a workbook does to values, and workbooks that are none."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from rules.vocabulary import Mineral
from seed.readers import read
from seed.readers.lists import excel_file
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
    monkeypatch.setattr(excel_file, "MOST_UNPACKED", 3_000_000)
    monkeypatch.setattr(excel_file, "_open", lambda *_, **__: pytest.fail("it was opened"))
    reading = read("xlsx", bomb, SENT)
    assert codes(reading) == [("TOO_MANY_RECORDS", "document")]
    assert "unpacked" in reading.findings[0].message


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
