"""The password of the managed server: made once, kept in the home, set over Bolt so that no process list shows it."""

import secrets

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, ClientError, ServiceUnavailable

from graph.server.home import Home
from rules.errors import Unavailable

CHANGE = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"


def secure(home: Home, port: int) -> str:
    """The password; at the first start it is made and set. Raises Unavailable."""
    fresh = not home.credentials.exists()
    if fresh:
        # Written first: a process that dies between the two lines leaves a password that the next one sets.
        home.write_private(home.credentials, secrets.token_urlsafe(24))
    password = home.credentials.read_text()
    if fresh or not _accepts(port, password):
        _set(home, port, password)
    return password


def _accepts(port: int, password: str) -> bool:
    with GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", password), telemetry_disabled=True) as driver:
        try:
            driver.verify_connectivity()
        except (AuthError, ClientError):
            return False
        except ServiceUnavailable as error:
            raise Unavailable(
                "Neo4j was started and does not answer on its port; see console.log in BATLAS_HOME."
            ) from error
    return True


def _set(home: Home, port: int, password: str) -> None:
    with GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", "neo4j"), telemetry_disabled=True) as driver:
        try:
            driver.execute_query(CHANGE, password=password, database_="system")
        except AuthError as error:
            raise Unavailable(
                f"The password in {home.credentials} is not the server's. "
                "Restore the file, or move the data directory away and load again."
            ) from error
