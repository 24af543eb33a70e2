"""Which revision is meant, and what was known when?"""

from datetime import datetime

from graph.database import Database
from rules.errors import InvalidInput
from rules.scope import Scope

NEWEST = "MATCH (l:Ledger {id: 'ledger'}) RETURN l.revision AS newest"

KNOWN = """
MATCH (s:Submission) WHERE s.received_at <= $time
RETURN s.revision AS revision ORDER BY s.received_at DESC, revision DESC LIMIT 1
"""


async def newest_revision(scope: Scope, database: Database) -> int:  # noqa: ARG001 - every question takes it
    """The ledger's newest revision."""
    (record,) = await database.read(NEWEST)
    return record["newest"]


async def check_revision(scope: Scope, database: Database, revision: int) -> int:
    """The revision. Raises InvalidInput for one that is yet to come, or below 0, the empty ledger's."""
    newest = await newest_revision(scope, database)
    if not 0 <= revision <= newest:
        raise InvalidInput(f"There is no revision {revision}; the newest is {newest}.")
    return revision


async def find_revision(scope: Scope, database: Database, time: datetime) -> int:  # noqa: ARG001 - every question takes it
    """The revision of the last document that had been received by the time; 0 where there was none."""
    records = await database.read(KNOWN, time=time)
    return records[0]["revision"] if records else 0
