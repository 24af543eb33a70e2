"""The things next to an item or a process, by key: what holds it, what made it, who owns it."""

from collections.abc import Sequence
from typing import LiteralString

from graph.database import Database
from rules.disclosure import disclose
from rules.scope import Scope

WHOLES = """
UNWIND $keys AS key
MATCH (w:Item)-[:CONTAINS]->(:Item {id: key})
RETURN collect(DISTINCT [key, w.id]) AS rows
"""


async def fetch_wholes(scope: Scope, database: Database, keys: Sequence[str]) -> list[list[str]]:
    """For each item, the wholes that hold it now; a piece has one at most unless its data contradict themselves."""
    return await _lists(scope, database, WHOLES, keys)


PRODUCERS = """
UNWIND $keys AS key
MATCH (:Item {id: key})-[:PRODUCED_BY]->(p:Process)
RETURN collect(DISTINCT [key, p.id]) AS rows
"""


async def fetch_producers(scope: Scope, database: Database, keys: Sequence[str]) -> list[list[str]]:
    """For each item, the processes that it came out of."""
    return await _lists(scope, database, PRODUCERS, keys)


OWNERS = """
UNWIND $keys AS key
MATCH (:Item {id: key})-[:OWNED_BY]->(p:Party)
RETURN collect(DISTINCT [key, p.id]) AS rows
"""


async def fetch_owners(scope: Scope, database: Database, keys: Sequence[str]) -> list[list[str]]:
    """For each item, the parties that own it now."""
    return await _lists(scope, database, OWNERS, keys)


async def _lists(scope: Scope, database: Database, statement: LiteralString, keys: Sequence[str]) -> list[list[str]]:
    scope.require_present()
    columns = await database.columns(statement, keys=list(dict.fromkeys(keys)))
    found: dict[str, list[str]] = {}
    for key, neighbour in sorted(columns["rows"]):
        found.setdefault(key, []).append(neighbour)
    return disclose(scope, [found.get(key, []) for key in keys])
