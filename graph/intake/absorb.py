"""Stubs that turn out to be an item with another number."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.database import Transaction

LINKS_OF = """
UNWIND $keys AS key
MATCH (i:Item {id: key})-[r]-(other) WHERE r.until_rev IS NULL
RETURN collect([
  key, startNode(r) = i, type(r), other.id, CASE WHEN type(r) = 'CONSUMED' THEN r.role END, r.from, r.to, r.digest,
  elementId(r), r.since_rev
]) AS rows
"""

HOLDING = {
    "CONTAINED": "CONTAINS",
    "OWNED_BEFORE": "OWNED_BY",
    "IN_CUSTODY_BEFORE": "IN_CUSTODY_OF",
    "UNDER_DUTY_BEFORE": "UNDER_DUTY_OF",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """Links that become one where their ends become one."""

    surplus: list[str] = field(default_factory=list)
    """Element ids of those that can go: another says the same, or more."""
    clashes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Item key to links, in words, of which two say different things."""


async def find_merged(transaction: Transaction, absorbed: Mapping[str, str]) -> Merged:
    """What becomes of the links of stubs, and of the items that they are, where they are put together."""
    answer = Merged()
    if not absorbed:
        return answer
    (record,) = await transaction.run(LINKS_OF, keys=sorted({*absorbed, *absorbed.values()}))
    groups: dict[tuple[Any, ...], dict[str, list[Any]]] = defaultdict(dict)
    for key, out, kind, other, role, start, *rest in record["rows"]:
        ends = (absorbed.get(key, key), absorbed.get(other, other))
        source, target = ends if out else ends[::-1]
        # A link between two of the keys is seen from both of its ends.
        groups[HOLDING.get(kind, kind), source, target, role, start][rest[2]] = rest
    for (kind, source, target, *_), links in groups.items():
        if len(links) < 2:
            continue
        first, *others = sorted(links.values(), key=lambda link: (link[0] is None, link[3], link[2]))
        answer.surplus.extend(link[2] for link in others)
        if any(link[1] != first[1] or link[0] not in (None, first[0]) for link in others):
            about = source if source in absorbed.values() else target
            answer.clashes[about].append(f"{source} {kind} {target}")
    return answer


DROP_LINKS = "UNWIND $ids AS id MATCH ()-[r]->() WHERE elementId(r) = id DELETE r"

ABSORB_OUT = """
UNWIND $pairs AS pair
MATCH (stub:Item {id: pair[0]})-[r]->(other)
MATCH (item:Item {id: pair[1]})
CREATE (item)-[n:$(type(r))]->(other)
SET n = properties(r)
DELETE r
"""

ABSORB_IN = """
UNWIND $pairs AS pair
MATCH (stub:Item {id: pair[0]})<-[r]-(other)
MATCH (item:Item {id: pair[1]})
CREATE (item)<-[n:$(type(r))]-(other)
SET n = properties(r)
DELETE r
"""

DROP_STUBS = "UNWIND $pairs AS pair MATCH (stub:Item {id: pair[0]}) WHERE stub.since_rev IS NULL DELETE stub"


async def absorb_stubs(transaction: Transaction, absorbed: Mapping[str, str], merged: Merged) -> None:
    """Give the relationships of stubs to the items that they are; the stub's key lives on as the item's Identifier."""
    if not absorbed:
        return
    pairs = [list(pair) for pair in absorbed.items()]
    if merged.surplus:
        await transaction.run(DROP_LINKS, ids=merged.surplus)
    await transaction.run(ABSORB_OUT, pairs=pairs)
    await transaction.run(ABSORB_IN, pairs=pairs)
    await transaction.run(DROP_STUBS, pairs=pairs)
