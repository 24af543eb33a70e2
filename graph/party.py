"""Parties by key."""

from collections.abc import Sequence

from graph.database import Database
from graph.disclosure import disclose_things, unveil
from graph.restore import as_of, restore
from rules.party import Party
from rules.scope import Scope
from rules.stated import Stated

FETCH = """
UNWIND range(0, size($keys) - 1) AS number
MATCH (n:Party {id: $keys[number]})
WITH number, n, CASE WHEN n.since_rev <= $revision THEN n
  ELSE head([(n)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS said
WHERE said IS NOT NULL OR $now OR EXISTS { (n)-[r]-() WHERE r.since_rev <= $revision }
  OR EXISTS { (n)<-[:SENT_BY]-(s:Submission) WHERE s.revision <= $revision }
RETURN collect([number, n.id, properties(said)]) AS rows
"""


async def fetch_parties(scope: Scope, database: Database, keys: Sequence[str]) -> list[Stated[Party] | None]:
    """The parties in the order of the keys, none for what Batlas does not know."""
    columns = await database.columns(FETCH, keys=await unveil(scope, database, keys), **as_of(scope))
    found = {row[0]: restore(Party, row[1], row[2]) for row in columns["rows"]}
    return await disclose_things(scope, database, keys, [found.get(number) for number in range(len(keys))])
