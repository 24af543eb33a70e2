"""Processes by key."""

from collections.abc import Sequence

from graph.database import Database
from graph.disclosure import disclose_things, unveil
from graph.restore import as_of, restore
from rules.process import Process
from rules.scope import Scope
from rules.stated import Stated

FETCH = """
UNWIND range(0, size($keys) - 1) AS number
MATCH (n:Process {id: $keys[number]})
WITH number, n, CASE WHEN n.since_rev <= $revision THEN n
  ELSE head([(n)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS said
WHERE said IS NOT NULL OR $now OR EXISTS { (n)-[r]-() WHERE r.since_rev <= $revision }
OPTIONAL MATCH (said)-[:OPERATED_BY]->(operator:Party)
OPTIONAL MATCH (said)-[:RAN_AT]->(facility:Facility)
RETURN collect([number, n.id, properties(said), operator.id, facility.id]) AS rows
"""


async def fetch_processes(scope: Scope, database: Database, keys: Sequence[str]) -> list[Stated[Process] | None]:
    """The processes in the order of the keys, none for what Batlas does not know."""
    columns = await database.columns(FETCH, keys=await unveil(scope, database, keys), **as_of(scope))
    found = {row[0]: restore(Process, row[1], row[2], operator=row[3], facility=row[4]) for row in columns["rows"]}
    return await disclose_things(scope, database, keys, [found.get(number) for number in range(len(keys))])
