"""The password of the managed server: made once, kept in the home, set over Bolt so that no process list shows it."""

import secrets
from typing import TYPE_CHECKING, LiteralString

from graph.server.failure import why_not_opened
from graph.server.home import Home
from rules.errors import Unavailable

if TYPE_CHECKING:
    from neo4j import Record

CHANGE = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
STATE = "SHOW DATABASE neo4j YIELD currentStatus"

PATIENCE_S = 5
SHORTEST = 8
"""What Neo4j takes; a file with less is a file that was lost."""


def secure(home: Home, port: int) -> str:
    """The password of a server whose graph is open; at the first start it is made and set. Raises Unavailable."""
    password = _read(home)
    online = _online(home, port, password) if password is not None else None
    if password is None or online is None:
        password = _set(home, port, password)
        online = _online(home, port, password)
    if not online:
        raise Unavailable(why_not_opened(home))
    return password


def _read(home: Home) -> str | None:
    try:
        password = home.credentials.read_text(errors="replace").strip()
    except FileNotFoundError:
        return None
    return password if len(password) >= SHORTEST else None


def _online(home: Home, port: int, password: str) -> bool | None:
    """Whether the graph is open; none where the password is not the server's."""
    try:
        (record,) = _run(home, port, password, STATE)
    except PermissionError:
        return None
    return record["currentStatus"] == "online"


def _set(home: Home, port: int, known: str | None) -> str:
    password = known or secrets.token_urlsafe(24)
    if known is None:
        # Written first: a process that dies between the two lines leaves a password that the next one sets.
        home.write_private(home.credentials, password)
    try:
        _run(home, port, "neo4j", CHANGE, password=password)
    except PermissionError as error:
        if known is None:
            home.credentials.unlink(missing_ok=True)
        raise Unavailable(
            f"The server's password was set before, and {home.credentials} {'is lost' if known is None else 'holds another'}. "
            "Restore that file, or move the data directory away and load the documents again."
        ) from error
    return password


def _run(home: Home, port: int, signed_in: str, statement: LiteralString, **parameters: str) -> "list[Record]":
    """Records of a statement on the system database. Raises PermissionError for a wrong password, Unavailable."""
    # Imported late: the supervisor lives as long as the server, and needs no driver.
    from neo4j import GraphDatabase
    from neo4j.exceptions import ClientError, DriverError, Neo4jError

    address, auth = f"bolt://127.0.0.1:{port}", ("neo4j", signed_in)
    try:
        with GraphDatabase.driver(
            address,
            auth=auth,
            telemetry_disabled=True,
            connection_timeout=PATIENCE_S,
            max_transaction_retry_time=PATIENCE_S,
        ) as driver:
            return driver.execute_query(statement, parameters, database_="system").records
    except ClientError as error:
        raise PermissionError from error
    except (DriverError, Neo4jError) as error:
        raise Unavailable(
            f"Neo4j was started in {home.path} and does not answer; see {home.console}, and try again."
        ) from error
