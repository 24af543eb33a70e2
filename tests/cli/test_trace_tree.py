"""The tree of a trace, without a database."""

import itertools
from typing import Any

import pytest

from app.cli.console import answers
from app.cli.trace import DEEPEST, show_trace

NODE = {
    "type": "ITEM", "stated": True, "itemKind": "MATERIAL", "processKind": None, "name": None, "quantity": 1.0, "unit": "KG",
    "partyKey": None, "partyName": None, "facilityKey": None, "facilityName": None, "country": None,
}  # fmt: skip


def chain(steps: int) -> dict[str, Any]:
    """The answer about a lot that was topped up so many times."""
    keys = [f"urn:x:{number}" for number in range(steps + 1)]
    return {
        "start": keys[0],
        "nodes": [NODE | {"key": key} for key in keys],
        "edges": [{"source": source, "target": target} for source, target in itertools.pairwise(keys)],
        "coverage": None, "gaps": [], "warnings": [], "revision": 7, "truncated": False,
    }  # fmt: skip


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room for every level."""
    monkeypatch.setattr(answers, "width", 1000)


def test_a_long_chain_is_shown_as_far_as_a_person_reads(capsys: pytest.CaptureFixture[str]) -> None:
    show_trace(chain(2000))
    shown = capsys.readouterr().out
    assert f"urn:x:{DEEPEST}" in shown
    assert f"urn:x:{DEEPEST + 1}" not in shown
    assert "it goes on" in shown
    assert "2,001 nodes, 2,000 edges" in shown


def test_a_short_chain_is_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    show_trace(chain(3))
    shown = capsys.readouterr().out
    assert [f"urn:x:{number}" in shown for number in range(4)] == [True] * 4
    assert "it goes on" not in shown
