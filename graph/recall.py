"""What carries material of these lots?"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, LiteralString

from graph.database import Database
from graph.disclosure import admit, disclose
from graph.flow import COLUMNS, DOWN_NOW, DOWN_PAST, MOST_NODES, read_flow, read_owned
from graph.upstream import findings
from graph.walk import STARTS_NOW, STARTS_PAST, walk
from rules.errors import InvalidInput
from rules.recall import recall_lots
from rules.recall.owners import keep
from rules.recalls import PLAIN, Carriers, Recall, RecallTerms
from rules.scope import Scope

# A lot that is asked about stands for itself and not with what is like it.
APART: LiteralString = """
WITH before, starts, roots, roots AS singles
"""

RECALL_NOW: LiteralString = STARTS_NOW + APART + DOWN_NOW + COLUMNS
RECALL_PAST: LiteralString = STARTS_PAST + APART + DOWN_PAST + COLUMNS


async def find_carriers(scope: Scope, database: Database, lots: Sequence[str], terms: RecallTerms = PLAIN) -> Recall:
    """All that carries material of the lots at `scope.at`, or ever carried any, as known at `scope.revision`.

    Lots may be items of any kind, pieces too. Raises InvalidInput for a lot that Batlas does not know, and for a time together with
    `ever`; TooExpensive for more than 50 lots or 3,000,000 things downstream.
    """
    found, starts = await walk_down(scope, database, RECALL_NOW, RECALL_PAST, lots, terms)
    unknown = [key for key in lots if key not in starts]
    if unknown:
        raise InvalidInput(f"Batlas knows no {', '.join(unknown)}; ask `search` for what it is called here.")
    asked = {starts[key] for key in lots}
    return await disclose(scope, database, read_recall(scope, found, asked, terms, made=False))


async def walk_down(
    scope: Scope, database: Database, now: LiteralString, past: LiteralString, keys: Sequence[str], terms: RecallTerms
) -> tuple[Mapping[str, Any], dict[str, str]]:
    """As `walk`: the flow's columns, and key asked to key known."""
    if terms.ever and scope.at is not None:
        raise InvalidInput("`at` asks about one time and `ever` about all: give one of them.")
    made = await admit(scope, database, keys, made=True)
    return await walk(scope, database, past if terms.ever else now, past, made, most=MOST_NODES + 1, way="downstream")


def read_recall(
    scope: Scope, found: Mapping[str, Any], lots: Collection[str], terms: RecallTerms, *, made: bool
) -> Recall:
    """The recall of the lots from the flow's columns; what was `made` by somebody carries itself."""
    flow = read_flow(found, scope.at, ever=terms.ever)
    # Pieces that are alike are of one run: all or none of them are among the lots.
    starts = [key for key, members in flow.members.items() if members[0] in lots]
    carried = recall_lots(flow, starts, terms.mineral, through=terms.through_recycling, lots_too=made)
    reached = {key for group in carried for key in group.keys}
    return Recall(
        tuple(sorted(lots)),
        terms,
        scope.at,
        found["revision"],
        Carriers(carried),
        keep(carried, read_owned(found), scope.at, ever=terms.ever),
        tuple(finding for finding, about in findings(found) if not reached.isdisjoint(about)),
    )
