"""Neo4j's jars: fetched once from Maven Central through jgo, checked against the committed checksums at every start."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from jgo.maven import MavenContext

from graph.server.config import Progress
from rules.errors import Unavailable

LOCK = Path(__file__).with_name("jars.lock")


@dataclass(frozen=True, slots=True)
class Jar:
    """One line of jars.lock: `group:artifact:version[:classifier] bytes sha256`."""

    group: str
    artifact: str
    version: str
    classifier: str
    size: int
    sha256: str

    @classmethod
    def parse(cls, line: str) -> "Jar":
        """A jar from its line."""
        coordinates, size, sha256 = line.split()
        group, artifact, version, *rest = coordinates.split(":")
        return cls(group, artifact, version, rest[0] if rest else "", int(size), sha256)

    def path(self, cache: Path) -> Path:
        """Where it lies in the cache, in Maven's layout."""
        tail = f"-{self.classifier}" if self.classifier else ""
        folder = cache.joinpath("maven", *self.group.split("."), self.artifact, self.version)
        return folder / f"{self.artifact}-{self.version}{tail}.jar"


def locked(lock: Path = LOCK) -> list[Jar]:
    """The jars that the lock file names."""
    return [Jar.parse(line) for line in lock.read_text().splitlines() if not line.startswith("#")]


def provide(cache: Path, progress: Progress, lock: Path = LOCK) -> list[Path]:
    """Paths of all jars, each with the committed checksum; what is missing or damaged is fetched. Raises Unavailable."""
    jars = locked(lock)
    missing = [jar for jar in jars if not _intact(jar, cache)]
    if missing:
        _fetch(missing, cache, progress)
    return locate(cache, lock)


def locate(cache: Path, lock: Path = LOCK) -> list[Path]:
    """Paths of all jars, which `provide` has checked a moment before."""
    return [jar.path(cache) for jar in locked(lock)]


def _intact(jar: Jar, cache: Path) -> bool:
    path = jar.path(cache)
    if not path.is_file() or path.stat().st_size != jar.size:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256


def _fetch(jars: list[Jar], cache: Path, progress: Progress) -> None:
    try:
        (cache / "maven").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            f"The cache {cache} cannot be written ({error.strerror}); set BATLAS_CACHE to another."
        ) from error
    context = MavenContext(repo_cache=cache / "maven", timeout=60)
    total = sum(jar.size for jar in jars)
    done = 0
    progress("Fetching Neo4j", 0, total)
    with ThreadPoolExecutor(8) as pool:
        try:
            for jar in pool.map(lambda jar: _fetch_one(jar, cache, context), jars):
                done += jar.size
                progress("Fetching Neo4j", done, total)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _fetch_one(jar: Jar, cache: Path, context: MavenContext) -> Jar:
    jar.path(cache).unlink(missing_ok=True)
    component = context.project(jar.group, jar.artifact).at_version(jar.version)
    try:
        component.artifact(jar.classifier, "jar").resolve()
    except Exception as error:  # jgo raises whatever its HTTP client does
        raise Unavailable(
            f"Neo4j's {jar.path(cache).name} is not in {cache} and could not be fetched from Maven Central ({type(error).__name__}). "
            "Connect to the network once and run `make setup`, or set NEO4J_URI to a Neo4j of your own."
        ) from error
    if not _intact(jar, cache):
        jar.path(cache).unlink(missing_ok=True)
        raise Unavailable(
            f"{jar.path(cache).name} arrived with another checksum than graph/server/jars.lock commits to; it was removed. "
            "Something between here and Maven Central changes files: try another network."
        )
    return jar
