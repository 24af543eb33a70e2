"""The home of one managed server: its files, and the locks that say who uses it.

`users.lock` is held shared by every user process; the supervisor takes it exclusively when nobody is left.
`start.lock` is held while a server is started or joined; `supervisor.lock` as long as a supervisor lives.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from rules.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Running:
    """What a supervisor tells of itself once its server answers."""

    supervisor: int
    java: int
    port: int


@dataclass(frozen=True, slots=True)
class Home:
    """The files of a data directory."""

    path: Path

    @property
    def neo4j(self) -> Path:
        """Neo4j's own home."""
        return self.path / "neo4j"

    @property
    def console(self) -> Path:
        """What the server prints."""
        return self.path / "console.log"

    @property
    def supervisor_log(self) -> Path:
        """What the supervisor prints: nothing, unless it breaks."""
        return self.path / "supervisor.log"

    @property
    def neo4j_log(self) -> Path:
        """Neo4j's own log for people."""
        return self.neo4j / "logs" / "neo4j.log"

    def forget_words(self) -> None:
        """Drop what an earlier server said, so that a failure is told in the words of this one."""
        for log in (self.neo4j_log, self.supervisor_log, self.console):
            log.unlink(missing_ok=True)

    @property
    def credentials(self) -> Path:
        """The password, readable by the owner only."""
        return self.path / "credentials"

    @property
    def daemon(self) -> Path:
        """There while the server is to stay without users."""
        return self.path / "daemon"

    @property
    def _running(self) -> Path:
        return self.path / "server.json"

    def prepare(self) -> None:
        """Make the directory, private. Raises Unavailable."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self.path.chmod(0o700)
        except OSError as error:
            raise Unavailable(
                f"The data directory {self.path} cannot be used ({error.strerror}); set BATLAS_HOME to one that you own."
            ) from error

    def running(self) -> Running | None:
        """The server as its supervisor last told; none where there is none or the supervisor is dead."""
        if not self.supervised():
            return None
        try:
            return Running(**json.loads(self._running.read_text()))
        except FileNotFoundError:
            return None

    def left_behind(self) -> Running | None:
        """What a supervisor that died by force has told."""
        try:
            return Running(**json.loads(self._running.read_text()))
        except FileNotFoundError:
            return None

    def announce(self, running: Running | None) -> None:
        """Tell where the server is; none: that there is none."""
        if running is None:
            self._running.unlink(missing_ok=True)
            return
        draft = self._running.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(running)))
        draft.replace(self._running)

    def supervised(self) -> bool:
        """Whether a supervisor lives."""
        with open_lock(self.path / "supervisor.lock") as file:
            return not try_lock(file, fcntl.LOCK_EX)

    def write_private(self, path: Path, content: str) -> None:
        """Write a file that only its owner can read."""
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(content)


@contextmanager
def open_lock(path: Path) -> Iterator[int]:
    """A file to lock, open; closing it gives the lock back."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Unavailable(
            f"{path} cannot be written ({error.strerror}); check the owner and the space of BATLAS_HOME."
        ) from error
    try:
        yield file
    finally:
        os.close(file)


def try_lock(file: int, kind: int) -> bool:
    """Take the lock if it is free."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_lock(file: int, kind: int, seconds: float, what: str) -> None:
    """Take the lock, waiting a while. Raises Unavailable."""
    until = time.monotonic() + seconds
    while not try_lock(file, kind):
        if time.monotonic() > until:
            raise Unavailable(
                f"Waited {seconds:.0f} s for {what}; another process holds it. Try again, or `batlas neo4j status`."
            )
        time.sleep(0.05)
