"""What is stated about the nodes that a document names: one statement per label."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import LiteralString

from graph.database import Transaction, native
from rules.checks.known import ItemFacts, KnownFact, ProcessFacts
from rules.quantity import unit_mass_kg
from rules.vocabulary import ItemKind, Mineral, ProcessKind, Unit

STATED: dict[str, LiteralString] = {
    "Item": "UNWIND $keys AS key MATCH (n:Item {id: key}) RETURN collect([n.id, n.digest, n.sender, n.submission]) AS rows",
    "Process": "UNWIND $keys AS key MATCH (n:Process {id: key}) RETURN collect([n.id, n.digest, n.sender, n.submission]) AS rows",
    "Party": "UNWIND $keys AS key MATCH (n:Party {id: key}) RETURN collect([n.id, n.digest, n.sender, n.submission]) AS rows",
    "Facility": "UNWIND $keys AS key MATCH (n:Facility {id: key}) RETURN collect([n.id, n.digest, n.sender, n.submission]) AS rows",
    "Model": "UNWIND $keys AS key MATCH (n:Model {id: key}) RETURN collect([n.id, n.digest, n.sender, n.submission]) AS rows",
    "Charger": "UNWIND $keys AS key MATCH (n:Charger {id: key}) RETURN collect([n.id, n.digest, n.sender, n.submission]) AS rows",
    "Certificate": "UNWIND $keys AS key MATCH (n:Certificate {id: key}) RETURN collect([n.id, n.digest, n.sender, n.submission]) AS rows",
    "Measurement": "UNWIND $keys AS key MATCH (n:Measurement {id: key}) RETURN collect([n.id, n.digest, n.sender, n.submission]) AS rows",
}


async def fetch_stated(transaction: Transaction, label: str, keys: Collection[str]) -> dict[str, KnownFact | None]:
    """Key to what is stated, none for a stub; unknown keys are left out."""
    if not keys:
        return {}
    (record,) = await transaction.run(STATED[label], keys=list(keys))
    return {
        key: None if digest is None else KnownFact(digest, sender, submission=submission)
        for key, digest, sender, submission in record["rows"]
    }


NOUNS_OF = """
UNWIND $keys AS key
OPTIONAL MATCH (i:Item {id: key})
OPTIONAL MATCH (s:Process {id: key})
OPTIONAL MATCH (p:Party {id: key})
OPTIONAL MATCH (f:Facility {id: key})
OPTIONAL MATCH (m:Model {id: key})
OPTIONAL MATCH (c:Charger {id: key})
OPTIONAL MATCH (z:Certificate {id: key})
OPTIONAL MATCH (w:Measurement {id: key})
WITH key, [n IN [i, s, p, f, m, c, z, w] WHERE n.since_rev IS NOT NULL] AS stated WHERE size(stated) > 0
RETURN collect([key, labels(stated[0])]) AS rows
"""


async def fetch_nouns(transaction: Transaction, keys: Collection[str]) -> dict[str, str]:
    """Key to the label that it is stated under; keys that nobody has stated are left out."""
    if not keys:
        return {}
    (record,) = await transaction.run(NOUNS_OF, keys=list(keys))
    return {key: next(label for label in labels if label in STATED) for key, labels in record["rows"]}


ALIASES = """
UNWIND $keys AS key
MATCH (a:Identifier {id: key})-[:IDENTIFIES]->(i:Item)
RETURN collect([a.id, i.id]) AS rows
"""


async def fetch_aliases(transaction: Transaction, keys: Collection[str]) -> dict[str, str]:
    """Alias key to the key of its item; of several, which only a lenient profile lets in, the first."""
    if not keys:
        return {}
    (record,) = await transaction.run(ALIASES, keys=list(keys))
    return dict(sorted(record["rows"], reverse=True))


ITEMS = """
UNWIND $keys AS key
MATCH (i:Item {id: key}) WHERE i.since_rev IS NOT NULL
OPTIONAL MATCH (i)-[:INSTANCE_OF]->(m:Model)
WITH i, m, i.composition_minerals IS NULL AS fallback
RETURN collect([
  i.id, i.kind, i.unit, i.quantity, i.mass_per_unit_kg, m.mass_kg,
  CASE WHEN fallback THEN m.composition_minerals ELSE i.composition_minerals END,
  CASE WHEN fallback THEN m.composition_fractions ELSE i.composition_fractions END,
  CASE WHEN fallback THEN m.composition_complete ELSE i.composition_complete END
]) AS rows
"""


async def fetch_items(transaction: Transaction, keys: Collection[str]) -> dict[str, ItemFacts]:
    """What the checks need of the stated items among the keys."""
    if not keys:
        return {}
    (record,) = await transaction.run(ITEMS, keys=list(keys))
    return {
        key: ItemFacts(
            key,
            ItemKind(kind),
            Unit(unit),
            quantity,
            unit_mass_kg(Unit(unit), own, of_model),
            _by_mineral(minerals, fractions),
            bool(complete),
        )
        for key, kind, unit, quantity, own, of_model, minerals, fractions, complete in record["rows"]
    }


MODELS = """
UNWIND $keys AS key
MATCH (m:Model {id: key}) WHERE m.since_rev IS NOT NULL
RETURN collect([m.id, m.kind, m.mass_kg, m.composition_minerals, m.composition_fractions, m.composition_complete]) AS rows
"""


async def fetch_models(transaction: Transaction, keys: Collection[str]) -> dict[str, ItemFacts]:
    """What the instances of the stated models among the keys fall back to."""
    if not keys:
        return {}
    (record,) = await transaction.run(MODELS, keys=list(keys))
    return {
        key: ItemFacts(key, ItemKind(kind), Unit.PIECE, 1, mass, _by_mineral(minerals, fractions), bool(complete))
        for key, kind, mass, minerals, fractions, complete in record["rows"]
    }


INSTANCES = """
UNWIND $keys AS key
MATCH (m:Model {id: key})<-[:INSTANCE_OF]-(i:Item)
WITH key, collect(DISTINCT i.kind) AS kinds
RETURN collect([key, kinds]) AS rows
"""


async def fetch_instances(transaction: Transaction, keys: Collection[str]) -> dict[str, frozenset[ItemKind]]:
    """Model key to the kinds of its stated instances."""
    if not keys:
        return {}
    (record,) = await transaction.run(INSTANCES, keys=list(keys))
    return {key: frozenset(map(ItemKind, kinds)) for key, kinds in record["rows"]}


PROCESSES = """
UNWIND $keys AS key
MATCH (p:Process {id: key}) WHERE p.since_rev IS NOT NULL
RETURN collect([p.id, p.kind, p.started, p.ended, p.loss_minerals, p.loss_kg]) AS rows
"""


async def fetch_processes(transaction: Transaction, keys: Collection[str]) -> dict[str, ProcessFacts]:
    """What the checks need of the stated processes among the keys."""
    if not keys:
        return {}
    (record,) = await transaction.run(PROCESSES, keys=list(keys))
    return {
        key: ProcessFacts(
            key,
            ProcessKind(kind),
            native(started),
            native(ended),
            _by_mineral(minerals, losses) or {},
        )
        for key, kind, started, ended, minerals, losses in record["rows"]
    }


def _by_mineral(minerals: Sequence[str] | None, values: Sequence[float] | None) -> Mapping[Mineral, float] | None:
    return None if minerals is None or values is None else _mapping(tuple(minerals), tuple(values))


@lru_cache(1024)
def _mapping(minerals: tuple[str, ...], values: tuple[float, ...]) -> Mapping[Mineral, float]:
    # Thousands of items have one model's content.
    return {Mineral(mineral): value for mineral, value in zip(minerals, values, strict=True)}
