"""Every question of graph/ runs one statement, however many rows it is asked about."""

import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

import graph
from graph.database import Database
from rules.scope import Scope
from rules.vocabulary import Mineral
from tests.chain import parse, take

Question = Callable[..., Awaitable[Any]]

MORE: dict[str, tuple[Any, ...]] = {"find_origins": (list(Mineral),)} | dict.fromkeys(
    (
        *("page_parts", "page_inputs", "page_outputs", "page_holdings"),
        *("page_measurements_of_items", "page_measurements_of_processes"),
    ),
    (10, ""),
)
"""What a question takes besides keys."""


def questions() -> Iterator[tuple[str, Question]]:
    """The public functions of graph/ that take a scope, the database and keys."""
    for module in pkgutil.iter_modules(graph.__path__, "graph."):
        # What withholds asks for who does not see all, and is no question.
        if module.ispkg or module.name == "graph.disclosure":
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if inspect.iscoroutinefunction(value) and not name.startswith("_") and value.__module__ == module.name:
                first = list(inspect.signature(value).parameters)[:3]
                if first == ["scope", "database", "keys"]:
                    yield name, value


QUESTIONS = dict(questions())


def test_the_questions_are_found() -> None:
    assert {"fetch_items", "fetch_wholes", "page_parts", "trace_upstream", "find_origins"} <= QUESTIONS.keys()
    assert len(QUESTIONS) >= 17


@pytest.fixture
async def keys(database: Database, prefix: str) -> list[str]:
    """Forty things: packs, their cells, the runs and the lots."""
    lines = [
        f"pack-{n} = cell-{n}\nwind-{n} CELL_PRODUCTION: 1 kg lot-{n} -> 1 pc cell-{n} @1 {{LITHIUM .1}}"
        for n in range(10)
    ]
    await take(database, parse("\n".join(lines), prefix))
    return [f"{prefix}:{name}-{n}" for name in ("pack", "cell", "lot", "wind") for n in range(10)]


@pytest.mark.parametrize("name", QUESTIONS)
async def test_one_statement_answers_for_one_thing_and_for_forty(
    scope: Scope, database: Database, keys: list[str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    for asked in (keys[:1], keys):
        seen: list[str] = []
        monkeypatch.setattr(database, "observe", seen.append)
        answers = await QUESTIONS[name](scope, database, asked, *MORE.get(name, ()))
        assert len(answers) == len(asked)
        counts.append(len(seen))
    assert counts == [1, 1]
