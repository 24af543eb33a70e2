"""What would be tainted, or stop, if this supplier did?"""

from typing import LiteralString

from graph.database import Database
from graph.disclosure import disclose
from graph.flow import COLUMNS, DOWN_NOW, DOWN_PAST
from graph.recall import read_recall, walk_down
from rules.errors import InvalidInput
from rules.recalls import PLAIN, Recall, RecallTerms
from rules.scope import Scope

MAKER: LiteralString = """
MATCH (ledger:Ledger {id: 'ledger'})
WITH ledger.revision AS before
CALL () {
  OPTIONAL MATCH (party:Party {id: $keys[0]})
  OPTIONAL MATCH (site:Facility {id: $keys[0]})
  WITH coalesce(party, site) AS maker WHERE maker IS NOT NULL
  RETURN collect([0, maker.id]) AS starts, collect(maker) AS makers
}
"""

# All that a facility or a party made: who ran a run is its own operator, else that of its facility.
MADE_NOW: LiteralString = """
CALL (makers) {
  UNWIND makers AS maker
  CALL (maker) {
    MATCH (maker)<-[:RAN_AT]-(run:Process) RETURN run
    UNION
    MATCH (maker)<-[:OPERATED_BY]-(run:Process) RETURN run
    UNION
    MATCH (maker)<-[:OPERATED_BY]-(:Facility)<-[:RAN_AT]-(run:Process) WHERE NOT EXISTS { (run)-[:OPERATED_BY]->() } RETURN run
  }
  MATCH (x:Item)-[:PRODUCED_BY]->(run)
  RETURN collect(DISTINCT x) AS roots
}
WITH before, starts, roots, [] AS singles
"""

# Each run and facility as it was known then: itself, or its version of that time.
MADE_PAST: LiteralString = """
CALL (makers) {
  UNWIND makers AS maker
  CALL (maker) {
    MATCH (maker)<-[:RAN_AT]-(said) RETURN said
    UNION
    MATCH (maker)<-[:OPERATED_BY]-(said) RETURN said
    UNION
    MATCH (maker)<-[:OPERATED_BY]-(place)
    WHERE place.since_rev <= $revision AND (place.until_rev IS NULL OR place.until_rev > $revision)
    OPTIONAL MATCH (now:Facility)-[:HAD_VERSION]->(place)
    WITH coalesce(now, place) AS site
    MATCH (site)<-[:RAN_AT]-(said) WHERE NOT EXISTS { (said)-[:OPERATED_BY]->() } RETURN said
  }
  WITH said WHERE said.since_rev <= $revision AND (said.until_rev IS NULL OR said.until_rev > $revision)
  OPTIONAL MATCH (now:Process)-[:HAD_VERSION]->(said)
  WITH coalesce(now, said) AS run
  MATCH (x:Item)-[r:PRODUCED_BY|WAS_PRODUCED_BY]->(run)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  RETURN collect(DISTINCT x) AS roots
}
WITH before, starts, roots, [] AS singles
"""

IMPACT_NOW: LiteralString = MAKER + MADE_NOW + DOWN_NOW + COLUMNS
IMPACT_PAST: LiteralString = MAKER + MADE_PAST + DOWN_PAST + COLUMNS


async def find_impact(scope: Scope, database: Database, maker: str, terms: RecallTerms = PLAIN) -> Recall:
    """All that a party or facility made, and all that carries any of it, as a recall of all its lots together.

    Raises InvalidInput for a party or facility that Batlas does not know, and for a time together with `ever`; TooExpensive for more
    than 3,000,000 things downstream.
    """
    found, starts = await walk_down(scope, database, IMPACT_NOW, IMPACT_PAST, [maker], terms)
    if maker not in starts:
        raise InvalidInput(f"Batlas knows no party or facility {maker}; ask `search` for what it is called here.")
    return await disclose(scope, database, read_recall(scope, found, frozenset(found["roots"]), terms, made=True))
