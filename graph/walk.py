"""The walk upstream that traces and origins share: from items to all they were made of, now or as it was and was known."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString

from graph.database import Database
from rules.errors import TooExpensive
from rules.scope import Scope

DEEPEST = 60
"""Edges that the walk takes at the most; the bound that the statements below have in them."""

MOST_STARTS = 50
"""Items that one walk may start from."""

STARTS: LiteralString = """
UNWIND range(0, size($keys) - 1) AS number
OPTIONAL MATCH (own:Item {id: $keys[number]})
OPTIONAL MATCH (:Identifier {id: $keys[number]})-[:IDENTIFIES]->(named:Item)
WITH number, coalesce(own, named) AS start WHERE start IS NOT NULL
WITH collect([number, start.id]) AS starts, collect(DISTINCT start) AS roots
"""

WALK_NOW: LiteralString = (
    STARTS
    + """
CALL (roots) {
  UNWIND roots AS root
  MATCH (root)-[:PRODUCED_BY|CONSUMED|CONTAINS*0..60]->(x)
  WITH DISTINCT x LIMIT $limit
  RETURN collect(x) AS nodes
}
CALL (nodes) {
  UNWIND nodes AS x
  MATCH (x)-[r:PRODUCED_BY|CONSUMED|CONTAINS]->(y)
  RETURN collect([x.id, y.id, type(r), r.quantity, r.role, r.submission]) AS edges
}
"""
)

# The past walks the ended intervals too. Half-open: an interval holds at its beginning and not at its end. An end that was learnt
# after the revision did not count then; without a time, what is open counts.
WALK_PAST: LiteralString = (
    STARTS
    + """
CALL (roots) {
  UNWIND roots AS root
  MATCH (root)-[rs:PRODUCED_BY|CONSUMED|CONTAINS|CONTAINED*0..60]->(x)
  WHERE all(r IN rs WHERE r.since_rev <= $revision
    AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
    AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision))
  WITH DISTINCT x LIMIT $limit
  RETURN collect(x) AS nodes
}
CALL (nodes) {
  UNWIND nodes AS x
  MATCH (x)-[r:PRODUCED_BY|CONSUMED|CONTAINS|CONTAINED]->(y)
  WHERE r.since_rev <= $revision
    AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
    AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision)
  RETURN collect([x.id, y.id, CASE type(r) WHEN 'CONTAINED' THEN 'CONTAINS' ELSE type(r) END,
                  r.quantity, r.role, r.submission]) AS edges
}
"""
)

NEWEST = 2**62
"""A revision that no ledger reaches."""


async def walk(
    scope: Scope, database: Database, now: LiteralString, past: LiteralString, keys: Sequence[str], limit: int
) -> tuple[Mapping[str, Any], dict[str, str]]:
    """The columns of a statement that begins with a walk, and key asked to key of its item; what is unknown is left out.

    `now` begins with WALK_NOW and `past` with WALK_PAST; one of the two runs. `limit` bounds the nodes of all walks together.
    Raises TooExpensive for more than 50 starts.
    """
    asked = list(dict.fromkeys(keys))
    if len(asked) > MOST_STARTS:
        raise TooExpensive(
            f"This asks for what is upstream of {len(asked)} items at once; ask for at most {MOST_STARTS}."
        )
    if scope.at is None and scope.revision is None:
        found = await database.columns(now, keys=asked, limit=limit)
    else:
        revision = NEWEST if scope.revision is None else scope.revision
        found = await database.columns(past, keys=asked, limit=limit, at=scope.at, revision=revision)
    return found, {asked[number]: key for number, key in found["starts"]}
