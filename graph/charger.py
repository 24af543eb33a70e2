"""Chargers by key."""

from collections.abc import Sequence

from graph.database import Database
from graph.restore import restore
from rules.charger import Charger
from rules.disclosure import disclose
from rules.scope import Scope
from rules.stated import Stated

FETCH = """
UNWIND range(0, size($keys) - 1) AS number
MATCH (n:Charger {id: $keys[number]})
OPTIONAL MATCH (n)-[:OPERATED_BY]->(operator:Party)
RETURN collect([number, properties(n), operator.id]) AS rows
"""


async def fetch_chargers(scope: Scope, database: Database, keys: Sequence[str]) -> list[Stated[Charger] | None]:
    """The chargers in the order of the keys, none for what Batlas does not know."""
    columns = await database.columns(FETCH, keys=list(keys))
    found = {row[0]: restore(scope, Charger, row[1], operator=row[2]) for row in columns["rows"]}
    return disclose(scope, [found.get(number) for number in range(len(keys))])
