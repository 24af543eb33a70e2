"""What is completed by compiled functions is what graphql-core would have answered, errors and all."""

from inspect import isawaitable
from random import Random
from types import SimpleNamespace as Thing
from typing import Any, cast

import pytest
from graphql import DocumentNode, ExecutionResult, GraphQLError, Undefined, execute, parse, validate
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Plain

from rules.trace import EdgeType, Gap, GapReason, NodeType, TraceEdge, TraceNode
from schema.execution import CompiledExecutor
from tests.execution.answers import SCHEMA, Left, Mark, Right, Size
from tests.execution.random_query import RandomQuery
from tests.execution.random_record import Later, RandomRecords

QUERIES = 10_000
PARTS = 10


class Eager(CompiledExecutor):
    """Compiles whatever it can at once, and counts."""

    worth_it = 0
    done = 0
    failed = 0

    def _completion(self, kind: Any, selected: Any, values: int) -> Any:
        complete = super()._completion(kind, selected, values)
        if complete is None:
            return None

        def counted(items: Any) -> list[Any]:
            Eager.failed += 1
            completed = complete(items)
            Eager.failed, Eager.done = Eager.failed - 1, Eager.done + 1
            return completed

        return counted


async def answer(executor: type[Plain], document: DocumentNode, root: Any, variables: dict[str, Any]) -> Any:
    """Data as text, so that the order of keys and 1 and 1.0 count, and all that is told of errors."""
    try:
        found: Any = execute(
            SCHEMA,
            document,
            root,
            variable_values=variables,
            executor_class=executor,
            is_awaitable=cast("Any", optimized_is_awaitable),
            operation_extensions=None,
        )
    except GraphQLError as error:
        return repr(error)
    result: ExecutionResult = await found if isawaitable(found) else found
    errors = [(error.formatted, repr(error.original_error)) for error in result.errors or ()]
    return repr(result.data), errors


class Broken(Exception):
    """An error that has all that a name has."""

    en = ko = "Name"


NODE = TraceNode("n", NodeType.ITEM, 1, 0, stated=True)
EDGE = TraceEdge("a", "b", EdgeType.CONSUMED)
NAME = Thing(en="Mine", ko=None)
GAP = Gap("g", GapReason.NO_INPUTS, None, 1)
LACKING = Thing(start="t", nodes=[NODE, Thing(key="m", depth=1, tier=None)])
TRACE = Thing(start="s", nodes=[NODE], edges=(EDGE,), gaps=(GAP,), coverage=Thing(items=1, gaps=1, share=0.0))
NAN, INFINITE = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("query", "root"),
    [
        pytest.param("{ names { a: ko b: en en } }", {"names": [NAME, NAME]}, id="aliases"),
        pytest.param("{ names { en } names { ko en } }", {"names": (NAME,)}, id="asked twice"),
        pytest.param("{ names { ...F } } fragment F on Name { ... { en } ... on Name { ko } }", {"names": [NAME]}, id="fragments"),
        pytest.param("{ names { en @skip(if: true) ko @include(if: false) } }", {"names": [NAME, None]}, id="nothing left"),
        pytest.param("{ names { __typename } }", {"names": [NAME, None, Undefined]}, id="no attribute"),
        pytest.param("{ names { __typename } }", {"names": [NAME, Broken("bad")]}, id="an error as an item"),
        pytest.param("{ names { __typename } }", {"names": [Later(NAME)]}, id="an item to wait for"),
        pytest.param("{ page { edges { cursor } pageInfo { __typename } } }", {"page": Thing(edges=[Thing(cursor="c")], page_info=Broken())}, id="an error as an object"),
        pytest.param("{ page { edges { node { __typename } } } }", {"page": Thing(edges=[Thing(node=Broken()), Thing(node=Later(NODE))])}, id="errors as objects in a list"),
        pytest.param("{ groups { member { __typename } } }", {"groups": [Thing(member=ValueError("bad"))]}, id="an error where none may be"),
        pytest.param("{ names { en ko } }", {"names": [Thing(en=Undefined, ko=Undefined)]}, id="what is not defined"),
        pytest.param("{ edges { source } gone: edges { target } }", {"edges": [EDGE, None]}, id="null where none may be"),
        pytest.param("{ traces { nodes { key depth } start } }", {"traces": [TRACE, LACKING]}, id="no error"),
        pytest.param("{ traces { nodes { key tier } start } }", {"traces": [TRACE, LACKING]}, id="null deep inside"),
        pytest.param("{ odd { table } }", {"odd": [Thing(table=[[1.5, None, 2], []])]}, id="lists of lists"),
        pytest.param("{ odd { table } }", {"odd": [Thing(table=[[1.5, NAN]]), Thing(table=[[-INFINITE]]), Thing(table=[[INFINITE]])]}, id="no numbers"),
        pytest.param("{ odd { table } words }", {"odd": [Thing(table=["12"])], "words": "ab"}, id="texts as lists"),
        pytest.param("{ words }", {"words": {"a": 1}}, id="an object as a list"),
        pytest.param("{ odd { count } }", {"odd": [Thing(count=value) for value in (2**31, -(2**31) - 1, True, 2.0, "7", 2**31 - 1)]}, id="whole numbers"),
        pytest.param("{ odd { sure } }", {"odd": [Thing(sure=value) for value in (0, 1, 2.0, "", True, False, None)]}, id="yes and no"),
        pytest.param("{ odd { shy } }", {"odd": [Thing(shy="a"), Thing(shy="")]}, id="a scalar that answers null"),
        pytest.param("{ odd { loud } }", {"odd": [Thing(loud="a")]}, id="a field with an extension"),
        pytest.param("{ odd { twice three: twice(times: 3) } }", {"odd": [Thing()]}, id="a field with an argument"),
        pytest.param("{ sizes }", {"sizes": [Size.SMALL, None, 2, True, 3, "LARGE", NodeType.ITEM]}, id="members of others"),
        pytest.param("{ words }", {"words": ["a", b"b", Thing(), ValueError("c"), Later("d"), 5]}, id="what is no text"),
        pytest.param("{ marks { key } }", {"marks": [Mark(key="m", weight=1.0), Thing(key="n")]}, id="not of the type"),
        pytest.param("{ odd { loud either { ... on Left { one } ... on Right { two } } } }", {"odd": [Thing(loud="a", either=Left(one="a", two="b")), Thing(loud="b", either=Right(one=1.0, two="c"))]}, id="one selection of two types"),
        pytest.param("{ a: odd { ...F odd { sure } } b: odd { ...F } } fragment F on Odd { loud odd { count } }", {"odd": [Thing(loud="a", odd=Thing(count=1, sure=True))]}, id="a field merged with another in one place and not in another"),
        pytest.param("query ($no: Boolean = true) { names { en @skip(if: $no) } }", {"names": [NAME, NAME]}, id="a switch that is null"),
        pytest.param("{ names { en ... @defer { ko } } }", {"names": [NAME]}, id="a directive that is none of this schema's"),
        pytest.param("{ facts { fields { name } submission { key } } }", {"facts": [Thing(fields=[Thing(name="n")])]}, id="beside a resolver"),
        pytest.param("{ names { __schema: en } __schema { types { name } } }", {"names": [NAME]}, id="introspection"),
    ],
)  # fmt: skip
async def test_each_irregularity_is_answered_alike(query: str, root: dict[str, Any]) -> None:
    document = parse(query)
    variables = {"no": None} if "$no" in query else {}
    expected = await answer(Plain, document, Thing(**root), variables)
    # Again with what was compiled before.
    assert [await answer(Eager, document, Thing(**root), variables) for _ in range(2)] == [expected, expected]


@pytest.mark.parametrize("part", range(PARTS))
async def test_ten_thousand_random_queries_are_answered_alike(part: int) -> None:
    random = Random(f"compiled {part}")
    Eager.done = Eager.failed = 0
    with_errors = 0
    roots = [
        RandomRecords(SCHEMA, random, wrong).record(SCHEMA.query_type) for wrong in (0, 0, 0.002, 0.005, 0.01, 0.03) * 5
    ]
    for number in range(QUERIES // PARTS):
        query = RandomQuery(SCHEMA, random)
        document = parse(query.text)
        if number % 50 == 0:
            assert validate(SCHEMA, document) == [], query.text
        root = random.choice(roots)
        variables = query.variables()
        expected = await answer(Plain, document, root, variables)
        assert await answer(Eager, document, root, variables) == expected, (query.text, variables)
        if variables:
            # The functions of the first answer are not for other switches.
            variables = query.variables()
            expected = await answer(Plain, document, root, variables)
            assert await answer(Eager, document, root, variables) == expected, (query.text, variables)
        with_errors += bool(expected[1])
    # Neither side of it went without saying.
    assert (Eager.done > 1_000, Eager.failed > 100, with_errors > 100) == (True, True, True)
