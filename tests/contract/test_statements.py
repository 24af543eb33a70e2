"""Every statement is planned by the real server: none reads all nodes, multiplies sets or walks without a bound."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import graph
from graph import api_key
from graph.database import Database
from graph.listing.item import ITEMS
from graph.listing.statement import Lists
from tests.chain import parse, take
from tests.conftest import RUN

CYPHER = re.compile(r"\b(MATCH|MERGE|UNWIND|CREATE)\b")
SCANS = re.compile("AllNodesScan|.*ByLabelScan|.*IndexScan|.*AllRelationshipsScan|.*RelationshipTypeScan")
SMALL = {"MATCH (m:Migration) RETURN max(m.number) AS newest", api_key.LIST}
"""There are as many migrations as there are files, and as many API keys as somebody made by hand."""

WHOLE = {"graph.recall_gap.GAPS"}
"""Looks at everything once, and says so: there is no shorter way to what nobody has stated."""


def constants() -> Iterator[tuple[str, str]]:
    """Name and text of all Cypher in graph/: upper-case constants and tables of them."""
    for module in pkgutil.walk_packages(graph.__path__, "graph."):
        if "supervisor" in module.name or "lock_jars" in module.name:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if not name.isupper():
                continue
            if isinstance(value, Lists):
                # Descending, the indexes are read from their other end.
                one_way = {way: text for way, text in value.pages.items() if way.endswith("ASC")}
                yield from ((f"{module.name}.{name} {way}".strip(), text) for way, text in one_way.items())
                yield from ((f"{module.name}.{name} count {way}".strip(), text) for way, text in value.counts.items())
            for key, text in value.items() if isinstance(value, dict) else [("", value)]:
                # A schema statement cannot be explained; migrations hold only those.
                if isinstance(text, str) and CYPHER.search(text) and "CONSTRAINT" not in text:
                    yield f"{module.name}.{name} {key}".strip(), text


def statements(found: dict[str, str]) -> dict[str, str]:
    """Without what is only a part of other statements, and is explained there."""
    whole = set(found.values())
    return {name: text for name, text in found.items() if not any(text in other and text != other for other in whole)}


STATEMENTS = statements(dict(constants()))


@pytest.fixture(scope="module", autouse=True)
async def graph_to_plan_for(database: Database) -> None:
    """Some hundred things, and their statistics: of an empty graph the planner rightly reads all."""
    runs = (f"wind-{n} CELL_PRODUCTION: 1 kg lot-{n} -> 1 pc cell-{n}\npack-{n} = cell-{n}" for n in range(100))
    await take(database, parse("\n".join(runs), f"urn:t:{RUN}:plans"))
    await database.run_alone("CALL db.prepareForReplanning(60)")


async def explain(database: Database, text: str) -> dict[str, Any]:
    """The statement's plan."""
    parameters = {"keys": ["a"], "rows": [], "pairs": [], "limit": 10, "most": 10, "revision": 1, "after": ""}
    parameters |= {"looked_at": 10, "query": "a", "text": "a", "labels": []}
    parameters = {name: parameters.get(name) for name in re.findall(r"\$(\w+)", text)}
    async with database._driver.session() as session:  # a plan is in the summary, which the database does not hand out
        result = await session.run(f"EXPLAIN {text}", parameters)  # pyright: ignore[reportArgumentType] - constants all
        summary = await result.consume()
    assert summary.plan is not None
    return summary.plan


def faults(plan: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a plan."""
    name, details, children = (
        plan["operatorType"].split("@")[0],
        plan["args"].get("Details", ""),
        plan.get("children", []),
    )
    if SCANS.fullmatch(name):
        yield name
    # A product with a thing found by its unique key is as long as its other side.
    if name == "CartesianProduct" and not any(is_single(child) for child in children):
        yield name
    if name.startswith("VarLengthExpand") and ("Pruning" not in name or re.search(r"\*(\d+)?\.\.(?!\d)", details)):
        yield f"{name} {details}"
    for child in children:
        yield from faults(child)


def is_single(plan: dict[str, Any]) -> bool:
    """Whether it gives one row at the most."""
    name, details = plan["operatorType"].split("@")[0], plan["args"].get("Details", "")
    if name in {"Projection", "CacheProperties", "Filter"}:
        return is_single(plan["children"][0])
    # An aggregation without a key to group by begins with its function.
    of_all = name == "EagerAggregation" and re.match(r"(collect|count|max|min|sum)\(", details) is not None
    return of_all or (name.startswith("NodeUniqueIndexSeek") and " IN " not in details)


def test_the_statements_are_found() -> None:
    assert len(STATEMENTS) > 60
    assert {"graph.upstream.TRACE_NOW", "graph.upstream.TRACE_PAST", "graph.origin.SYSTEM_NOW"} <= STATEMENTS.keys()
    assert {"graph.item.FETCH", "graph.intake.write.LINKS CONTAINS"} <= STATEMENTS.keys(), "constants and tables"
    assert {"graph.listing.item.ITEMS  KEY ASC", "graph.listing.item.ITEMS count"} <= STATEMENTS.keys(), "lists"
    assert "graph.walk.EDGES_NOW" not in STATEMENTS, "a part of others"


@pytest.mark.parametrize("name", STATEMENTS)
async def test_a_statement_is_planned_well(database: Database, name: str) -> None:
    if STATEMENTS[name].strip() in SMALL or name in WHOLE:
        return
    assert list(faults(await explain(database, STATEMENTS[name]))) == []


@pytest.mark.parametrize("order", ["ASC", "DESC"])
@pytest.mark.parametrize(
    "way", [" KEY", " REVISION", "kind KEY", "sender KEY"], ids=["all", "by-revision", "of-a-kind", "of-a-sender"]
)
async def test_a_page_of_items_is_read_in_the_order_of_an_index(database: Database, way: str, order: str) -> None:
    def sorts(plan: dict[str, Any]) -> Iterator[str]:
        kind = plan["operatorType"].split("@")[0]
        # What has been corrected since is merged in, and that is sorted; the index alone is not.
        if "IndexSeek" in kind and "n:Item" in plan["args"].get("Details", ""):
            yield kind
        for child in plan.get("children", []):
            inner = list(sorts(child))
            yield from (f"{kind} {name}" if kind in {"Sort", "Top", "PartialTop"} else name for name in inner)

    found = list(sorts(await explain(database, ITEMS.pages[f"{way} {order}"])))
    # The page's own Top over the few that are left is the one above the union.
    allowed = 0 if way == " KEY" else 1
    assert found
    assert all(name.count("Top ") + name.count("Sort ") <= allowed for name in found), found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("MATCH (n) RETURN n", "AllNodesScan", id="all-nodes"),
        pytest.param("MATCH (n:Item) RETURN n", "NodeByLabelScan", id="all-items"),
        pytest.param("MATCH (n:Item) WHERE n.lot IS NOT NULL RETURN n", "NodeIndexScan", id="all-of-an-index"),
        pytest.param("MATCH ()-[r:CONTAINS]->() RETURN r", "DirectedRelationshipTypeScan", id="all-of-a-type"),
        pytest.param("MATCH (a:Item {lot: 'a'}), (b:Item {lot: 'b'}) RETURN a, b", "CartesianProduct", id="product"),
        pytest.param("MATCH (a:Item {id: 'a'})-[:CONTAINS*]->(x) RETURN x", "VarLengthExpand", id="unbounded"),
        pytest.param("MATCH p = (a:Item {id: 'a'})-[:CONTAINS*0..60]->(x) RETURN p", "VarLengthExpand", id="paths"),
    ],
)
async def test_a_bad_plan_is_caught(database: Database, text: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(await explain(database, text)))
