"""Every question of graph/ goes by the one place that withholds."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

GRAPH = Path(__file__).parents[2] / "graph"

WITHHOLDING = {
    "admit",
    "disclose",
    "disclose_things",
    "forbid",
    "recognise",
    "sees_all",
    "stated_by",
    "require_local",
    "require_sender",
}

OPEN = {
    "walk": "a part of questions, which admit its keys",
    "read_recall": "a part of two questions, which disclose it",
    "as_of": "parameters",
    "newest_revision": "a number that tells no name",
    "check_revision": "a number that tells no name",
    "find_revision": "a number that tells no name",
    **dict.fromkeys(
        ("admit", "disclose", "disclose_things", "forbid", "disclose_report", "recognise", "stated_by", "unveil"),
        "the place itself",
    ),
}


def questions() -> Iterator[tuple[str, str, set[str]]]:
    """Functions that take a scope: file, name, and all that they call, themselves or by others of their file."""
    for path in sorted(GRAPH.rglob("*.py")):
        functions = {
            node.name: node
            for node in ast.parse(path.read_text()).body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        for name, function in functions.items():
            if not name.startswith("_") and any(one.arg == "scope" for one in function.args.args):
                yield str(path.relative_to(GRAPH)), name, calls(name, functions, set())


def calls(name: str, functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef], seen: set[str]) -> set[str]:
    """What a function calls."""
    if name not in functions or name in seen:
        return {name}
    seen.add(name)
    called = {
        node.func.id
        for node in ast.walk(functions[name])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    return {name}.union(*(calls(other, functions, seen) for other in called))


@pytest.mark.parametrize(
    ("file", "name", "called"), list(questions()), ids=lambda told: told if isinstance(told, str) else ""
)
def test_a_question_withholds(file: str, name: str, called: set[str]) -> None:
    assert name in OPEN or called & WITHHOLDING, f"{name} of graph/{file} answers whoever asks"
