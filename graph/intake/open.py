"""Ends without a beginning: they end the one interval that is open."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any, LiteralString

from graph.database import Transaction, native
from rules.checks.document import Document, identity
from rules.checks.known import Known
from rules.link import Interval
from rules.reading import Placed

OPEN: dict[str, LiteralString] = {
    "contains": """
UNWIND $rows AS row
MATCH (a:Item {id: row.a}) MATCH (b:Item {id: row.b})
MATCH (a)-[r:CONTAINS]->(b) WHERE r.from < row.to
RETURN collect([row.number, r.from]) AS rows""",
    "owned": """
UNWIND $rows AS row
MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
MATCH (a)-[r:OWNED_BY]->(b) WHERE r.from < row.to
RETURN collect([row.number, r.from]) AS rows""",
    "custody": """
UNWIND $rows AS row
MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
MATCH (a)-[r:IN_CUSTODY_OF]->(b) WHERE r.from < row.to
RETURN collect([row.number, r.from]) AS rows""",
    "duty": """
UNWIND $rows AS row
MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
MATCH (a)-[r:UNDER_DUTY_OF]->(b) WHERE r.from < row.to
RETURN collect([row.number, r.from]) AS rows""",
    "controlled": """
UNWIND $rows AS row
MATCH (a:Party {id: row.a}) MATCH (b:Party {id: row.b})
MATCH (a)-[r:CONTROLLED_BY]->(b) WHERE r.from < row.to
RETURN collect([row.number, r.from]) AS rows""",
}


async def with_beginnings(transaction: Transaction, document: Document, known: Known) -> Document:
    """The document with the beginning of each interval that it ends without saying when it began, where exactly one is open."""
    ends = [p for who, p in document.links.items() if _has_no_beginning(p) and who not in known.links]
    if not ends:
        return document
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, placed in enumerate(ends):
        kind, source, target, *_ = identity(placed.fact)
        rows[kind].append({"a": source, "b": target, "to": placed.fact.to, "number": number})  # pyright: ignore[reportAttributeAccessIssue] - an interval
    begun: dict[int, list[datetime]] = defaultdict(list)
    for kind, asked in rows.items():
        (record,) = await transaction.run(OPEN[kind], rows=asked)
        for number, told in record["rows"]:
            begin = native(told)
            assert begin is not None  # noqa: S101 - it is before the end
            # As it was written: for the database one moment in two zones is two.
            begun[number].append(begin.astimezone(UTC))
    links = dict(document.links)
    for number, (begin, *more) in begun.items():
        placed = ends[number]
        fact = placed.fact.model_copy(update={"from_": begin})
        if not more and identity(fact) not in links:
            del links[identity(placed.fact)]
            links[identity(fact)] = Placed(placed.pointer, fact)
    return Document(document.nodes, links, document.withdrawn, document.unread)


def _has_no_beginning(placed: Placed) -> bool:
    fact = placed.fact
    return isinstance(fact, Interval) and fact.from_ is None and fact.to is not None
