"""One managed server for the whole run, in a home of its own; NEO4J_URI or a container (tests/container.py) wins. Tests keep apart by a prefix; nothing is wiped."""

import itertools
import os
import signal
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from app.settings import database_config, read_settings
from graph.database import Database, DatabaseConfig, connect
from graph.migrate import migrate
from graph.server import ServerConfig, managed
from rules.scope import LOCAL, Scope
from tests import container

QUICK = "-XX:TieredStopAtLevel=1"
"""For servers that live for a minute: without the optimising compiler a start takes 7 s of the processors and not 12."""
os.environ.setdefault("BATLAS_JAVA_OPTIONS", QUICK)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Who is started in the background does not hear Ctrl-C, nor do the processes that the tests start and end by it.
    signal.signal(signal.SIGINT, signal.default_int_handler)

RUN = uuid4().hex[:8]
NUMBERS = itertools.count(1)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
"""When documents of tests arrive."""


@pytest.fixture(scope="session")
def server_config(tmp_path_factory: pytest.TempPathFactory) -> ServerConfig:
    """A home for this run, with the jars of the user's cache."""
    cache = database_config(read_settings()).server.cache
    return ServerConfig(tmp_path_factory.mktemp("home"), cache, heap_mb=512, page_cache_mb=128, java_options=QUICK)


@pytest.fixture(scope="session")
def db_config(server_config: ServerConfig) -> Iterator[DatabaseConfig]:
    """The database in a container where one is asked for, or that NEO4J_URI names, else the managed one of this run."""
    if not container.asked():
        yield DatabaseConfig(server_config, database_config(read_settings()).address)
        return
    with container.contained() as address:
        yield DatabaseConfig(server_config, address)


@pytest.fixture(scope="session")
async def database(db_config: DatabaseConfig) -> AsyncIterator[Database]:
    """The database, migrated."""
    async with connect(db_config) as opened:
        await migrate(opened)
        yield opened


@pytest.fixture
def prefix() -> str:
    """The beginning of every key of one test; no other test has it."""
    return f"urn:t:{RUN}:{next(NUMBERS)}"


@pytest.fixture
def scope() -> Scope:
    """Whoever runs the process, now."""
    return Scope(LOCAL)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data of others, beside the checkout; tests that need it skip where it is absent."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"REAL DATA ABSENT: {folder} is not there, so this test of others' real files did not run")
    return folder


def pytest_configure() -> None:
    """Whoever asks for a container gets one, or is told why not."""
    if container.asked():
        container.require()


LONG = ("test_bulk.py", "test_killed.py", "test_leaks.py")
"""Minutes that need nothing of the others: for whoever is ready first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of servers start and end their own, and wait for that; they run beside all others, which share one server."""

    def group(item: pytest.Item) -> str:
        if item.path.name in LONG:
            return f"long {item.path.stem}"
        return "servers" if item.path.parent.name == "server" else "graph"

    items.sort(key=lambda item: item.path.name in LONG)
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group(item)))


def pytest_sessionfinish() -> None:
    """Every server of the run ends with it; whatever does not is told by pytest's exit and not at the interpreter's."""
    for supervisor in managed._started:
        supervisor.wait(30)
