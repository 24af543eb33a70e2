"""The process that owns java: started in its own session, it stops the server when its last user is gone.

Run as `python -m graph.server.supervisor HOME CACHE HEAP_MB PAGE_CACHE_MB`. A parent-death signal alone would not do: it fires when the
forking thread ends and exists on Linux only. Here every user holds a shared lock that the kernel gives back however the user ends.
"""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from graph.server.config import ServerConfig
from graph.server.home import Home, Running, open_lock, try_lock, wait_lock
from graph.server.jars import locate
from graph.server.java import command, configure

POLL_S = 0.1
STOP_S = 20
PR_SET_PDEATHSIG = 1


def main() -> None:
    """Start the server, tell where it is, watch over it and its users, stop it."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    home = Home(Path(sys.argv[1]))
    config = ServerConfig(home.path, Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    with open_lock(home.path / "supervisor.lock") as own, open_lock(home.path / "users.lock") as users:
        # Whoever asks whether a supervisor lives holds this lock for a blink.
        wait_lock(own, fcntl.LOCK_EX, 5, "another supervisor to leave")
        port = _free_port()
        configure(config, home.neo4j, port)
        jars = locate(config.cache)
        with home.console.open("wb") as console:
            java = subprocess.Popen(
                command(config, home.neo4j, jars),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - there are no threads here
            )
        try:
            _watch(home, java, users, port)
        finally:
            _stop(java)
            home.announce(None)


def _watch(home: Home, java: "subprocess.Popen[bytes]", users: int, port: int) -> None:
    announced = False
    while java.poll() is None:
        if not announced and _answers(port):
            home.announce(Running(os.getpid(), java.pid, port))
            announced = True
        if not home.daemon.exists() and try_lock(users, fcntl.LOCK_EX):
            return
        time.sleep(POLL_S)


def _stop(java: "subprocess.Popen[bytes]") -> None:
    java.terminate()
    try:
        java.wait(STOP_S)
    except subprocess.TimeoutExpired:
        java.kill()
        java.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _die_with_parent() -> None:
    # The supervisor itself may be killed by force; it has one thread only, so the signal comes then and not before.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main()
