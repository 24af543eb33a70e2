"""Whether the store behind a server that runs can be read: Neo4j starts, and answers on its port, over a broken one too."""

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.server.home import Home
from rules.errors import Unavailable

PATIENCE_S = 10
LINES = 4


def require_store(home: Home, port: int, password: str) -> None:
    """Raise Unavailable unless the database opens within ten seconds, which it needs after a crash."""
    with GraphDatabase.driver(
        f"bolt://127.0.0.1:{port}",
        auth=("neo4j", password),
        telemetry_disabled=True,
        max_transaction_retry_time=PATIENCE_S,
    ) as driver:
        try:
            driver.execute_query("RETURN 1", database_="neo4j")
        except (Neo4jError, DriverError) as error:
            raise Unavailable(
                f"The store in {home.path} cannot be opened; it is broken, or a disk is full. Restore it from a backup, "
                f"or move the directory away and load again.\n{_causes(home)}"
            ) from error


def _causes(home: Home) -> str:
    try:
        said = (home.neo4j / "logs" / "debug.log").read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    causes = [line.strip() for line in said if line.startswith("Caused by:") or " ERROR " in line]
    return "\n".join(f"  {line[:200]}" for line in causes[-LINES:])
