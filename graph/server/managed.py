"""Start, join, keep and stop the managed server of a home."""

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.server.config import Address, Progress, ServerConfig, silent
from graph.server.failure import why_not_started
from graph.server.fetch import provide
from graph.server.home import Home, Running
from graph.server.lock import open_lock, wait_lock
from graph.server.password import secure
from rules.errors import Unavailable

START_S = 180
STOP_S = 30
JOIN_S = 1800
"""Whoever starts the server may have to fetch it first."""
POLL_S = 0.05
ROOM_MB = 64
"""An empty graph takes 3 MB, and its logs grow."""

_started: "list[subprocess.Popen[bytes]]" = []


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a server runs, where, and whether it stays without users; without `running`, one may be starting or stopping."""

    running: Running | None
    supervised: bool
    daemon: bool
    in_use: bool


@contextmanager
def hold(config: ServerConfig, progress: Progress = silent) -> Iterator[Address]:
    """Use the server of this home, started when nobody runs it yet; it ends with its last user. Raises Unavailable."""
    home = Home(config.home)
    home.prepare()
    with open_lock(home.lock("users")) as users:
        with _explained(home), open_lock(home.lock("start")) as start:
            wait_lock(start, fcntl.LOCK_EX, JOIN_S, "another process that starts Neo4j", progress)
            # While a supervisor stops its server it holds this lock exclusively.
            wait_lock(users, fcntl.LOCK_SH, STOP_S, "the last Neo4j to stop", progress)
            address = _join(config, home, progress)
        yield address


def keep(config: ServerConfig, progress: Progress = silent) -> Address:
    """Start the server, or join it, and let it stay until `stop`. Raises Unavailable."""
    home = Home(config.home)
    with hold(config, progress) as address, _explained(home):
        home.daemon.touch()
        return address


def stop(config: ServerConfig) -> Status:
    """Let the server end with its last user, at once where there is none; answers what is left."""
    home = Home(config.home)
    if home.path.is_dir():
        with _explained(home):
            home.daemon.unlink(missing_ok=True)
        until = time.monotonic() + STOP_S
        while home.supervised() and not home.in_use() and time.monotonic() < until:
            time.sleep(POLL_S)
    return status(config)


def status(config: ServerConfig) -> Status:
    """What runs in this home."""
    home = Home(config.home)
    if not home.path.is_dir():
        return Status(None, supervised=False, daemon=False, in_use=False)
    return Status(home.running(), home.supervised(), home.daemon.exists(), home.in_use())


def fetch(config: ServerConfig, progress: Progress = silent) -> int:
    """Bring the jars into the cache; answers how many there are. Raises Unavailable."""
    return provide(config.cache, progress)


def _join(config: ServerConfig, home: Home, progress: Progress) -> Address:
    """The address of a server that answers, with a graph that is open. One that ends while it is joined is started again, once."""
    for _ in range(2):
        running = _reach(config, home, progress)
        try:
            password = secure(home, running.port)
        except Unavailable:
            if home.running() == running:
                raise
        else:
            if home.running() == running:
                return Address(f"bolt://127.0.0.1:{running.port}", "neo4j", password)
    raise Unavailable(why_not_started(home, "It ended as soon as it had started."))


def _reach(config: ServerConfig, home: Home, progress: Progress) -> Running:
    """The server that runs, or that a supervisor is starting; else one of our own."""
    supervisor = None
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if (running := home.running()) is not None:
            return running
        if not home.supervised():
            if supervisor is None:
                supervisor = _supervise(config, home, progress)
                until = time.monotonic() + START_S
            elif supervisor.poll() is not None:
                raise Unavailable(why_not_started(home))
        progress("Starting Neo4j", 0, 0)
        time.sleep(POLL_S)
    if supervisor is not None:
        supervisor.terminate()
        supervisor.wait()
    raise Unavailable(why_not_started(home, f"It did not answer within {START_S} s."))


def _supervise(config: ServerConfig, home: Home, progress: Progress) -> "subprocess.Popen[bytes]":
    provide(config.cache, progress)
    home.require_room(ROOM_MB)
    # What an earlier server left: its address, its last words, and the wish that it stay, which was about that one.
    home.retract()
    for left in (home.daemon, home.console):
        left.unlink(missing_ok=True)
    arguments = (config.home, config.cache, config.heap_mb, config.page_cache_mb, config.java_options)
    with home.supervisor_log.open("wb") as output:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "graph.server.supervisor", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd=Path(__file__).parents[2],
        )
    # It outlives this function, and maybe this process.
    _started.append(supervisor)
    return supervisor


@contextmanager
def _explained(home: Home) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(
            f"The data directory {home.path} cannot be used ({error.strerror}, {error.filename}); "
            "check its owner and the disk, or set BATLAS_HOME to another."
        ) from error
