"""A bulk load beside documents taken in one by one: the same demo world, each way into a new home. Run as `python -m bench.bulk 1000`.

Entities are nodes and relationships; a second is one of the clock, from the first document to a graph that is indexed and answers. The
server's start is told apart, for it takes as long for any graph. Seconds of the processors stand beside it: on a machine that does other
things too they say more. Those of the server itself are in neither.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.bulk import of_world, read_ahead
from app.settings import database_config, read_settings
from graph.bulk import load_bulk
from graph.database import DatabaseConfig
from graph.intake import take_in
from graph.intake.take import MAX_RECORDS
from graph.migrate import open_database
from rules.report import Outcome, Report
from rules.scope import LOCAL, Scope
from seed.readers import read
from seed.world import documents


@contextmanager
def timed(what: str, entities: int) -> Iterator[None]:
    """Print what it took."""
    begun, before = time.perf_counter(), os.times()
    yield
    seconds, after = time.perf_counter() - begun, os.times()
    own = sum(after[:2]) - sum(before[:2])
    children = sum(after[2:4]) - sum(before[2:4])
    told = f", {entities / seconds:,.0f} entities/s" if entities else ""
    print(
        f"{what}: {seconds:.1f} s of the clock{told}; {own:.1f} s of the processors here, {children:.1f} s in its children"
    )


def require_accepted(title: str, report: Report) -> None:
    """What is not taken in is not measured."""
    assert report.outcome is Outcome.ACCEPTED, (title, report.findings[:3])


async def one_by_one(config: DatabaseConfig, vehicles: int, entities: int) -> None:
    """Each document in a transaction of its own."""
    async with open_database(config) as database:
        with timed("one by one", entities):
            for document in documents(vehicles):
                reading = read("batlas", document.content)
                require_accepted(document.title, await take_in(Scope(LOCAL), database, reading, now=datetime.now(UTC)))


async def main(vehicles: int) -> None:
    """Print both ways, the bulk load's by step."""
    given = database_config(read_settings())
    with tempfile.TemporaryDirectory() as folder:
        config = DatabaseConfig(replace(given.server, home=Path(folder, "bulk")))
        with timed("in bulk, with the server's start", 0):
            ahead = read_ahead(of_world(documents, vehicles), "batlas", MAX_RECORDS)
            bulk = await load_bulk(Scope(LOCAL), config, ahead, tell=require_accepted)
        entities, seconds = bulk.nodes + bulk.relationships, sum(bulk.seconds.values())
        for step, part in bulk.seconds.items():
            print(f"  {step}: {part:.1f} s")
        print(f"  {bulk.records:,} records, {entities:,} entities: {entities / seconds:,.0f} entities/s end to end")
        await one_by_one(replace(config, server=replace(given.server, home=Path(folder, "single"))), vehicles, entities)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
