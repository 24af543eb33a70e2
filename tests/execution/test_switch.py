"""When lists are completed by compiled functions: where the setting says so, and it is worth it."""

from typing import cast

import pytest
import strawberry

from app.cli.ask import Desk
from app.settings import Settings, read_settings
from app.web.assemble import assemble
from graph.database import Database
from rules.trace import Gap as Record
from rules.trace import GapReason
from schema.build import build
from schema.execution import CompiledExecutor
from schema.execution.executor import WORTH_IT
from schema.trace import Gap
from tests.execution.asking import ASKING

NOWHERE = cast("Database", None)


@strawberry.type
class Query:
    @strawberry.field
    def gaps(self, first: int) -> list[Gap]:
        """As many as one likes."""
        return cast("list[Gap]", [Record(str(n), GapReason.NO_INPUTS, None, n) for n in range(first)])


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The items of lists that are left to graphql-core."""
    seen: list[object] = []
    complete = CompiledExecutor.complete_list_item_value

    def watched(self: CompiledExecutor, item: object, *args: object) -> bool:
        seen.append(item)
        return complete(self, item, *args)  # pyright: ignore[reportArgumentType] - handed on

    monkeypatch.setattr(CompiledExecutor, "complete_list_item_value", watched)
    return seen


@pytest.mark.parametrize(("said", "compiled"), [("", True), ("true", True), ("false", False)])
def test_the_setting_is_true_until_it_is_false(monkeypatch: pytest.MonkeyPatch, said: str, compiled: bool) -> None:
    monkeypatch.setenv("BATLAS_COMPILED", said)
    assert read_settings().compiled is compiled


@pytest.mark.parametrize("compiled", [True, False])
def test_whoever_answers_follows_the_setting(compiled: bool) -> None:
    settings = Settings(compiled=compiled)
    served = {getattr(route, "path", ""): route for route in assemble(settings, NOWHERE).routes}["/graphql"]
    for schema in (served.endpoint._schema, Desk(settings, NOWHERE)._schema):  # pyright: ignore[reportAttributeAccessIssue]
        assert issubclass(schema.execution_context_class, CompiledExecutor) is compiled


async def test_a_list_is_compiled_once_it_is_worth_it(left: list[object]) -> None:
    schema = build(query=Query)
    query = "query ($first: Int!) { gaps(first: $first) { key reason itemKind tier } }"
    for first, by_core in ((WORTH_IT - 1, WORTH_IT - 1), (1, 0), (1_000, 0)):
        left.clear()
        result = await schema.execute(query, {"first": first}, context_value=ASKING)
        assert result.data is not None
        assert result.data["gaps"] == [
            {"key": str(n), "reason": "NO_INPUTS", "itemKind": None, "tier": n} for n in range(first)
        ]
        assert len(left) == by_core
