"""Reports on accepted documents, by the keys of their submissions."""

from collections.abc import Sequence

from graph.database import Database
from graph.disclosure import admit, disclose
from graph.finding import read_finding
from graph.submission import read_submission
from rules.report import FINDINGS_TOLD, Report, recall
from rules.scope import Scope

FETCH = """
UNWIND range(0, size($keys) - 1) AS number
MATCH (s:Submission {id: $keys[number]})-[:SENT_BY]->(p:Party)
WHERE s.report IS NOT NULL
CALL (s) {
  MATCH (f:Finding)-[:FOUND_IN]->(s)
  WITH f ORDER BY toInteger(split(f.id, ':')[-1]) LIMIT $most
  RETURN collect([f.code, f.severity, f.pointer, f.message, f.remedy, f.about, f.params]) AS findings
}
RETURN collect([number, s.report, findings,
  s.id, p.id, s.format, s.profile, s.sha256, s.revision, s.received_at, s.title, s.record_count, s.finding_count
]) AS rows
"""


async def fetch_reports(scope: Scope, database: Database, keys: Sequence[str]) -> list[Report | None]:
    """The reports in the order of the keys, none for what Batlas does not know, and for what came in before reports were kept."""
    columns = await database.columns(FETCH, keys=await admit(scope, database, keys), most=FINDINGS_TOLD)
    found = {}
    for number, kept, findings, *said in columns["rows"]:
        submission = read_submission(*said)
        if scope.revision is None or submission.revision <= scope.revision:
            found[number] = recall(kept, submission, [read_finding(*finding) for finding in findings])
    return await disclose(scope, database, [found.get(number) for number in range(len(keys))])
