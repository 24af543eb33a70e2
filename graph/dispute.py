"""What is stated otherwise about things?"""

from collections.abc import Sequence

from graph.database import Database
from graph.disclosure import admit, disclose, sees_all
from graph.restore import as_of
from rules.dispute import Dispute
from rules.scope import Scope

# A dispute about a node is settled where one of the two has corrected to what the other says.
FETCH = """
UNWIND range(0, size($keys) - 1) AS number
CALL (number) {
  MATCH (n:Item {id: $keys[number]})<-[:DISPUTES]-(d:Dispute) RETURN n, d
  UNION MATCH (n:Process {id: $keys[number]})<-[:DISPUTES]-(d:Dispute) RETURN n, d
  UNION MATCH (n:Party {id: $keys[number]})<-[:DISPUTES]-(d:Dispute) RETURN n, d
  UNION MATCH (n:Facility {id: $keys[number]})<-[:DISPUTES]-(d:Dispute) RETURN n, d
  UNION MATCH (n:Model {id: $keys[number]})<-[:DISPUTES]-(d:Dispute) RETURN n, d
  UNION MATCH (n:Charger {id: $keys[number]})<-[:DISPUTES]-(d:Dispute) RETURN n, d
  UNION MATCH (n:Certificate {id: $keys[number]})<-[:DISPUTES]-(d:Dispute) RETURN n, d
  UNION MATCH (n:Measurement {id: $keys[number]})<-[:DISPUTES]-(d:Dispute) RETURN n, d
}
WITH number, d, CASE WHEN n.since_rev <= $revision THEN n
  ELSE head([(n)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS said
WHERE d.since_rev <= $revision AND (said.digest IS NULL OR said.digest <> d.digest)
WITH number, d ORDER BY d.since_rev, d.id
RETURN collect([number, d.sender, d.submission, d.since_rev, d.record]) AS rows
"""


async def fetch_disputes(scope: Scope, database: Database, keys: Sequence[str]) -> list[list[Dispute]]:
    """For each thing, the records about it, and about its links, that differ from what was stated before, oldest first."""
    columns = await database.columns(FETCH, keys=await admit(scope, database, keys), revision=as_of(scope)["revision"])
    found: dict[int, list[Dispute]] = {}
    for number, *row in columns["rows"]:
        found.setdefault(number, []).append(Dispute(*row))
    return await disclose(scope, database, [found.get(number, []) for number in range(len(keys))])


ONE = """
UNWIND range(0, size($keys) - 1) AS number
MATCH (d:Dispute {id: $keys[number]}) WHERE d.since_rev <= $revision
RETURN collect([number, d.sender, d.submission, d.since_rev, d.record]) AS rows
"""


async def fetch_dispute_records(scope: Scope, database: Database, keys: Sequence[str]) -> list[Dispute | None]:
    """The disputes in the order of their own keys, none for what Batlas does not know; to a party its own."""
    columns = await database.columns(ONE, keys=list(keys), revision=as_of(scope)["revision"])
    found = {
        number: Dispute(*row)
        for number, *row in columns["rows"]
        if sees_all(scope.viewer) or row[0] == scope.viewer.party
    }
    return [found.get(number) for number in range(len(keys))]
