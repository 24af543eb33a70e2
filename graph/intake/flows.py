"""The flows and stays around the items and processes that a document touches."""

from collections.abc import Iterable

from graph.database import Transaction
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


async def fetch_produced(transaction: Transaction, items: Iterable[str], processes: Iterable[str]) -> Flows:
    """What came out: all productions of these items and of these processes."""
    (of_items,) = await transaction.run(PRODUCED_OF_ITEMS, keys=list(items))
    (of_processes,) = await transaction.run(PRODUCED_OF_PROCESSES, keys=list(processes))
    return _flows(of_items["rows"], of_processes["rows"])


async def fetch_consumed(transaction: Transaction, items: Iterable[str], processes: Iterable[str]) -> Flows:
    """What went in: all consumption of these items and by these processes."""
    (of_items,) = await transaction.run(CONSUMED_OF_ITEMS, keys=list(items))
    (of_processes,) = await transaction.run(CONSUMED_OF_PROCESSES, keys=list(processes))
    return _flows(of_items["rows"], of_processes["rows"])


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


async def fetch_stays(transaction: Transaction, parts: Iterable[str], wholes: Iterable[str]) -> set[Stay]:
    """Where these parts are and were, and what these wholes hold and held."""
    (as_parts,) = await transaction.run(STAYS, keys=list(parts))
    (as_wholes,) = await transaction.run(PARTS, keys=list(wholes))
    return {
        Stay(part, whole, start and start.to_native(), end and end.to_native(), quantity)
        for part, whole, start, end, quantity in (*as_parts["rows"], *as_wholes["rows"])
    }


STEP_BACK = """
UNWIND $keys AS key
OPTIONAL MATCH (i:Item {id: key})-[:PRODUCED_BY|CONTAINS|CONTAINED]->(x)
WITH key, collect(x.id) AS of_item
OPTIONAL MATCH (p:Process {id: key})-[:CONSUMED]->(y)
WITH key, of_item, collect(y.id) AS of_process
RETURN collect([key, of_item + of_process]) AS rows
"""


async def walk_back(transaction: Transaction, starts: Iterable[str], until: set[str]) -> dict[str, list[str]]:
    """Edges upstream of the starts, level by level for all of them together; it does not go on behind `until`."""
    edges: dict[str, list[str]] = {}
    frontier = set(starts) - until
    while frontier:
        (record,) = await transaction.run(STEP_BACK, keys=list(frontier))
        edges |= dict(record["rows"])
        frontier = {t for targets in edges.values() for t in targets} - edges.keys() - until
    return edges
