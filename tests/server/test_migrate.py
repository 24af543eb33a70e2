"""Migrations: forward only, again without harm, and never under a graph that is newer than the code."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from graph.database import Database, DatabaseConfig, connect
from graph.migrate import RECORD, migrate, newest_applied, open_database
from graph.migrations import MIGRATIONS, NEWEST
from graph.server import ServerConfig, hold
from rules.errors import Conflict
from tests.conftest import NOW


@pytest.fixture(scope="module")
async def given(config: ServerConfig) -> AsyncIterator[DatabaseConfig]:
    """A database that somebody else runs: a managed one, named by its address."""
    with hold(config) as address:
        yield DatabaseConfig(config, address)


@pytest.fixture
async def bare(given: DatabaseConfig) -> AsyncIterator[Database]:
    """The given database, not looked at."""
    async with connect(given) as database:
        yield database


async def test_a_given_graph_that_is_not_migrated_is_refused_with_advice(given: DatabaseConfig, bare: Database) -> None:
    assert await newest_applied(bare) == 0
    with pytest.raises(Conflict, match="batlas migrate"):
        async with open_database(given):
            pass
    assert await newest_applied(bare) == 0, "nothing was changed"


async def test_two_that_migrate_at_once_do_no_harm(given: DatabaseConfig, bare: Database) -> None:
    async with connect(given) as other:
        await asyncio.gather(migrate(bare), migrate(other))
    assert await newest_applied(bare) == NEWEST
    assert await migrate(bare) == []
    async with open_database(given) as opened:
        records = await opened.read("MATCH (m:Migration) RETURN count(m) AS count")
    assert records[0]["count"] == len(MIGRATIONS)


async def test_a_migration_that_was_cut_off_is_made_again(bare: Database) -> None:
    await migrate(bare)
    await bare.write("MATCH (m:Migration {number: 1}) DELETE m")
    assert 1 in await migrate(bare)
    ledger = await bare.read("MATCH (l:Ledger) RETURN count(l) AS count")
    assert ledger[0]["count"] == 1


async def test_a_graph_that_is_newer_than_the_code_is_refused(given: DatabaseConfig, bare: Database) -> None:
    await migrate(bare)
    await bare.write(RECORD, id="urn:batlas:migration:9999", number=9999, name="later", applied_at=NOW)
    for attempt in (migrate(bare), open_database(replace(given)).__aenter__()):
        with pytest.raises(Conflict, match="newer"):
            await attempt
