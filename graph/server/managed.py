"""Start, join, keep and stop the managed server of a home."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.server.config import Address, Progress, ServerConfig
from graph.server.home import Home, Running, open_lock, try_lock, wait_lock
from graph.server.jars import provide
from graph.server.password import secure
from graph.server.store import require_store
from rules.errors import Unavailable

START_S = 120
STOP_S = 30

_started: "list[subprocess.Popen[bytes]]" = []


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a server runs, where, and whether it stays without users."""

    running: Running | None
    daemon: bool
    in_use: bool


def _silent(_what: str, _done: int, _total: int) -> None:
    return


@contextmanager
def hold(config: ServerConfig, progress: Progress = _silent) -> Iterator[Address]:
    """Use the server of this home, started when nobody runs it yet; it ends with its last user. Raises Unavailable."""
    home = Home(config.home)
    home.prepare()
    with open_lock(home.path / "users.lock") as users:
        with open_lock(home.path / "start.lock") as start:
            wait_lock(start, fcntl.LOCK_EX, START_S, "another process that starts the server")
            # While a supervisor stops its server it holds this lock exclusively.
            wait_lock(users, fcntl.LOCK_SH, STOP_S, "the server to finish stopping")
            running = home.running() or _start(config, home, progress)
            password = secure(home, running.port)
            require_store(home, running.port, password)
        yield Address(f"bolt://127.0.0.1:{running.port}", "neo4j", password)


def keep(config: ServerConfig, progress: Progress = _silent) -> Address:
    """Start the server, or join it, and let it stay until `stop`."""
    with hold(config, progress) as address:
        Home(config.home).daemon.touch()
        return address


def stop(config: ServerConfig) -> Status:
    """Let the server end with its last user, at once where there is none; answers what is left."""
    home = Home(config.home)
    home.prepare()
    home.daemon.unlink(missing_ok=True)
    until = time.monotonic() + STOP_S
    while home.supervised() and not _in_use(home) and time.monotonic() < until:
        time.sleep(0.05)
    return status(config)


def status(config: ServerConfig) -> Status:
    """What runs in this home."""
    home = Home(config.home)
    if not home.path.is_dir():
        return Status(None, daemon=False, in_use=False)
    return Status(home.running(), home.daemon.exists(), _in_use(home))


def fetch(config: ServerConfig, progress: Progress = _silent) -> int:
    """Bring the jars into the cache; answers how many there are."""
    return len(provide(config.cache, progress))


def _in_use(home: Home) -> bool:
    # Shared locks of users are told from a stopping supervisor's exclusive one by asking for a shared one first.
    with open_lock(home.path / "users.lock") as users:
        return try_lock(users, fcntl.LOCK_SH) and not try_lock(users, fcntl.LOCK_EX)


def _start(config: ServerConfig, home: Home, progress: Progress) -> Running:
    _end_orphan(home)
    provide(config.cache, progress)
    progress("Starting Neo4j", 0, 0)
    arguments = (config.home, config.cache, config.heap_mb, config.page_cache_mb)
    home.forget_words()
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
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if (running := home.running()) is not None:
            return running
        if supervisor.poll() is not None:
            break
        time.sleep(0.05)
    else:
        supervisor.terminate()
        supervisor.wait()
    raise Unavailable(_why(home))


def _end_orphan(home: Home) -> None:
    # Only where there is no parent-death signal can java outlive a supervisor that was killed by force.
    orphan = home.left_behind()
    if orphan is not None:
        if _is_java(orphan.java):
            os.kill(orphan.java, signal.SIGTERM)
        home.announce(None)


def _is_java(process: int) -> bool:
    shown = subprocess.run(["ps", "-o", "command=", "-p", str(process)], capture_output=True, text=True, check=False)  # noqa: S607
    return "CommunityEntryPoint" in shown.stdout


CAUSES = (
    ("No space left on device", "The disk of BATLAS_HOME is full."),
    ("exceeds physical memory", "This machine has less memory; lower BATLAS_HEAP_MB and BATLAS_PAGE_CACHE_MB."),
    ("insufficient memory", "There is not enough memory; lower BATLAS_HEAP_MB and BATLAS_PAGE_CACHE_MB."),
    ("Could not reserve enough space", "There is not enough memory; lower BATLAS_HEAP_MB."),
    ("Invalid maximum heap size", "BATLAS_HEAP_MB is not a size that this machine can have."),
    ("OutOfMemoryError", "The memory given is too small; raise BATLAS_HEAP_MB."),
    ("Address already in use", "Its port was taken at the same moment; try again."),
    ("Permission denied", "A file of BATLAS_HOME belongs to somebody else."),
    ("AccessDeniedException", "A file of BATLAS_HOME belongs to somebody else."),
    ("StoreLockException", "Another Neo4j uses this data directory."),
    ("store version", "The store was written by another version of Neo4j."),
)


def _why(home: Home) -> str:
    said = [*_tail(home.neo4j_log), *_tail(home.supervisor_log), *_tail(home.console)]
    text = "\n".join(said)
    cause = next((cause for sign, cause in CAUSES if sign in text), "Its own last lines may tell why.")
    lines = "\n".join(f"  {line}" for line in said[-12:])
    return f"Neo4j could not start in {home.path}. {cause}\n{lines}"


def _tail(path: Path) -> list[str]:
    try:
        return path.read_text(errors="replace").splitlines()[-12:]
    except FileNotFoundError:
        return []
