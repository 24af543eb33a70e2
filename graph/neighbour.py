"""The things next to an item or a process, by key: what holds it, what made it, who owns it."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.database import Database
from rules.disclosure import disclose
from rules.scope import Scope

WHOLES = """
UNWIND $keys AS key
MATCH (w:Item)-[r:CONTAINS]->(:Item {id: key})
RETURN collect([key, w.id, r.from]) AS rows
"""


async def fetch_wholes(scope: Scope, database: Database, keys: Sequence[str]) -> list[list[str]]:
    """For each item, the wholes that hold it now; a piece has one at most unless its data contradict themselves."""
    return _lists(scope, await database.columns(WHOLES, keys=list(dict.fromkeys(keys))), keys)


PRODUCERS = """
UNWIND $keys AS key
MATCH (:Item {id: key})-[:PRODUCED_BY]->(p:Process)
RETURN collect([key, p.id]) AS rows
"""


async def fetch_producers(scope: Scope, database: Database, keys: Sequence[str]) -> list[list[str]]:
    """For each item, the processes that it came out of."""
    return _lists(scope, await database.columns(PRODUCERS, keys=list(dict.fromkeys(keys))), keys)


OWNERS = """
UNWIND $keys AS key
MATCH (:Item {id: key})-[:OWNED_BY]->(p:Party)
RETURN collect([key, p.id]) AS rows
"""


async def fetch_owners(scope: Scope, database: Database, keys: Sequence[str]) -> list[list[str]]:
    """For each item, the parties that own it now."""
    return _lists(scope, await database.columns(OWNERS, keys=list(dict.fromkeys(keys))), keys)


def _lists(scope: Scope, columns: Mapping[str, Any], keys: Sequence[str]) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for row in sorted(columns["rows"], key=lambda row: row[:2]):
        found.setdefault(row[0], []).append(row[1])
    return disclose(scope, [found.get(key, []) for key in keys])
