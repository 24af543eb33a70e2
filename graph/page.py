"""What hangs on things, page by page in the order of keys."""

from collections.abc import Sequence
from typing import LiteralString

from graph.database import Database
from rules.disclosure import disclose
from rules.page import Page
from rules.scope import Scope

PARTS = """
UNWIND $keys AS key
CALL (key) {
  MATCH (:Item {id: key})-[:CONTAINS]->(p:Item) WHERE p.id > $after
  WITH DISTINCT p ORDER BY p.id LIMIT $limit
  RETURN collect(p.id) AS found
}
RETURN collect([key, found]) AS rows
"""


async def page_parts(scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = "") -> list[Page]:
    """Keys of what each item holds now, the `first` behind `after`."""
    return await _page(scope, database, PARTS, keys, first, after)


INPUTS = """
UNWIND $keys AS key
CALL (key) {
  MATCH (:Process {id: key})-[:CONSUMED]->(p:Item) WHERE p.id > $after
  WITH DISTINCT p ORDER BY p.id LIMIT $limit
  RETURN collect(p.id) AS found
}
RETURN collect([key, found]) AS rows
"""


async def page_inputs(scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = "") -> list[Page]:
    """Keys of what went into each process."""
    return await _page(scope, database, INPUTS, keys, first, after)


OUTPUTS = """
UNWIND $keys AS key
CALL (key) {
  MATCH (p:Item)-[:PRODUCED_BY]->(:Process {id: key}) WHERE p.id > $after
  WITH DISTINCT p ORDER BY p.id LIMIT $limit
  RETURN collect(p.id) AS found
}
RETURN collect([key, found]) AS rows
"""


async def page_outputs(
    scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = ""
) -> list[Page]:
    """Keys of what came out of each process."""
    return await _page(scope, database, OUTPUTS, keys, first, after)


HOLDINGS = """
UNWIND $keys AS key
CALL (key) {
  MATCH (:Party {id: key})<-[:OWNED_BY]-(p:Item) WHERE p.id > $after
  WITH DISTINCT p ORDER BY p.id LIMIT $limit
  RETURN collect(p.id) AS found
}
RETURN collect([key, found]) AS rows
"""


async def page_holdings(
    scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = ""
) -> list[Page]:
    """Keys of what each party owns now."""
    return await _page(scope, database, HOLDINGS, keys, first, after)


async def _page(
    scope: Scope, database: Database, statement: LiteralString, keys: Sequence[str], first: int, after: str
) -> list[Page]:
    scope.require_present()
    columns = await database.columns(statement, keys=list(dict.fromkeys(keys)), after=after, limit=first + 1)
    found = dict(columns["rows"])
    return disclose(scope, [Page(tuple(found[key][:first]), more=len(found[key]) > first) for key in keys])
