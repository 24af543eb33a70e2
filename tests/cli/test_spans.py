"""Spans of time as people type them."""

from datetime import timedelta

import pytest

from app.moment import read_span
from rules.errors import InvalidInput


@pytest.mark.parametrize(
    ("text", "span"),
    [("30m", timedelta(minutes=30)), ("24h", timedelta(days=1)), ("3660d", timedelta(days=3660)), ("0h", timedelta())],
)
def test_a_span_is_read(text: str, span: timedelta) -> None:
    assert read_span(text, "--expires") == span


@pytest.mark.parametrize(
    "text", ["", "90", "d", "-1d", "1.5h", "3661d", "999999d", "1000000d", "1 d", "1D", "١d", "1d\n"]
)
def test_what_is_no_span_is_told(text: str) -> None:
    with pytest.raises(InvalidInput, match="--expires is "):
        read_span(text, "--expires")
