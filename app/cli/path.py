"""`batlas path`."""

from typing import Annotated, Any

import orjson
from rich.markup import escape
from rich.tree import Tree
from typer import Argument, Option

from app.cli.ask import Desk, at_desk
from app.cli.console import answers
from app.cli.find import find_key, warn
from app.cli.moment import as_of, moment
from app.cli.queries import PATH, THINGS
from rules.errors import InvalidInput, NotFound
from rules.vocabulary import Mineral


def path(
    start: Annotated[
        str, Argument(metavar="FROM", help="Key of a facility, party, process or item, or an item's number.")
    ],
    end: Annotated[str, Argument(metavar="TO", help="Key, VIN, serial or lot number of an item.")],
    mineral: Annotated[
        Mineral | None, Option(help="Shares of this mineral and not of all mass.", case_sensitive=False)
    ] = None,
    ways: Annotated[int, Option(help="Most ways, 1 to 10.")] = 3,
    through_recycling: Annotated[bool, Option("--through-recycling", help="Go on behind recycling.")] = False,
    at: Annotated[str | None, Option(help="The state at this time, ISO 8601 with a zone.")] = None,
    known: Annotated[str | None, Option("--as-of", help="As known then: a revision, or a time with a zone.")] = None,
    as_json: Annotated[bool, Option("--json", help="Print the answer as GraphQL gives it.")] = False,
) -> None:
    """Show how one thing reaches another: this mine that car, the strongest way first."""

    async def work(desk: Desk) -> None:
        answer = await ask_path(
            desk,
            await find_key(desk, start),
            await find_key(desk, end),
            mineral,
            ways,
            through_recycling,
            moment(at),
            as_of(known),
        )
        if as_json:
            answers.out(orjson.dumps(answer).decode(), highlight=False)
        else:
            show_path(answer)

    at_desk(work)


async def ask_path(
    desk: Desk,
    start: str,
    end: str,
    mineral: Mineral | None = None,
    ways: int = 1,
    through_recycling: bool = False,
    at: str | None = None,
    as_of: dict[str, object] | None = None,
) -> dict[str, Any]:
    """The path as GraphQL answers it. Raises NotFound, and InvalidInput for an end that is a thing of another kind."""
    variables = {
        "start": start,
        "end": end,
        "ways": ways,
        "throughRecycling": through_recycling,
        "at": at,
        "asOf": as_of,
    }
    found = (await desk.ask(PATH, **variables, mineral=mineral))["path"]
    if found is None:
        other = await desk.ask(THINGS, key=end, asOf=as_of)
        noun = next((noun for noun, thing in other.items() if thing), None)
        if noun is not None:
            raise InvalidInput(f"{end} is a {noun}. A path ends at an item; only its beginning may be something else.")
        raise NotFound(f"Batlas does not know {start} or {end}, or you may not see it.")
    return found


def show_path(answer: dict[str, Any]) -> None:
    """Each way as a tree, from where it begins, and what all ways bring."""
    what = (answer["mineral"] or "mass").lower().replace("_", " ")
    if not answer["ways"]:
        answers.print(
            f"Nothing that is stated leads from {escape(answer['start'])} to {escape(answer['end'])}.", soft_wrap=True
        )
        return
    for way in answer["ways"]:
        kg = "" if way["massKg"] is None else f", {way['massKg']:,.4g} kg"
        share = "share not known" if way["share"] is None else f"{way['share']:.2%} of its {what}{kg}"
        tree = branch = Tree(f"[bold]{share}[/]" + (" [dim](expectation)[/]" if way["expectation"] else ""))
        for step in way["steps"]:
            branch = branch.add(_told(step))
        answers.print(tree)
    answers.print(f"By all ways together {_together(answer)}; revision {answer['revision']}.", soft_wrap=True)
    warn(answer["warnings"])


def _together(answer: dict[str, Any]) -> str:
    if answer["share"] is None:
        return "unknown: how much any of them brought cannot be told"
    more = "" if answer["complete"] else "; how much other ways brought cannot be told"
    return f"{answer['share']:.2%}{more}"


def _told(step: dict[str, Any]) -> str:
    item = step["item"] or {}
    name = (item.get("name") or {}).get("en") or step["itemKey"]
    kind = (step["itemKind"] or "not stated").lower()
    where = ", ".join(filter(None, (step["facilityName"] or step["partyName"], step["country"])))
    run = (step["processKind"] or "").lower().replace("_", " ")
    share = "?" if step["share"] is None else f"{step['share']:.2%}"
    many = f" [dim]x {step['items']:,}[/]" if step["items"] > 1 else ""
    made = f" [blue]{run}[/] {escape(where)}" if run else ""
    return f"[green]{share}[/] {kind} {escape(name)}{many}{made}"
