"""Migrations: forward only, again without harm, and never under a graph that is newer than the code."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import LiteralString

import pytest

from graph.database import Database, DatabaseConfig, connect
from graph.migrate import RECORD, migrate, newest_applied, open_database
from graph.migrations import MIGRATIONS, NEWEST
from graph.server import Address, ServerConfig
from rules.errors import Conflict
from tests.conftest import NOW
from tests.server.conftest import batlas

SCHEMA = "SHOW INDEXES YIELD name, type, labelsOrTypes, properties, owningConstraint, state WHERE type <> 'LOOKUP'"


@pytest.fixture(scope="module")
def given(config: ServerConfig, held: Address) -> DatabaseConfig:
    """A database that somebody else runs: a managed one, named by its address."""
    return DatabaseConfig(config, held)


@pytest.fixture
async def graph(given: DatabaseConfig) -> AsyncIterator[Database]:
    """The given database, new: with nothing in it, not even a schema."""
    async with connect(given) as database:
        await database.write("MATCH (n) DETACH DELETE n")
        for record in await database.read("SHOW CONSTRAINTS YIELD name"):
            await database.run_alone(f"DROP CONSTRAINT {record['name']}")  # pyright: ignore[reportArgumentType]
        for record in await database.read("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'"):
            await database.run_alone(f"DROP INDEX {record['name']}")  # pyright: ignore[reportArgumentType]
        yield database


async def schema(database: Database) -> set[str]:
    """Its constraints and indexes."""
    return {str(record.data()) for record in await database.read(SCHEMA)}


async def count(database: Database, label: LiteralString) -> int:
    """How many nodes have the label."""
    (record,) = await database.read(f"MATCH (n:{label}) RETURN count(n) AS count")
    return record["count"]


async def test_a_given_graph_that_is_not_migrated_is_refused_with_advice(
    given: DatabaseConfig, graph: Database
) -> None:
    with pytest.raises(Conflict, match=f"is at migration 0, this Batlas needs {NEWEST}.*`batlas migrate`"):
        async with open_database(given):
            pass
    assert await schema(graph) == set()
    assert await count(graph, "Migration") == 0


async def test_the_managed_graph_is_migrated_when_it_is_opened(given: DatabaseConfig, graph: Database) -> None:
    async with open_database(replace(given, address=None)) as opened:
        assert await newest_applied(opened) == NEWEST
    assert await count(graph, "Migration") == len(MIGRATIONS)


async def test_the_command_migrates_a_given_graph_which_then_opens(
    given: DatabaseConfig, held: Address, graph: Database
) -> None:
    own = {"NEO4J_URI": held.uri, "NEO4J_USER": held.user, "NEO4J_PASSWORD": held.password}
    for said in (f"Applied migration {', '.join(str(m.number) for m in MIGRATIONS)}.", "Nothing to do."):
        command = batlas(given.server, "migrate", **own)
        answer, error = await asyncio.to_thread(command.communicate, timeout=60)
        assert command.returncode == 0, error
        assert answer.startswith(said)
        assert f"The graph is at migration {NEWEST}." in answer
    async with open_database(given) as opened:
        assert await newest_applied(opened) == NEWEST
    assert await count(graph, "Ledger") == 1


async def test_each_migration_says_when_it_was_applied(graph: Database) -> None:
    await migrate(graph)
    records = await graph.read(
        "MATCH (m:Migration) RETURN m.number AS number, m.name AS name, m.applied_at AS at ORDER BY number"
    )
    assert [(record["number"], record["name"]) for record in records] == [(m.number, m.name) for m in MIGRATIONS]
    assert all(record["at"].tzinfo is not None for record in records)


async def test_two_that_migrate_at_once_do_no_harm(given: DatabaseConfig, graph: Database) -> None:
    async with connect(given) as second, connect(given) as third:
        await asyncio.gather(migrate(graph), migrate(second), migrate(third))
    assert await migrate(graph) == []
    assert await count(graph, "Migration") == len(MIGRATIONS)
    assert await count(graph, "Ledger") == 1


@pytest.mark.parametrize("done", [1, 5, len(MIGRATIONS[0].statements) - 1])
async def test_one_that_was_interrupted_is_finished_by_the_next(graph: Database, done: int) -> None:
    for statement in MIGRATIONS[0].statements[:done]:
        await graph.run_alone(statement)
    assert await newest_applied(graph) == 0
    assert await migrate(graph) == [migration.number for migration in MIGRATIONS]
    whole = await schema(graph)
    await graph.write("MATCH (m:Migration) DELETE m")
    await migrate(graph)
    assert await schema(graph) == whole
    assert await count(graph, "Ledger") == 1


async def test_a_graph_that_does_not_fit_is_told_by_migration_and_what_is_in_the_way(graph: Database) -> None:
    await graph.write("UNWIND [1, 2] AS number CREATE (:Item {id: 'twice'})")
    with pytest.raises(Conflict, match=r"Migration 1 \(nouns\) could not be applied.*`Item`.*'twice'"):
        await migrate(graph)
    assert await newest_applied(graph) == 0
    await graph.write("MATCH (n:Item) WITH n LIMIT 1 DELETE n")
    assert await migrate(graph) == [migration.number for migration in MIGRATIONS]


async def test_a_newer_graph_is_refused_and_nothing_is_changed(given: DatabaseConfig, graph: Database) -> None:
    await graph.write(RECORD, id="urn:batlas:migration:9999", number=9999, name="later", applied_at=NOW)
    for opening in (migrate(graph), anext(aiter_of(given)), anext(aiter_of(replace(given, address=None)))):
        with pytest.raises(
            Conflict, match=r"at migration 9999, newer than the \d+ that this Batlas knows.*nothing was"
        ):
            await opening
    assert await schema(graph) == set()
    assert await count(graph, "Migration") == 1


async def aiter_of(config: DatabaseConfig) -> AsyncIterator[Database]:
    """The database, opened."""
    async with open_database(config) as database:
        yield database


def test_migrations_are_numbered_from_1_without_a_gap() -> None:
    assert [migration.number for migration in MIGRATIONS] == list(range(1, NEWEST + 1))
