"""The server ends with its last user, however that ends."""

import os
import signal
import time
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph.server import ServerConfig, hold, keep, status, stop
from tests.server.conftest import Start, address, end, ended, javas

TRIES = 20


def test_no_java_is_left_after_sigkill_in_20_tries(use: Start, home: Path) -> None:
    """Each time at another moment: every other one while the server still starts, the rest a moment after it answers."""
    left = []
    for number in range(TRIES):
        user = use()
        if number % 2:
            time.sleep(0.2 * number)
        else:
            address(user)
        end(user)
        if not ended(home):
            left.append(number)
    assert left == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
def test_it_ends_with_a_user_that_is_told_to_go(use: Start, home: Path, number: int) -> None:
    user = use()
    address(user)
    end(user, number)
    assert ended(home)


def test_two_processes_share_one_server_and_the_last_one_ends_it(use: Start, home: Path) -> None:
    first, second = use(), use()
    assert address(first) == address(second)
    assert len(javas(home)) == 1
    end(first)
    time.sleep(1)
    assert len(javas(home)) == 1, "the second one still uses it"
    assert second.poll() is None
    second.communicate("", timeout=60)
    assert ended(home)


def test_a_supervisor_that_is_killed_takes_java_along_and_the_next_start_works(
    use: Start, config: ServerConfig, home: Path
) -> None:
    user = use()
    address(user)
    running = status(config).running
    assert running is not None
    os.kill(running.supervisor, signal.SIGKILL)
    assert ended(home)
    with hold(config) as found, GraphDatabase.driver(found.uri, auth=(found.user, found.password)) as driver:
        assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1
    end(user)


def test_a_server_that_is_kept_stays_until_it_is_stopped(use: Start, config: ServerConfig, home: Path) -> None:
    kept = keep(config)
    assert status(config).daemon
    user = use()
    assert address(user) == kept.uri
    end(user)
    time.sleep(1)
    assert len(javas(home)) == 1
    assert stop(config).running is None
    assert ended(home)
    assert stop(config).running is None, "stopping nothing is no fault"
