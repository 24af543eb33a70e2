"""What met in this pack, and which other packs share it?"""

from typing import LiteralString

from graph.database import Database
from graph.disclosure import forbid
from graph.flow import COLUMNS, DOWN_NOW, DOWN_PAST, read_flow
from graph.walk import STARTS_NOW, STARTS_PAST, walk
from rules.mix import Mix
from rules.recall.mix import find_mix
from rules.scope import Scope

MOST_NODES = 1_000_000

# From the ends of all ways back: all that shares a lot with the pack is downstream of them. The pack stands for itself and not with
# what is like it.
ENDS_NOW: LiteralString = """
CALL (roots) {
  UNWIND roots AS root
  MATCH (root)-[:PRODUCED_BY|CONSUMED|CONTAINS*0..2000]->(x)
  WITH DISTINCT x WHERE x:Item AND NOT EXISTS { (x)-[:CONTAINS]->() } AND NOT EXISTS { (x)-[:PRODUCED_BY]->()-[:CONSUMED]->() }
  RETURN collect(x) AS ends
}
WITH before, starts, ends AS roots, roots AS singles
"""

ENDS_PAST: LiteralString = """
CALL (roots) {
  UNWIND roots AS root
  MATCH (root)-[rs:PRODUCED_BY|CONSUMED|CONTAINS|CONTAINED|WAS_PRODUCED_BY|HAD_CONSUMED|HAD_CONTAINED*0..2000]->(x)
  WHERE all(r IN rs WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
    AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
    AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision))
  WITH DISTINCT x WHERE x:Item AND NOT EXISTS {
    (x)-[r:CONTAINS|CONTAINED|HAD_CONTAINED]->() WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
      AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
      AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision) }
  AND NOT EXISTS {
    (x)-[r:PRODUCED_BY|WAS_PRODUCED_BY]->()-[c:CONSUMED|HAD_CONSUMED]->()
    WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
      AND c.since_rev <= $revision AND (c.until_rev IS NULL OR c.until_rev > $revision) }
  RETURN collect(x) AS ends
}
WITH before, starts, ends AS roots, roots AS singles
"""

MIX_NOW: LiteralString = STARTS_NOW + ENDS_NOW + DOWN_NOW + COLUMNS
MIX_PAST: LiteralString = STARTS_PAST + ENDS_PAST + DOWN_PAST + COLUMNS


async def find_mixed(scope: Scope, database: Database, pack: str) -> Mix | None:
    """The lots that met on the way to the pack, and the packs that share them; none for what Batlas does not know.

    Raises TooExpensive for more than 1,000,000 things that share something with it.
    """
    forbid(scope, "What met in a pack")
    found, starts = await walk(scope, database, MIX_NOW, MIX_PAST, [pack], most=MOST_NODES + 1, way="downstream")
    if pack not in starts:
        return None
    return find_mix(read_flow(found, scope.at), starts[pack], found["revision"])
