"""What hangs on things, page by page in the order of keys, and how much it is. Each now, or as it was and was known."""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString

from graph.database import Database
from graph.disclosure import admit, disclose, unveil
from graph.restore import as_of
from rules.page import Page
from rules.scope import Scope


def hanging(now: LiteralString, past: LiteralString) -> Mapping[str, LiteralString]:
    """The statements on what hangs on things, from the two patterns that find `p` by a `key`."""
    head: LiteralString = "UNWIND $keys AS key CALL (key) { "
    page: LiteralString = (
        " WITH DISTINCT p WHERE p.id > $after WITH p ORDER BY p.id LIMIT $limit RETURN collect(p.id) AS found }"
    )
    count: LiteralString = " RETURN count(DISTINCT p) AS found }"
    tail: LiteralString = " RETURN collect([key, found]) AS rows"
    return {
        "page now": head + now + page + tail,
        "page past": head + past + page + tail,
        "count now": head + now + count + tail,
        "count past": head + past + count + tail,
    }


PARTS = hanging(
    "MATCH (:Item {id: key})-[:CONTAINS]->(p:Item)",
    """MATCH (:Item {id: key})-[r:CONTAINS|CONTAINED|HAD_CONTAINED]->(p:Item)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
    AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
    AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision)""",
)


async def page_parts(scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = "") -> list[Page]:
    """Keys of what each item holds, the `first` behind `after`."""
    return await _page(scope, database, PARTS, keys, first, after)


async def count_parts(scope: Scope, database: Database, keys: Sequence[str]) -> list[int]:
    """How much each item holds."""
    return await _count(scope, database, PARTS, keys)


INPUTS = hanging(
    "MATCH (:Process {id: key})-[:CONSUMED]->(p:Item)",
    """MATCH (:Process {id: key})-[r:CONSUMED|HAD_CONSUMED]->(p:Item)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)""",
)


async def page_inputs(scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = "") -> list[Page]:
    """Keys of what went into each process."""
    return await _page(scope, database, INPUTS, keys, first, after)


async def count_inputs(scope: Scope, database: Database, keys: Sequence[str]) -> list[int]:
    """How much went into each process."""
    return await _count(scope, database, INPUTS, keys)


OUTPUTS = hanging(
    "MATCH (p:Item)-[:PRODUCED_BY]->(:Process {id: key})",
    """MATCH (p:Item)-[r:PRODUCED_BY|WAS_PRODUCED_BY]->(:Process {id: key})
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)""",
)


async def page_outputs(
    scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = ""
) -> list[Page]:
    """Keys of what came out of each process."""
    return await _page(scope, database, OUTPUTS, keys, first, after)


async def count_outputs(scope: Scope, database: Database, keys: Sequence[str]) -> list[int]:
    """How much came out of each process."""
    return await _count(scope, database, OUTPUTS, keys)


HOLDINGS = hanging(
    "MATCH (:Party {id: key})<-[:OWNED_BY]-(p:Item)",
    """MATCH (:Party {id: key})<-[r:OWNED_BY|OWNED_BEFORE|WAS_OWNED_BY]-(p:Item)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
    AND ($at IS NULL OR r.from IS NULL OR r.from <= $at)
    AND (r.to IS NULL OR r.to > $at OR coalesce(r.ended_rev, 0) > $revision)""",
)


async def page_holdings(
    scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = ""
) -> list[Page]:
    """Keys of what each party owns."""
    return await _page(scope, database, HOLDINGS, keys, first, after)


async def count_holdings(scope: Scope, database: Database, keys: Sequence[str]) -> list[int]:
    """How much each party owns."""
    return await _count(scope, database, HOLDINGS, keys)


async def _page(
    scope: Scope,
    database: Database,
    statements: Mapping[str, LiteralString],
    keys: Sequence[str],
    first: int,
    after: str,
) -> list[Page]:
    (behind,) = await unveil(scope, database, [after])
    admitted = await admit(scope, database, keys)
    found = await _found(scope, database, statements, "page", admitted, after=behind, limit=first + 1)
    return await disclose(
        scope, database, [Page(tuple(found[key][:first]), more=len(found[key]) > first) for key in admitted]
    )


async def _count(
    scope: Scope, database: Database, statements: Mapping[str, LiteralString], keys: Sequence[str]
) -> list[int]:
    admitted = await admit(scope, database, keys)
    found = await _found(scope, database, statements, "count", admitted)
    return [found[key] for key in admitted]


async def _found(
    scope: Scope,
    database: Database,
    statements: Mapping[str, LiteralString],
    what: str,
    keys: Sequence[str],
    **terms: Any,
) -> dict[str, Any]:
    asked = {"keys": list(dict.fromkeys(keys)), **terms}
    if scope.is_present:
        columns = await database.columns(statements[f"{what} now"], **asked)
    else:
        past = {"at": scope.at, "revision": as_of(scope)["revision"]}
        columns = await database.columns(statements[f"{what} past"], **asked, **past)
    return dict(columns["rows"])
