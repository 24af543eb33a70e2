"""The home of one managed server: its files, and what they tell.

Four locks say who lives. `users.lock` is held shared by every user process; the supervisor takes it exclusively when nobody is left.
`start.lock` is held while a server is started or joined, `supervisor.lock` as long as a supervisor lives, `java.lock` as long as java does.
"""

import fcntl
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.server.lock import open_lock, try_lock
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
        """What the server prints, since its last start."""
        return self.path / "console.log"

    @property
    def supervisor_log(self) -> Path:
        """What the supervisor prints: nothing, unless it fails."""
        return self.path / "supervisor.log"

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

    def lock(self, of: str) -> Path:
        """The lock of `users`, `start`, `supervisor` or `java`."""
        return self.path / f"{of}.lock"

    def prepare(self) -> None:
        """Make the directory, private; one that is there already keeps its mode, and what is Neo4j's in it is private. Raises Unavailable."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.neo4j.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Unavailable(
                f"The data directory {self.path} cannot be used ({error.strerror}); set BATLAS_HOME to one that you own."
            ) from error

    def require_room(self, megabytes: int) -> None:
        """Raise Unavailable on a disk that is as good as full: Neo4j neither starts there nor ends."""
        free = shutil.disk_usage(self.path).free // 1_000_000
        if free < megabytes:
            raise Unavailable(
                f"The disk of BATLAS_HOME is full: {free} MB are free at {self.path}, Neo4j needs {megabytes} to start. "
                "Make room, or set BATLAS_HOME to another disk."
            )

    def running(self) -> Running | None:
        """The server as its supervisor told; none where no supervisor lives or its server does not answer yet."""
        return self._told() if self.supervised() else None

    def supervised(self) -> bool:
        """Whether a supervisor lives."""
        # Asked by a shared lock, so that two who ask at once do not take each other for a supervisor.
        with open_lock(self.lock("supervisor")) as file:
            return not try_lock(file, fcntl.LOCK_SH)

    def in_use(self) -> bool:
        """Whether any process holds the server."""
        # Shared locks of users are told from a stopping supervisor's exclusive one by asking for a shared one first.
        with open_lock(self.lock("users")) as file:
            return try_lock(file, fcntl.LOCK_SH) and not try_lock(file, fcntl.LOCK_EX)

    def announce(self, running: Running) -> None:
        """Tell where the server is."""
        draft = self._running.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(running)))
        draft.replace(self._running)

    def retract(self, supervisor: int | None = None) -> None:
        """Tell nothing any more, if it was this supervisor who told (none: whoever it was)."""
        told = self._told()
        if supervisor is None or (told is not None and told.supervisor == supervisor):
            self._running.unlink(missing_ok=True)

    def write_private(self, path: Path, content: str) -> None:
        """Write a file that only its owner can read: the whole of it, or none."""
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def _told(self) -> Running | None:
        try:
            return Running(**json.loads(self._running.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None
