"""Servers of their own, to be killed and broken; never the run's."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from app.settings import database_config, read_settings
from graph.server import ServerConfig

ROOT = Path(__file__).parents[2]
USER = """
import sys, time
from pathlib import Path
from graph.server import ServerConfig, hold
from rules.errors import BatlasError
home, cache, heap, pages = sys.argv[1:]
try:
    with hold(ServerConfig(Path(home), Path(cache), int(heap), int(pages))) as address:
        print(address.uri, flush=True)
        sys.stdin.read()
except BatlasError as error:
    sys.exit(f"{error.code} {error}")
"""

Start = Callable[..., "subprocess.Popen[str]"]


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
    return ServerConfig(home, cache, heap_mb=256, page_cache_mb=32)


@pytest.fixture
def use(config: ServerConfig) -> Iterator[Start]:
    """Start a process that uses the server: it prints the address, and leaves when its input ends."""
    users: list[subprocess.Popen[str]] = []

    def start(*, of: ServerConfig = config, **environment: str) -> "subprocess.Popen[str]":
        values = (of.home, of.cache, of.heap_mb, of.page_cache_mb)
        user = subprocess.Popen(
            [sys.executable, "-c", USER, *map(str, values)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        )
        users.append(user)
        return user

    yield start
    for user in users:
        user.kill()
        user.communicate()


def address(user: "subprocess.Popen[str]") -> str:
    """The address that a user has been given; fails with its error where it got none."""
    assert user.stdout is not None
    line = user.stdout.readline().strip()
    assert line.startswith("bolt://"), _rest(user.stderr)
    return line


def _rest(stream: "IO[str] | None") -> str:
    return stream.read() if stream else ""


def javas(home: Path) -> list[int]:
    """Processes of the server of this home."""
    found = subprocess.run(["pgrep", "-f", f"home-dir={home}/"], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def ended(home: Path, seconds: float = 30) -> bool:
    """Whether no server process of this home is left, after waiting a while."""
    until = time.monotonic() + seconds
    while javas(home) and time.monotonic() < until:
        time.sleep(0.05)
    return not javas(home)


def end(user: "subprocess.Popen[str]", number: int = signal.SIGKILL) -> None:
    """Send the signal and wait for the end."""
    user.send_signal(number)
    user.communicate(timeout=60)
