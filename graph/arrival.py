"""What came in after a revision?"""

from graph.database import Database
from graph.submission import read_submission
from rules.disclosure import disclose
from rules.scope import Scope
from rules.submission import Submission

ARRIVED = """
MATCH (s:Submission) WHERE s.revision > $revision
WITH s ORDER BY s.revision LIMIT $most
MATCH (s)-[:SENT_BY]->(p:Party)
RETURN s.id, p.id, s.format, s.profile, s.sha256, s.revision, s.received_at, s.title, s.record_count, s.finding_count
ORDER BY s.revision
"""


async def list_arrivals(scope: Scope, database: Database, revision: int, most: int) -> list[Submission]:
    """The next submissions behind the revision, in the order of theirs. Revisions are given in the order of commits, so none appears later before one that was answered."""
    records = await database.read(ARRIVED, revision=revision, most=most)
    return disclose(scope, [read_submission(*record.values()) for record in records])
