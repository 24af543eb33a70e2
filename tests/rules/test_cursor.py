"""Cursors of lists: what is written is read, and nothing else is."""

from datetime import UTC, datetime

import pytest

from rules.cursor import Cursor, read, write
from rules.listing import Position, Sort

TIME = datetime(2025, 1, 2, 3, 4, 5, 678, UTC)


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        (Sort.KEY, None),
        (Sort.NAME, "양극재"),
        (Sort.NAME, None),
        (Sort.REVISION, 7),
        (Sort.STARTED, TIME),
        (Sort.RECEIVED_AT, TIME),
    ],
)
def test_a_cursor_is_read_as_it_was_written(sort: Sort, value: str | int | datetime | None) -> None:
    cursor = Cursor("Item", 9, Position(value, "urn:x:1"))
    assert read(write(cursor), "Item", sort) == cursor


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("", Sort.KEY),
        ("junk", Sort.KEY),
        ("{}", Sort.KEY),
        ("[]", Sort.KEY),
        ("[" * 10_000, Sort.KEY),
        ('["Other", 1, null, "urn:x"]', Sort.KEY),
        ('["Item", "1", null, "urn:x"]', Sort.KEY),
        ('["Item", -1, null, "urn:x"]', Sort.KEY),
        ('["Item", true, null, "urn:x"]', Sort.KEY),
        ('["Item", 1e9, null, "urn:x"]', Sort.KEY),
        ('["Item", 99999999999999999999, null, "urn:x"]', Sort.KEY),
        ('["Item", 1, null, 5]', Sort.KEY),
        ('["Item", 1, null, "\\ud800"]', Sort.KEY),
        ('["Item", 1, "name", "urn:x"]', Sort.KEY),
        ('["Item", 1, 5, "urn:x"]', Sort.NAME),
        ('["Item", 1, "\\udfff", "urn:x"]', Sort.NAME),
        ('["Item", 1, "5", "urn:x"]', Sort.REVISION),
        ('["Item", 1, 99999999999999999999, "urn:x"]', Sort.REVISION),
        ('["Item", 1, "2025-01-01T00:00:00", "urn:x"]', Sort.STARTED),
        ('["Item", 1, "0001-01-01T00:00:00+14:00", "urn:x"]', Sort.STARTED),
        ('["Item", 1, "yesterday", "urn:x"]', Sort.RECEIVED_AT),
        ('["Item", 1, [], "urn:x"]', Sort.RECEIVED_AT),
    ],
)  # fmt: skip
def test_junk_is_no_cursor(text: str, sort: Sort) -> None:
    assert read(text, "Item", sort) is None
