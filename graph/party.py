"""Parties by key."""

from collections.abc import Sequence

from graph.database import Database
from graph.restore import restore
from rules.disclosure import disclose
from rules.party import Party
from rules.scope import Scope
from rules.stated import Stated

FETCH = """
UNWIND range(0, size($keys) - 1) AS number
MATCH (n:Party {id: $keys[number]})
RETURN collect([number, properties(n)]) AS rows
"""


async def fetch_parties(scope: Scope, database: Database, keys: Sequence[str]) -> list[Stated[Party] | None]:
    """The parties in the order of the keys, none for what Batlas does not know."""
    columns = await database.columns(FETCH, keys=list(keys))
    found = {row[0]: restore(scope, Party, row[1]) for row in columns["rows"]}
    return disclose(scope, [found.get(number) for number in range(len(keys))])
