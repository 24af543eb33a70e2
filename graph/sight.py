"""What does this viewer know of these things?"""

from collections.abc import Collection
from secrets import token_hex
from typing import LiteralString
from weakref import WeakKeyDictionary

from graph.database import Database
from graph.partner import find_partners
from rules.disclosure import Cover, Sight
from rules.scope import Viewer, ViewerKind
from rules.withheld import Withheld

# Who ran a run is its own operator, else that of its facility. Always the state of today, whatever a question is about: so are rights.
ITEMS: LiteralString = """
UNWIND $keys AS key
CALL (key) {
  MATCH (n:Item {id: key}) RETURN n
  UNION
  MATCH (:Identifier {id: key})-[:IDENTIFIES]->(n:Item) RETURN n
}
WITH key, n, coalesce(n.sender = $party, false) AS stated
WITH key, n, stated, stated OR EXISTS {
  MATCH (n)-[:PRODUCED_BY]->(run)
  WHERE EXISTS { (run)-[:OPERATED_BY]->(:Party {id: $party}) }
    OR (NOT EXISTS { (run)-[:OPERATED_BY]->() } AND EXISTS { (run)-[:RAN_AT]->()-[:OPERATED_BY]->(:Party {id: $party}) })
} AS own
WITH key, stated, own, own OR EXISTS {
  (n)-[:OWNED_BY|OWNED_BEFORE|IN_CUSTODY_OF|IN_CUSTODY_BEFORE|UNDER_DUTY_OF|UNDER_DUTY_BEFORE]->(:Party {id: $party})
} OR EXISTS {
  MATCH (n)<-[:CONSUMED]-(run)
  WHERE EXISTS { (run)-[:OPERATED_BY]->(:Party {id: $party}) }
    OR (NOT EXISTS { (run)-[:OPERATED_BY]->() } AND EXISTS { (run)-[:RAN_AT]->()-[:OPERATED_BY]->(:Party {id: $party}) })
} OR EXISTS {
  MATCH (n)<-[:CONTAINS|CONTAINED]-(whole)
  WHERE whole.sender = $party OR EXISTS {
    (whole)-[:OWNED_BY|OWNED_BEFORE|IN_CUSTODY_OF|IN_CUSTODY_BEFORE|UNDER_DUTY_OF|UNDER_DUTY_BEFORE]->(:Party {id: $party})
  } OR EXISTS {
    MATCH (whole)-[:PRODUCED_BY]->(run)
    WHERE EXISTS { (run)-[:OPERATED_BY]->(:Party {id: $party}) }
      OR (NOT EXISTS { (run)-[:OPERATED_BY]->() } AND EXISTS { (run)-[:RAN_AT]->()-[:OPERATED_BY]->(:Party {id: $party}) })
  }
} AS known
WITH key, stated, own WHERE known
RETURN collect([key, stated, own]) AS rows
"""

OTHERS: LiteralString = """
UNWIND $keys AS key
CALL (key) {
  MATCH (n:Process {id: key})
  RETURN coalesce(n.sender = $party, false) AS stated, coalesce(n.sender = $party, false)
    OR EXISTS { (n)-[:OPERATED_BY]->(:Party {id: $party}) }
    OR (NOT EXISTS { (n)-[:OPERATED_BY]->() } AND EXISTS { (n)-[:RAN_AT]->()-[:OPERATED_BY]->(:Party {id: $party}) }) AS known, false AS public
  UNION ALL
  MATCH (n:Facility {id: key})
  RETURN coalesce(n.sender = $party, false) AS stated,
    coalesce(n.sender = $party, false) OR EXISTS { (n)-[:OPERATED_BY]->(:Party {id: $party}) } AS known, false AS public
  UNION ALL
  MATCH (n:Charger {id: key})
  RETURN coalesce(n.sender = $party, false) AS stated,
    coalesce(n.sender = $party, false) OR EXISTS { (n)-[:OPERATED_BY]->(:Party {id: $party}) } AS known, false AS public
  UNION ALL
  MATCH (n:Measurement {id: key})
  RETURN coalesce(n.sender = $party, false) AS stated, coalesce(n.sender = $party, false) AS known, false AS public
  UNION ALL
  MATCH (n:Submission {id: key})-[:SENT_BY]->(sender:Party)
  RETURN sender.id = $party AS stated, sender.id = $party AS known, false AS public
  UNION ALL
  MATCH (n:Certificate {id: key})
  RETURN coalesce(n.sender = $party, false) AS stated, coalesce(n.sender = $party, false)
    OR EXISTS { MATCH (n)-[:CERTIFIES]->(about) WHERE about.sender = $party OR about.id = $party } AS known, true AS public
  UNION ALL
  MATCH (n:Model {id: key})
  RETURN coalesce(n.sender = $party, false) AS stated, coalesce(n.sender = $party, false) AS known, true AS public
  UNION ALL
  MATCH (n:Party {id: key})
  RETURN coalesce(n.sender = $party, false) AS stated, n.id = $party AS known,
    EXISTS { (n)<-[:MADE_BY]-(:Model) } OR EXISTS { (n)<-[:ISSUED_BY]-(:Certificate) } AS public
}
WITH key, stated, known, public WHERE known OR public OR stated
RETURN collect([key, stated, known, public]) AS rows
"""

SALT: LiteralString = """
MERGE (s:Salt {id: 'names'}) ON CREATE SET s.value = $fresh
RETURN s.value AS value
"""

SALTS: WeakKeyDictionary[Database, bytes] = WeakKeyDictionary()


async def look(viewer: Viewer, database: Database, keys: Collection[str]) -> Sight:
    """What the viewer, a party or anybody, knows of the things of these keys, of whatever noun. Keys of identifiers count as their items'."""
    cover = await find_cover(viewer, database)
    asked = {"keys": list(dict.fromkeys(keys)), "party": viewer.party}
    others = (await database.columns(OTHERS, **asked))["rows"]
    public = {key for key, _, _, is_public in others if is_public}
    if viewer.kind is not ViewerKind.PARTY or viewer.party is None:
        return Sight(cover, Withheld.NOT_PUBLIC, public=public)
    items = (await database.columns(ITEMS, **asked))["rows"]
    stated = {key for key, said, *_ in (*items, *others) if said}
    own = stated | {key for key, _, made in items if made} | {key for key, _, known, _ in others if known}
    known = own | {key for key, *_ in items}
    partners = await find_partners(database, viewer.party)
    return Sight(cover, Withheld.NOT_A_PARTNER, stated, own, known, public, partners)


async def find_cover(viewer: Viewer, database: Database) -> Cover:
    """The names that stand for keys to this viewer: the same as long as the graph lives, whichever process answers."""
    if database not in SALTS:
        (record,) = await database.write(SALT, fresh=token_hex(32))
        SALTS[database] = record["value"].encode()
    return Cover(SALTS[database], viewer.party or viewer.kind)
