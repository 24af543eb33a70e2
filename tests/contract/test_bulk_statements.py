"""A bulk load answers every statement that taking documents in one by one runs; corrections it refuses."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from graph.bulk import keep, recall
from graph.bulk.draft import Draft
from graph.bulk.memory import Memory
from graph.intake import absorb, close, dispute, flows, ledger, links, nodes, write
from graph.intake import open as beginnings

CYPHER = re.compile(r"\b(MATCH|MERGE|UNWIND|CREATE)\b")


@pytest.mark.parametrize(
    "module",
    [absorb, close, dispute, flows, ledger, links, nodes, beginnings, write],
    ids=lambda module: module.__name__,
)
def test_every_statement_of_intake_is_answered_from_memory(module: ModuleType, tmp_path: Path) -> None:
    memory = Memory(Draft(tmp_path))
    recall.install(memory)
    keep.install(memory)
    constants = {name: value for name, value in vars(module).items() if name.isupper()}
    found = {
        f"{name} {key}": text
        for name, value in constants.items()
        for key, text in (value.items() if isinstance(value, dict) else [("", value)])
        if isinstance(text, str) and CYPHER.search(text)
    }
    assert found
    assert [name for name, text in found.items() if text not in memory.answered] == []
