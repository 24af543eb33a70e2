"""Records per second of intake, end to end, beside reading alone and the bare rate of writing. Run as `python -m bench.intake`.

The first rounds warm the server up. On a machine that does other things too, the best round is the one that says most.
"""

import asyncio
import sys
import time
from datetime import UTC, datetime
from uuid import uuid4

from app.settings import database_config, read_settings
from graph.database import Database
from graph.intake import take_in
from graph.migrate import open_database
from rules.report import Outcome
from rules.scope import LOCAL, Scope
from seed.readers import read

BARE_NODES = "UNWIND $rows AS row CREATE (n:Item {id: row.id}) SET n.submission = row.submission"
BARE_LINKS = """
UNWIND $rows AS row MATCH (a:Item {id: row.a}) MATCH (b:Item {id: row.b})
CREATE (a)-[r:BENCH]->(b) SET r.submission = row.submission
"""
ROUNDS = 6
CLEAN = "MATCH (n:Item) WHERE n.submission = 'bench' DETACH DELETE n"


def document(cells: int) -> bytes:
    """One process, `cells` cells, an edge to the process and one to a pack each: 3 records a cell."""
    run = uuid4().hex
    lines = [f'{{"type":"document","sender":"urn:bench:{run}:maker"}}']
    lines.append(
        f'{{"type":"process","key":"urn:bench:{run}:run","kind":"CELL_PRODUCTION","ended":"2025-03-01T00:00:00Z"}}'
    )
    for n in range(cells // 100):
        lines.append(
            f'{{"type":"item","key":"urn:bench:{run}:p{n}","kind":"PACK","unit":"PIECE","quantity":1,"serial":"P{n}"}}'
        )
    for n in range(cells):
        key = f"urn:bench:{run}:c{n}"
        lines.append(
            f'{{"type":"item","key":"{key}","kind":"CELL","unit":"PIECE","quantity":1,"serial":"C{n}","massPerUnitKg":1.1}}'
        )
        lines.append(f'{{"type":"produced","item":"{key}","process":"urn:bench:{run}:run"}}')
        lines.append(
            f'{{"type":"contains","whole":"urn:bench:{run}:p{n // 100 % max(1, cells // 100)}","part":"{key}","from":"2025-04-01"}}'
        )
    return "\n".join(lines).encode()


async def bare(database: Database, records: int) -> float:
    """Seconds to create half as many nodes and half as many links, with one property each, and nothing else."""
    run = uuid4().hex
    rows = [{"id": f"urn:bench:{run}:{n}", "submission": "bench"} for n in range(records // 2)]
    links = [{"a": rows[n]["id"], "b": rows[n - 1]["id"], "submission": "bench"} for n in range(len(rows))]
    begun = time.perf_counter()
    async with database.transaction() as transaction:
        await transaction.run(BARE_NODES, rows=rows)
        await transaction.run(BARE_LINKS, rows=links)
    seconds = time.perf_counter() - begun
    await database.write(CLEAN)
    return seconds


async def main(cells: int) -> None:
    """Print the rounds and the best of them."""
    best = 0.0
    async with open_database(database_config(read_settings())) as database:
        for round_number in range(ROUNDS):
            content = document(cells)
            begun = time.perf_counter()
            reading = read("batlas", content)
            read_in = time.perf_counter() - begun
            report = await take_in(Scope(LOCAL), database, reading, now=datetime.now(UTC))
            whole = time.perf_counter() - begun
            assert report.outcome is Outcome.ACCEPTED, report.findings[:3]
            count = len(reading.facts)
            written = await bare(database, count)
            best = max(best, count / whole)
            print(
                f"round {round_number}: {count} records, end to end {count / whole:,.0f}/s ({whole:.2f} s), "
                f"reading alone {count / read_in:,.0f}/s, bare writing {count / written:,.0f}/s"
            )
    print(f"best of {ROUNDS}: {best:,.0f} records/s end to end")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8_000))
