"""Servers of their own, to be killed and broken; never the run's. None of them reaches the network."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.settings import database_config, read_settings
from graph.server import Address, ServerConfig, hold
from tests.conftest import QUICK

ROOT = Path(__file__).parents[2]
OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9") | {
    "NO_PROXY": "",
    "no_proxy": "",
}
"""Nobody listens there."""

USER = """
import sys
from pathlib import Path
from graph.server import ServerConfig, hold
from rules.errors import BatlasError
home, cache, heap, pages, options = sys.argv[1:]
try:
    with hold(ServerConfig(Path(home), Path(cache), int(heap), int(pages), options)) as address:
        print(address.uri, flush=True)
        sys.stdin.read()
except BatlasError as error:
    sys.exit(f"{error.code} {error}")
"""

User = subprocess.Popen[str]
Start = Callable[..., User]


@pytest.fixture(scope="session")
def cache() -> Path:
    """Where the jars are."""
    return database_config(read_settings()).server.cache


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data directory of one file of tests; what still runs there at the end is a failure."""
    path = tmp_path_factory.mktemp("server-home")
    yield path
    assert ended(path), "a server was left behind"


@pytest.fixture(scope="module")
def config(home: Path, cache: Path) -> ServerConfig:
    """A small server in it."""
    return ServerConfig(home, cache, heap_mb=256, page_cache_mb=32, java_options=QUICK)


@pytest.fixture(scope="module")
def held(config: ServerConfig) -> Iterator[Address]:
    """The server of this file of tests, held as long as its tests run."""
    with hold(config) as address:
        yield address


@pytest.fixture
def use(config: ServerConfig) -> Iterator[Start]:
    """Start a process that uses the server: it prints the address, and leaves when its input ends."""
    users: list[User] = []

    def start(*, of: ServerConfig = config, prepare: Callable[[], object] | None = None, **environment: str) -> User:
        values = (of.home, of.cache, of.heap_mb, of.page_cache_mb, of.java_options)
        user = subprocess.Popen(
            [sys.executable, "-c", USER, *map(str, values)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=surroundings(**environment),
            preexec_fn=prepare,  # noqa: PLW1509 - it sets limits alone
        )
        users.append(user)
        return user

    yield start
    for user in users:
        user.kill()
        user.communicate()


def surroundings(**environment: str) -> dict[str, str]:
    """The environment of a process without a network."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "BATLAS_"))}
    return {**own, **OFFLINE, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **environment}


def batlas(config: ServerConfig, *arguments: str, **environment: str) -> User:
    """The command line, as a process of its own on this home."""
    own = {
        "BATLAS_HOME": str(config.home),
        "BATLAS_CACHE": str(config.cache),
        "BATLAS_HEAP_MB": str(config.heap_mb),
        "BATLAS_PAGE_CACHE_MB": str(config.page_cache_mb),
        "BATLAS_JAVA_OPTIONS": config.java_options,
    }
    return subprocess.Popen(
        [sys.executable, "-c", "from app.cli.main import main; main()", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings(**own, **environment),
    )


def address(user: User) -> str:
    """The address that a user has been given; fails with its error where it got none."""
    assert user.stdout is not None
    assert user.stderr is not None
    line = user.stdout.readline().strip()
    assert line.startswith("bolt://"), user.stderr.read()
    return line


def end(user: User, number: int = signal.SIGKILL) -> None:
    """Send the signal and wait for the end."""
    user.send_signal(number)
    user.communicate(timeout=60)


def javas(home: Path) -> list[int]:
    """Processes of the server of this home."""
    shown = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,args="], capture_output=True, text=True, check=True)
    return [int(line.split()[0]) for line in shown.stdout.splitlines() if f"--home-dir={home}/neo4j" in line]


def wait_for(what: Callable[[], object], seconds: float = 60) -> bool:
    """Whether it comes true within a while."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.05)
    return bool(what())


def ended(home: Path) -> bool:
    """Whether no server process of this home is left, after waiting a while."""
    return wait_for(lambda: not javas(home))
