"""Submissions by key."""

from collections.abc import Sequence

from neo4j.time import DateTime

from graph.database import Database
from graph.disclosure import disclose_things
from rules.scope import Scope
from rules.submission import Submission
from rules.vocabulary import Profile

FETCH = """
UNWIND range(0, size($keys) - 1) AS number
MATCH (s:Submission {id: $keys[number]})-[:SENT_BY]->(p:Party)
RETURN collect([
  number, s.id, p.id, s.format, s.profile, s.sha256, s.revision, s.received_at, s.title, s.record_count, s.finding_count
]) AS rows
"""


async def fetch_submissions(scope: Scope, database: Database, keys: Sequence[str]) -> list[Submission | None]:
    """The submissions in the order of the keys, none for what Batlas does not know."""
    columns = await database.columns(FETCH, keys=list(keys))
    found = {}
    for number, *said in columns["rows"]:
        submission = read_submission(*said)
        if scope.revision is None or submission.revision <= scope.revision:
            found[number] = submission
    return await disclose_things(scope, database, keys, [found.get(number) for number in range(len(keys))])


def read_submission(
    key: str,
    sender: str,
    form: str,
    profile: str,
    sha256: str,
    revision: int,
    received: DateTime,
    title: str | None,
    records: int,
    findings: int,
) -> Submission:
    """From the properties of its node, and who sent it."""
    at = received.to_native()
    return Submission(key, sender, form, Profile(profile), sha256, revision, at, title, records, findings)
