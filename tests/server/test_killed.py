"""The database is killed while a document is written: nothing of it is left, and the same document succeeds after."""

import asyncio
import os
import re
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from itertools import count
from random import Random
from threading import Timer

import pytest

from graph.database import Database, DatabaseConfig
from graph.intake import take_in, write
from graph.migrate import open_database
from graph.server import ServerConfig, status
from rules.errors import Unavailable
from rules.report import Outcome, Report
from rules.scope import LOCAL, Scope
from seed.readers import read
from tests.conftest import NOW
from tests.facts import Facts
from tests.graph.intake import snapshot
from tests.server.conftest import wait_for

KILLS = int(os.environ.get("BATLAS_TEST_KILLS", "2"))
"""Each costs a start of the server, some seconds: `make crash` asks for 30."""

NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
LINKS = "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b, properties(r) AS properties"

Seen = Callable[[str], None]


def earlier(f: Facts) -> bytes:
    """A buyer's stub, an open stay, and a lot that the document corrects."""
    alias = f.made_key("buyer", "cell", "C-1")
    return f.document(
        f.consumed("use", alias, 1), f.contains("old-pack", "cell-9", from_="2025-01-01"), f.lot("lot", 9)
    )


def written(f: Facts, corrects: str) -> bytes:
    """It corrects, absorbs a stub, ends a stay and states new facts: forty statements and more of two rows each."""
    number = {"scheme": "LOT", "value": "C-1", "issuer": f.key("buyer")}
    cells = [f"cell-{n}" for n in range(1, 10)]
    return f.document(
        f.lot("lot", 10, LITHIUM=0.1),
        *(f.party(f"party-{n}", roles=["MINER"]) for n in range(4)),
        {"type": "facility", "key": f.key("plant"), "operator": f.key("party-1")},
        f.run("run", "CELL_PRODUCTION", facility=f.key("plant")),
        f.consumed("run", "lot", 5),
        *(f.piece(cell, identifiers=[number] if cell == "cell-1" else []) for cell in cells),
        *(f.produced(cell, "run") for cell in cells),
        *(f.contains("pack", cell, from_="2025-03-01") for cell in cells),
        *(f.owned(cell, "party-2", from_="2025-03-01") for cell in cells),
        f.contains("old-pack", "cell-9", from_="2025-01-01", to="2025-02-01"),
        f.certificate("audit", "plant", "cell-2"),
        corrects=corrects,
    )


async def send(database: Database, content: bytes, see: Seen | None = None) -> Report:
    """The report; each statement is told before it is sent."""
    database.observe = see
    try:
        return await take_in(Scope(LOCAL), database, read("batlas", content), now=NOW)
    finally:
        database.observe = None


async def everything(database: Database) -> list[str]:
    """All that the database holds, in words."""
    records = [*await database.read(NODES), *await database.read(LINKS)]
    return sorted(str(sorted(record.data().items())) for record in records)


def kill(config: ServerConfig) -> None:
    """End java as a power cut does."""
    running = status(config).running
    assert running is not None
    os.kill(running.java, signal.SIGKILL)


async def prepare(database: Database, f: Facts) -> bytes:
    """The document, with what came before it taken in."""
    before = await send(database, earlier(f))
    assert before.outcome is Outcome.ACCEPTED, before.findings
    return written(f, before.submission)


async def statements(database: Database, f: Facts) -> tuple[int, int]:
    """How many statements come before the first that writes, and in all."""
    seen: list[str] = []
    content = await prepare(database, f)
    assert (await send(database, content, seen.append)).outcome is Outcome.ACCEPTED
    writing = [n for n, statement in enumerate(seen) if any(word in statement for word in ("CREATE", "MERGE"))]
    return writing[0], len(seen)


def kill_before(config: ServerConfig, last: int) -> Seen:
    """Kills it when `last` statements are done and before the next is sent."""
    numbers = count()

    def see(_statement: str) -> None:
        if next(numbers) == last:
            kill(config)

    return see


def kill_in_commit(config: ServerConfig, last: int, delay_s: float) -> Seen:
    """Kills it a little after the last statement was sent; the commit takes some milliseconds."""
    numbers = count()

    def see(_statement: str) -> None:
        if next(numbers) == last:
            Timer(delay_s, kill, [config]).start()

    return see


@pytest.fixture(autouse=True)
def two_rows_a_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small document is written in many batches then."""
    monkeypatch.setattr(write, "BATCH", 2)


async def as_stated(database: Database, f: Facts) -> str:
    """The graph of one prefix, without the revisions in the ids of versions."""
    return re.sub(r"@\d+", "@", str(await snapshot(database, f.prefix)))


async def test_killed_at_any_point_nothing_is_left_and_the_same_document_succeeds_after(
    config: ServerConfig, prefix: str
) -> None:
    """Between batches; and, for one kill of three, while it is committed: then the document is whole or not there at all."""
    unharmed = Facts(f"{prefix}:unharmed")
    chance = Random(30)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(DatabaseConfig(config)))
        first, all_of_them = await statements(database, unharmed)
        assert all_of_them - first > 40
        kills = [chance.randrange(first + 1, all_of_them) for _ in range(KILLS)] + [all_of_them] * (KILLS // 3)
        for number, point in enumerate(kills):
            f = Facts(f"{prefix}:{number}:killed")
            content = await prepare(database, f)
            before = await everything(database)
            if point < all_of_them:
                with pytest.raises(Unavailable):
                    await send(database, content, kill_before(config, point))
            else:
                with suppress(Unavailable):
                    await send(database, content, kill_in_commit(config, point - 1, chance.uniform(0.001, 0.02)))
                await asyncio.to_thread(wait_for, lambda: status(config).running is None)
            await stack.aclose()
            database = await stack.enter_async_context(open_database(DatabaseConfig(config)))
            left = await everything(database)
            again = await send(database, content)
            if point < all_of_them or left == before:
                assert left == before, f"killed after {point} statements"
                assert again.outcome is Outcome.ACCEPTED
            else:
                assert again.outcome is Outcome.UNCHANGED
            assert await as_stated(database, f) == await as_stated(database, unharmed)
