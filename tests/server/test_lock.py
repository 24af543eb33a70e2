"""Locks are given back however their holder ends, and not before."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.server import lock
from graph.server.lock import open_lock, try_lock, wait_lock
from rules.errors import Unavailable
from tests.server.conftest import surroundings

HOLDER = """
import fcntl, subprocess, sys, time
from pathlib import Path
from graph.server.lock import open_lock, try_lock
with open_lock(Path(sys.argv[1])) as file:
    assert try_lock(file, fcntl.LOCK_EX)
    {then}
    print("held", flush=True)
    time.sleep(60)
"""
PROGRAM = "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], stdout=subprocess.DEVNULL)"
FORK = "import os; child = os.fork(); child and print(child, flush=True); child or time.sleep(1)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file to lock."""
    return tmp_path / "some.lock"


@pytest.fixture
def file(path: Path) -> Iterator[int]:
    """The file, open here."""
    with open_lock(path) as opened:
        yield opened


def held_by(path: Path, then: str = "") -> "subprocess.Popen[str]":
    """A process that holds the lock."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER.format(then=then), str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings(),
        start_new_session=True,
    )
    assert holder.stdout is not None
    while holder.stdout.readline() not in {"held\n", ""}:
        pass
    return holder


def end_all(holder: "subprocess.Popen[str]") -> None:
    """End it and what it started."""
    os.killpg(holder.pid, signal.SIGKILL)
    holder.communicate()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_lock_is_given_back_by_a_process_that_is_ended(path: Path, file: int, number: int) -> None:
    holder = held_by(path)
    assert not try_lock(file, fcntl.LOCK_SH)
    holder.send_signal(number)
    holder.communicate()
    assert try_lock(file, fcntl.LOCK_EX)


def test_a_program_that_its_holder_runs_does_not_keep_the_lock(path: Path, file: int) -> None:
    holder = held_by(path, PROGRAM)
    holder.kill()
    wait_lock(file, fcntl.LOCK_EX, 5, "the holder")
    end_all(holder)


def test_a_forked_child_of_its_holder_keeps_the_lock_until_it_ends_too(path: Path, file: int) -> None:
    holder = held_by(path, FORK)
    holder.kill()
    holder.wait()
    assert not try_lock(file, fcntl.LOCK_EX), "the child may use what is locked"
    end_all(holder)
    wait_lock(file, fcntl.LOCK_EX, 5, "the child")


def test_two_share_a_lock_and_a_third_cannot_have_it_alone(path: Path, file: int) -> None:
    with open_lock(path) as second, open_lock(path) as third:
        assert try_lock(file, fcntl.LOCK_SH)
        assert try_lock(second, fcntl.LOCK_SH)
        assert not try_lock(third, fcntl.LOCK_EX)


def test_waiting_ends_with_an_error_that_names_what_was_waited_for(path: Path, file: int) -> None:
    assert try_lock(file, fcntl.LOCK_EX)
    told = []
    begun = time.monotonic()
    with open_lock(path) as second, pytest.raises(Unavailable, match="Waited 0 s for the moon"):
        wait_lock(second, fcntl.LOCK_EX, 0.3, "the moon", lambda *progress: told.append(progress))
    assert 0.3 < time.monotonic() - begun < 3
    assert set(told) == {("Waiting for the moon", 0, 0)}


def test_waiting_is_given_up_by_an_error_of_whoever_looks_at_it(path: Path, file: int) -> None:
    def interrupt(*_progress: object) -> None:
        raise KeyboardInterrupt

    assert try_lock(file, fcntl.LOCK_EX)
    with open_lock(path) as second, pytest.raises(KeyboardInterrupt):
        wait_lock(second, fcntl.LOCK_EX, 60, "the moon", interrupt)


def test_a_disk_without_locks_is_told(file: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_locks(_file: int, _kind: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lock.fcntl, "flock", without_locks)
    with pytest.raises(Unavailable, match="cannot lock files"):
        try_lock(file, fcntl.LOCK_EX)


def test_a_lock_in_no_directory_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be written"), open_lock(tmp_path / "nowhere" / "some.lock"):
        pass
