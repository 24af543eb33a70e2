"""Taking documents in, and looking at all that came of them."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from graph.database import Database
from graph.intake import take_in
from rules.report import Outcome, Report
from rules.scope import LOCAL, Scope
from seed.readers import read
from tests.conftest import NOW
from tests.facts import Facts, Record

VOLATILE = ("submission", "since_rev", "ended_rev", "ended_submission")
"""What says when and by which document a fact came in."""

NODES = """
CALL {
  MATCH (n:Item) WHERE n.id STARTS WITH $prefix RETURN n
  UNION MATCH (n:Item) WHERE n.id STARTS WITH $made RETURN n
  UNION MATCH (n:Identifier) WHERE n.id STARTS WITH $made RETURN n
  UNION MATCH (n:Process) WHERE n.id STARTS WITH $prefix RETURN n
  UNION MATCH (n:Party) WHERE n.id STARTS WITH $prefix RETURN n
  UNION MATCH (n:Facility) WHERE n.id STARTS WITH $prefix RETURN n
  UNION MATCH (n:Model) WHERE n.id STARTS WITH $prefix RETURN n
  UNION MATCH (n:Charger) WHERE n.id STARTS WITH $prefix RETURN n
  UNION MATCH (n:Certificate) WHERE n.id STARTS WITH $prefix RETURN n
  UNION MATCH (n:Measurement) WHERE n.id STARTS WITH $prefix RETURN n
}
RETURN labels(n) AS labels, properties(n) AS properties,
  [(n)-[r]->(o) | [type(r), o.id, properties(r)]] AS links
"""

Node = tuple[str, tuple[str, ...], str, tuple[str, ...]]


async def take(database: Database, content: bytes, *, now: datetime = NOW, dry_run: bool = False) -> Report:
    """The report on a native document."""
    return await take_in(Scope(LOCAL), database, read("batlas", content), now=now, dry_run=dry_run)


async def accept(
    database: Database, facts: Facts, *records: Record, sender: str = "maker", corrects: str | None = None
) -> Report:
    """The report on a document that has no finding."""
    report = await take(database, facts.document(*records, sender=sender, corrects=corrects))
    assert report.outcome is Outcome.ACCEPTED, report.findings
    assert report.findings == (), report.findings
    return report


async def refuse(
    database: Database, facts: Facts, *records: Record, sender: str = "maker", corrects: str | None = None
) -> list[tuple[str, str]]:
    """(code, pointer) of the findings on a document that is refused."""
    report = await take(database, facts.document(*records, sender=sender, corrects=corrects))
    assert report.outcome is Outcome.REFUSED
    assert report.revision is None
    return [(finding.code, finding.pointer) for finding in report.findings]


async def snapshot(database: Database, prefix: str) -> list[Node]:
    """Every node whose key begins with the prefix, with its links, told without the prefix and without who said it when."""
    made = f"urn:batlas:item:{quote(prefix, safe='')}"

    def told(value: Any) -> str:
        return str(value).replace(prefix, "P").replace(quote(prefix, safe=""), "P")

    def kept(properties: dict[str, Any], *more: str) -> str:
        return told({k: v for k, v in sorted(properties.items()) if k not in (*VOLATILE, *more)})

    found = []
    for record in await database.read(NODES, prefix=prefix, made=made):
        # The digest of a node covers its key, and so the prefix.
        properties = dict(record["properties"])
        links = sorted(f"{kind} {told(other)} {kept(about)}" for kind, other, about in record["links"])
        found.append(
            (told(properties["id"]), tuple(sorted(record["labels"])), kept(properties, "digest"), tuple(links))
        )
    return sorted(found)
