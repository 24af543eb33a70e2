"""The one door to Neo4j: reads, writes and transactions, with errors that people understand."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, LiteralString

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncTransaction,
    Record,
    unit_of_work,
)
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph.server import Address, Progress, ServerConfig, hold
from rules.errors import BatlasError, Unavailable

RETRY_S = 5
TRIES, PAUSE_S = 20, 0.1
ACQUIRE_S = 5
ALREADY_THERE = "EquivalentSchemaRuleAlreadyExists"
OUT_OF_MEMORY = "MemoryPoolOutOfMemory"
TIMED_OUT = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration")


@dataclass(frozen=True, slots=True)
class DatabaseConfig:
    """A given database by its address, or none for the managed server."""

    server: ServerConfig
    address: Address | None = None
    query_timeout_s: float = 30


class Transaction:
    """A write transaction that is open; it is not retried."""

    def __init__(self, transaction: AsyncTransaction, observe: Callable[[str], None] | None) -> None:
        self._transaction = transaction
        self._observe = observe

    async def run(self, statement: LiteralString, /, **parameters: Any) -> list[Record]:
        """All records of the statement."""
        if self._observe is not None:
            self._observe(statement)
        result = await self._transaction.run(statement, parameters)
        return [record async for record in result]


class Database:
    """One per process. `observe` is told each statement that runs, so that tests can count them."""

    def __init__(self, driver: AsyncDriver, name: str, query_timeout_s: float = 30) -> None:
        self._driver = driver
        self._name = name
        self._timeout = query_timeout_s
        self.observe: Callable[[str], None] | None = None

    async def read(self, statement: LiteralString, /, **parameters: Any) -> list[Record]:
        """All records of a read statement, routed to a reader. Raises Unavailable."""
        return await self._execute(READ_ACCESS, statement, parameters)

    async def columns(self, statement: LiteralString, /, **parameters: Any) -> Mapping[str, Any]:
        """The one record of a read statement that answers columns: name to list."""
        (record,) = await self.read(statement, **parameters)
        return record.data()

    async def write(self, statement: LiteralString, /, **parameters: Any) -> list[Record]:
        """All records of a write statement in a transaction of its own. Raises Unavailable."""
        return await self._execute(WRITE_ACCESS, statement, parameters)

    async def run_alone(self, statement: LiteralString, /) -> None:
        """A statement that cannot share a transaction, such as a change of the schema; two at once wait for each other."""
        for patience in range(TRIES, -1, -1):
            with _translated():
                async with self._driver.session(database=self._name) as session:
                    try:
                        await (await session.run(statement)).consume()
                    except Neo4jError as error:
                        # `IF NOT EXISTS` looks before another one's change is there.
                        if (error.code or "").endswith(ALREADY_THERE):
                            return
                        if not (patience and error.is_retryable()):
                            raise
                    else:
                        return
            await asyncio.sleep(PAUSE_S)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A write transaction: committed when the block ends well, rolled back when it does not."""
        with _translated():
            async with self._driver.session(database=self._name) as session, await session.begin_transaction() as own:
                yield Transaction(own, self.observe)
                await own.commit()

    async def verify(self) -> None:
        """Raise Unavailable unless the database answers."""
        with _translated():
            await self._driver.verify_connectivity()

    async def _execute(self, access: str, statement: LiteralString, parameters: dict[str, Any]) -> list[Record]:
        if self.observe is not None:
            self.observe(statement)

        async def work(transaction: AsyncManagedTransaction) -> list[Record]:
            result = await transaction.run(statement, parameters)
            return [record async for record in result]

        with _translated():
            async with self._driver.session(database=self._name, default_access_mode=access) as session:
                begin = session.execute_read if access == READ_ACCESS else session.execute_write
                return await begin(unit_of_work(timeout=self._timeout)(work))


@asynccontextmanager
async def connect(config: DatabaseConfig, *, progress: Progress | None = None) -> AsyncIterator[Database]:
    """The database of the config, reached and not looked at: the managed server is started where it is needed."""
    holding = nullcontext(config.address) if config.address is not None else hold(config.server, progress or _silent)
    with holding as address:
        assert address is not None  # noqa: S101 - one of the two has it
        with _translated():
            driver = AsyncGraphDatabase.driver(
                address.uri,
                auth=(address.user, address.password),
                telemetry_disabled=True,
                max_transaction_retry_time=RETRY_S,
                connection_acquisition_timeout=ACQUIRE_S,
                connection_timeout=ACQUIRE_S,
                notifications_min_severity="OFF",
            )
        async with driver:
            database = Database(driver, address.database, config.query_timeout_s)
            await database.verify()
            yield database


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except BatlasError:
        raise
    except AuthError as error:
        raise Unavailable("Neo4j refuses the user or password; check NEO4J_USER and NEO4J_PASSWORD.") from error
    except (ServiceUnavailable, SessionExpired, ConfigurationError) as error:
        raise Unavailable(
            "Neo4j does not answer; check that it runs and that NEO4J_URI is right, then try again."
        ) from error
    except Neo4jError as error:
        code = error.code or ""
        if OUT_OF_MEMORY in code:
            raise Unavailable(
                "It needs more memory than the database may use; ask for less, or raise BATLAS_HEAP_MB."
            ) from error
        if code.endswith(TIMED_OUT):
            raise Unavailable(
                "The database took longer than BATLAS_QUERY_TIMEOUT_S allows; ask for less, or raise it."
            ) from error
        raise
    except DriverError as error:
        raise Unavailable(f"The connection to Neo4j broke ({type(error).__name__}); try again.") from error


def _silent(_what: str, _done: int, _total: int) -> None:
    return
