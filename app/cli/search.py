"""`batlas search`."""

from typing import Annotated, Any

import orjson
from rich.markup import escape
from rich.table import Table
from typer import Argument, Option

from app.cli.ask import Desk, at_desk
from app.cli.console import answers
from app.cli.moment import as_of
from app.cli.queries import SEARCH
from rules.errors import NotFound


def search(
    text: Annotated[str, Argument(help="Words of a key, number or name, in English or Korean; typos are forgiven.")],
    first: Annotated[int, Option(min=1, help="Most hits.")] = 20,
    known: Annotated[str | None, Option("--as-of", help="As known then: a revision, or a time with a zone.")] = None,
    as_json: Annotated[bool, Option("--json", help="Print the hits, one a line.")] = False,
) -> None:
    """Find things by what they are called, the best first."""

    async def work(desk: Desk) -> None:
        found = (await desk.ask(SEARCH, text=text, first=first, asOf=as_of(known)))["search"]
        if not found["hits"]:
            raise NotFound(f"Nothing is called {text}, nor nearly so.")
        if as_json:
            for hit in found["hits"]:
                answers.out(orjson.dumps(hit).decode(), highlight=False)
        else:
            show_hits(found["hits"])

    at_desk(work)


def show_hits(hits: list[dict[str, Any]]) -> None:
    """The hits as a table."""
    table = Table("what", "called", "by its", "key", box=None, padding=(0, 1))
    for hit in hits:
        field = hit["field"].lower().replace("_", " ")
        table.add_row(hit["noun"].lower(), escape(hit["text"]), field, escape(hit["key"]))
    answers.print(table)
