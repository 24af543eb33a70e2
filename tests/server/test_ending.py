"""The server ends with its last user, however that ends, and with nobody else."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph.database import DatabaseConfig, connect
from graph.server import Address, ServerConfig, hold, status
from rules.errors import Unavailable
from tests.server.conftest import Start, User, address, batlas, end, ended, javas, wait_for

TRIES = 20
STEP_S = 0.2


@pytest.fixture(autouse=True)
def nothing_is_left(home: Path) -> Iterator[None]:
    """After each test, whose users have ended by then."""
    yield
    assert ended(home)


def test_no_java_is_left_after_sigkill_in_20_tries(use: Start, home: Path) -> None:
    """Four times of five at another moment of the start, on a home that is new at first; else once the server answers."""
    left = []
    for number in range(TRIES):
        user = use()
        if number % 5 == 4:
            address(user)
        else:
            time.sleep(STEP_S * number)
        end(user)
        if not ended(home):
            left.append(number)
    assert left == []


def leave(user: User) -> None:
    """End its input."""
    user.communicate("", timeout=60)


@pytest.mark.parametrize(
    "leave",
    [
        pytest.param(lambda user: end(user, signal.SIGINT), id="ctrl-c"),
        pytest.param(lambda user: end(user, signal.SIGTERM), id="sigterm"),
        pytest.param(leave, id="exit"),
    ],
)
def test_it_ends_with_a_user_that_goes(use: Start, home: Path, leave: Callable[[User], None]) -> None:
    user = use()
    address(user)
    leave(user)


def test_two_that_start_at_once_share_one_server_and_the_last_one_ends_it(use: Start, home: Path) -> None:
    first, second = use(), use()
    assert address(first) == address(second)
    (java,) = javas(home)
    password = home / "credentials"
    assert len(password.read_text()) == 32
    assert password.stat().st_mode & 0o777 == 0o600
    end(first)
    time.sleep(1)
    assert javas(home) == [java], "the second one still uses it"
    leave(second)


def test_a_start_that_was_left_by_its_user_is_gone_on_with_by_the_next(use: Start, home: Path) -> None:
    first = use()
    assert wait_for(lambda: javas(home))
    second = use()
    # The second one waits for the first one's lock by then, or has it right after.
    time.sleep(0.5)
    end(first)
    address(second)
    assert len(javas(home)) == 1
    end(second)


async def test_a_supervisor_that_is_killed_takes_java_along_and_the_next_start_works_at_once(
    config: ServerConfig, home: Path
) -> None:
    async with connect(DatabaseConfig(config)) as database:
        running = status(config).running
        assert running is not None
        os.kill(running.supervisor, signal.SIGKILL)
        assert wait_for(lambda: not status(config).supervised)
        assert javas(home) == [running.java], "it is still stopping"
        assert (home / "server.json").exists(), "and the file still tells of it"
        with hold(config) as found:
            assert javas(home) != [running.java]
            assert len(javas(home)) == 1
            assert one(found) == 1
            with pytest.raises(Unavailable, match="managed Neo4j does not answer any more"):
                await database.read("RETURN 1")


def one(at: Address) -> int:
    """What the database answers."""
    with GraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
        return driver.execute_query("RETURN 1 AS one").records[0]["one"]


def test_ctrl_c_while_the_server_starts_is_heard_at_once(config: ServerConfig, home: Path) -> None:
    command = batlas(config, "migrate")
    assert wait_for(lambda: javas(home))
    begun = time.monotonic()
    command.send_signal(signal.SIGINT)
    _, said = command.communicate(timeout=60)
    assert command.returncode == 130
    assert "Traceback" not in said
    assert time.monotonic() - begun < 5
    assert "Started." not in (home / "console.log").read_text()


def test_a_server_that_is_kept_stays_until_it_is_stopped(use: Start, config: ServerConfig, home: Path) -> None:
    def run(what: str) -> str:
        command = batlas(config, "neo4j", what)
        answer, said = command.communicate(timeout=120)
        assert command.returncode == 0, said
        return answer

    assert "No server runs" in run("status")
    assert run("stop") == "Neo4j is stopped.\n"
    assert "stays until `batlas neo4j stop`" in run("start")
    (java,) = javas(home)
    assert f"process {java}, data in {home}), not in use, stays" in run("status")
    user = use()
    address(user)
    end(user)
    time.sleep(1)
    assert javas(home) == [java], "it stays without users"
    user = use()
    address(user)
    assert "in use, stays" in run("status")
    assert run("stop") == "Neo4j is in use and stops with its last user.\n"
    assert "in use, ends with its last user" in run("status")
    end(user)
    assert not (home / "daemon").exists()


def test_a_wish_to_stay_ends_with_the_server_it_was_about(use: Start, home: Path) -> None:
    (home / "daemon").touch()
    user = use()
    assert wait_for(lambda: javas(home))
    end(user)


ORPHAN = """
import fcntl, os, sys, time
file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(file, fcntl.LOCK_EX)
os.ftruncate(file, 0)
os.pwrite(file, str(os.getpid()).encode(), 0)
print("locked", flush=True)
time.sleep(600)
"""


def test_a_java_that_outlived_its_supervisor_is_ended_by_the_next_start(use: Start, home: Path) -> None:
    """As it may where there is no parent-death signal; here another process has java's lock, and its number is in it."""
    orphan = subprocess.Popen([sys.executable, "-c", ORPHAN, home / "java.lock"], stdout=subprocess.PIPE)
    assert orphan.stdout is not None
    assert orphan.stdout.readline() == b"locked\n"
    user = use()
    assert wait_for(lambda: javas(home))
    end(user)
    orphan.communicate(timeout=1)
    assert orphan.returncode == -signal.SIGTERM
