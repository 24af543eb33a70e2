"""Lists of junk: never more than a finding, and never nothing said."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.checks.names import resolve
from rules.reading import Reading
from rules.vocabulary import Severity
from seed.readers import read
from seed.readers.lists.words import FIELDS, MINERALS
from tests.seed.lists import SENT, csv, xlsx

HEADERS = [
    *FIELDS,
    *(f"{word} (%)" for word in MINERALS),
    "quantity (kg)",
    "inputquantity (t)",
    "Price",
    "",
    "()",
    "x" * 600,
]
CELLS = [
    "", "-", "1,5", "1.234", "1,234", "12", "0", "-3", "1e400", "nan", "9" * 400, "５", "12 %", "3 t", "3 ton", "2026-03-01",
    "0000-00-00", "9999-12-31", "0001-01-01T00:00:00+14:00", "03/04/2026", "KR", "urn:a:b", "_:x", "BPNL00000003AYRE", "cell",
    "pack", "piece", "\u200b", "a" * 600, "가" * 200, "💥", "Total", "'", '"', "1E+17", "#REF!", "²", "١٢",
]  # fmt: skip
ROWS = st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=7), max_size=5)
HEADS = st.lists(st.sampled_from(HEADERS), min_size=1, max_size=6)


def judge(reading: Reading) -> None:
    """What every reading keeps: nothing is left out in silence, and every finding says what to do."""
    assert all(finding.message and finding.remedy and len(finding.message) < 2000 for finding in reading.findings)
    assert reading.facts or any(finding.severity is Severity.ERROR for finding in reading.findings)
    assert reading.header is not None
    resolve(reading, reading.header.sender)


@settings(max_examples=150, deadline=None)
@given(heads=HEADS, rows=ROWS, between=st.sampled_from(";,\t|"), junk=st.binary(max_size=4), at=st.integers(0, 400))
def test_any_table_of_text_is_read_or_refused(
    heads: list[str], rows: list[list[str]], between: str, junk: bytes, at: int
) -> None:
    content = csv(*(between.join(row) for row in (["lot", *heads], *rows)))
    judge(read("csv", content, SENT))
    judge(read("csv", content[:at] + junk + content[at:], SENT))


@settings(max_examples=25, deadline=None)
@given(heads=HEADS, rows=ROWS, part=st.integers(0, 9), at=st.integers(0, 5000), junk=st.binary(min_size=1, max_size=3))
def test_any_workbook_is_read_or_refused(
    heads: list[str], rows: list[list[str]], part: int, at: int, junk: bytes
) -> None:
    content = xlsx(["lot", *heads], *rows)
    judge(read("xlsx", content, SENT))
    at %= len(content)
    judge(read("xlsx", content[:at] + junk + content[at + len(junk) :], SENT))
    spoilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(spoilt, "w") as changed:
        for number, name in enumerate(parts.namelist()):
            whole = parts.read(name)
            cut = at % len(whole)
            changed.writestr(name, whole[:cut] + junk + whole[cut + 1 :] if number == part else whole)
    judge(read("xlsx", spoilt.getvalue(), SENT))


@settings(max_examples=50, deadline=None)
@given(name=st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_any_name_of_a_supplier_is_taken_or_refused(name: str) -> None:
    quoted = name.replace('"', '""')
    judge(read("csv", csv("Lot;Quantity (kg);Supplier;Supplier lot", f'L1;5;"{quoted}";S1'), SENT))
