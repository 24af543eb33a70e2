"""Submissions by key."""

from collections.abc import Sequence

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
    for number, key, sender, form, profile, sha256, revision, received, title, records, findings in columns["rows"]:
        at = received.to_native()
        if scope.revision is not None and revision > scope.revision:
            continue
        found[number] = Submission(key, sender, form, Profile(profile), sha256, revision, at, title, records, findings)
    return await disclose_things(scope, database, keys, [found.get(number) for number in range(len(keys))])
