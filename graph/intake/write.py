"""Write a checked document: constant statements, each over a batch of rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, LiteralString, TypeVar

from graph.database import Transaction
from graph.intake.rows import ENDED, identifiers, labels, node_references, properties, relationship
from rules.certificate import Certificate
from rules.document import Fact
from rules.item import Item
from rules.measurement import Measurement
from rules.reading import Placed
from rules.record import digest

BATCH = 2_000
"""Rows of one statement: what a statement holds while it runs counts against the server's memory, beside what it has written."""

Row = dict[str, Any]
B = TypeVar("B")

NODES: dict[str, LiteralString] = {
    # Labels by name where there are many nodes: the dynamic form takes half as long again.
    "Item MATERIAL": "UNWIND $rows AS row MERGE (n:Item {id: row.id}) SET n += row.properties, n += $stamp, n:Material",
    "Item COMPONENT": "UNWIND $rows AS row MERGE (n:Item {id: row.id}) SET n += row.properties, n += $stamp, n:Component",
    "Item CELL": "UNWIND $rows AS row MERGE (n:Item {id: row.id}) SET n += row.properties, n += $stamp, n:Cell",
    "Item MODULE": "UNWIND $rows AS row MERGE (n:Item {id: row.id}) SET n += row.properties, n += $stamp, n:Module",
    "Item PACK": "UNWIND $rows AS row MERGE (n:Item {id: row.id}) SET n += row.properties, n += $stamp, n:Pack",
    "Item VEHICLE": "UNWIND $rows AS row MERGE (n:Item {id: row.id}) SET n += row.properties, n += $stamp, n:Vehicle",
    "Process": "UNWIND $rows AS row MERGE (n:Process {id: row.id}) SET n += row.properties, n += $stamp",
    "Party": "UNWIND $rows AS row MERGE (n:Party {id: row.id}) SET n += row.properties, n += $stamp, n:$(row.labels)",
    "Facility": "UNWIND $rows AS row MERGE (n:Facility {id: row.id}) SET n += row.properties, n += $stamp",
    "Model": "UNWIND $rows AS row MERGE (n:Model {id: row.id}) SET n += row.properties, n += $stamp, n:$(row.labels)",
    "Charger": "UNWIND $rows AS row MERGE (n:Charger {id: row.id}) SET n += row.properties, n += $stamp",
    "Identifier": "UNWIND $rows AS row MERGE (n:Identifier {id: row.id}) ON CREATE SET n += row.properties",
    "Certificate": "UNWIND $rows AS row MERGE (n:Certificate {id: row.id}) SET n += row.properties, n += $stamp",
    "Measurement": "UNWIND $rows AS row MERGE (n:Measurement {id: row.id}) SET n += row.properties, n += $stamp",
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
CREATE (a)-[r:PRODUCED_BY]->(b) SET r = row.properties, r += $stamp""",
    "CONSUMED": """
UNWIND $rows AS row MATCH (a:Process {id: row.a}) MATCH (b:Item {id: row.b})
CREATE (a)-[r:CONSUMED]->(b) SET r = row.properties, r += $stamp""",
    "CONTAINS": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Item {id: row.b})
CREATE (a)-[r:CONTAINS]->(b) SET r = row.properties, r += $stamp, r.from = $times[row.from], r.to = $times[row.to]""",
    "CONTAINED": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Item {id: row.b})
CREATE (a)-[r:CONTAINED]->(b) SET r = row.properties, r += $stamp, r.from = $times[row.from], r.to = $times[row.to]""",
    "OWNED_BY": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:OWNED_BY]->(b) SET r = row.properties, r += $stamp, r.from = $times[row.from], r.to = $times[row.to]""",
    "OWNED_BEFORE": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:OWNED_BEFORE]->(b) SET r = row.properties, r += $stamp, r.from = $times[row.from], r.to = $times[row.to]""",
    "IN_CUSTODY_OF": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:IN_CUSTODY_OF]->(b) SET r = row.properties, r += $stamp, r.from = $times[row.from], r.to = $times[row.to]""",
    "IN_CUSTODY_BEFORE": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:IN_CUSTODY_BEFORE]->(b) SET r = row.properties, r += $stamp, r.from = $times[row.from], r.to = $times[row.to]""",
    "UNDER_DUTY_OF": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:UNDER_DUTY_OF]->(b) SET r = row.properties, r += $stamp, r.from = $times[row.from], r.to = $times[row.to]""",
    "UNDER_DUTY_BEFORE": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:UNDER_DUTY_BEFORE]->(b) SET r = row.properties, r += $stamp, r.from = $times[row.from], r.to = $times[row.to]""",
    "CONTROLLED_BY": """
UNWIND $rows AS row MATCH (a:Party {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:CONTROLLED_BY]->(b) SET r = row.properties, r += $stamp, r.from = $times[row.from], r.to = $times[row.to]""",
    "CONTROLLED_BEFORE": """
UNWIND $rows AS row MATCH (a:Party {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:CONTROLLED_BEFORE]->(b) SET r = row.properties, r += $stamp, r.from = $times[row.from], r.to = $times[row.to]""",
    "HAS_PART": """
UNWIND $rows AS row MATCH (a:Model {id: row.a}) MATCH (b:Model {id: row.b})
CREATE (a)-[r:HAS_PART]->(b) SET r = row.properties, r += $stamp""",
    "MADE_AT": """
UNWIND $rows AS row MATCH (a:Model {id: row.a}) MATCH (b:Facility {id: row.b})
CREATE (a)-[r:MADE_AT]->(b) SET r = row.properties, r += $stamp""",
    "INSTANCE_OF": """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Model {id: row.b})
CREATE (a)-[r:INSTANCE_OF]->(b) SET r = $stamp""",
    "RAN_AT": """
UNWIND $rows AS row MATCH (a:Process {id: row.a}) MATCH (b:Facility {id: row.b})
CREATE (a)-[r:RAN_AT]->(b) SET r = $stamp""",
    "PROCESS_OPERATED_BY": """
UNWIND $rows AS row MATCH (a:Process {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:OPERATED_BY]->(b) SET r = $stamp""",
    "FACILITY_OPERATED_BY": """
UNWIND $rows AS row MATCH (a:Facility {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:OPERATED_BY]->(b) SET r = $stamp""",
    "CHARGER_OPERATED_BY": """
UNWIND $rows AS row MATCH (a:Charger {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:OPERATED_BY]->(b) SET r = $stamp""",
    "MADE_BY": """
UNWIND $rows AS row MATCH (a:Model {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:MADE_BY]->(b) SET r = $stamp""",
    "ISSUED_BY": """
UNWIND $rows AS row MATCH (a:Certificate {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:ISSUED_BY]->(b) SET r = $stamp""",
    "CERTIFIES Item": """
UNWIND $rows AS row MATCH (a:Certificate {id: row.a}) MATCH (b:Item {id: row.b})
CREATE (a)-[r:CERTIFIES]->(b) SET r = $stamp""",
    "CERTIFIES Process": """
UNWIND $rows AS row MATCH (a:Certificate {id: row.a}) MATCH (b:Process {id: row.b})
CREATE (a)-[r:CERTIFIES]->(b) SET r = $stamp""",
    "CERTIFIES Facility": """
UNWIND $rows AS row MATCH (a:Certificate {id: row.a}) MATCH (b:Facility {id: row.b})
CREATE (a)-[r:CERTIFIES]->(b) SET r = $stamp""",
    "CERTIFIES Party": """
UNWIND $rows AS row MATCH (a:Certificate {id: row.a}) MATCH (b:Party {id: row.b})
CREATE (a)-[r:CERTIFIES]->(b) SET r = $stamp""",
    "CERTIFIES Model": """
UNWIND $rows AS row MATCH (a:Certificate {id: row.a}) MATCH (b:Model {id: row.b})
CREATE (a)-[r:CERTIFIES]->(b) SET r = $stamp""",
    "MEASURED Item": """
UNWIND $rows AS row MATCH (a:Measurement {id: row.a}) MATCH (b:Item {id: row.b})
CREATE (a)-[r:MEASURED]->(b) SET r = $stamp""",
    "MEASURED Process": """
UNWIND $rows AS row MATCH (a:Measurement {id: row.a}) MATCH (b:Process {id: row.b})
CREATE (a)-[r:MEASURED]->(b) SET r = $stamp""",
    "IDENTIFIES": """
UNWIND $rows AS row MATCH (a:Identifier {id: row.a}) MATCH (b:Item {id: row.b})
CREATE (a)-[r:IDENTIFIES]->(b) SET r = $stamp""",
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
    "madeAt": ("model", "facility"),
}


async def write_facts(
    transaction: Transaction, facts: Iterable[Placed], stamp: Row, sender: str, subjects: Mapping[str, tuple[str, str]]
) -> None:
    """Create nodes, then links. `stamp` is submission and revision; `subjects` (label, key) of what certificates and measurements are about."""
    nodes: dict[str, list[Row]] = defaultdict(list)
    links: dict[str, list[Row]] = defaultdict(list)
    said: dict[tuple[str, int], Row] = {}
    for placed in facts:
        fact = placed.fact
        content = digest(fact)
        if fact.type in ENDS:
            # Links that say the same store the same.
            stored = said.get((fact.type, content))
            if stored is None:
                stored = said[fact.type, content] = properties(fact, fact.type) | {"digest": content}
            links[relationship(fact)].append(_link_row(fact, stored))
            continue
        stored = properties(fact, fact.type) | {"digest": content}
        key = vars(fact)["key"]
        kind = f"Item {fact.kind}" if isinstance(fact, Item) else fact.type.capitalize()
        nodes[kind].append({"id": key, "properties": stored, "labels": labels(fact)})
        for relation, target in node_references(fact):
            links[relation].append({"a": key, "b": target})
        if isinstance(fact, Item):
            for name, about in identifiers(fact).items():
                nodes["Identifier"].append({"id": name, "properties": about})
                links["IDENTIFIES"].append({"a": name, "b": key})
        if isinstance(fact, Certificate):
            for label, subject in dict.fromkeys(subjects[name] for name in fact.subjects):
                links[f"CERTIFIES {label}"].append({"a": key, "b": subject})
        if isinstance(fact, Measurement):
            label, about = ("Process", fact.process) if fact.item is None else subjects[fact.item]
            links[f"MEASURED {label}"].append({"a": key, "b": about})
    for kind, rows in nodes.items():
        for batch in batches(rows):
            await transaction.run(NODES[kind], rows=batch, stamp=stamp | {"sender": sender})
    for kind, rows in links.items():
        for batch in batches(rows):
            await transaction.run(LINKS[kind], rows=batch, times=_number_times(batch), stamp=stamp)


async def write_stubs(transaction: Transaction, referred: Mapping[str, set[str]]) -> None:
    """Make nodes for what is referred to; what exists stays as it is."""
    for label, keys in referred.items():
        for batch in batches(sorted(keys)):
            await transaction.run(STUBS[label], keys=batch)


def _link_row(fact: Fact, stored: Row) -> Row:
    source, target = ENDS[fact.type]
    fields = vars(fact)
    row = {"a": fields[source], "b": fields[target], "properties": stored}
    if fact.type in ENDED:
        row["from"], row["to"] = fields["from_"], fields["to"]
    return row


def _number_times(rows: list[Row]) -> list[datetime]:
    """The times of the rows, once each; in the rows their numbers. The driver takes longer over a time than over a record."""
    times: dict[datetime, int] = {}
    for row in rows:
        for name in ("from", "to"):
            time = row.get(name)
            if time is not None:
                row[name] = times.setdefault(time, len(times))
    return list(times)


def batches(rows: list[B]) -> Iterator[list[B]]:
    """The rows, as many at a time as one statement takes."""
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
