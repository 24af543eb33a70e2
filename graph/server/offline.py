"""The store of a home while no server runs: held, and replaced by one that the import tool makes."""

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from graph.server.child import end_orphan, mark
from graph.server.config import Progress, ServerConfig, silent
from graph.server.fetch import provide
from graph.server.home import Home
from graph.server.jars import locked
from graph.server.java import import_command, import_environment
from graph.server.lock import open_lock, wait_lock
from rules.errors import Conflict, Unavailable

STOP_S = 30
POLL_S = 0.1
DATABASE = "neo4j"
LINES = 12


class Offline:
    """A home that no server runs in, and that none can be started in meanwhile."""

    def __init__(self, config: ServerConfig, home: Home, life: int) -> None:
        self._config = config
        self._home = home
        self._life = life
        self.folder = home.path / "bulk"
        """Room for files; it goes when the home is given back."""

    def import_store(self, arguments: list[str], progress: Progress = silent) -> None:
        """Make a store by the import tool's arguments and put it in the place of the one that is there. Raises Unavailable, and changes nothing then."""
        provide(self._config.cache, progress)
        draft = self.folder / "neo4j"
        (draft / "conf").mkdir(parents=True)
        jars = [jar.path(self._config.cache) for jar in locked()]
        said = self.folder / "import.log"
        with said.open("wb") as output:
            java = subprocess.Popen(
                import_command(self._config, draft, jars, arguments),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=import_environment(draft),
                cwd=self.folder,
                pass_fds=[self._life],
                preexec_fn=partial(mark, self._life, os.getpid()),  # noqa: PLW1509 - other threads are idle
            )
        try:
            while java.poll() is None:
                progress("Importing into Neo4j", 0, 0)
                time.sleep(POLL_S)
        finally:
            java.kill()
            java.wait()
        if java.returncode:
            words = said.read_text(errors="replace").splitlines()[-LINES:]
            raise Unavailable("\n".join(["Neo4j's import tool failed; nothing was loaded. Its last words:", *words]))
        data = self._home.neo4j / "data"
        # A store is opened by its own log: that goes first, so that no new store is ever beside an old log.
        for part in ("transactions", "databases"):
            place = data / part / DATABASE
            shutil.rmtree(place, ignore_errors=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            (draft / "data" / part / DATABASE).rename(place)


@contextmanager
def take_offline(config: ServerConfig, progress: Progress = silent) -> Iterator[Offline]:
    """Hold the home; a server that has lost its last user is waited for. Raises Conflict where one is in use."""
    home = Home(config.home)
    home.prepare()
    with ExitStack() as held:
        start = held.enter_context(open_lock(home.lock("start")))
        wait_lock(start, fcntl.LOCK_EX, STOP_S, "another process that starts Neo4j", progress)
        until = time.monotonic() + STOP_S
        while home.supervised():
            if home.daemon.exists() or home.in_use() or time.monotonic() > until:
                raise Conflict(
                    f"The Neo4j of {home.path} runs, and a bulk load needs it stopped: end what uses it, `batlas neo4j stop`, and try again."
                )
            progress("Waiting for Neo4j to stop", 0, 0)
            time.sleep(POLL_S)
        life = held.enter_context(open_lock(home.lock("java")))
        end_orphan(life)
        offline = Offline(config, home, life)
        shutil.rmtree(offline.folder, ignore_errors=True)
        offline.folder.mkdir(mode=0o700)
        try:
            yield offline
        finally:
            shutil.rmtree(offline.folder, ignore_errors=True)


def has_store(config: ServerConfig) -> bool:
    """Whether a graph, perhaps an empty one, was ever made in the home."""
    return (Home(config.home).neo4j / "data" / "databases" / DATABASE).is_dir()
