"""Which parties does this party deal with?"""

from collections import OrderedDict
from time import monotonic
from typing import LiteralString
from weakref import WeakKeyDictionary

from graph.database import Database

REMEMBERED_S = 10
"""How long what was found is taken to hold, seconds: it looks at all that a party made."""

MOST_REMEMBERED = 1_000
"""Parties that are remembered."""

# Who ran a run is its own operator, else that of its facility.
OPERATORS: LiteralString = """  WITH DISTINCT other
  CALL (other) {
    MATCH (other)-[:OPERATED_BY]->(q:Party) RETURN q
    UNION
    MATCH (other)-[:RAN_AT]->(:Facility)-[:OPERATED_BY]->(q:Party) WHERE NOT EXISTS { (other)-[:OPERATED_BY]->() } RETURN q
  }
  RETURN DISTINCT q
"""

# Who a party names in its own documents; who made what it took, put together or holds; who took, or put together, what it made.
PARTNERS: LiteralString = f"""
CALL () {{
  MATCH (i:Item) USING INDEX i:Item(sender, id) WHERE i.sender = $party AND i.id > ''
  MATCH (i)-[r:OWNED_BY|OWNED_BEFORE|IN_CUSTODY_OF|IN_CUSTODY_BEFORE|UNDER_DUTY_OF|UNDER_DUTY_BEFORE]->(q:Party)
  WITH DISTINCT q, r.submission AS submission
  WHERE EXISTS {{ (:Submission {{id: submission}})-[:SENT_BY]->(:Party {{id: $party}}) }}
  RETURN q
  UNION
  MATCH (n:Facility)-[:OPERATED_BY]->(q:Party) USING INDEX n:Facility(sender) WHERE n.sender = $party
  RETURN DISTINCT q
  UNION
  MATCH (me:Party {{id: $party}})
  WITH me
  MATCH (me)-[:CONTROLLED_BY|CONTROLLED_BEFORE]-(q:Party)
  RETURN q
  UNION
  MATCH (me:Party {{id: $party}})
  CALL (me) {{
    MATCH (me)<-[:OPERATED_BY]-(run:Process) RETURN run
    UNION
    MATCH (me)<-[:OPERATED_BY]-(:Facility)<-[:RAN_AT]-(run:Process) WHERE NOT EXISTS {{ (run)-[:OPERATED_BY]->() }} RETURN run
  }}
  CALL (run) {{
    MATCH (run)-[:CONSUMED]->(i:Item)-[:PRODUCED_BY]->(other:Process) RETURN other
    UNION
    MATCH (run)<-[:PRODUCED_BY]-(:Item)<-[:CONSUMED]-(other:Process) RETURN other
    UNION
    MATCH (run)<-[:PRODUCED_BY]-(:Item)-[:CONTAINS|CONTAINED]-(:Item)-[:PRODUCED_BY]->(other:Process) RETURN other
  }}
{OPERATORS}  UNION
  MATCH (:Party {{id: $party}})<-[:OWNED_BY|OWNED_BEFORE|IN_CUSTODY_OF|IN_CUSTODY_BEFORE]-(:Item)-[:PRODUCED_BY]->(other:Process)
{OPERATORS}}}
RETURN collect(DISTINCT q.id) AS parties
"""

Remembered = OrderedDict[str, tuple[float, frozenset[str]]]

REMEMBERED: WeakKeyDictionary[Database, Remembered] = WeakKeyDictionary()


async def find_partners(database: Database, party: str) -> frozenset[str]:
    """Keys of the parties that the party deals with, and its own. What is new is there after 10 s at the latest."""
    remembered = REMEMBERED.setdefault(database, Remembered())
    at, found = remembered.get(party, (0.0, frozenset[str]()))
    if not found or monotonic() - at > REMEMBERED_S:
        columns = await database.columns(PARTNERS, party=party)
        found = frozenset(columns["parties"]) | {party}
        remembered[party] = (monotonic(), found)
        remembered.move_to_end(party)
        if len(remembered) > MOST_REMEMBERED:
            remembered.popitem(last=False)
    return found
