"""Bring missing jars from Maven Central through jgo. They come eight at a time; a fetch that was interrupted goes on where it was."""

import contextlib
import fcntl
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from graph.server.config import Progress
from graph.server.jars import LOCK, Jar, damaged, locked
from graph.server.lock import open_lock, wait_lock
from rules.errors import Unavailable

AT_ONCE = 8
ATTEMPTS = 2
TIMEOUT_S = 60
WAIT_S = 1800

Came = SimpleQueue[int | Exception | None]
"""Bytes that came, an error, or none: a jar is there."""


def provide(cache: Path, progress: Progress, lock: Path = LOCK) -> int:
    """See that every jar is there with the committed checksum; answers how many there are. Raises Unavailable."""
    jars = locked(lock)
    if damaged(jars, cache):
        try:
            (cache / "maven").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable(_unwritable(cache, error)) from error
        with open_lock(cache / "fetch.lock") as file:
            wait_lock(file, fcntl.LOCK_EX, WAIT_S, "another process that fetches Neo4j", progress)
            _fetch(damaged(jars, cache), cache, progress)
    return len(jars)


def _fetch(jars: list[Jar], cache: Path, progress: Progress) -> None:
    waiting: SimpleQueue[Jar] = SimpleQueue()
    for jar in jars:
        waiting.put(jar)
    came: Came = SimpleQueue()
    # Daemons, so that a process told to end does not wait for what is under way.
    for _ in range(min(AT_ONCE, len(jars))):
        Thread(target=_work, args=(waiting, cache, came), daemon=True).start()
    total, done, missing = sum(jar.size for jar in jars), 0, len(jars)
    try:
        while missing:
            progress("Fetching Neo4j", min(done, total), total)
            with contextlib.suppress(Empty):
                news = came.get(timeout=0.2)
                if isinstance(news, Exception):
                    raise news
                done += news or 0
                missing -= news is None
        progress("Fetching Neo4j", total, total)
    finally:
        with contextlib.suppress(Empty):
            while True:
                waiting.get_nowait()


def _work(waiting: "SimpleQueue[Jar]", cache: Path, came: Came) -> None:
    with contextlib.suppress(Empty):
        while True:
            jar = waiting.get_nowait()
            try:
                _fetch_one(jar, cache, came.put)
            except Exception as error:  # whatever it is, whoever waits raises it
                came.put(error)
                return
            came.put(None)


def _fetch_one(jar: Jar, cache: Path, came: Callable[[int], None]) -> None:
    # Imported late: jgo takes a third of a second, and a start that finds all jars needs none of it.
    from jgo.maven import MavenContext, PythonResolver
    from requests import RequestException

    @contextlib.contextmanager
    def count(_name: str, _size: int) -> Iterator[Callable[[int], None]]:
        yield came

    logging.getLogger("jgo").addHandler(logging.NullHandler())
    context = MavenContext(PythonResolver(progress_callback=count), repo_cache=cache / "maven", timeout=TIMEOUT_S)
    artifact = context.project(jar.group, jar.artifact).at_version(jar.version).artifact(jar.classifier, "jar")
    reason = ""
    for _ in range(ATTEMPTS):
        try:
            jar.path(cache).unlink(missing_ok=True)
            artifact.resolve()
        except Exception as error:  # jgo raises whatever its HTTP client does
            if isinstance(error, OSError) and not isinstance(error, RequestException):
                raise Unavailable(_unwritable(cache, error)) from error
            reason = _innermost(error)
            continue
        if jar.intact(cache):
            return
        jar.path(cache).unlink(missing_ok=True)
        reason = "it arrived with another checksum than graph/server/jars.lock commits to: something on the way changes files"
    raise Unavailable(
        f"Neo4j's {jar.path(cache).name} is not in {cache} as it should be, and could not be fetched from Maven Central "
        f"({reason}). Connect to the network once and run `make setup`, or set NEO4J_URI to a Neo4j of your own."
    )


def _unwritable(cache: Path, error: OSError) -> str:
    return (
        f"The cache {cache} cannot be written ({error.strerror}); make room or set BATLAS_CACHE to another directory."
    )


def _innermost(error: BaseException) -> str:
    while isinstance(error.__context__, Exception):
        error = error.__context__
    return (isinstance(error, OSError) and error.strerror) or str(error)[:200]
