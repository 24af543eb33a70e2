"""Milliseconds of search and of pages of lists over many items. Run as `python -m bench.lists 100000` on a database of its own.

The items are written bare, as intake would leave them: a search and a page read nothing else of them.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

from app.settings import database_config, read_settings
from graph.database import Database
from graph.listing.ask import count_things, list_things
from graph.listing.item import ITEMS
from graph.migrate import open_database
from graph.search import search
from rules.listing import Order, Sort
from rules.scope import LOCAL, NEWEST, Scope

FILL = """
UNWIND range($from, $to) AS i
MERGE (n:Item {id: 'urn:bench-lists:cell:line-' + i})
SET n.kind = CASE WHEN i % 1000 = 0 THEN 'PACK' ELSE 'CELL' END, n.unit = 'PIECE', n.serial = 'BL' + right('0000000' + i, 8),
  n.sender = 'urn:bench-lists:party:' + (i % 50), n.since_rev = i / 1000, n.submission = 'urn:bench-lists:submission',
  n.name = CASE WHEN i % 2 = 0 THEN 'Cell ' + i END, n.name_ko = CASE WHEN i % 20 = 0 THEN '고니켈양극재셀 ' + i END
"""
BATCH = 10_000
ROUNDS = 5
SCOPE = Scope(LOCAL, revision=NEWEST)

SEARCHES = ("BL00012345", "BL0001234S", "cell 12346", "cel 12346", "양극재 2340", "line-777", "urn", "양극재")
PAGES: tuple[tuple[Sort, Order, dict[str, Any]], ...] = (
    (Sort.KEY, Order.ASC, {}),
    (Sort.KEY, Order.DESC, {}),
    (Sort.KEY, Order.ASC, {"kind": "PACK"}),
    (Sort.KEY, Order.ASC, {"sender": "urn:bench-lists:party:7"}),
    (Sort.REVISION, Order.DESC, {}),
    (Sort.REVISION, Order.DESC, {"kind": "PACK"}),
    (Sort.KEY, Order.ASC, {"name": "no such"}),
    (Sort.NAME, Order.ASC, {}),
)


async def timed(what: str, ask: Callable[[], Awaitable[Any]]) -> None:
    """Print the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        await ask()
        best = min(best, time.perf_counter() - begun)
    print(f"{what:60} {best * 1000:8.1f} ms")


async def measure(database: Database) -> None:
    """Searches, pages of 50, and a count."""
    for text in SEARCHES:
        await timed(f"search {text}", lambda text=text: search(SCOPE, database, text, 20))
    for sort, order, wanted in PAGES:
        await timed(
            f"items by {sort} {order} {wanted or ''}",
            lambda sort=sort, order=order, wanted=wanted: list_things(
                SCOPE, database, ITEMS, wanted, sort=sort, order=order, first=50
            ),
        )
    await timed("count of all items", lambda: count_things(SCOPE, database, ITEMS, {}))


async def main(items: int) -> None:
    """Fill and measure."""
    async with open_database(database_config(read_settings())) as database:
        for begin in range(0, items, BATCH):
            await database.write(FILL, **{"from": begin, "to": min(begin + BATCH, items) - 1})
        await database.run_alone("CALL db.prepareForReplanning(300)")
        await measure(database)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
