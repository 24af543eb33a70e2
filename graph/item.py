"""Items by key, and by the names that people know them by."""

from collections.abc import Sequence
from typing import Any

from graph.database import Database
from graph.disclosure import disclose_things, unveil
from graph.restore import as_of, restore
from rules.item import Item
from rules.scope import Scope
from rules.stated import Stated
from rules.vocabulary import ItemKind

# Of identifiers only those find an item that name one thing alone (rules/key).
FETCH = """
UNWIND range(0, size($keys) - 1) AS number
OPTIONAL MATCH (own:Item {id: $keys[number]})
OPTIONAL MATCH (d:Identifier {id: $keys[number]})-[:IDENTIFIES]->(holder)
WHERE (holder.since_rev <= $revision AND (holder.until_rev IS NULL OR holder.until_rev > $revision))
  AND (d.scheme IN ['VIN', 'GBT34014'] OR (d.issuer IS NOT NULL AND NOT d.scheme IN ['PART', 'GTIN']))
OPTIONAL MATCH (named:Item {id: coalesce(holder.of, holder.id)})
WITH number, coalesce(own, named) AS n WHERE n IS NOT NULL
WITH number, n, CASE WHEN n.since_rev <= $revision THEN n
  ELSE head([(n)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS said
WHERE said IS NOT NULL OR $now OR EXISTS { (n)-[r]-() WHERE r.since_rev <= $revision }
OPTIONAL MATCH (said)-[:INSTANCE_OF]->(m:Model)
RETURN collect([
  number, n.id, properties(said), m.id, [(d:Identifier)-[:IDENTIFIES]->(said) | [d.scheme, d.value, d.issuer]]
]) AS rows
"""


async def fetch_items(scope: Scope, database: Database, keys: Sequence[str]) -> list[Stated[Item] | None]:
    """The items in the order of the keys, none for what Batlas does not know; an identifier's key finds its item.

    Where contradictory data give one identifier to several items, the first by key is found.
    """
    columns = await database.columns(FETCH, keys=await unveil(scope, database, keys), **as_of(scope))
    found: dict[int, Stated[Item]] = {}
    for number, *row in sorted(columns["rows"], key=lambda row: row[1]):
        found.setdefault(number, _item(*row))
    return await disclose_things(scope, database, keys, [found.get(number) for number in range(len(keys))])


FIND = """
CALL () {
  MATCH (n:Item {serial: $value}) RETURN n
  UNION MATCH (n:Item {lot: $value}) RETURN n
  UNION MATCH (:Version {serial: $value})<-[:HAD_VERSION]-(n:Item) RETURN n
  UNION MATCH (:Version {lot: $value})<-[:HAD_VERSION]-(n:Item) RETURN n
  UNION MATCH (:Identifier {value: $value})-[:IDENTIFIES]->(n:Item) RETURN n
  UNION MATCH (:Identifier {value: $value})-[:IDENTIFIES]->(:Version)<-[:HAD_VERSION]-(n:Item) RETURN n
}
WITH n, CASE WHEN n.since_rev <= $revision THEN n
  ELSE head([(n)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS said
WHERE (said.serial = $value OR said.lot = $value OR EXISTS { (:Identifier {value: $value})-[:IDENTIFIES]->(said) })
  AND ($kind IS NULL OR said.kind = $kind)
  AND ($party IS NULL OR said.sender = $party OR EXISTS { (:Identifier {value: $value, issuer: $party})-[:IDENTIFIES]->(said) })
OPTIONAL MATCH (said)-[:INSTANCE_OF]->(m:Model)
WITH n, said, m ORDER BY n.id LIMIT 100
RETURN collect([
  n.id, properties(said), m.id, [(d:Identifier)-[:IDENTIFIES]->(said) | [d.scheme, d.value, d.issuer]]
]) AS rows
"""


async def find_items(
    scope: Scope, database: Database, value: str, *, kind: ItemKind | None = None, party: str | None = None
) -> list[Stated[Item]]:
    """Items by serial, lot or identifier value; at most 100.

    `party` keeps those that this party stated or whose identifier it issued.
    """
    columns = await database.columns(FIND, value=value, kind=kind, party=party, revision=as_of(scope)["revision"])
    found = [_item(*row) for row in columns["rows"]]
    told = await disclose_things(scope, database, [item.key for item in found], found)
    return [item for item in told if item is not None]


def _item(key: str, properties: dict[str, Any] | None, model: str | None, identifiers: list[list[Any]]) -> Stated[Item]:
    named = tuple(
        {"scheme": scheme, "value": value, "issuer": issuer} for scheme, value, issuer in sorted(identifiers, key=str)
    )
    return restore(Item, key, properties, model=model, identifiers=named)
