"""Write a checked document: constant statements, each over a batch of rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, LiteralString

from graph.database import Transaction
from graph.intake.rows import identifiers, labels, node_references, properties, relationship
from rules.certificate import Certificate
from rules.document import Link
from rules.item import Item
from rules.link import Interval
from rules.reading import Placed
from rules.record import digest

BATCH = 10_000

Row = dict[str, Any]

NODES: dict[str, LiteralString] = {
    # Labels by name where there are many nodes: the dynamic form takes half as long again.
    "Item MATERIAL": "UNWIND $rows AS row MERGE (n:Item {id: row.id}) SET n += row.properties, n:Material",
    "Item COMPONENT": "UNWIND $rows AS row MERGE (n:Item {id: row.id}) SET n += row.properties, n:Component",
    "Item CELL": "UNWIND $rows AS row MERGE (n:Item {id: row.id}) SET n += row.properties, n:Cell",
    "Item MODULE": "UNWIND $rows AS row MERGE (n:Item {id: row.id}) SET n += row.properties, n:Module",
    "Item PACK": "UNWIND $rows AS row MERGE (n:Item {id: row.id}) SET n += row.properties, n:Pack",
    "Item VEHICLE": "UNWIND $rows AS row MERGE (n:Item {id: row.id}) SET n += row.properties, n:Vehicle",
    "Process": "UNWIND $rows AS row MERGE (n:Process {id: row.id}) SET n += row.properties",
    "Party": "UNWIND $rows AS row MERGE (n:Party {id: row.id}) SET n += row.properties, n:$(row.labels)",
    "Facility": "UNWIND $rows AS row MERGE (n:Facility {id: row.id}) SET n += row.properties",
    "Model": "UNWIND $rows AS row MERGE (n:Model {id: row.id}) SET n += row.properties, n:$(row.labels)",
    "Charger": "UNWIND $rows AS row MERGE (n:Charger {id: row.id}) SET n += row.properties",
    "Certificate": "UNWIND $rows AS row MERGE (n:Certificate {id: row.id}) SET n += row.properties",
}

STUBS: dict[str, LiteralString] = {
    "Item": "UNWIND $keys AS key MERGE (:Item {id: key})",
    "Process": "UNWIND $keys AS key MERGE (:Process {id: key})",
    "Party": "UNWIND $keys AS key MERGE (:Party {id: key})",
    "Facility": "UNWIND $keys AS key MERGE (:Facility {id: key})",
    "Model": "UNWIND $keys AS key MERGE (:Model {id: key})",
}

LINKS: dict[str, LiteralString] = {
    "PRODUCED_BY": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Process {id: row.b})
CREATE (a)-[r:PRODUCED_BY]->(b) SET r = row.properties""",
    "CONSUMED": """
UNWIND $rows AS row MATCH (a:Process {id: row.a}) MATCH (b:Item {id: row.b})
CREATE (a)-[r:CONSUMED]->(b) SET r = row.properties""",
    "CONTAINS": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Item {id: row.b})
CREATE (a)-[r:CONTAINS]->(b) SET r = row.properties, r.from = $times[row.from], r.to = $times[row.to]""",
    "CONTAINED": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Item {id: row.b})
CREATE (a)-[r:CONTAINED]->(b) SET r = row.properties, r.from = $times[row.from], r.to = $times[row.to]""",
    "OWNED_BY": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:OWNED_BY]->(b) SET r = row.properties, r.from = $times[row.from], r.to = $times[row.to]""",
    "OWNED_BEFORE": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:OWNED_BEFORE]->(b) SET r = row.properties, r.from = $times[row.from], r.to = $times[row.to]""",
    "IN_CUSTODY_OF": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:IN_CUSTODY_OF]->(b) SET r = row.properties, r.from = $times[row.from], r.to = $times[row.to]""",
    "IN_CUSTODY_BEFORE": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:IN_CUSTODY_BEFORE]->(b) SET r = row.properties, r.from = $times[row.from], r.to = $times[row.to]""",
    "UNDER_DUTY_OF": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:UNDER_DUTY_OF]->(b) SET r = row.properties, r.from = $times[row.from], r.to = $times[row.to]""",
    "UNDER_DUTY_BEFORE": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:UNDER_DUTY_BEFORE]->(b) SET r = row.properties, r.from = $times[row.from], r.to = $times[row.to]""",
    "CONTROLLED_BY": """
UNWIND $rows AS row MATCH (a:Party {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:CONTROLLED_BY]->(b) SET r = row.properties, r.from = $times[row.from], r.to = $times[row.to]""",
    "CONTROLLED_BEFORE": """
UNWIND $rows AS row MATCH (a:Party {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:CONTROLLED_BEFORE]->(b) SET r = row.properties, r.from = $times[row.from], r.to = $times[row.to]""",
    "HAS_PART": """
UNWIND $rows AS row MATCH (a:Model {id: row.a}) MATCH (b:Model {id: row.b})
CREATE (a)-[r:HAS_PART]->(b) SET r = row.properties""",
    "INSTANCE_OF": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Model {id: row.b})
CREATE (a)-[r:INSTANCE_OF]->(b) SET r = row.properties""",
    "RAN_AT": """
UNWIND $rows AS row MATCH (a:Process {id: row.a}) MATCH (b:Facility {id: row.b})
CREATE (a)-[r:RAN_AT]->(b) SET r = row.properties""",
    "PROCESS_OPERATED_BY": """
UNWIND $rows AS row MATCH (a:Process {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:OPERATED_BY]->(b) SET r = row.properties""",
    "FACILITY_OPERATED_BY": """
UNWIND $rows AS row MATCH (a:Facility {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:OPERATED_BY]->(b) SET r = row.properties""",
    "CHARGER_OPERATED_BY": """
UNWIND $rows AS row MATCH (a:Charger {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:OPERATED_BY]->(b) SET r = row.properties""",
    "MADE_BY": """
UNWIND $rows AS row MATCH (a:Model {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:MADE_BY]->(b) SET r = row.properties""",
    "ISSUED_BY": """
UNWIND $rows AS row MATCH (a:Certificate {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:ISSUED_BY]->(b) SET r = row.properties""",
    "CERTIFIES Item": """
UNWIND $rows AS row MATCH (a:Certificate {id: row.a}) MATCH (b:Item {id: row.b})
CREATE (a)-[r:CERTIFIES]->(b) SET r = row.properties""",
    "CERTIFIES Process": """
UNWIND $rows AS row MATCH (a:Certificate {id: row.a}) MATCH (b:Process {id: row.b})
CREATE (a)-[r:CERTIFIES]->(b) SET r = row.properties""",
    "CERTIFIES Facility": """
UNWIND $rows AS row MATCH (a:Certificate {id: row.a}) MATCH (b:Facility {id: row.b})
CREATE (a)-[r:CERTIFIES]->(b) SET r = row.properties""",
    "CERTIFIES Party": """
UNWIND $rows AS row MATCH (a:Certificate {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:CERTIFIES]->(b) SET r = row.properties""",
    "CERTIFIES Model": """
UNWIND $rows AS row MATCH (a:Certificate {id: row.a}) MATCH (b:Model {id: row.b})
CREATE (a)-[r:CERTIFIES]->(b) SET r = row.properties""",
    "IDENTIFIES": """
UNWIND $rows AS row MERGE (a:Identifier {id: row.a}) SET a += row.identifier
WITH a, row MATCH (b:Item {id: row.b})
CREATE (a)-[r:IDENTIFIES]->(b) SET r = row.properties""",
}

ENDS = {
    "produced": ("item", "process"),
    "consumed": ("process", "item"),
    "contains": ("whole", "part"),
    "owned": ("item", "party"),
    "custody": ("item", "party"),
    "duty": ("item", "party"),
    "controlled": ("party", "by"),
    "hasPart": ("model", "part"),
}


async def write_facts(
    transaction: Transaction, facts: Iterable[Placed], stamp: Row, sender: str, subjects: Mapping[str, tuple[str, str]]
) -> None:
    """Create nodes, then links. `stamp` is submission and revision; `subjects` (label, key) of what certificates are about."""
    nodes: dict[str, list[Row]] = defaultdict(list)
    links: dict[str, list[Row]] = defaultdict(list)
    times: dict[datetime, int] = {}
    for placed in facts:
        fact = placed.fact
        own = stamp | {"digest": digest(fact)}
        if isinstance(fact, Link):
            links[relationship(fact)].append(_link_row(fact, own, times))
            continue
        key = fact.key
        stored = properties(fact, fact.type) | own | {"sender": sender}
        kind = f"Item {fact.kind}" if isinstance(fact, Item) else fact.type.capitalize()
        nodes[kind].append({"id": key, "properties": stored, "labels": labels(fact)})
        for relation, target in node_references(fact):
            links[relation].append({"a": key, "b": target, "properties": stamp})
        if isinstance(fact, Item):
            for identifier in identifiers(fact):
                row = {"a": identifier["id"], "b": key, "identifier": identifier, "properties": stamp}
                links["IDENTIFIES"].append(row)
        if isinstance(fact, Certificate):
            for label, subject in dict.fromkeys(subjects[name] for name in fact.subjects):
                links[f"CERTIFIES {label}"].append({"a": key, "b": subject, "properties": stamp})
    for kind, rows in nodes.items():
        await _batched(transaction, NODES[kind], rows)
    for kind, rows in links.items():
        await _batched(transaction, LINKS[kind], rows, times=list(times))


async def write_stubs(transaction: Transaction, referred: Mapping[str, set[str]]) -> None:
    """Make nodes for what is referred to; what exists stays as it is."""
    for label, keys in referred.items():
        if keys:
            await transaction.run(STUBS[label], keys=sorted(keys))


def _link_row(fact: Link, own: Row, times: dict[datetime, int]) -> Row:
    """A link's row. Times travel once each, and rows have their numbers: the driver takes longer over a time than over a record."""
    source, target = ENDS[fact.type]
    row = {"a": getattr(fact, source), "b": getattr(fact, target), "properties": properties(fact, fact.type) | own}
    if isinstance(fact, Interval):
        for name, time in (("from", fact.from_), ("to", fact.to)):
            if time is not None:
                row[name] = times.setdefault(time, len(times))
    return row


async def _batched(transaction: Transaction, statement: LiteralString, rows: list[Row], **parameters: Any) -> None:
    for start in range(0, len(rows), BATCH):
        await transaction.run(statement, rows=rows[start : start + BATCH], **parameters)
