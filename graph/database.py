"""The one door to Neo4j: reads, writes and transactions, with errors that people understand."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import Any, LiteralString

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    AsyncTransaction,
    Record,
    unit_of_work,
)
from neo4j.exceptions import (
    ConfigurationError,
    DatabaseError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)
from neo4j.time import DateTime

from graph.server import Address, Progress, ServerConfig, hold
from graph.server.config import silent
from rules.errors import BatlasError, Conflict, InvalidInput, Unavailable

RETRY_S = 5
ACQUIRE_S = 5
OUT_OF_MEMORY = "MemoryPoolOutOfMemory"
TIMED_OUT = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration")
ALREADY_THERE = "EquivalentSchemaRuleAlreadyExists"
UNFIT = ("Neo.ClientError.Schema.", "Neo.DatabaseError.Schema.")
SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
NO_ADDRESS = (
    "NEO4J_URI is {!r}, which is no address of a Neo4j: write neo4j://host:7687 for a cluster or bolt://host:7687 for one server, "
    "with +s (neo4j+s://, bolt+s://) where it is encrypted, or +ssc where its certificate is self-signed."
)
MEMORY = "It needs more memory than the database may use; ask for less, or raise BATLAS_HEAP_MB."
LOST = "Neo4j does not answer; check that it runs and that NEO4J_URI is right, then try again."
LOST_MANAGED = (
    "The managed Neo4j does not answer any more; its last words are in console.log of BATLAS_HOME. "
    "The next command starts it again."
)


def native(time: DateTime | datetime | None) -> datetime | None:
    """A time as the database answers it, as Python's."""
    return time.to_native() if isinstance(time, DateTime) else time


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
    """One per process. `observe` is told each statement that runs, so that tests can count them.

    In a cluster reads go to its readers and writes to its leader; whoever reads waits until the reader has what this process wrote.
    """

    def __init__(self, driver: AsyncDriver, name: str, query_timeout_s: float = 30, lost: str = LOST) -> None:
        self._driver = driver
        self._name = name
        self._timeout = query_timeout_s
        self._lost = lost
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()
        self.observe: Callable[[str], None] | None = None

    async def read(self, statement: LiteralString, /, **parameters: Any) -> list[Record]:
        """All records of a read statement, routed to a reader. Raises Unavailable."""
        return await self._execute(READ_ACCESS, statement, parameters, self._timeout)

    async def columns(self, statement: LiteralString, /, **parameters: Any) -> Mapping[str, Any]:
        """The one record of a read statement that answers columns: name to list."""
        (record,) = await self.read(statement, **parameters)
        return record.data()

    async def write(self, statement: LiteralString, /, **parameters: Any) -> list[Record]:
        """All records of a write statement in a transaction of its own. Raises Unavailable."""
        return await self._execute(WRITE_ACCESS, statement, parameters, self._timeout)

    async def run_alone(self, statement: LiteralString, /) -> None:
        """A statement that cannot share a transaction, such as a change of the schema, for as long as it takes. Raises Conflict, Unavailable."""
        try:
            await self._execute(WRITE_ACCESS, statement, {}, 0)
        except Conflict as error:
            # `IF NOT EXISTS` looks before the change of another process is there.
            cause = error.__cause__
            if not isinstance(cause, Neo4jError) or not (cause.code or "").endswith(ALREADY_THERE):
                raise

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A write transaction: committed when the block ends well, rolled back when it does not."""
        with _translated(self._lost):
            async with self._session(WRITE_ACCESS) as session, await session.begin_transaction() as own:
                yield Transaction(own, self.observe)
                await own.commit()

    async def verify(self) -> None:
        """Raise Unavailable unless the database answers."""
        with _translated(self._lost):
            await self._driver.verify_connectivity()

    def _session(self, access: str) -> AsyncSession:
        return self._driver.session(database=self._name, default_access_mode=access, bookmark_manager=self._bookmarks)

    async def _execute(
        self, access: str, statement: LiteralString, parameters: dict[str, Any], timeout_s: float
    ) -> list[Record]:
        if self.observe is not None:
            self.observe(statement)

        async def work(transaction: AsyncManagedTransaction) -> list[Record]:
            try:
                result = await transaction.run(statement, parameters)
                return [record async for record in result]
            except TransientError as error:
                # The driver would try it again and again, and it fails again and again.
                if OUT_OF_MEMORY in (error.code or ""):
                    raise Unavailable(MEMORY) from error
                raise

        with _translated(self._lost):
            async with self._session(access) as session:
                begin = session.execute_read if access == READ_ACCESS else session.execute_write
                return await begin(unit_of_work(timeout=timeout_s)(work))


@asynccontextmanager
async def connect(config: DatabaseConfig, *, progress: Progress = silent) -> AsyncIterator[Database]:
    """The database of the config, reached and not looked at: the managed server is started where it is needed. Raises Unavailable."""
    given = config.address
    reaching, lost = (_managed(config.server, progress), LOST_MANAGED) if given is None else (_given(given), LOST)
    async with reaching as address, _driver(address) as driver:
        database = Database(driver, address.database, config.query_timeout_s, lost)
        await database.verify()
        yield database


@asynccontextmanager
async def _given(address: Address) -> AsyncIterator[Address]:
    yield address


@asynccontextmanager
async def _managed(config: ServerConfig, progress: Progress) -> AsyncIterator[Address]:
    """Held meanwhile. It is reached in a thread, so that Ctrl-C is heard while jars arrive and the server starts."""
    given_up = Event()

    def tell(what: str, done: int, total: int) -> None:
        if given_up.is_set():
            raise _GivenUpError
        progress(what, done, total)

    with ExitStack() as held:
        reaching = asyncio.ensure_future(asyncio.to_thread(held.enter_context, hold(config, tell)))
        try:
            yield await asyncio.shield(reaching)
        finally:
            given_up.set()
            await asyncio.gather(reaching, return_exceptions=True)


class _GivenUpError(Exception):
    """Nobody waits for the server any more."""


@asynccontextmanager
async def _driver(address: Address) -> AsyncIterator[AsyncDriver]:
    if address.uri.partition("://")[0] not in SCHEMES:
        raise InvalidInput(NO_ADDRESS.format(address.uri))
    try:
        driver = AsyncGraphDatabase.driver(
            address.uri,
            auth=(address.user, address.password),
            telemetry_disabled=True,
            max_transaction_retry_time=RETRY_S,
            connection_acquisition_timeout=ACQUIRE_S,
            connection_timeout=ACQUIRE_S,
            notifications_min_severity="OFF",
        )
    except (ConfigurationError, ValueError) as error:
        raise InvalidInput(NO_ADDRESS.format(address.uri)) from error
    async with driver:
        yield driver


@contextmanager
def _translated(lost: str) -> Iterator[None]:
    try:
        yield
    except (ServiceUnavailable, SessionExpired) as error:
        raise Unavailable(lost) from error
    except Neo4jError as error:
        explained = _explained(error)
        if explained is None:
            raise
        raise explained from error
    except DriverError as error:
        raise Unavailable(f"The connection to Neo4j broke ({type(error).__name__}); try again.") from error


def _explained(error: Neo4jError) -> BatlasError | None:
    """What it means for people; none where only a fault of this program can cause it."""
    code, message = error.code or "", " ".join((error.message or "").split())
    if OUT_OF_MEMORY in code:
        return Unavailable(MEMORY)
    if code.endswith(TIMED_OUT):
        return Unavailable("The database took longer than BATLAS_QUERY_TIMEOUT_S allows; ask for less, or raise it.")
    if code.startswith("Neo.ClientError.Security."):
        return Unavailable(f"Neo4j refuses: {message} Check NEO4J_USER and NEO4J_PASSWORD, and what that user may do.")
    if code.startswith("Neo.ClientError.Database."):
        return Unavailable(f"Neo4j refuses: {message}. Check NEO4J_DATABASE.")
    if code.startswith(UNFIT):
        return Conflict(f"The graph does not fit: {message}")
    if isinstance(error, TransientError):
        return Unavailable(f"Neo4j cannot do it now: {message} Try again.")
    if isinstance(error, DatabaseError):
        return Unavailable(f"Neo4j failed: {message} Its log tells more.")
    return None
