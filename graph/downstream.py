"""What became of this, down to the vehicles and into what was recycled from them?"""

from collections.abc import Sequence
from typing import LiteralString

from graph.database import Database
from graph.disclosure import admit, disclose
from graph.upstream import COLUMNS, MOST_LOOKED_AT, MOST_TOGETHER, chain_of
from graph.walk import STARTS_NOW, STARTS_PAST, walk
from rules.lineage import lay_out
from rules.scope import Scope
from rules.trace import Trace
from rules.vocabulary import ItemKind

NEAREST_NOW: LiteralString = """
CALL (roots) {
  UNWIND roots AS root
  CALL (root) {
    MATCH p = (root)<-[:PRODUCED_BY|CONSUMED|CONTAINS*0..2000]-(x)
    WITH x, min(length(p)) AS depth ORDER BY depth, x.id LIMIT $limit
    RETURN x
  }
  WITH DISTINCT x LIMIT $most
  RETURN collect(x) AS reached
}
WITH before, starts, size(reached) AS count, CASE WHEN size(reached) < $most THEN reached ELSE [] END AS nodes
CALL (nodes) {
  UNWIND nodes AS x
  MATCH (x)<-[r:PRODUCED_BY|CONSUMED|CONTAINS]-(y)
  WITH type(r) AS type, r.role AS role, r.submission AS submission, r.quantity IS NULL AS silent,
    collect(x.id) AS sources, collect(y.id) AS targets, collect(r.quantity) AS quantities
  RETURN collect([type, role, submission, sources, targets, quantities]) AS edges
}
"""

# As of a walk upstream (graph/walk), the other way.
NEAREST_PAST: LiteralString = """
CALL (roots) {
  UNWIND roots AS root
  CALL (root) {
    MATCH p = (root)<-[:PRODUCED_BY|CONSUMED|CONTAINS|CONTAINED|WAS_PRODUCED_BY|HAD_CONSUMED|HAD_CONTAINED*0..2000]-(x)
    WHERE all(r IN relationships(p) WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
      AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
      AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision))
    WITH x, min(length(p)) AS depth ORDER BY depth, x.id LIMIT $limit
    RETURN x
  }
  WITH DISTINCT x LIMIT $most
  RETURN collect(x) AS reached
}
WITH before, starts, size(reached) AS count, CASE WHEN size(reached) < $most THEN reached ELSE [] END AS nodes
CALL (nodes) {
  UNWIND nodes AS x
  MATCH (x)<-[r:PRODUCED_BY|CONSUMED|CONTAINS|CONTAINED|WAS_PRODUCED_BY|HAD_CONSUMED|HAD_CONTAINED]-(y)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
    AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
    AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision)
  WITH CASE type(r) WHEN 'CONTAINED' THEN 'CONTAINS' WHEN 'HAD_CONTAINED' THEN 'CONTAINS' WHEN 'HAD_CONSUMED' THEN 'CONSUMED'
    WHEN 'WAS_PRODUCED_BY' THEN 'PRODUCED_BY' ELSE type(r) END AS type, r.role AS role,
    r.submission AS submission, r.quantity IS NULL AS silent,
    collect(x.id) AS sources, collect(y.id) AS targets, collect(r.quantity) AS quantities
  RETURN collect([type, role, submission, sources, targets, quantities]) AS edges
}
"""

TRACE_NOW: LiteralString = STARTS_NOW + NEAREST_NOW + COLUMNS
TRACE_PAST: LiteralString = STARTS_PAST + NEAREST_PAST + COLUMNS


async def trace_downstream(
    scope: Scope,
    database: Database,
    keys: Sequence[str],
    *,
    max_depth: int | None = None,
    kinds: frozenset[ItemKind] | None = None,
    max_nodes: int = 10_000,
) -> list[Trace | None]:
    """As `trace_upstream`, the other way: all that things went into. It has no gaps and tells no coverage."""
    most = max(max_nodes, MOST_LOOKED_AT)
    found, starts = await walk(
        scope,
        database,
        TRACE_NOW,
        TRACE_PAST,
        await admit(scope, database, keys, made=True),
        most=MOST_TOGETHER,
        limit=most + 1,
        way="downstream",
    )
    chain = chain_of(found, downstream=True)
    terms = {"max_nodes": max_nodes, "max_depth": max_depth, "kinds": kinds, "most": most}
    traces = {key: lay_out(key, chain, **terms, revision=found["revision"]) for key in set(starts.values())}
    return await disclose(scope, database, [traces[starts[key]] if key in starts else None for key in keys])
