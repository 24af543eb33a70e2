"""Jars come once, whole and unchanged, with progress; a fetch that was interrupted goes on."""

import hashlib
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from jgo.maven import _core

from graph.server.config import silent
from graph.server.fetch import provide
from graph.server.jars import Jar, damaged, locked
from rules.errors import Unavailable
from tests.server.conftest import ROOT, surroundings, wait_for

JARS = {f"org/example/jar{number}/1.0/jar{number}-1.0.jar": bytes([number]) * 50_000 for number in range(12)}


class Repository(ThreadingHTTPServer):
    """A Maven repository on this machine: what it has, what was asked for, and what it waits for before each answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.files = dict(JARS)
        self.asked: Counter[str] = Counter()
        self.status = 200
        self.go = Event()
        self.go.set()


class Answer(BaseHTTPRequestHandler):
    """Of the repository."""

    def do_GET(self) -> None:
        """Half of the file, a pause as long as the repository says, the other half."""
        repository = self.server
        assert isinstance(repository, Repository)
        path = self.path.removeprefix("/")
        content = repository.files.get(path)
        if content is None or repository.status != 200:
            self.send_error(404 if content is None else repository.status)
            return
        repository.asked[path] += 1
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2])
        repository.go.wait()
        self.wfile.write(content[len(content) // 2 :])

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def repository(monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """In Maven Central's place."""
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Repository() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setitem(_core.DEFAULT_REMOTE_REPOS, "central", f"http://127.0.0.1:{server.server_port}")
        yield server
        server.go.set()
        server.shutdown()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock file of the repository's jars."""
    lines = [
        f"org.example:jar{number}:1.0 {len(content)} {hashlib.sha256(content).hexdigest()}"
        for number, content in enumerate(JARS.values())
    ]
    file = tmp_path / "jars.lock"
    file.write_text("# jars\n" + "\n".join(lines) + "\n")
    return file


@pytest.mark.usefixtures("repository")
def test_all_come_with_progress_up_to_the_whole(tmp_path: Path, lock: Path) -> None:
    told: list[tuple[str, int, int]] = []
    assert provide(tmp_path, lambda *progress: told.append(progress), lock) == 12
    whole = 12 * 50_000
    assert told[0] == ("Fetching Neo4j", 0, whole)
    assert told[-1] == ("Fetching Neo4j", whole, whole)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert len({done for _, done, _ in told}) > 20, "it moves within a jar too"
    assert damaged(locked(lock), tmp_path) == []


def test_what_is_there_is_not_asked_for_again(tmp_path: Path, lock: Path, repository: Repository) -> None:
    provide(tmp_path, silent, lock)
    repository.asked.clear()
    told: list[str] = []
    provide(tmp_path, lambda what, _done, _total: told.append(what), lock)
    assert (repository.asked, told) == (Counter(), [])


def test_what_is_missing_or_changed_alone_is_fetched(tmp_path: Path, lock: Path, repository: Repository) -> None:
    provide(tmp_path, silent, lock)
    repository.asked.clear()
    missing, changed, short = (jar.path(tmp_path) for jar in locked(lock)[3:6])
    missing.unlink()
    changed.write_bytes(b"\xff" + changed.read_bytes()[1:])
    short.write_bytes(short.read_bytes()[:-1])
    provide(tmp_path, silent, lock)
    assert set(repository.asked) == set(list(JARS)[3:6])
    assert damaged(locked(lock), tmp_path) == []


def test_one_with_another_checksum_is_refused_and_removed(tmp_path: Path, lock: Path, repository: Repository) -> None:
    path = list(JARS)[5]
    repository.files[path] = b"malicious"
    with pytest.raises(Unavailable, match=r"jar5-1\.0\.jar .*another checksum than graph/server/jars\.lock"):
        provide(tmp_path, silent, lock)
    assert not locked(lock)[5].path(tmp_path).exists()
    assert repository.asked[path] == 2, "it may have been damaged on its way once"


@pytest.mark.parametrize("status", [404, 503])
def test_a_repository_that_does_not_have_it_is_told(
    tmp_path: Path, lock: Path, repository: Repository, status: int
) -> None:
    repository.status = status
    with pytest.raises(Unavailable, match=r"could not be fetched from Maven Central .*make setup"):
        provide(tmp_path, silent, lock)


@pytest.mark.usefixtures("repository")
def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path, lock: Path) -> None:
    (tmp_path / "maven").touch()
    with pytest.raises(Unavailable, match=r"cannot be written .*BATLAS_CACHE"):
        provide(tmp_path, silent, lock)


def test_two_that_fetch_at_once_fetch_each_jar_once(tmp_path: Path, lock: Path, repository: Repository) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda _: provide(tmp_path, silent, lock), range(2))) == [12, 12]
    assert repository.asked == Counter(dict.fromkeys(JARS, 1))


FETCH = """
import sys
from jgo.maven import _core
_core.DEFAULT_REMOTE_REPOS["central"] = sys.argv[1]
from pathlib import Path
from app.cli.console import bar, server_progress
from graph.server.fetch import provide
with bar() as progress:
    provide(Path(sys.argv[2]), server_progress(progress), Path(sys.argv[3]))
"""


def test_ctrl_c_is_heard_in_the_middle_of_a_jar_and_the_next_fetch_goes_on(
    tmp_path: Path, lock: Path, repository: Repository
) -> None:
    repository.go.clear()
    own = {name: value for name, value in surroundings().items() if "proxy" not in name.lower()}
    url = f"http://127.0.0.1:{repository.server_port}"
    command = [sys.executable, "-c", FETCH, url, str(tmp_path), str(lock)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=own, cwd=ROOT)
    assert wait_for(lambda: len(repository.asked) == 8), "eight at a time"
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert time.monotonic() - begun < 3
    assert damaged(locked(lock), tmp_path) == locked(lock), "none is whole"
    repository.go.set()
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, env=own, check=True, timeout=60, cwd=ROOT)
    assert done.stderr.splitlines()[0] == "Fetching Neo4j: 0 of 1 MB"
    assert len(done.stderr.splitlines()) == 11, "each tenth where there is no terminal"
    assert damaged(locked(lock), tmp_path) == []


def test_the_committed_lock_names_each_jar_once_and_neo4j_among_them() -> None:
    jars = locked()
    assert len({jar.path(Path()) for jar in jars}) == len(jars) > 200
    assert any(jar.artifact == "neo4j-server" and jar.version.startswith("5.26.") for jar in jars)
    assert sum(jar.size for jar in jars) == pytest.approx(140e6, rel=0.05), "as `make setup` says"


def test_a_jar_with_a_classifier_lies_where_maven_has_it() -> None:
    jar = Jar.parse("io.netty:netty-x:4.1:linux-x86_64 5 00")
    assert jar.path(Path("c")) == Path("c/maven/io/netty/netty-x/4.1/netty-x-4.1-linux-x86_64.jar")
