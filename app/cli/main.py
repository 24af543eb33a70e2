"""The `batlas` command."""

import sys

from typer import Exit, Typer

from app.cli import keys, neo4j
from app.cli.console import errors
from app.cli.demo import demo
from app.cli.export import export
from app.cli.export_schema import export_schema
from app.cli.history import history
from app.cli.load import load
from app.cli.migrate import migrate
from app.cli.origins import origins
from app.cli.path import path
from app.cli.recall import recall
from app.cli.search import search
from app.cli.serve import serve
from app.cli.trace import trace
from rules.errors import BatlasError

app = Typer(
    name="batlas", help="The atlas of electric-vehicle batteries.", no_args_is_help=True, pretty_exceptions_enable=False
)
app.add_typer(keys.app, name="keys")
app.add_typer(neo4j.app, name="neo4j")
for command in (demo, serve, load, search, trace, origins, path, recall, history, export, migrate, export_schema):
    app.command()(command)


def main() -> None:
    """Run a command; exit code 0, 1 for what Batlas refuses or cannot do, 2 for wrong usage, 130 for Ctrl-C."""
    try:
        app()
    except BatlasError as error:
        errors.print(f"[bold red]{error.code}[/] ", end="")
        errors.print(str(error), markup=False, highlight=False)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of the output has gone, as `head` does.
        sys.exit(0)


__all__ = ["Exit", "app", "main"]
