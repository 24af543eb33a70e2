"""Where the managed server lives and how large it may be."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (bytes while jars arrive; 0 of 0: a step).

It is called several times a second as long as something is waited for; what it raises gives the waiting up.
"""


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """Home is the data directory (one server each), cache holds the jars for all homes."""

    home: Path
    cache: Path
    heap_mb: int = 512
    page_cache_mb: int = 256
    java_options: str = ""
    """More options of java, with blanks between them."""


@dataclass(frozen=True, slots=True)
class Address:
    """How to reach a database."""

    uri: str
    user: str
    password: str
    database: str = "neo4j"


def silent(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody looks at."""
