"""The process that owns java: started in its own session, it stops the server when its last user is gone.

Run as `python -m graph.server.supervisor HOME CACHE HEAP_MB PAGE_CACHE_MB`. A parent-death signal alone would not do: it fires when the
forking thread ends and exists on Linux only. Here every user holds a shared lock that the kernel gives back however the user ends.
"""

import fcntl
import os
import re
import signal
import socket
import subprocess
import sys
from functools import partial
from pathlib import Path
from threading import Event

from graph.server.child import end_orphan, mark
from graph.server.config import ServerConfig
from graph.server.home import Home, Running
from graph.server.jars import locked
from graph.server.java import command, configure, environment
from graph.server.lock import open_lock, try_lock, wait_lock
from rules.errors import BatlasError

POLL_S = 0.1
LEAVE_S = 30
STOP_S = 20
GIVE_UP_S = 5
PORTS = 2
"""How many free ports are tried: another program may take one before java does."""

STARTED = re.compile(r" INFO +Started\.$", re.MULTILINE)
TAKEN = "Address already in use"
HOPELESS = ("No space left on device", "Disk quota exceeded", "File too large")
"""After these words Neo4j neither starts nor ends."""


def main() -> None:
    """Start the server, tell where it is, watch over it and its users, stop it; what fails is printed in a line."""
    leaving = Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: leaving.set())
    home = Home(Path(sys.argv[1]))
    config = ServerConfig(home.path, Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
    try:
        with (
            open_lock(home.lock("supervisor")) as own,
            open_lock(home.lock("users")) as users,
            open_lock(home.lock("java")) as life,
        ):
            wait_lock(own, fcntl.LOCK_EX, LEAVE_S, "the last supervisor to leave")
            end_orphan(life)
            for _ in range(PORTS):
                if _serve(config, home, users, life, leaving):
                    break
    except (BatlasError, OSError) as error:
        sys.exit(str(error))


def _serve(config: ServerConfig, home: Home, users: int, life: int, leaving: Event) -> bool:
    """Run java until its time has come; answers false where its port was taken before it came to it."""
    port = _free_port()
    configure(config, home.neo4j, port)
    jars = [jar.path(config.cache) for jar in locked()]
    with home.console.open("wb") as console:
        java = subprocess.Popen(
            command(config, home.neo4j, jars),
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            env=environment(),
            pass_fds=[life],
            preexec_fn=partial(mark, life, os.getpid()),  # noqa: PLW1509 - there are no threads here
        )
    answers = False
    try:
        while java.poll() is None and not leaving.is_set():
            if not answers:
                said = _said(home)
                if any(words in said for words in HOPELESS):
                    break
                if STARTED.search(said):
                    home.announce(Running(os.getpid(), java.pid, port))
                    answers = True
            if not home.daemon.exists() and try_lock(users, fcntl.LOCK_EX):
                break
            leaving.wait(POLL_S)
    finally:
        home.retract(os.getpid())
        _stop(java, STOP_S if answers else GIVE_UP_S)
    return answers or TAKEN not in _said(home)


def _stop(java: "subprocess.Popen[bytes]", patience_s: float) -> None:
    java.terminate()
    try:
        java.wait(patience_s)
    except subprocess.TimeoutExpired:
        java.kill()
        java.wait()


def _said(home: Home) -> str:
    return home.console.read_text(errors="replace") if home.console.exists() else ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()
