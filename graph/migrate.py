"""Bring a graph to the schema of this code, or say why it does not fit."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from graph.database import Database, DatabaseConfig, connect
from graph.migrations import MIGRATIONS, NEWEST
from graph.server.config import Progress, silent
from rules.errors import Conflict, Unavailable

APPLIED = "MATCH (m:Migration) RETURN max(m.number) AS newest"

RECORD = """
MERGE (m:Migration {id: $id})
ON CREATE SET m.number = $number, m.name = $name, m.applied_at = $applied_at
"""


# Asked again and again, for whoever waits inside a statement (`db.awaitIndexes`) holds up who makes a constraint, and both wait until one gives up.
POPULATING = "SHOW INDEXES YIELD state WHERE state <> 'ONLINE' RETURN count(*) AS waiting"

PERIOD_S = 0.2
LONGEST_S = 600


async def newest_applied(database: Database) -> int:
    """Number of the newest migration in the graph, 0 for an empty graph."""
    (record,) = await database.read(APPLIED)
    return record["newest"] or 0


async def migrate(database: Database) -> list[int]:
    """Apply what is missing; answers the numbers applied. Raises Conflict on a graph that is newer than the code or does not fit."""
    newest = await newest_applied(database)
    _refuse_newer(newest)
    applied = []
    for migration in MIGRATIONS:
        if migration.number <= newest:
            continue
        try:
            for statement in migration.statements:
                await database.run_alone(statement)
            await _await_indexes(database)
        except Conflict as error:
            raise Conflict(
                f"Migration {migration.number} ({migration.name}) could not be applied. {error} "
                "Put that right and run `batlas migrate` again: what is done already does no harm."
            ) from error
        key = f"urn:batlas:migration:{migration.number:04}"
        await database.write(RECORD, id=key, number=migration.number, name=migration.name, applied_at=datetime.now(UTC))
        applied.append(migration.number)
    return applied


@asynccontextmanager
async def open_database(config: DatabaseConfig, *, progress: Progress = silent) -> AsyncIterator[Database]:
    """A database that fits the code: the managed one is migrated, a given one is refused unless it fits."""
    async with connect(config, progress=progress) as database:
        if config.address is None:
            await migrate(database)
        else:
            await _require_current(database)
        yield database


async def _require_current(database: Database) -> None:
    newest = await newest_applied(database)
    _refuse_newer(newest)
    if newest < NEWEST:
        raise Conflict(
            f"The graph at NEO4J_URI is at migration {newest}, this Batlas needs {NEWEST}. "
            "Make a backup, then run `batlas migrate`."
        )


async def _await_indexes(database: Database) -> None:
    """Until all indexes answer, others' among them. Raises Unavailable."""
    try:
        async with asyncio.timeout(LONGEST_S):
            while (await database.read(POPULATING))[0]["waiting"]:  # noqa: ASYNC110 - the database has no event for it
                await asyncio.sleep(PERIOD_S)
    except TimeoutError as error:
        raise Unavailable(
            f"The indexes are not made after {LONGEST_S} s; `SHOW INDEXES` tells which. Run `batlas migrate` again."
        ) from error


def _refuse_newer(newest: int) -> None:
    if newest > NEWEST:
        raise Conflict(
            f"The graph is at migration {newest}, newer than the {NEWEST} that this Batlas knows. Update Batlas; nothing was changed."
        )
