"""Why a server could not start: the cause, and the server's own last words."""

from itertools import takewhile
from pathlib import Path

from graph.server.home import Home

LINES = 6
WIDTH = 240

CAUSES = (
    ("No space left on device", "The disk of BATLAS_HOME is full: make room, or set BATLAS_HOME to another disk."),
    ("Disk quota exceeded", "The disk quota is used up: make room, or set BATLAS_HOME to another disk."),
    ("File too large", "A file may not grow as large as it must (ulimit -f)."),
    ("Read-only file system", "The disk of BATLAS_HOME is read-only: set BATLAS_HOME to another disk."),
    ("exceeds physical memory", "This machine has less memory: lower BATLAS_HEAP_MB or BATLAS_PAGE_CACHE_MB."),
    ("insufficient memory", "There is not enough memory: lower BATLAS_HEAP_MB or BATLAS_PAGE_CACHE_MB."),
    ("Could not reserve enough space", "There is not enough memory: lower BATLAS_HEAP_MB."),
    ("Could not allocate", "There is not enough memory: lower BATLAS_HEAP_MB."),
    ("Cannot allocate memory", "There is not enough memory: lower BATLAS_HEAP_MB or BATLAS_PAGE_CACHE_MB."),
    ("OutOfMemoryError", "The memory it may use is too small: raise BATLAS_HEAP_MB."),
    ("Address already in use", "Every port it tried was taken by another program at the same moment: try again."),
    ("Permission denied", "A file of BATLAS_HOME belongs to somebody else."),
    ("AccessDeniedException", "A file of BATLAS_HOME belongs to somebody else."),
    ("StoreLockException", "Another Neo4j uses this data directory."),
    ("FileLockException", "Another Neo4j uses this data directory."),
)
"""What the server says, and what it means. The first that fits is told."""

BROKEN_STORE = ("Error starting Neo4j database server", "Failed to start DatabaseId")


def why_not_started(home: Home, reason: str = "") -> str:
    """A message about a server that ended before it answered; `reason` is told where its words give no cause."""
    said = [*_words(home.supervisor_log), *_words(home.console)]
    return _message(f"Neo4j could not start in {home.path}.", said, home, reason)


def why_not_opened(home: Home) -> str:
    """A message about a server that answers over a graph that it cannot open."""
    said = _words(home.neo4j / "logs" / "debug.log")
    begin = max((at for at, line in enumerate(said) if BROKEN_STORE[1] in line), default=len(said))
    # The log goes on with entries of its own, each with its time.
    block = said[begin : begin + 1] + list(takewhile(lambda line: not line[0].isdigit(), said[begin + 1 :]))
    return _message(f"Neo4j started, but cannot open the graph in {home.path}.", block, home, "")


def _message(what: str, said: list[str], home: Home, reason: str) -> str:
    text = "\n".join(said)
    broken = (
        f"Its files are damaged: restore a backup of {home.path}, or move it away and load the documents again."
        if any(sign in text for sign in BROKEN_STORE)
        else reason or "Its last words may tell why."
    )
    cause = next((cause for sign, cause in CAUSES if sign in text), broken)
    return "\n".join([f"{what} {cause}", *(f"  {line[:WIDTH]}" for line in said[-LINES:])])


def _words(log: Path) -> list[str]:
    """Its lines but for the frames of stack traces and blank ones."""
    try:
        with log.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - 1_000_000))
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        return []
    return [line for line in lines if line and not line[0].isspace() and not line.startswith("Traceback ")]
