"""A query that was asked before is neither parsed nor validated again, and what is too long is not kept."""

import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from strawberry.types import ExecutionResult

import schema.documents
from schema.build import Schema, build
from schema.documents import LONGEST_REMEMBERED, MOST_REMEMBERED
from schema.execution import executor
from schema.limits import Limits
from tests.execution.asking import ASKING


class Counted:
    """A function that counts its calls."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.calls = 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        return self._function(*args, **kwargs)


async def ask(built: Schema, query: str) -> ExecutionResult:
    """Ask without a context, which only resolvers need, and errors that nobody means."""
    return await built.execute(query, context_value=ASKING)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Counts what is parsed."""
    counted = Counted(schema.documents.parse)
    monkeypatch.setattr("schema.documents.parse", counted)
    # Whatever else could parse does not.
    monkeypatch.setattr("strawberry.schema.schema.parse", None)
    return counted


@pytest.fixture
def validated(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Counts what is validated."""
    counted = Counted(schema.documents.validate_document)
    monkeypatch.setattr("schema.documents.validate_document", counted)
    monkeypatch.setattr("strawberry.schema.schema.validate_document", None)
    return counted


async def test_a_query_is_parsed_and_validated_once(parsed: Counted, validated: Counted) -> None:
    built = build(Limits())
    results = [await ask(built, "{ __typename }") for _ in range(3)]
    assert [result.data for result in results] == [{"__typename": "Query"}] * 3
    assert (parsed.calls, validated.calls) == (1, 1)
    await ask(built, "{ a: __typename }")
    assert (parsed.calls, validated.calls) == (2, 2)


async def test_what_validation_said_is_said_again(parsed: Counted, validated: Counted) -> None:
    built = build(Limits(depth=1))
    query = '{ item(key: "a:b") { owners { id } } nothing }'
    first, again = await ask(built, query), await ask(built, query)
    assert first.errors == again.errors
    assert ["depth 2" in error.message or "nothing" in error.message for error in first.errors or ()] == [True, True]
    assert (parsed.calls, validated.calls) == (1, 1)


async def test_limits_hold_for_a_schema_whatever_another_one_remembers(parsed: Counted) -> None:
    query = "{ a: __typename b: __typename }"
    assert (await ask(build(Limits()), query)).errors is None
    [error] = (await ask(build(Limits(aliases=1)), query)).errors or []
    assert "aliases" in error.message
    [error] = (await ask(build(Limits(tokens=5)), query)).errors or []
    assert "tokens" in error.message


async def test_what_cannot_be_parsed_is_told_with_its_place(parsed: Counted) -> None:
    built = build(Limits())
    for _ in range(2):
        [error] = (await ask(built, "{ a")).errors or []
        assert error.locations is not None
        assert (error.message, error.locations[0].column) == ("Syntax Error: Expected Name, found <EOF>.", 4)


async def test_a_long_query_is_answered_and_not_kept(parsed: Counted, validated: Counted) -> None:
    built = build(Limits())
    query = "{ __typename }" + " " * LONGEST_REMEMBERED
    for _ in range(2):
        assert (await ask(built, query)).data == {"__typename": "Query"}
    assert (parsed.calls, validated.calls) == (2, 2)


async def test_only_so_many_are_kept_and_what_was_compiled_goes_with_them(
    parsed: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build(Limits())
    operations: list[weakref.ref[Any]] = []
    remembered = executor.compiled_for
    monkeypatch.setattr(
        executor, "compiled_for", lambda operation: operations.append(weakref.ref(operation)) or remembered(operation)
    )
    for number in range(MOST_REMEMBERED + 5):
        await ask(built, f"{{ a{number}: __typename }}")
    gc.collect()
    assert sum(operation() is not None for operation in operations) == MOST_REMEMBERED
    assert sum(id(operation()) in executor._compiled for operation in operations if operation()) == MOST_REMEMBERED
    before = len(executor._compiled)
    del built
    gc.collect()
    assert len(executor._compiled) == before - MOST_REMEMBERED
