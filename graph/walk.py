"""The walk upstream that traces and origins share: from an item to all it was made of, now or as it was and was known."""

from typing import LiteralString

from rules.scope import Scope

DEEPEST = 60
"""Edges that the walk takes at the most; the bound that the statements below have in them."""

WALK_NOW: LiteralString = """
MATCH (start:Item {id: $key})-[:PRODUCED_BY|CONSUMED|CONTAINS*0..60]->(x)
WITH DISTINCT x LIMIT $limit
WITH collect(x) AS nodes
CALL (nodes) {
  UNWIND nodes AS x
  MATCH (x)-[r:PRODUCED_BY|CONSUMED|CONTAINS]->(y)
  RETURN collect([x.id, y.id, type(r), r.quantity, r.role, r.submission]) AS edges
}
"""

# The past walks the ended intervals too. Half-open: an interval holds at its beginning and not at its end. An end that was learnt
# after the revision did not count then; without a time, what is open counts.
WALK_PAST: LiteralString = """
MATCH (start:Item {id: $key})-[rs:PRODUCED_BY|CONSUMED|CONTAINS|CONTAINED*0..60]->(x)
WHERE all(r IN rs WHERE r.since_rev <= $revision
  AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
  AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision))
WITH DISTINCT x LIMIT $limit
WITH collect(x) AS nodes
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

NEWEST = 2**62
"""A revision that no ledger reaches."""


def is_past(scope: Scope) -> bool:
    """Whether the question is about a state or a knowledge that is not the present one."""
    return scope.at is not None or scope.revision is not None
