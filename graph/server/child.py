"""The life of java, told by a lock that it inherits: held as long as java lives, whatever becomes of its supervisor."""

import ctypes
import fcntl
import os
import signal
import sys
from contextlib import suppress

from graph.server.lock import try_lock, wait_lock
from rules.errors import Unavailable

PR_SET_PDEATHSIG = 1
TERM_S = 20
KILL_S = 5


def end_orphan(life: int) -> None:
    """Take the lock; a java that outlived its supervisor is ended first. Raises Unavailable."""
    for number, patience_s in ((signal.SIGTERM, TERM_S), (signal.SIGKILL, KILL_S)):
        if try_lock(life, fcntl.LOCK_EX):
            break
        # Whoever holds the lock wrote this number, so it is nobody else's.
        if process := int(os.pread(life, 20, 0) or b"0"):
            with suppress(ProcessLookupError):
                os.kill(process, number)
        with suppress(Unavailable):
            wait_lock(life, fcntl.LOCK_EX, patience_s, "java to end")
    wait_lock(life, fcntl.LOCK_EX, 0, "the java of an earlier server to end")
    os.ftruncate(life, 0)


def mark(life: int, supervisor: int) -> None:
    """Write the process beside its lock, in the child right before it becomes java."""
    os.pwrite(life, str(os.getpid()).encode(), 0)
    if sys.platform == "linux":
        # A supervisor may be killed by force. It has one thread only, so the signal comes then and not before.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != supervisor:
            os._exit(1)
