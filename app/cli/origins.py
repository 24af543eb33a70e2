"""`batlas origins`."""

from typing import Annotated, Any

import orjson
from rich.markup import escape
from rich.table import Table
from typer import Argument, Option

from app.cli.ask import Desk, at_desk
from app.cli.console import answers, known_as
from app.cli.find import find_key, warn
from app.cli.moment import as_of, moment
from app.cli.queries import ORIGINS
from rules.errors import NotFound
from rules.vocabulary import Mineral


def origins(
    item: Annotated[str, Argument(help="Key, VIN, serial or lot number of an item.")],
    mineral: Annotated[Mineral, Argument(help="The mineral.", case_sensitive=False)],
    through_recycling: Annotated[bool, Option("--through-recycling", help="Go on behind recycling.")] = False,
    at: Annotated[str | None, Option(help="The state at this time, ISO 8601 with a zone.")] = None,
    known: Annotated[str | None, Option("--as-of", help="As known then: a revision, or a time with a zone.")] = None,
    as_json: Annotated[bool, Option("--json", help="Print the answer as GraphQL gives it.")] = False,
) -> None:
    """Show where a mineral in an item comes from: by mine, operator and country, and what is unknown."""

    async def work(desk: Desk) -> None:
        answer = await ask_origins(
            desk, await find_key(desk, item), mineral, through_recycling, moment(at), as_of(known)
        )
        if as_json:
            answers.out(orjson.dumps(answer["origins"]).decode(), highlight=False)
        else:
            show_origins(answer)

    at_desk(work)


async def ask_origins(
    desk: Desk,
    key: str,
    mineral: Mineral,
    through_recycling: bool = False,
    at: str | None = None,
    as_of: dict[str, object] | None = None,
) -> dict[str, Any]:
    """The item with its origins, as GraphQL answers. Raises NotFound."""
    found = await desk.ask(
        ORIGINS, key=key, mineral=mineral.name, throughRecycling=through_recycling, at=at, asOf=as_of
    )
    if found["item"] is None or found["item"]["origins"] is None:
        raise NotFound(f"Batlas does not know {key}, or you may not see it.")
    return found["item"]


def show_origins(answer: dict[str, Any]) -> None:
    """The shares as a table, and what is unknown."""
    origin = answer["origins"]
    mass = "an amount that is not known" if origin["massKg"] is None else f"{origin['massKg']:,.6g} kg"
    mineral = origin["mineral"].lower().replace("_", " ")
    answers.print(
        f"[bold]{mineral}[/] in {escape(answer['key'])}: {mass}; revision {origin['revision']}", soft_wrap=True
    )
    if origin["massKg"] == 0:
        answers.print("  It is stated to hold none.")
        return
    answers.print(_table(origin))
    for gap in origin["gaps"]:
        reason = gap["reason"].lower().replace("_", " ")
        answers.print(
            f" [yellow]unknown {gap['share']:.2%}[/], {reason}: {escape(known_as(gap['key']))}", soft_wrap=True
        )
    countries = ", ".join(f"{s['key']} {s['share']:.2%}" for s in origin["byCountry"]["shares"])
    answers.print(
        f"By country: {countries or 'none stated'}, unknown {origin['byCountry']['unknown']:.2%}", soft_wrap=True
    )
    if origin["certified"]:
        cover = ", ".join(f"{c['scope'].lower().replace('_', ' ')} {c['share']:.2%}" for c in origin["certified"])
        answers.print(f"Covered by certificates: {cover}", soft_wrap=True)
    if origin["expectation"]:
        answers.print("[dim]Lots were pooled on the way: shares are expectations.[/]")
    warn(origin["warnings"])


def _table(origin: dict[str, Any]) -> Table:
    table = Table("origin", "country", "kind", box=None, padding=(0, 1))
    table.add_column("share", justify="right")
    table.add_column("kg", justify="right")
    for share in origin["bySource"]["shares"]:
        name = (share["name"] or {}).get("en") or known_as(share["key"])
        kg = "" if share["massKg"] is None else f"{share['massKg']:,.4g}"
        kind = (share["kind"] or "several").lower().replace("_", " ")
        table.add_row(escape(name), share["country"] or "?", kind, f"{share['share']:.2%}", kg)
    return table
