"""Renew jars.lock: resolve a Neo4j version with its import tool. Run as `python -m graph.server.lock_jars 5.26.30`."""

import hashlib
import sys
import tempfile
from pathlib import Path

from jgo.env import EnvironmentBuilder
from jgo.maven import MavenContext

from graph.server.jars import LOCK

COORDINATES = ("org.neo4j:neo4j", "org.neo4j.app:neo4j-server", "org.neo4j:neo4j-import-tool")
HEAD = "# The jars of Neo4j Community and of its import tool: coordinates, bytes and SHA-256. Renewed by `python -m graph.server.lock_jars`."


def renew(version: str) -> None:
    """Resolve the version afresh and write the lock file."""
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder, "maven")
        builder = EnvironmentBuilder(context=MavenContext(repo_cache=repository), cache_dir=Path(folder, "jgo"))
        builder.from_endpoint("+".join(f"{name}:{version}" for name in COORDINATES))
        lines = [_line(path, repository) for path in sorted(repository.rglob("*.jar"))]
    LOCK.write_text("\n".join([HEAD, *lines]) + "\n")


def _line(path: Path, repository: Path) -> str:
    *group, artifact, version, name = path.relative_to(repository).parts
    classifier = name.removeprefix(f"{artifact}-{version}").removesuffix(".jar").replace("-", ":", 1)
    content = path.read_bytes()
    return f"{'.'.join(group)}:{artifact}:{version}{classifier} {len(content)} {hashlib.sha256(content).hexdigest()}"


if __name__ == "__main__":
    renew(sys.argv[1])
