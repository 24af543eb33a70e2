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

FETCH = """
UNWIND range(0, size($keys) - 1) AS number
OPTIONAL MATCH (own:Item {id: $keys[number]})
OPTIONAL MATCH (:Identifier {id: $keys[number]})-[:IDENTIFIES]->(named:Item)
WITH number, coalesce(own, named) AS n WHERE n IS NOT NULL
OPTIONAL MATCH (n)-[:INSTANCE_OF]->(m:Model)
RETURN collect([
  number, properties(n), m.id, [(d:Identifier)-[:IDENTIFIES]->(n) | [d.scheme, d.value, d.issuer]]
]) AS rows
"""


async def fetch_items(scope: Scope, database: Database, keys: Sequence[str]) -> list[Stated[Item] | None]:
    """The items in the order of the keys, none for what Batlas does not know; an identifier's key finds its item."""
    columns = await database.columns(FETCH, keys=list(keys))
    found = {row[0]: _item(row[1], row[2], row[3]) for row in columns["rows"]}
    return disclose(scope, [found.get(number) for number in range(len(keys))])


FIND = """
CALL {
  MATCH (n:Item {serial: $value}) RETURN n
  UNION MATCH (n:Item {lot: $value}) RETURN n
  UNION MATCH (d:Identifier {value: $value})-[:IDENTIFIES]->(n:Item) RETURN n
}
WITH DISTINCT n WHERE $kind IS NULL OR n.kind = $kind
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
    columns = await database.columns(FIND, value=value, kind=kind)
    found = [(_item(row[0], row[1], row[2]), row[3]) for row in columns["rows"]]
    if party is not None:
        found = [(item, sender) for item, sender in found if party in (sender, *_issuers(item, value))]
    return disclose(scope, found)


def _issuers(item: Stated[Item], value: str) -> list[str | None]:
    return [i.issuer for i in item.record.identifiers if i.value == value] if item.record else []


def _item(properties: dict[str, Any], model: str | None, identifiers: list[list[Any]]) -> Stated[Item]:
    named = tuple(
        {"scheme": scheme, "value": value, "issuer": issuer} for scheme, value, issuer in sorted(identifiers, key=str)
    )
    return restore(Item, properties, model=model, identifiers=named)
