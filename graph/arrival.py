"""What came in after a revision?"""

from graph.database import Database
from graph.disclosure import disclose_things
from graph.submission import read_submission
from rules.scope import Scope
from rules.submission import Submission

ARRIVED = """
MATCH (s:Submission) WHERE s.revision > $revision
WITH s ORDER BY s.revision LIMIT $most
MATCH (s)-[:SENT_BY]->(p:Party)
RETURN s.id, p.id, s.format, s.profile, s.sha256, s.revision, s.received_at, s.title, s.record_count, s.finding_count
ORDER BY s.revision
"""


async def list_arrivals(
    scope: Scope, database: Database, revision: int, most: int
) -> list[tuple[int, Submission | None]]:
    """The next submissions behind the revision, in the order of theirs, each with its own; none for what the viewer may not see. Revisions are given in the order of commits, so none appears later before one that was answered."""
    records = await database.read(ARRIVED, revision=revision, most=most)
    arrived = [read_submission(*record.values()) for record in records]
    told = await disclose_things(scope, database, [one.key for one in arrived], arrived)
    return [(one.revision, shown) for one, shown in zip(arrived, told, strict=True)]
