"""What differs from what is stated already, kept beside it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, LiteralString

from graph.database import Transaction
from graph.intake.write import batches
from rules.checks.document import NOUNS, REFERENCES
from rules.reading import Placed
from rules.record import digest

DISPUTES: dict[str, LiteralString] = {
    "Item": """
UNWIND $rows AS row MATCH (n:Item {id: row.about})
MERGE (d:Dispute {id: row.id}) SET d += row.properties, d += $stamp MERGE (d)-[:DISPUTES]->(n)""",
    "Process": """
UNWIND $rows AS row MATCH (n:Process {id: row.about})
MERGE (d:Dispute {id: row.id}) SET d += row.properties, d += $stamp MERGE (d)-[:DISPUTES]->(n)""",
    "Party": """
UNWIND $rows AS row MATCH (n:Party {id: row.about})
MERGE (d:Dispute {id: row.id}) SET d += row.properties, d += $stamp MERGE (d)-[:DISPUTES]->(n)""",
    "Facility": """
UNWIND $rows AS row MATCH (n:Facility {id: row.about})
MERGE (d:Dispute {id: row.id}) SET d += row.properties, d += $stamp MERGE (d)-[:DISPUTES]->(n)""",
    "Model": """
UNWIND $rows AS row MATCH (n:Model {id: row.about})
MERGE (d:Dispute {id: row.id}) SET d += row.properties, d += $stamp MERGE (d)-[:DISPUTES]->(n)""",
    "Charger": """
UNWIND $rows AS row MATCH (n:Charger {id: row.about})
MERGE (d:Dispute {id: row.id}) SET d += row.properties, d += $stamp MERGE (d)-[:DISPUTES]->(n)""",
    "Certificate": """
UNWIND $rows AS row MATCH (n:Certificate {id: row.about})
MERGE (d:Dispute {id: row.id}) SET d += row.properties, d += $stamp MERGE (d)-[:DISPUTES]->(n)""",
    "Measurement": """
UNWIND $rows AS row MATCH (n:Measurement {id: row.about})
MERGE (d:Dispute {id: row.id}) SET d += row.properties, d += $stamp MERGE (d)-[:DISPUTES]->(n)""",
}


async def write_disputes(
    transaction: Transaction, disputed: Sequence[Placed], stamp: Mapping[str, Any], sender: str
) -> None:
    """Keep each record as it was sent, on the node that it is about, a link on both its ends."""
    by_label: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, placed in enumerate(disputed):
        fact = placed.fact
        properties = {
            "type": fact.type,
            "record": fact.model_dump_json(by_alias=True, exclude_none=True),
            "pointer": placed.pointer,
            "digest": digest(fact),
        }
        for label, key in _about(placed):
            by_label[label].append({"id": f"{stamp['submission']}:{number}", "about": key, "properties": properties})
    for label, rows in by_label.items():
        for batch in batches(rows):
            await transaction.run(DISPUTES[label], rows=batch, stamp={**stamp, "sender": sender})


def _about(placed: Placed) -> Iterator[tuple[str, str]]:
    fact = placed.fact
    if fact.type in NOUNS:
        yield NOUNS[fact.type], fact.key  # pyright: ignore[reportAttributeAccessIssue] - a node
        return
    for name, label in REFERENCES[fact.type]:
        yield label, getattr(fact, name)
