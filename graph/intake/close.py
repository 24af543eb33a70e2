"""Intervals that end."""

from collections.abc import Iterable, Mapping
from typing import Any, LiteralString

from graph.database import Transaction
from graph.intake.rows import ENDED
from rules.errors import Conflict
from rules.link import Contains, Controlled, Interval
from rules.reading import Placed
from rules.record import digest

CLOSE_ITEM = """
UNWIND $rows AS row
MATCH (a:Item {id: row.a})-[r:CONTAINS|OWNED_BY|IN_CUSTODY_OF|UNDER_DUTY_OF]->(b {id: row.b})
WHERE type(r) = row.open AND (r.from = row.from OR (r.from IS NULL AND row.from IS NULL))
CREATE (a)-[n:$(row.ended)]->(b)
SET n = properties(r), n += row.properties
DELETE r
RETURN count(*) AS ended
"""

CLOSE_PARTY = """
UNWIND $rows AS row
MATCH (a:Party {id: row.a})-[r:CONTROLLED_BY]->(b:Party {id: row.b})
WHERE r.from = row.from OR (r.from IS NULL AND row.from IS NULL)
CREATE (a)-[n:CONTROLLED_BEFORE]->(b)
SET n = properties(r), n += row.properties
DELETE r
RETURN count(*) AS ended
"""


async def close_intervals(transaction: Transaction, closing: Iterable[Placed], stamp: Mapping[str, Any]) -> None:
    """Move intervals to their ended types; who told the end, and at which revision, is kept beside who told the beginning.

    Raises Conflict where one of them is not there as an open interval, which the checks have made sure of.
    """
    of_items, of_parties = [], []
    for placed in closing:
        fact = placed.fact
        assert isinstance(fact, Interval)  # noqa: S101 - nothing else is closed
        source, target = _ends(fact)
        opened, ended = ENDED[placed.fact.type]
        row = {
            "a": source,
            "b": target,
            "from": fact.from_,
            "open": opened,
            "ended": ended,
            "properties": {
                "to": fact.to,
                "digest": digest(fact),
                "ended_rev": stamp["since_rev"],
                "ended_submission": stamp["submission"],
            },
        }
        (of_parties if isinstance(fact, Controlled) else of_items).append(row)
    ended = await _ended(transaction, CLOSE_ITEM, of_items) + await _ended(transaction, CLOSE_PARTY, of_parties)
    if ended != len(of_items) + len(of_parties):
        raise Conflict(
            f"Of {len(of_items) + len(of_parties)} intervals that end, {ended} were found; nothing was written."
        )


async def _ended(transaction: Transaction, statement: LiteralString, rows: list[dict[str, Any]]) -> int:
    return sum([record["ended"] for record in await transaction.run(statement, rows=rows)]) if rows else 0


def _ends(fact: Interval) -> tuple[str, str]:
    match fact:
        case Contains():
            return fact.whole, fact.part
        case Controlled():
            return fact.party, fact.by
        case _:
            return fact.item, fact.party  # pyright: ignore[reportAttributeAccessIssue] - what remains is a tenure
