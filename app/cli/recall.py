"""`batlas recall`."""

from typing import Annotated, Any

import orjson
from rich.markup import escape
from rich.table import Table
from typer import Argument, Option

from app.cli.ask import Desk, at_desk
from app.cli.console import answers
from app.cli.find import find_key, warn
from app.cli.moment import as_of, moment
from app.cli.queries import RECALL
from rules.vocabulary import Mineral

SURE = 0.999


def recall(
    lots: Annotated[list[str], Argument(help="Keys, lot or serial numbers of what is recalled.")],
    mineral: Annotated[
        Mineral | None, Option(help="Follow this mineral of the lots; left out: all matter.", case_sensitive=False)
    ] = None,
    through_recycling: Annotated[bool, Option("--through-recycling", help="Go on behind recycling.")] = False,
    at: Annotated[str | None, Option(help="What carried at this time, ISO 8601 with a zone.")] = None,
    ever: Annotated[bool, Option("--ever", help="What carried at any time.")] = False,
    unknown: Annotated[bool, Option(help="Count too what could carry, for all that nobody has stated.")] = True,
    first: Annotated[int, Option(min=0, max=500, help="How many vehicles and packs to list.")] = 20,
    known: Annotated[str | None, Option("--as-of", help="As known then: a revision, or a time with a zone.")] = None,
    as_json: Annotated[bool, Option("--json", help="Print the answer as GraphQL gives it.")] = False,
) -> None:
    """Show every item and owner that carries material of some lots: surely, possibly, or unknown."""

    async def work(desk: Desk) -> None:
        keys = [await find_key(desk, lot) for lot in lots]
        variables = {"mineral": mineral and mineral.name, "throughRecycling": through_recycling, "ever": ever}
        answer = await ask_recall(
            desk, keys, **variables, at=moment(at), asOf=as_of(known), unknown=unknown, first=first
        )
        if as_json:
            answers.out(orjson.dumps(answer).decode(), highlight=False)
        else:
            show_recall(answer)

    at_desk(work)


async def ask_recall(desk: Desk, lots: list[str], **variables: Any) -> dict[str, Any]:
    """The recall, as GraphQL answers."""
    return (await desk.ask(RECALL, lots=lots, **variables))["recall"]


def show_recall(found: dict[str, Any]) -> None:
    """Counts by kind, then the first vehicles and packs, then who owns them."""
    lots = ", ".join(escape(lot) for lot in found["lots"])
    answers.print(f"[bold]recall[/] of {lots}; revision {found['revision']}", soft_wrap=True)
    unknown = {} if found.get("unknown") is None else {c["kind"]: c["unknown"] for c in found["unknown"]["counts"]}
    counts = {c["kind"]: c for c in found["counts"]}
    table = Table("kind", box=None, padding=(0, 1))
    for name in ("yes", "possible", "unknown"):
        table.add_column(name, justify="right")
    for kind in dict.fromkeys([*counts, *unknown]):
        count = counts.get(kind, {"yes": 0, "possible": 0})
        told = "?" if found.get("unknown") is None else f"{unknown.get(kind, 0):,}"
        table.add_row((kind or "not stated").lower(), f"{count['yes']:,}", f"{count['possible']:,}", told)
    answers.print(table)
    carriers = found["carriers"]
    for edge in carriers["edges"]:
        answers.print(f"  {_line(edge['node'])}", soft_wrap=True)
    more = carriers["totalCount"] - len(carriers["edges"])
    if more:
        answers.print(f"  ... and {more:,} more vehicles and packs")
    answers.print(f"Owned by {found['ownerCount']:,} parties")
    warn(found["warnings"])


def _line(node: dict[str, Any]) -> str:
    mass = "an unknown amount" if node["massKg"] is None else f"{node['massKg']:,.4g} kg"
    share = "" if node["share"] is None else f", {node['share']:.2%} of it"
    sure = {"YES": "yes", "POSSIBLE": "possible"}[node["certainty"]]
    if node["certainty"] == "POSSIBLE" and node["probability"] is not None:
        likely = node["probability"]
        sure += f" ({'over 99.9 %' if likely > SURE else format(likely, '.1%')})"
    return f"{escape(node['key'])}: {sure}, {mass}{share}"
