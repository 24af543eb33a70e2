"""The walk that traces, origins and recalls share: from items to all they were made of, or went into, now or as it was and was known."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString

from graph.database import Database
from rules.errors import InvalidInput, TooExpensive
from rules.scope import NEWEST, Scope

DEEPEST = 2000
"""Edges that a walk takes at the most, the bound that stands in the statements: a silo that was filled a thousand times."""

MOST_STARTS = 50
"""Items that one walk may start from."""

# Of identifiers only those find an item that name one thing alone (rules/key).
STARTS_NOW: LiteralString = """
MATCH (ledger:Ledger {id: 'ledger'})
WITH ledger.revision AS before
CALL () {
  UNWIND range(0, size($keys) - 1) AS number
  OPTIONAL MATCH (own:Item {id: $keys[number]})
  OPTIONAL MATCH (d:Identifier {id: $keys[number]})-[:IDENTIFIES]->(named:Item)
  WHERE d.scheme IN ['VIN', 'GBT34014'] OR (d.issuer IS NOT NULL AND NOT d.scheme IN ['PART', 'GTIN'])
  WITH number, coalesce(own, named) AS start WHERE start IS NOT NULL
  RETURN collect([number, start.id]) AS starts, collect(DISTINCT start) AS roots
}
"""

STARTS_PAST: LiteralString = """
MATCH (ledger:Ledger {id: 'ledger'})
WITH ledger.revision AS before
CALL () {
  UNWIND range(0, size($keys) - 1) AS number
  OPTIONAL MATCH (own:Item {id: $keys[number]})
  WHERE own.since_rev <= $revision OR EXISTS { (own)-[r]-() WHERE r.since_rev <= $revision }
  OPTIONAL MATCH (d:Identifier {id: $keys[number]})-[i:IDENTIFIES]->(holder)
  WHERE i.since_rev <= $revision AND (holder.until_rev IS NULL OR holder.until_rev > $revision)
    AND (d.scheme IN ['VIN', 'GBT34014'] OR (d.issuer IS NOT NULL AND NOT d.scheme IN ['PART', 'GTIN']))
  OPTIONAL MATCH (named:Item {id: coalesce(holder.of, holder.id)})
  WITH number, coalesce(own, named) AS start WHERE start IS NOT NULL
  RETURN collect([number, start.id]) AS starts, collect(DISTINCT start) AS roots
}
"""

# One walk for each start, the nearest first, so that what is shown of one item does not depend on what else is asked for.
NEAREST_NOW: LiteralString = """
CALL (roots) {
  UNWIND roots AS root
  CALL (root) {
    MATCH p = (root)-[:PRODUCED_BY|CONSUMED|CONTAINS*0..2000]->(x)
    WITH x, min(length(p)) AS depth ORDER BY depth, x.id LIMIT $limit
    RETURN x
  }
  WITH DISTINCT x LIMIT $most
  RETURN collect(x) AS reached
}
"""

# The past walks what has ended and what was corrected too. Half-open: an interval holds at its beginning and not at its end. An end
# that was learnt after the revision did not count then; without a time, what is open counts.
NEAREST_PAST: LiteralString = """
CALL (roots) {
  UNWIND roots AS root
  CALL (root) {
    MATCH p = (root)-[:PRODUCED_BY|CONSUMED|CONTAINS|CONTAINED|WAS_PRODUCED_BY|HAD_CONSUMED|HAD_CONTAINED*0..2000]->(x)
    WHERE all(r IN relationships(p) WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
      AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
      AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision))
    WITH x, min(length(p)) AS depth ORDER BY depth, x.id LIMIT $limit
    RETURN x
  }
  WITH DISTINCT x LIMIT $most
  RETURN collect(x) AS reached
}
"""

REACH_NOW: LiteralString = """
CALL (roots) {
  UNWIND roots AS root
  MATCH (root)-[:PRODUCED_BY|CONSUMED|CONTAINS*0..2000]->(x)
  WITH DISTINCT x LIMIT $most
  RETURN collect(x) AS reached
}
"""

REACH_PAST: LiteralString = """
CALL (roots) {
  UNWIND roots AS root
  MATCH (root)-[rs:PRODUCED_BY|CONSUMED|CONTAINS|CONTAINED|WAS_PRODUCED_BY|HAD_CONSUMED|HAD_CONTAINED*0..2000]->(x)
  WHERE all(r IN rs WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
    AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
    AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision))
  WITH DISTINCT x LIMIT $most
  RETURN collect(x) AS reached
}
"""

# What is too much is not read at all. Edges and, in the statements that follow, things that are alike come as one row.
EDGES_NOW: LiteralString = """
WITH before, starts, size(reached) AS count, CASE WHEN size(reached) < $most THEN reached ELSE [] END AS nodes
CALL (nodes) {
  UNWIND nodes AS x
  MATCH (x)-[r:PRODUCED_BY|CONSUMED|CONTAINS]->(y)
  WITH type(r) AS type, r.role AS role, r.submission AS submission, r.quantity IS NULL AS silent,
    collect(x.id) AS sources, collect(y.id) AS targets, collect(r.quantity) AS quantities
  RETURN collect([type, role, submission, sources, targets, quantities]) AS edges
}
"""

EDGES_PAST: LiteralString = """
WITH before, starts, size(reached) AS count, CASE WHEN size(reached) < $most THEN reached ELSE [] END AS nodes
CALL (nodes) {
  UNWIND nodes AS x
  MATCH (x)-[r:PRODUCED_BY|CONSUMED|CONTAINS|CONTAINED|WAS_PRODUCED_BY|HAD_CONSUMED|HAD_CONTAINED]->(y)
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


# Each run as it was known, with where it ran and who ran it: its own operator, else that of its facility.
RUNS: LiteralString = """
CALL (nodes) {
  UNWIND nodes AS x
  WITH x WHERE x:Process
  WITH x, CASE WHEN x.since_rev <= $revision THEN x
    ELSE head([(x)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS p
  OPTIONAL MATCH (p)-[:RAN_AT]->(site:Facility)
  OPTIONAL MATCH (p)-[:OPERATED_BY]->(own:Party)
  WITH x, p, own, site, CASE WHEN site.since_rev <= $revision THEN site
    ELSE head([(site)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS f
  OPTIONAL MATCH (f)-[:OPERATED_BY]->(of_site:Party)
  WITH x, p, site, f, coalesce(own, of_site) AS runner
  WITH x, p, site, f, runner, CASE WHEN runner.since_rev <= $revision THEN runner
    ELSE head([(runner)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS party
"""

# What intake had to say about what was reached.
WARNINGS: LiteralString = """
CALL (nodes) {
  UNWIND nodes AS x
  MATCH (x)<-[:CONCERNS]-(f:Finding)-[:FOUND_IN]->(s:Submission) WHERE s.revision <= $revision AND (f.until_rev IS NULL OR f.until_rev > $revision)
  WITH f, collect(x.id) AS about ORDER BY f.id LIMIT 10000
  RETURN collect([f.code, f.severity, f.pointer, f.message, f.remedy, f.about, f.params, about]) AS findings
}
"""


async def walk(
    scope: Scope,
    database: Database,
    now: LiteralString,
    past: LiteralString,
    keys: Sequence[str],
    *,
    most: int,
    limit: int = 0,
    way: LiteralString = "upstream",
) -> tuple[Mapping[str, Any], dict[str, str]]:
    """The columns of a statement that begins with a walk, and key asked to key of its item; what is unknown is left out.

    `now` or `past` runs; `revision` among the columns is the one that the answer is of. `limit` bounds the nodes of one walk where
    it is of the nearest, and cuts it; `most` those of all walks together. Raises TooExpensive for more than 50 starts and for `most` nodes, InvalidInput for a revision that is yet to come.
    """
    asked = list(dict.fromkeys(keys))
    if len(asked) > MOST_STARTS:
        raise TooExpensive(f"This asks for what is {way} of {len(asked)} items at once; ask for at most {MOST_STARTS}.")
    revision = NEWEST if scope.revision is None else scope.revision
    parameters = {"keys": asked, "limit": limit, "most": most, "at": scope.at, "revision": revision}
    (record,) = await database.read(now if scope.is_present else past, **parameters)
    newest = record["before"]
    if scope.revision is None and record["after"] != newest:
        # A document came in meanwhile, and the answer may hold a part of it: it is asked again as of before.
        (record,) = await database.read(past, **parameters | {"revision": newest})
    if scope.revision is not None and scope.revision > newest:
        raise InvalidInput(f"Revision {scope.revision} is yet to come; the newest is {newest}.")
    found = {**dict(record.items()), "revision": newest if scope.revision is None else scope.revision}
    if found["count"] >= most:
        raise TooExpensive(f"{most:,} things or more are {way}; ask for fewer or smaller items at once.")
    starts: dict[str, str] = {}
    for number, key in sorted(found["starts"]):
        starts.setdefault(asked[number], key)
    return found, starts
