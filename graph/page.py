"""What hangs on things, page by page in the order of keys. Each now, or as it was and was known."""

from collections.abc import Sequence
from typing import LiteralString

from graph.database import Database
from graph.disclosure import admit, disclose, unveil
from graph.restore import as_of
from rules.page import Page
from rules.scope import Scope

PARTS_NOW = """
UNWIND $keys AS key
CALL (key) {
  MATCH (:Item {id: key})-[:CONTAINS]->(p:Item) WHERE p.id > $after
  WITH DISTINCT p ORDER BY p.id LIMIT $limit
  RETURN collect(p.id) AS found
}
RETURN collect([key, found]) AS rows
"""

PARTS_PAST = """
UNWIND $keys AS key
CALL (key) {
  MATCH (:Item {id: key})-[r:CONTAINS|CONTAINED|HAD_CONTAINED]->(p:Item)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision) AND p.id > $after
    AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
    AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision)
  WITH DISTINCT p ORDER BY p.id LIMIT $limit
  RETURN collect(p.id) AS found
}
RETURN collect([key, found]) AS rows
"""


async def page_parts(scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = "") -> list[Page]:
    """Keys of what each item holds, the `first` behind `after`."""
    return await _page(scope, database, PARTS_NOW, PARTS_PAST, keys, first, after)


INPUTS_NOW = """
UNWIND $keys AS key
CALL (key) {
  MATCH (:Process {id: key})-[:CONSUMED]->(p:Item) WHERE p.id > $after
  WITH DISTINCT p ORDER BY p.id LIMIT $limit
  RETURN collect(p.id) AS found
}
RETURN collect([key, found]) AS rows
"""

INPUTS_PAST = """
UNWIND $keys AS key
CALL (key) {
  MATCH (:Process {id: key})-[r:CONSUMED|HAD_CONSUMED]->(p:Item)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision) AND p.id > $after
  WITH DISTINCT p ORDER BY p.id LIMIT $limit
  RETURN collect(p.id) AS found
}
RETURN collect([key, found]) AS rows
"""


async def page_inputs(scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = "") -> list[Page]:
    """Keys of what went into each process."""
    return await _page(scope, database, INPUTS_NOW, INPUTS_PAST, keys, first, after)


OUTPUTS_NOW = """
UNWIND $keys AS key
CALL (key) {
  MATCH (p:Item)-[:PRODUCED_BY]->(:Process {id: key}) WHERE p.id > $after
  WITH DISTINCT p ORDER BY p.id LIMIT $limit
  RETURN collect(p.id) AS found
}
RETURN collect([key, found]) AS rows
"""

OUTPUTS_PAST = """
UNWIND $keys AS key
CALL (key) {
  MATCH (p:Item)-[r:PRODUCED_BY|WAS_PRODUCED_BY]->(:Process {id: key})
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision) AND p.id > $after
  WITH DISTINCT p ORDER BY p.id LIMIT $limit
  RETURN collect(p.id) AS found
}
RETURN collect([key, found]) AS rows
"""


async def page_outputs(
    scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = ""
) -> list[Page]:
    """Keys of what came out of each process."""
    return await _page(scope, database, OUTPUTS_NOW, OUTPUTS_PAST, keys, first, after)


HOLDINGS_NOW = """
UNWIND $keys AS key
CALL (key) {
  MATCH (:Party {id: key})<-[:OWNED_BY]-(p:Item) WHERE p.id > $after
  WITH DISTINCT p ORDER BY p.id LIMIT $limit
  RETURN collect(p.id) AS found
}
RETURN collect([key, found]) AS rows
"""

HOLDINGS_PAST = """
UNWIND $keys AS key
CALL (key) {
  MATCH (:Party {id: key})<-[r:OWNED_BY|OWNED_BEFORE|WAS_OWNED_BY]-(p:Item)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision) AND p.id > $after
    AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
    AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision)
  WITH DISTINCT p ORDER BY p.id LIMIT $limit
  RETURN collect(p.id) AS found
}
RETURN collect([key, found]) AS rows
"""


async def page_holdings(
    scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = ""
) -> list[Page]:
    """Keys of what each party owns."""
    return await _page(scope, database, HOLDINGS_NOW, HOLDINGS_PAST, keys, first, after)


async def _page(
    scope: Scope,
    database: Database,
    now: LiteralString,
    past: LiteralString,
    keys: Sequence[str],
    first: int,
    after: str,
) -> list[Page]:
    admitted = await admit(scope, database, keys)
    (behind,) = await unveil(scope, database, [after])
    asked = {"keys": list(dict.fromkeys(admitted)), "after": behind, "limit": first + 1}
    if scope.is_present:
        columns = await database.columns(now, **asked)
    else:
        columns = await database.columns(past, **asked, at=scope.at, revision=as_of(scope)["revision"])
    found = dict(columns["rows"])
    return await disclose(
        scope, database, [Page(tuple(found[key][:first]), more=len(found[key]) > first) for key in admitted]
    )
