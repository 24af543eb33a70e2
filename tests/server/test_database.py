"""What goes wrong with a database is told in words of this program."""

import asyncio
import fcntl
import re
import socket
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from neo4j.exceptions import ClientError, CypherSyntaxError

from graph.database import Database, DatabaseConfig, connect
from graph.server import Address, ServerConfig
from graph.server.lock import open_lock, try_lock
from rules.errors import BatlasError, Conflict, InvalidInput, Unavailable


@pytest.fixture(scope="module")
def given(config: ServerConfig, held: Address) -> DatabaseConfig:
    """A database by its address."""
    return DatabaseConfig(config, held)


@pytest.fixture
async def database(given: DatabaseConfig) -> AsyncIterator[Database]:
    """It, open."""
    async with connect(given) as opened:
        yield opened


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        pytest.param({"uri": "bolt://127.0.0.1:9"}, Unavailable, "does not answer.*NEO4J_URI", id="nobody-there"),
        pytest.param({"uri": "bolt://no.such.host.invalid"}, Unavailable, "does not answer.*NEO4J_URI", id="no-such-host"),
        pytest.param({"uri": "neo4j://127.0.0.1:9"}, Unavailable, "does not answer.*NEO4J_URI", id="no-cluster"),
        pytest.param({"uri": "http://127.0.0.1:7474"}, InvalidInput, "NEO4J_URI is 'http://127.0.0.1:7474'", id="http"),
        pytest.param({"uri": "junk"}, InvalidInput, "NEO4J_URI is 'junk'", id="no-uri"),
        pytest.param({"uri": "bolt://[::1"}, InvalidInput, "NEO4J_URI is", id="half-a-uri"),
        pytest.param({"user": "nobody"}, Unavailable, "NEO4J_USER and NEO4J_PASSWORD", id="unknown-user"),
        pytest.param({"password": ""}, Unavailable, "NEO4J_USER and NEO4J_PASSWORD", id="no-password"),
        pytest.param({"database": "other"}, Unavailable, "other.*NEO4J_DATABASE", id="unknown-database"),
    ],
)  # fmt: skip
async def test_an_address_that_does_not_work_is_told(
    given: DatabaseConfig, held: Address, change: dict[str, Any], kind: type[BatlasError], message: str
) -> None:
    with pytest.raises(kind, match=message):
        async with connect(replace(given, address=replace(held, **change))) as database:
            await database.read("RETURN 1")


async def test_a_server_that_says_nothing_is_given_up(given: DatabaseConfig, held: Address) -> None:
    begun = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = replace(held, uri=f"bolt://127.0.0.1:{deaf.getsockname()[1]}")
        with pytest.raises(Unavailable, match="NEO4J_URI"):
            await connect(replace(given, address=address)).__aenter__()
    assert time.monotonic() - begun < 20


async def test_a_statement_that_takes_too_long_is_told(given: DatabaseConfig) -> None:
    async with connect(replace(given, query_timeout_s=0.5)) as database:
        begun = time.monotonic()
        with pytest.raises(Unavailable, match="BATLAS_QUERY_TIMEOUT_S"):
            await database.read("UNWIND range(1, 1000000000) AS a RETURN sum(a)")
        assert time.monotonic() - begun < 10


MANY = "UNWIND range(1, 30000000) AS number WITH collect(toString(number)) AS texts RETURN size(texts)"


async def test_one_that_needs_too_much_memory_is_told_and_not_tried_again(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("WARNING", "neo4j"), pytest.raises(Unavailable, match="more memory than the database may use"):
        await database.read(MANY)
    assert "will be retried" not in caplog.text


async def test_two_that_wait_for_each_other_are_both_done(database: Database) -> None:
    await database.write("UNWIND ['a', 'b'] AS id MERGE (:Locked {id: id})")
    both = asyncio.Barrier(2)

    async def lock(first: str, second: str) -> None:
        async with database.transaction() as transaction:
            await transaction.run("MATCH (n:Locked {id: $id}) SET n.by = $id", id=first)
            await both.wait()
            await transaction.run("MATCH (n:Locked {id: $id}) SET n.by = $id", id=second)

    done = await asyncio.gather(lock("a", "b"), lock("b", "a"), return_exceptions=True)
    (refused,) = [error for error in done if error is not None]
    assert isinstance(refused, Unavailable)
    assert "Try again" in str(refused)


async def test_what_breaks_a_constraint_is_a_conflict(database: Database) -> None:
    await database.run_alone("CREATE CONSTRAINT one IF NOT EXISTS FOR (n:One) REQUIRE n.id IS UNIQUE")
    await database.write("MERGE (:One {id: 1})")
    with pytest.raises(Conflict, match="already exists"):
        await database.write("CREATE (:One {id: 1})")


async def test_a_fault_of_this_program_is_not_told_as_one_of_the_database(database: Database) -> None:
    with pytest.raises(CypherSyntaxError):
        await database.read("RETRUN 1")


async def test_a_transaction_whose_block_fails_changes_nothing(database: Database) -> None:
    with suppress(LookupError):
        async with database.transaction() as transaction:
            await transaction.run("CREATE (:Half)")
            raise LookupError
    (record,) = await database.read("MATCH (n:Half) RETURN count(n) AS count")
    assert record["count"] == 0


@pytest.fixture(params=["neo4j", "bolt"])
async def reached(request: pytest.FixtureRequest, given: DatabaseConfig, held: Address) -> AsyncIterator[Database]:
    """The database by an address of either kind: routed, a single server answers with a table of itself."""
    async with connect(
        replace(given, address=replace(held, uri=held.uri.replace("bolt:", f"{request.param}:")))
    ) as opened:
        yield opened


async def test_a_read_may_not_write(reached: Database) -> None:
    with pytest.raises(ClientError) as refused:
        await reached.read("CREATE (:Written)")
    assert refused.value.code == "Neo.ClientError.Statement.AccessMode"
    (record,) = await reached.read("MATCH (n:Written) RETURN count(n) AS count")
    assert record["count"] == 0


def begun(caplog: pytest.LogCaptureFixture) -> tuple[bool, frozenset[str]]:
    """Of the one transaction that was begun since the last look: whether as a read, and after which bookmarks."""
    said = [record.getMessage() for record in caplog.records]
    caplog.clear()
    (sent,) = [text for text in said if "C: BEGIN " in text]
    return "'mode': 'r'" in sent, frozenset(re.findall(r"FB:[\w+/=]+", sent))


async def test_reads_are_sent_as_reads_and_wait_for_what_this_process_wrote(
    reached: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG", "neo4j"):
        await reached.read("MATCH (n:Seen) RETURN n")
        assert begun(caplog) == (True, frozenset())
        await reached.write("CREATE (:Seen)")
        as_read, before = begun(caplog)
        assert not as_read
        await reached.read("MATCH (n:Seen) RETURN n")
        as_read, written = begun(caplog)
        assert as_read
        assert written - before, "the read comes after the write"
        async with reached.transaction() as transaction:
            await transaction.run("CREATE (:Seen)")
        assert begun(caplog) == (False, written)
        await reached.read("MATCH (n:Seen) RETURN n")
        as_read, again = begun(caplog)
        assert as_read
        assert again - written, "the read comes after the transaction"


async def test_a_server_that_is_not_waited_for_any_longer_is_given_back(config: ServerConfig, held: Address) -> None:
    waiting = asyncio.Event()
    loop = asyncio.get_running_loop()

    def look(what: str, _done: int, _total: int) -> None:
        assert what.startswith("Waiting for another process"), held.uri
        loop.call_soon_threadsafe(waiting.set)

    with open_lock(config.home / "start.lock") as start:
        assert try_lock(start, fcntl.LOCK_EX)
        joining = asyncio.ensure_future(connect(DatabaseConfig(config), progress=look).__aenter__())
        await waiting.wait()
        joining.cancel()
        begun = time.monotonic()
        with pytest.raises(asyncio.CancelledError):
            await joining
        assert time.monotonic() - begun < 2
