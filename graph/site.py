"""Where are instances of a model made by plan?"""

from collections.abc import Sequence

from graph.database import Database, native
from graph.disclosure import disclose
from graph.restore import as_of
from rules.scope import Scope
from rules.site import Site

SITES_NOW = """
UNWIND $keys AS key
MATCH (:Model {id: key})-[r:MADE_AT]->(f:Facility)
WITH key, r, f ORDER BY f.id
RETURN collect([key, f.id, r.valid_from, r.valid_to, r.submission]) AS rows
"""

SITES_PAST = """
UNWIND $keys AS key
MATCH (:Model {id: key})-[r:MADE_AT|WAS_MADE_AT]->(f:Facility)
WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
WITH key, r, f ORDER BY f.id
RETURN collect([key, f.id, r.valid_from, r.valid_to, r.submission]) AS rows
"""


async def fetch_sites(scope: Scope, database: Database, keys: Sequence[str]) -> list[list[Site]]:
    """For each model its sites in the order of keys, those too that are valid no more or not yet."""
    asked = list(dict.fromkeys(keys))
    if scope.revision is None:
        columns = await database.columns(SITES_NOW, keys=asked)
    else:
        columns = await database.columns(SITES_PAST, keys=asked, revision=as_of(scope)["revision"])
    found: dict[str, list[Site]] = {}
    for key, facility, begin, end, submission in columns["rows"]:
        found.setdefault(key, []).append(Site(facility, native(begin), native(end), submission))
    return await disclose(scope, database, [found.get(key, []) for key in keys])
