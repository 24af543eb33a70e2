"""Locks on files that the kernel gives back however their holder ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.server.config import Progress, silent
from rules.errors import Unavailable

POLL_S = 0.05


@contextmanager
def open_lock(path: Path) -> Iterator[int]:
    """A file to lock, open; closing it gives the lock back, once every child that was forked meanwhile has ended too."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Unavailable(f"{path} cannot be written ({error.strerror}); check its owner and the disk.") from error
    try:
        yield file
    finally:
        os.close(file)


def try_lock(file: int, kind: int) -> bool:
    """Take the lock if it is free. Raises Unavailable where the file system has no locks."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise Unavailable(
            f"The disk of BATLAS_HOME or BATLAS_CACHE cannot lock files ({error.strerror}); set it to a local one."
        ) from error
    return True


def wait_lock(file: int, kind: int, seconds: float, what: str, progress: Progress = silent) -> None:
    """Take the lock, waiting a while. Raises Unavailable."""
    until = time.monotonic() + seconds
    while not try_lock(file, kind):
        if time.monotonic() > until:
            raise Unavailable(f"Waited {seconds:.0f} s for {what}, in vain. Try again, or ask `batlas neo4j status`.")
        progress(f"Waiting for {what}", 0, 0)
        time.sleep(POLL_S)
