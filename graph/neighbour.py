"""The things next to an item or a process, by key: what holds it, what made it, who owns it. Each now, or as it was and was known."""

from collections.abc import Sequence
from typing import LiteralString

from graph.database import Database
from graph.disclosure import admit, disclose
from graph.restore import as_of
from rules.scope import Scope

WHOLES_NOW = """
UNWIND $keys AS key
MATCH (w:Item)-[:CONTAINS]->(:Item {id: key})
RETURN collect(DISTINCT [key, w.id]) AS rows
"""

# Half-open; an end that was learnt after the revision did not count then (graph/walk).
WHOLES_PAST = """
UNWIND $keys AS key
MATCH (w:Item)-[r:CONTAINS|CONTAINED|HAD_CONTAINED]->(:Item {id: key})
WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
  AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision)
RETURN collect(DISTINCT [key, w.id]) AS rows
"""


async def fetch_wholes(scope: Scope, database: Database, keys: Sequence[str]) -> list[list[str]]:
    """For each item, the wholes that hold it; a piece has one at most unless its data contradict themselves."""
    return await _lists(scope, database, WHOLES_NOW, WHOLES_PAST, keys)


PACKS_NOW = """
UNWIND $keys AS key
MATCH (:Item {id: key})-[:CONTAINS]->(p:Pack)
RETURN collect(DISTINCT [key, p.id]) AS rows
"""

PACKS_PAST = """
UNWIND $keys AS key
MATCH (:Item {id: key})-[r:CONTAINS|CONTAINED|HAD_CONTAINED]->(p:Item)
WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
  AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision)
WITH key, p, CASE WHEN p.since_rev <= $revision THEN p
  ELSE head([(p)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS said
WHERE said.kind = 'PACK'
RETURN collect(DISTINCT [key, p.id]) AS rows
"""


async def fetch_packs(scope: Scope, database: Database, keys: Sequence[str]) -> list[list[str]]:
    """For each item, the packs that it holds."""
    return await _lists(scope, database, PACKS_NOW, PACKS_PAST, keys)


PRODUCERS_NOW = """
UNWIND $keys AS key
MATCH (:Item {id: key})-[:PRODUCED_BY]->(p:Process)
RETURN collect(DISTINCT [key, p.id]) AS rows
"""

PRODUCERS_PAST = """
UNWIND $keys AS key
MATCH (:Item {id: key})-[r:PRODUCED_BY|WAS_PRODUCED_BY]->(p:Process)
WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
RETURN collect(DISTINCT [key, p.id]) AS rows
"""


async def fetch_producers(scope: Scope, database: Database, keys: Sequence[str]) -> list[list[str]]:
    """For each item, the processes that it came out of, whenever they ran."""
    return await _lists(scope, database, PRODUCERS_NOW, PRODUCERS_PAST, keys)


OWNERS_NOW = """
UNWIND $keys AS key
MATCH (:Item {id: key})-[:OWNED_BY]->(p:Party)
RETURN collect(DISTINCT [key, p.id]) AS rows
"""

OWNERS_PAST = """
UNWIND $keys AS key
MATCH (:Item {id: key})-[r:OWNED_BY|OWNED_BEFORE|WAS_OWNED_BY]->(p:Party)
WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
  AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision)
RETURN collect(DISTINCT [key, p.id]) AS rows
"""


async def fetch_owners(scope: Scope, database: Database, keys: Sequence[str]) -> list[list[str]]:
    """For each item, the parties that own it."""
    return await _lists(scope, database, OWNERS_NOW, OWNERS_PAST, keys)


async def _lists(
    scope: Scope, database: Database, now: LiteralString, past: LiteralString, keys: Sequence[str]
) -> list[list[str]]:
    asked = list(dict.fromkeys(await admit(scope, database, keys)))
    if scope.is_present:
        columns = await database.columns(now, keys=asked)
    else:
        columns = await database.columns(past, keys=asked, at=scope.at, revision=as_of(scope)["revision"])
    found: dict[str, list[str]] = {}
    for key, neighbour in sorted(columns["rows"]):
        found.setdefault(key, []).append(neighbour)
    return await disclose(scope, database, [found.get(key, []) for key in keys])
