"""What hangs on one thing, page by page in the order of keys."""

from typing import LiteralString

from graph.database import Database
from rules.disclosure import disclose
from rules.page import Page
from rules.scope import Scope

PARTS = """
MATCH (:Item {id: $key})-[r:CONTAINS]->(p:Item) WHERE p.id > $after
WITH DISTINCT p ORDER BY p.id LIMIT $limit
RETURN collect(p.id) AS keys
"""


async def page_parts(scope: Scope, database: Database, key: str, first: int, after: str = "") -> Page:
    """Keys of what the item holds now."""
    return await _page(scope, database, PARTS, key, first, after)


INPUTS = """
MATCH (:Process {id: $key})-[:CONSUMED]->(p:Item) WHERE p.id > $after
WITH DISTINCT p ORDER BY p.id LIMIT $limit
RETURN collect(p.id) AS keys
"""


async def page_inputs(scope: Scope, database: Database, key: str, first: int, after: str = "") -> Page:
    """Keys of what went into the process."""
    return await _page(scope, database, INPUTS, key, first, after)


OUTPUTS = """
MATCH (p:Item)-[:PRODUCED_BY]->(:Process {id: $key}) WHERE p.id > $after
WITH DISTINCT p ORDER BY p.id LIMIT $limit
RETURN collect(p.id) AS keys
"""


async def page_outputs(scope: Scope, database: Database, key: str, first: int, after: str = "") -> Page:
    """Keys of what came out of the process."""
    return await _page(scope, database, OUTPUTS, key, first, after)


HOLDINGS = """
MATCH (:Party {id: $key})<-[:OWNED_BY]-(p:Item) WHERE p.id > $after
WITH DISTINCT p ORDER BY p.id LIMIT $limit
RETURN collect(p.id) AS keys
"""


async def page_holdings(scope: Scope, database: Database, key: str, first: int, after: str = "") -> Page:
    """Keys of what the party owns now."""
    return await _page(scope, database, HOLDINGS, key, first, after)


async def _page(scope: Scope, database: Database, statement: LiteralString, key: str, first: int, after: str) -> Page:
    columns = await database.columns(statement, key=key, after=after, limit=first + 1)
    keys = columns["keys"]
    return disclose(scope, Page(tuple(keys[:first]), more=len(keys) > first))
