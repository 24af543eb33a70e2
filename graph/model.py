"""Models by key."""

from collections.abc import Sequence

from graph.database import Database
from graph.restore import restore
from rules.disclosure import disclose
from rules.model import Model
from rules.scope import Scope
from rules.stated import Stated

FETCH = """
UNWIND range(0, size($keys) - 1) AS number
MATCH (n:Model {id: $keys[number]})
OPTIONAL MATCH (n)-[:MADE_BY]->(manufacturer:Party)
RETURN collect([number, properties(n), manufacturer.id]) AS rows
"""


async def fetch_models(scope: Scope, database: Database, keys: Sequence[str]) -> list[Stated[Model] | None]:
    """The models in the order of the keys, none for what Batlas does not know."""
    columns = await database.columns(FETCH, keys=list(keys))
    found = {row[0]: restore(scope, Model, row[1], manufacturer=row[2]) for row in columns["rows"]}
    return disclose(scope, [found.get(number) for number in range(len(keys))])
