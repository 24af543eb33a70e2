"""Certificates by key."""

from collections.abc import Sequence

from graph.database import Database
from graph.restore import restore
from rules.certificate import Certificate
from rules.disclosure import disclose
from rules.scope import Scope
from rules.stated import Stated

FETCH = """
UNWIND range(0, size($keys) - 1) AS number
MATCH (n:Certificate {id: $keys[number]})
OPTIONAL MATCH (n)-[:ISSUED_BY]->(issuer:Party)
RETURN collect([number, properties(n), issuer.id, [(n)-[:CERTIFIES]->(about) | about.id]]) AS rows
"""


async def fetch_certificates(scope: Scope, database: Database, keys: Sequence[str]) -> list[Stated[Certificate] | None]:
    """The certificates in the order of the keys, none for what Batlas does not know."""
    columns = await database.columns(FETCH, keys=list(keys))
    found = {
        row[0]: restore(scope, Certificate, row[1], issuer=row[2], subjects=tuple(sorted(row[3])))
        for row in columns["rows"]
    }
    return disclose(scope, [found.get(number) for number in range(len(keys))])
