"""What is corrected or withdrawn moves beside what holds, for questions about an earlier revision."""

from collections.abc import Iterable
from typing import Any, LiteralString

from graph.database import Transaction
from graph.intake.rows import ENDED, SUPERSEDED
from rules.checks.correction import Superseded, find_superseded
from rules.checks.document import Document
from rules.checks.known import Known, KnownFact
from rules.checks.severity import found
from rules.finding import Finding
from rules.vocabulary import Profile

SENDER = "MATCH (s:Submission {id: $key})-[:SENT_BY]->(p:Party) RETURN p.id AS sender"


async def plan_correction(
    transaction: Transaction, document: Document, known: Known, corrects: str | None, sender: str, profile: Profile
) -> tuple[Superseded, list[Finding]]:
    """What the document supersedes; findings where it has no right to, or where there is nothing to withdraw."""
    if corrects is None:
        if not document.withdrawn:
            return Superseded(), []
        place = next(iter(document.withdrawn.values())).pointer
        message = "The document withdraws facts and does not say which document stated them."
        remedy = "Name it in the header: `corrects` is its submission key, which its report told."
        return Superseded(), [found(profile, "NOT_YOURS_TO_CORRECT", place, message, remedy)]
    records = await transaction.run(SENDER, key=corrects)
    whose = records[0]["sender"] if records else None
    if whose != sender:
        what = "is no document that Batlas has taken in" if whose is None else f"was sent by {whose}"
        message = f"{corrects} {what}, so {sender} cannot correct it."
        remedy = "`corrects` is the submission key of a document of the same sender, which its report told."
        return Superseded(), [found(profile, "NOT_YOURS_TO_CORRECT", "line 1 /corrects", message, remedy)]
    return find_superseded(document, known, corrects, profile)


NODES: dict[str, LiteralString] = {
    # The key with its revision is the version's id; what a node refers to by itself goes along with what it said.
    "Item": """
UNWIND $keys AS key
MATCH (n:Item {id: key})
CREATE (n)-[:HAD_VERSION {since_rev: n.since_rev}]->(v:Version)
SET v = properties(n), v.id = key + '@' + n.since_rev, v.of = key, v.until_rev = $revision
SET n = {id: key} REMOVE n:Material:Component:Cell:Module:Pack:Vehicle""",
    "Process": """
UNWIND $keys AS key
MATCH (n:Process {id: key})
CREATE (n)-[:HAD_VERSION {since_rev: n.since_rev}]->(v:Version)
SET v = properties(n), v.id = key + '@' + n.since_rev, v.of = key, v.until_rev = $revision
SET n = {id: key}""",
    "Party": """
UNWIND $keys AS key
MATCH (n:Party {id: key})
CREATE (n)-[:HAD_VERSION {since_rev: n.since_rev}]->(v:Version)
SET v = properties(n), v.id = key + '@' + n.since_rev, v.of = key, v.until_rev = $revision
SET n = {id: key}
REMOVE n:Miner:Refiner:Manufacturer:Carrier:Operator:Owner:Repairer:Recycler:Certifier:Authority""",
    "Facility": """
UNWIND $keys AS key
MATCH (n:Facility {id: key})
CREATE (n)-[:HAD_VERSION {since_rev: n.since_rev}]->(v:Version)
SET v = properties(n), v.id = key + '@' + n.since_rev, v.of = key, v.until_rev = $revision
SET n = {id: key}""",
    "Model": """
UNWIND $keys AS key
MATCH (n:Model {id: key})
CREATE (n)-[:HAD_VERSION {since_rev: n.since_rev}]->(v:Version)
SET v = properties(n), v.id = key + '@' + n.since_rev, v.of = key, v.until_rev = $revision
SET n = {id: key}
REMOVE n:MaterialModel:ComponentModel:CellModel:ModuleModel:PackModel:VehicleModel""",
    "Charger": """
UNWIND $keys AS key
MATCH (n:Charger {id: key})
CREATE (n)-[:HAD_VERSION {since_rev: n.since_rev}]->(v:Version)
SET v = properties(n), v.id = key + '@' + n.since_rev, v.of = key, v.until_rev = $revision
SET n = {id: key}""",
    "Certificate": """
UNWIND $keys AS key
MATCH (n:Certificate {id: key})
CREATE (n)-[:HAD_VERSION {since_rev: n.since_rev}]->(v:Version)
SET v = properties(n), v.id = key + '@' + n.since_rev, v.of = key, v.until_rev = $revision
SET n = {id: key}""",
    "Measurement": """
UNWIND $keys AS key
MATCH (n:Measurement {id: key})
CREATE (n)-[:HAD_VERSION {since_rev: n.since_rev}]->(v:Version)
SET v = properties(n), v.id = key + '@' + n.since_rev, v.of = key, v.until_rev = $revision
SET n = {id: key}""",
}

REFERENCES = """
MATCH (v:Version {until_rev: $revision})<-[:HAD_VERSION]-(n)
MATCH (n)-[r:INSTANCE_OF|RAN_AT|MADE_BY|ISSUED_BY|CERTIFIES|MEASURED|OPERATED_BY]->(o)
CREATE (v)-[w:$(type(r))]->(o) SET w = properties(r)
DELETE r
"""

NAMES = """
MATCH (v:Version {until_rev: $revision})<-[:HAD_VERSION]-(n:Item)
MATCH (n)<-[r:IDENTIFIES]-(d:Identifier)
CREATE (v)<-[w:IDENTIFIES]-(d) SET w = properties(r)
DELETE r
"""

LINKS = """
UNWIND $rows AS row
MATCH (a)-[r]->(b) WHERE elementId(r) = row.handle
CREATE (a)-[n:$(row.was)]->(b) SET n = properties(r), n.until_rev = $revision
DELETE r
"""

REOPEN = """
UNWIND $rows AS row
MATCH (a)-[r]->(b) WHERE elementId(r) = row.handle
CREATE (a)-[n:$(row.open)]->(b)
SET n = properties(r), n.since_rev = $revision, n.to = null, n.ended_rev = null, n.ended_submission = null
"""

FINDINGS = """
UNWIND $corrects AS corrected
MATCH (:Submission {id: corrected})<-[:FOUND_IN]-(f:Finding)-[:CONCERNS]->(n)
WHERE f.until_rev IS NULL AND n.id IN $keys
SET f.until_rev = $revision
"""


async def supersede(transaction: Transaction, superseded: Superseded, revision: int) -> None:
    """Move what does not hold as of the revision; what is left of a node is a stub, which the document states anew or leaves."""
    by_label: dict[str, list[str]] = {}
    for label, key in superseded.nodes:
        by_label.setdefault(label, []).append(key)
    for label, keys in by_label.items():
        await transaction.run(NODES[label], keys=keys, revision=revision)
    if by_label:
        await transaction.run(REFERENCES, revision=revision)
        await transaction.run(NAMES, revision=revision)
        # What intake had to say about what was corrected is judged anew.
        keys = [key for _, key in superseded.nodes]
        await transaction.run(FINDINGS, corrects=sorted(superseded.documents), keys=keys, revision=revision)
    reopened = list(_rows(superseded.reopened))
    if reopened:
        await transaction.run(REOPEN, rows=reopened, revision=revision)
    links = [*_rows(superseded.links), *reopened]
    if links:
        await transaction.run(LINKS, rows=links, revision=revision)


def _rows(links: Iterable[tuple[str, KnownFact]]) -> Iterable[dict[str, Any]]:
    for kind, stated in links:
        yield {"handle": stated.handle, "was": SUPERSEDED[kind], "open": ENDED[kind][0] if kind in ENDED else None}
