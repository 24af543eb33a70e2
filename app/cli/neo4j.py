"""`batlas neo4j`: the managed server."""

from typer import Typer

from app.cli.console import answers, bar, errors, server_progress
from app.settings import database_config, read_settings
from graph.server import ServerConfig, Status, fetch, keep, status, stop
from rules.errors import Unavailable

app = Typer(help="The managed Neo4j: fetch, start, stop, status.", no_args_is_help=True)


def _config() -> ServerConfig:
    return database_config(read_settings()).server


@app.command("fetch")
def fetch_jars() -> None:
    """Bring Neo4j's jars into BATLAS_CACHE and check them."""
    config = _config()
    with bar() as progress:
        count = fetch(config, server_progress(progress))
    answers.print(f"{count} jars in {config.cache}, all with their committed checksums.", soft_wrap=True)


@app.command()
def start() -> None:
    """Start the server and let it stay until `batlas neo4j stop`."""
    config, given = _config(), database_config(read_settings()).address
    with bar() as progress:
        address = keep(config, server_progress(progress))
    answers.print(
        f"Neo4j runs at {address.uri} (data in {config.home}) and stays until `batlas neo4j stop`.", soft_wrap=True
    )
    answers.print(f"User {address.user}, password in {config.home / 'credentials'}.", soft_wrap=True)
    if given is not None:
        errors.print(f"NEO4J_URI is set: Batlas itself uses {given.uri} and not this server.", soft_wrap=True)


@app.command("stop")
def stop_server() -> None:
    """Let the server end, at once or with its last user."""
    left = stop(_config())
    if not left.supervised:
        answers.print("Neo4j is stopped.")
    elif left.in_use:
        answers.print("Neo4j is in use and stops with its last user.")
    else:
        raise Unavailable("Neo4j was told to stop and takes long to do so; ask `batlas neo4j status` in a while.")


@app.command("status")
def show_status() -> None:
    """Whether a server runs, and where; exit code 0 either way."""
    config = _config()
    answers.print(_sentence(status(config), config), soft_wrap=True)


def _sentence(now: Status, config: ServerConfig) -> str:
    if not now.supervised:
        return f"No server runs in {config.home}."
    if now.running is None:
        return f"A server is {'starting' if now.in_use else 'stopping'} in {config.home}."
    stays = "stays until `batlas neo4j stop`" if now.daemon else "ends with its last user"
    used = "in use" if now.in_use else "not in use"
    return f"Neo4j runs at bolt://127.0.0.1:{now.running.port} (process {now.running.java}, data in {config.home}), {used}, {stays}."
