"""The ledger: one document at a time, each with the next revision."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from graph.database import Transaction
from graph.intake.write import batches
from rules.finding import Finding
from rules.reading import Reading
from rules.report import Report, keep
from rules.vocabulary import Severity

# A write of what is there already takes the node's lock. The revision is read by a statement of its own: in one statement the right-hand
# side is read before the lock is there, and all who wait for it would go on from the same revision.
LOCK = "MATCH (l:Ledger {id: 'ledger'}) SET l.id = 'ledger'"

NEWEST = "MATCH (l:Ledger {id: 'ledger'}) RETURN l.revision AS revision"


async def lock(transaction: Transaction) -> int:
    """Take the ledger's lock, held until the transaction ends; answers the newest revision."""
    await transaction.run(LOCK)
    (record,) = await transaction.run(NEWEST)
    return record["revision"]


SEEN = "MATCH (s:Submission {id: $key}) RETURN s.revision AS revision"


async def seen(transaction: Transaction, key: str) -> int | None:
    """Revision of the submission; none where it is new."""
    records = await transaction.run(SEEN, key=key)
    return records[0]["revision"] if records else None


ENTER = """
MATCH (l:Ledger {id: 'ledger'}) SET l.revision = $revision
MERGE (p:Party {id: $sender})
CREATE (s:Submission {id: $key})-[:SENT_BY]->(p)
SET s += $properties
"""

FINDINGS = """
MATCH (s:Submission {id: $key})
UNWIND $rows AS row
CREATE (f:Finding {id: row.id})-[:FOUND_IN]->(s)
SET f += row.properties
"""

ABOUT_ITEMS = """
UNWIND $rows AS row
MATCH (f:Finding {id: row[0]})
MATCH (n:Item {id: row[1]})
CREATE (f)-[:CONCERNS]->(n)
"""

ABOUT_PROCESSES = """
UNWIND $rows AS row
MATCH (f:Finding {id: row[0]})
MATCH (n:Process {id: row[1]})
CREATE (f)-[:CONCERNS]->(n)
"""


async def enter(
    transaction: Transaction,
    reading: Reading,
    records: int,
    stamp: Mapping[str, Any],
    now: datetime,
    findings: Sequence[Finding],
    report: Report,
) -> None:
    """Write the submission with its report, its findings, and the new revision."""
    assert reading.header is not None  # noqa: S101 - without one the document was refused
    key, revision = stamp["submission"], stamp["since_rev"]
    properties = {
        "format": reading.format,
        "profile": reading.profile,
        "sha256": reading.sha256,
        "revision": revision,
        "received_at": now,
        "title": reading.header.title,
        "record_count": records,
        "finding_count": len(findings),
        "report": keep(report),
    }
    sender = reading.header.sender
    await transaction.run(ENTER, revision=revision, sender=sender, key=key, properties=properties)
    if not findings:
        return
    kept = [(f"{key}:{number}", finding) for number, finding in enumerate(findings)]
    for batch in batches(kept):
        rows = [{"id": name, "properties": _properties(finding)} for name, finding in batch]
        await transaction.run(FINDINGS, key=key, rows=rows)
        about = [
            [n, k] for n, finding in batch if finding.severity is Severity.WARNING for k in dict.fromkeys(finding.about)
        ]
        await transaction.run(ABOUT_ITEMS, rows=about)
        await transaction.run(ABOUT_PROCESSES, rows=about)


def _properties(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "pointer": finding.pointer,
        "message": finding.message,
        "remedy": finding.remedy,
        "about": list(finding.about),
        "params": json.dumps(dict(finding.params)),
    }
