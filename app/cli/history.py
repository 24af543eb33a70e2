"""`batlas history`."""

from typing import Annotated, Any

import orjson
from rich.markup import escape
from rich.table import Table
from typer import Argument, Option

from app.cli.ask import Desk, at_desk
from app.cli.console import answers
from app.cli.find import find_key
from app.cli.moment import as_of
from app.cli.queries import HISTORY
from rules.errors import NotFound


def history(
    item: Annotated[str, Argument(help="Key, VIN, serial or lot number of an item.")],
    known: Annotated[str | None, Option("--as-of", help="As known then: a revision, or a time with a zone.")] = None,
    as_json: Annotated[bool, Option("--json", help="Print the events, one a line.")] = False,
) -> None:
    """Show what happened to an item: made, fitted, owned, removed, recycled."""

    async def work(desk: Desk) -> None:
        events = await ask_history(desk, await find_key(desk, item), as_of(known))
        if as_json:
            for event in events:
                answers.out(orjson.dumps(event).decode(), highlight=False)
        else:
            show_history(events)

    at_desk(work)


async def ask_history(desk: Desk, key: str, as_of: dict[str, object] | None = None) -> list[dict[str, Any]]:
    """All events of the item as GraphQL answers them, page by page. Raises NotFound."""
    events: list[dict[str, Any]] = []
    after = None
    while True:
        found = (await desk.ask(HISTORY, key=key, asOf=as_of, after=after))["item"]
        if found is None:
            raise NotFound(f"Batlas does not know {key}, or you may not see it.")
        events += [edge["node"] for edge in found["history"]["edges"]]
        after = found["history"]["pageInfo"]["endCursor"]
        if not found["history"]["pageInfo"]["hasNextPage"]:
            return events


def show_history(events: list[dict[str, Any]]) -> None:
    """The events as a table."""
    if not events:
        answers.print("Nothing that happened to it is stated.")
        return
    table = Table("when", "what", "which", "where", box=None, padding=(0, 1))
    for event in events:
        happening = event["happening"].lower().replace("_", " ")
        kind = (event["processKind"] or event["itemKind"] or "").lower().replace("_", " ")
        which = " ".join(filter(None, (kind, escape(event["name"] or event["other"]))))
        table.add_row((event["at"] or "not stated")[:10], happening, which, event["country"] or "")
    answers.print(table)
