"""The flows and stays around the items and processes that a document touches."""

from collections.abc import Collection, Iterable
from typing import Any, LiteralString

from graph.database import Transaction, native
from rules.checks.known import Flow, Stay

PRODUCED_OF_ITEMS = """
UNWIND $keys AS key
MATCH (i:Item {id: key})-[r:PRODUCED_BY]->(p:Process)
RETURN collect([i.id, p.id, r.quantity, r.role]) AS rows
"""

CONSUMED_OF_ITEMS = """
UNWIND $keys AS key
MATCH (i:Item {id: key})<-[r:CONSUMED]-(p:Process)
RETURN collect([i.id, p.id, r.quantity, r.role]) AS rows
"""

PRODUCED_OF_PROCESSES = """
UNWIND $keys AS key
MATCH (i:Item)-[r:PRODUCED_BY]->(p:Process {id: key})
RETURN collect([i.id, p.id, r.quantity, r.role]) AS rows
"""

CONSUMED_OF_PROCESSES = """
UNWIND $keys AS key
MATCH (i:Item)<-[r:CONSUMED]-(p:Process {id: key})
RETURN collect([i.id, p.id, r.quantity, r.role]) AS rows
"""

Flows = dict[tuple[str, str, str], Flow]
"""(item, process, role) to the flow, so that each is there once."""


async def fetch_produced(transaction: Transaction, items: Collection[str], processes: Collection[str] = ()) -> Flows:
    """What came out: all productions of these items and of these processes."""
    of_items = await _rows(transaction, PRODUCED_OF_ITEMS, items)
    return _flows(of_items, await _rows(transaction, PRODUCED_OF_PROCESSES, processes))


async def fetch_consumed(transaction: Transaction, items: Collection[str], processes: Collection[str] = ()) -> Flows:
    """What went in: all consumption of these items and by these processes."""
    of_items = await _rows(transaction, CONSUMED_OF_ITEMS, items)
    return _flows(of_items, await _rows(transaction, CONSUMED_OF_PROCESSES, processes))


async def _rows(transaction: Transaction, statement: LiteralString, keys: Collection[str]) -> list[Any]:
    if not keys:
        return []
    (record,) = await transaction.run(statement, keys=list(keys))
    return record["rows"]


def _flows(*answers: list[list]) -> Flows:
    return {
        (item, process, role): Flow(item, process, quantity)
        for rows in answers
        for item, process, quantity, role in rows
    }


STAYS = """
UNWIND $keys AS key
MATCH (w:Item)-[r:CONTAINS|CONTAINED]->(p:Item {id: key})
RETURN collect([p.id, w.id, r.from, r.to, r.quantity]) AS rows
"""

PARTS = """
UNWIND $keys AS key
MATCH (w:Item {id: key})-[r:CONTAINS|CONTAINED]->(p:Item)
RETURN collect([p.id, w.id, r.from, r.to, r.quantity]) AS rows
"""


async def fetch_stays(transaction: Transaction, parts: Collection[str], wholes: Collection[str]) -> set[Stay]:
    """Where these parts are and were, and what these wholes hold and held."""
    rows = (*await _rows(transaction, STAYS, parts), *await _rows(transaction, PARTS, wholes))
    return {Stay(part, whole, native(start), native(end), quantity) for part, whole, start, end, quantity in rows}


STEP_BACK = """
UNWIND $keys AS key
OPTIONAL MATCH (i:Item {id: key})-[:PRODUCED_BY|CONTAINS|CONTAINED]->(x)
WITH key, collect(x.id) AS of_item
OPTIONAL MATCH (p:Process {id: key})-[:CONSUMED]->(y)
WITH key, of_item, collect(y.id) AS of_process
RETURN collect([key, of_item + of_process]) AS rows
"""


async def walk_back(transaction: Transaction, starts: Iterable[str]) -> dict[str, list[str]]:
    """Edges upstream of the starts, level by level for all of them together."""
    edges: dict[str, list[str]] = {}
    frontier = set(starts)
    while frontier:
        level: dict[str, list[str]] = dict(await _rows(transaction, STEP_BACK, frontier))
        edges |= level
        frontier = {target for targets in level.values() for target in targets} - edges.keys()
    return edges
