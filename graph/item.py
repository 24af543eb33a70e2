"""Items by key, and by the names that people know them by."""

from collections.abc import Sequence
from typing import Any

from graph.database import Database
from graph.restore import restore
from rules.disclosure import disclose
from rules.item import Item
from rules.scope import Scope
from rules.stated import Stated
from rules.vocabulary import ItemKind

# Of identifiers only those find an item that name one thing alone (rules/key).
FETCH = """
UNWIND range(0, size($keys) - 1) AS number
OPTIONAL MATCH (own:Item {id: $keys[number]})
OPTIONAL MATCH (d:Identifier {id: $keys[number]})-[:IDENTIFIES]->(named:Item)
WHERE d.scheme IN ['VIN', 'GBT34014'] OR (d.issuer IS NOT NULL AND NOT d.scheme IN ['PART', 'GTIN'])
WITH number, coalesce(own, named) AS n WHERE n IS NOT NULL
OPTIONAL MATCH (n)-[:INSTANCE_OF]->(m:Model)
RETURN collect([
  number, properties(n), m.id, [(d:Identifier)-[:IDENTIFIES]->(n) | [d.scheme, d.value, d.issuer]]
]) AS rows
"""


async def fetch_items(scope: Scope, database: Database, keys: Sequence[str]) -> list[Stated[Item] | None]:
    """The items in the order of the keys, none for what Batlas does not know; an identifier's key finds its item.

    Where contradictory data give one identifier to several items, the first by key is found.
    """
    columns = await database.columns(FETCH, keys=list(keys))
    found: dict[int, Stated[Item]] = {}
    for number, *row in sorted(columns["rows"], key=lambda row: row[1]["id"]):
        found.setdefault(number, _item(scope, *row))
    return disclose(scope, [found.get(number) for number in range(len(keys))])


FIND = """
CALL {
  MATCH (n:Item {serial: $value}) RETURN n
  UNION MATCH (n:Item {lot: $value}) RETURN n
  UNION MATCH (d:Identifier {value: $value})-[:IDENTIFIES]->(n:Item) RETURN n
}
WITH n
WHERE ($kind IS NULL OR n.kind = $kind) AND ($party IS NULL OR n.sender = $party
  OR EXISTS { (d:Identifier {value: $value, issuer: $party})-[:IDENTIFIES]->(n) })
OPTIONAL MATCH (n)-[:INSTANCE_OF]->(m:Model)
WITH n, m ORDER BY n.id LIMIT 100
RETURN collect([
  properties(n), m.id, [(d:Identifier)-[:IDENTIFIES]->(n) | [d.scheme, d.value, d.issuer]], n.sender
]) AS rows
"""


async def find_items(
    scope: Scope, database: Database, value: str, *, kind: ItemKind | None = None, party: str | None = None
) -> list[tuple[Stated[Item], str]]:
    """Items by serial, lot or identifier value, each with the party that stated it; at most 100.

    `party` keeps those that this party stated or whose identifier it issued.
    """
    columns = await database.columns(FIND, value=value, kind=kind, party=party)
    return disclose(scope, [(_item(scope, *row), sender) for *row, sender in columns["rows"]])


def _item(scope: Scope, properties: dict[str, Any], model: str | None, identifiers: list[list[Any]]) -> Stated[Item]:
    named = tuple(
        {"scheme": scheme, "value": value, "issuer": issuer} for scheme, value, issuer in sorted(identifiers, key=str)
    )
    return restore(scope, Item, properties, model=model, identifiers=named)
