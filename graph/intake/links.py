"""What is stated about the links that a document states: one statement per type."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import LiteralString

from graph.database import Transaction, native
from rules.checks.known import KnownFact

STATED: dict[str, LiteralString] = {
    "produced": """
UNWIND $rows AS row
MATCH (:Item {id: row[0]})-[r:PRODUCED_BY]->(:Process {id: row[1]})
MATCH (:Submission {id: r.submission})-[:SENT_BY]->(p:Party)
RETURN collect([row[3], r.digest, p.id, r.to, r.submission, r.ended_submission, elementId(r)]) AS rows
""",
    "consumed": """
UNWIND $rows AS row
MATCH (:Process {id: row[0]})-[r:CONSUMED]->(:Item {id: row[1]}) WHERE r.role = row[2]
MATCH (:Submission {id: r.submission})-[:SENT_BY]->(p:Party)
RETURN collect([row[3], r.digest, p.id, r.to, r.submission, r.ended_submission, elementId(r)]) AS rows
""",
    "contains": """
UNWIND $rows AS row
MATCH (:Item {id: row[0]})-[r:CONTAINS|CONTAINED]->(:Item {id: row[1]})
WHERE r.from = row[2] OR (r.from IS NULL AND row[2] IS NULL)
MATCH (:Submission {id: r.submission})-[:SENT_BY]->(p:Party)
RETURN collect([row[3], r.digest, p.id, r.to, r.submission, r.ended_submission, elementId(r)]) AS rows
""",
    "owned": """
UNWIND $rows AS row
MATCH (:Item {id: row[0]})-[r:OWNED_BY|OWNED_BEFORE]->(:Party {id: row[1]})
WHERE r.from = row[2] OR (r.from IS NULL AND row[2] IS NULL)
MATCH (:Submission {id: r.submission})-[:SENT_BY]->(p:Party)
RETURN collect([row[3], r.digest, p.id, r.to, r.submission, r.ended_submission, elementId(r)]) AS rows
""",
    "custody": """
UNWIND $rows AS row
MATCH (:Item {id: row[0]})-[r:IN_CUSTODY_OF|IN_CUSTODY_BEFORE]->(:Party {id: row[1]})
WHERE r.from = row[2] OR (r.from IS NULL AND row[2] IS NULL)
MATCH (:Submission {id: r.submission})-[:SENT_BY]->(p:Party)
RETURN collect([row[3], r.digest, p.id, r.to, r.submission, r.ended_submission, elementId(r)]) AS rows
""",
    "duty": """
UNWIND $rows AS row
MATCH (:Item {id: row[0]})-[r:UNDER_DUTY_OF|UNDER_DUTY_BEFORE]->(:Party {id: row[1]})
WHERE r.from = row[2] OR (r.from IS NULL AND row[2] IS NULL)
MATCH (:Submission {id: r.submission})-[:SENT_BY]->(p:Party)
RETURN collect([row[3], r.digest, p.id, r.to, r.submission, r.ended_submission, elementId(r)]) AS rows
""",
    "controlled": """
UNWIND $rows AS row
MATCH (:Party {id: row[0]})-[r:CONTROLLED_BY|CONTROLLED_BEFORE]->(:Party {id: row[1]})
WHERE r.from = row[2] OR (r.from IS NULL AND row[2] IS NULL)
MATCH (:Submission {id: r.submission})-[:SENT_BY]->(p:Party)
RETURN collect([row[3], r.digest, p.id, r.to, r.submission, r.ended_submission, elementId(r)]) AS rows
""",
    "hasPart": """
UNWIND $rows AS row
MATCH (:Model {id: row[0]})-[r:HAS_PART]->(:Model {id: row[1]})
MATCH (:Submission {id: r.submission})-[:SENT_BY]->(p:Party)
RETURN collect([row[3], r.digest, p.id, r.to, r.submission, r.ended_submission, elementId(r)]) AS rows
""",
    "madeAt": """
UNWIND $rows AS row
MATCH (:Model {id: row[0]})-[r:MADE_AT]->(:Facility {id: row[1]})
MATCH (:Submission {id: r.submission})-[:SENT_BY]->(p:Party)
RETURN collect([row[3], r.digest, p.id, r.to, r.submission, r.ended_submission, elementId(r)]) AS rows
""",
}


async def fetch_links(
    transaction: Transaction, kind: str, identities: Mapping[tuple[str, ...], tuple[str, ...]]
) -> dict[tuple[str, ...], KnownFact]:
    """Identity (rules/checks/document) to what is stated; links that nobody has stated are left out.

    `identities` are what to look for, each with the identity to answer under, which differs where an end goes by another key.
    """
    asked = list(identities.items())
    rows = [[who[1], who[2], _third(kind, who), number] for number, (who, _) in enumerate(asked)]
    (record,) = await transaction.run(STATED[kind], rows=rows)
    # Where two keys turn out to be one thing, an interval that has ended under one of them has ended.
    found = sorted(record["rows"], key=lambda row: row[3] is not None)
    return {
        asked[number][1]: KnownFact(digest, sender, native(ended), *rest)
        for number, digest, sender, ended, *rest in found
    }


def _third(kind: str, who: Sequence[str]) -> str | datetime | None:
    if kind in ("produced", "hasPart", "madeAt"):
        return None
    if kind == "consumed":
        return who[3]
    return datetime.fromisoformat(who[3]) if who[3] else None
