"""Measurements by key, and those of items and of runs in the order of time."""

from collections.abc import Sequence
from typing import LiteralString

from graph.database import Database
from graph.disclosure import admit, disclose_things, stated_by, unveil
from graph.restore import as_of, restore
from rules.measurement import Measurement, place_of, read_place
from rules.page import Page
from rules.scope import Scope
from rules.stated import Stated

FETCH = """
UNWIND range(0, size($keys) - 1) AS number
MATCH (n:Measurement {id: $keys[number]})
WITH number, n, CASE WHEN n.since_rev <= $revision THEN n
  ELSE head([(n)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS said
WHERE said IS NOT NULL OR $now OR EXISTS { (n)-[r]-() WHERE r.since_rev <= $revision }
OPTIONAL MATCH (said)-[:MEASURED]->(item:Item)
OPTIONAL MATCH (said)-[:MEASURED]->(process:Process)
RETURN collect([number, n.id, properties(said), item.id, process.id]) AS rows
"""


async def fetch_measurements(scope: Scope, database: Database, keys: Sequence[str]) -> list[Stated[Measurement] | None]:
    """The measurements in the order of the keys, none for what Batlas does not know."""
    columns = await database.columns(FETCH, keys=await unveil(scope, database, keys), **as_of(scope))
    found = {row[0]: restore(Measurement, row[1], row[2], item=row[3], process=row[4]) for row in columns["rows"]}
    return await disclose_things(scope, database, keys, [found.get(number) for number in range(len(keys))])


OF_AN_ITEM: LiteralString = """
UNWIND $keys AS key
CALL (key) {
  MATCH (:Item {id: key})"""

OF_A_PROCESS: LiteralString = """
UNWIND $keys AS key
CALL (key) {
  MATCH (:Process {id: key})"""

NOW: LiteralString = """<-[:MEASURED]-(m:Measurement) WHERE (m.time > $time OR (m.time = $time AND m.id > $after))
    AND ($viewer IS NULL OR m.sender = $viewer)
  WITH m ORDER BY m.time, m.id LIMIT $limit
  RETURN collect([m.time, m.id]) AS found
}
RETURN collect([key, found]) AS rows
"""

PAST: LiteralString = """<-[:MEASURED]-(said)
  WHERE said.since_rev <= $revision AND (said.until_rev IS NULL OR said.until_rev > $revision)
    AND ($viewer IS NULL OR said.sender = $viewer)
  WITH said.time AS time, coalesce(said.of, said.id) AS measurement
  WHERE time > $time OR (time = $time AND measurement > $after)
  WITH time, measurement ORDER BY time, measurement LIMIT $limit
  RETURN collect([time, measurement]) AS found
}
RETURN collect([key, found]) AS rows
"""

COUNT: LiteralString = """<-[:MEASURED]-(said)
  WHERE said.since_rev <= $revision AND (said.until_rev IS NULL OR said.until_rev > $revision)
    AND ($viewer IS NULL OR said.sender = $viewer)
  RETURN count(DISTINCT coalesce(said.of, said.id)) AS found
}
RETURN collect([key, found]) AS rows
"""

OF_ITEMS_NOW: LiteralString = OF_AN_ITEM + NOW

OF_ITEMS_PAST: LiteralString = OF_AN_ITEM + PAST


async def page_measurements_of_items(
    scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = ""
) -> list[Page]:
    """Places (rules/measurement) of what was measured of each item, the `first` behind the place `after`."""
    return await _page(scope, database, OF_ITEMS_NOW, OF_ITEMS_PAST, keys, first, after)


COUNT_OF_ITEMS: LiteralString = OF_AN_ITEM + COUNT


async def count_measurements_of_items(scope: Scope, database: Database, keys: Sequence[str]) -> list[int]:
    """How many there are of each."""
    return await _count(scope, database, COUNT_OF_ITEMS, keys)


OF_PROCESSES_NOW: LiteralString = OF_A_PROCESS + NOW

OF_PROCESSES_PAST: LiteralString = OF_A_PROCESS + PAST


async def page_measurements_of_processes(
    scope: Scope, database: Database, keys: Sequence[str], first: int, after: str = ""
) -> list[Page]:
    """Places of what was measured of each run."""
    return await _page(scope, database, OF_PROCESSES_NOW, OF_PROCESSES_PAST, keys, first, after)


COUNT_OF_PROCESSES: LiteralString = OF_A_PROCESS + COUNT


async def count_measurements_of_processes(scope: Scope, database: Database, keys: Sequence[str]) -> list[int]:
    """How many there are of each."""
    return await _count(scope, database, COUNT_OF_PROCESSES, keys)


async def _page(
    scope: Scope,
    database: Database,
    now: LiteralString,
    past: LiteralString,
    keys: Sequence[str],
    first: int,
    after: str,
) -> list[Page]:
    time, behind = read_place(after)
    admitted = await admit(scope, database, keys)
    asked = {"keys": list(dict.fromkeys(admitted)), "time": time, "after": behind, "limit": first + 1}
    asked["viewer"] = stated_by(scope)
    if scope.revision is None:
        columns = await database.columns(now, **asked)
    else:
        columns = await database.columns(past, **asked, revision=as_of(scope)["revision"])
    found = {key: [place_of(time.to_native(), name) for time, name in rows] for key, rows in columns["rows"]}
    return [Page(tuple(found[key][:first]), more=len(found[key]) > first) for key in admitted]


async def _count(scope: Scope, database: Database, statement: LiteralString, keys: Sequence[str]) -> list[int]:
    admitted = await admit(scope, database, keys)
    asked = {"keys": list(dict.fromkeys(admitted)), "viewer": stated_by(scope), "revision": as_of(scope)["revision"]}
    found = dict((await database.columns(statement, **asked))["rows"])
    return [found[key] for key in admitted]
