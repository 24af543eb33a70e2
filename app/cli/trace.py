"""`batlas trace`."""

from collections import Counter, defaultdict
from typing import Annotated, Any

import orjson
from rich.markup import escape
from rich.tree import Tree
from typer import Argument, Option

from app.cli.ask import Desk, at_desk
from app.cli.console import answers
from app.cli.find import find_key, warn
from app.cli.moment import as_of, moment
from app.cli.queries import TRACE
from rules.errors import NotFound

BRANCHES = 12
DEEPEST = 60


def trace(
    item: Annotated[str, Argument(help="Key, VIN, serial or lot number of an item.")],
    depth: Annotated[int | None, Option(help="Most steps from the item.")] = None,
    at: Annotated[str | None, Option(help="The state at this time, ISO 8601 with a zone.")] = None,
    known: Annotated[str | None, Option("--as-of", help="As known then: a revision, or a time with a zone.")] = None,
    as_json: Annotated[bool, Option("--json", help="Print the trace as GraphQL answers it.")] = False,
) -> None:
    """Show all that an item was made of, back to the mines."""

    async def work(desk: Desk) -> None:
        answer = await ask_trace(desk, await find_key(desk, item), depth, moment(at), as_of(known))
        if as_json:
            answers.out(orjson.dumps(answer).decode(), highlight=False)
        else:
            show_trace(answer)

    at_desk(work)


async def ask_trace(
    desk: Desk, key: str, depth: int | None = None, at: str | None = None, as_of: dict[str, object] | None = None
) -> dict[str, Any]:
    """The trace of the item as GraphQL answers it. Raises NotFound."""
    found = (await desk.ask(TRACE, key=key, maxDepth=depth, at=at, asOf=as_of))["item"]
    if found is None or found["upstream"] is None:
        raise NotFound(f"Batlas does not know {key}, or you may not see it.")
    return found["upstream"]


def show_trace(answer: dict[str, Any]) -> None:
    """The trace as a tree: each thing once, things that are alike as one branch with their number."""
    nodes = {node["key"]: node for node in answer["nodes"]}
    below: dict[str, list[str]] = defaultdict(list)
    for edge in answer["edges"]:
        below[edge["source"]].append(edge["target"])
    tree = Tree(_told(nodes[answer["start"]], 1))
    _grow(tree, answer["start"], nodes, below, {answer["start"]})
    answers.print(tree)
    coverage = answer["coverage"]
    items = "more items than were looked at" if coverage is None else f"{coverage['items']:,} items"
    countries = Counter(node["country"] for node in answer["nodes"] if node["processKind"] == "EXTRACTION")
    mines = ", ".join(f"{country or 'country not stated'} {count}" for country, count in countries.most_common())
    answers.print(
        f"{len(answer['nodes']):,} nodes, {len(answer['edges']):,} edges, {items}; "
        f"extraction runs: {mines or 'none'}; revision {answer['revision']}.",
        soft_wrap=True,
    )
    if answer["truncated"]:
        answers.print("[yellow]Nodes were left out; ask for fewer steps.[/]")
    for reason, count in Counter(gap["reason"] for gap in answer["gaps"]).items():
        first = next(gap["key"] for gap in answer["gaps"] if gap["reason"] == reason)
        answers.print(f"[yellow]{count:,} ways end with {reason}[/], the nearest at {escape(first)}", soft_wrap=True)
    warn(answer["warnings"])


def _grow(
    tree: Tree,
    key: str,
    nodes: dict[str, dict[str, Any]],
    below: dict[str, list[str]],
    seen: set[str],
    level: int = 0,
) -> None:
    if level == DEEPEST:
        tree.add("[dim]it goes on; ask for this thing's own trace[/]")
        return
    groups: dict[str, list[str]] = defaultdict(list)
    for target in below[key]:
        groups[_likeness(nodes[target])].append(target)
    for number, keys in enumerate(groups.values()):
        if number == BRANCHES:
            tree.add(f"[dim]{len(groups) - BRANCHES} more kinds of things[/]")
            break
        fresh = [target for target in keys if target not in seen]
        first = (fresh or keys)[0]
        branch = tree.add(_told(nodes[first], len(keys)) + ("" if fresh else " [dim](above)[/]"))
        seen.update(keys)
        if fresh:
            _grow(branch, first, nodes, below, seen, level + 1)


def _likeness(node: dict[str, Any]) -> str:
    # Only pieces are alike enough to be one branch; each lot has a story of its own.
    if node["unit"] != "PIECE":
        return node["key"]
    return f"{node['itemKind']} {node['name']} {node['partyKey']} {node['facilityKey']}"


def _told(node: dict[str, Any], count: int) -> str:
    kind = (node["itemKind"] or node["processKind"] or "not stated").lower().replace("_", " ")
    name = escape(node["name"] or node["key"])
    many = f" [dim]x {count:,}[/]" if count > 1 else ""
    if node["type"] == "PROCESS":
        where = ", ".join(filter(None, (node["facilityName"] or node["partyName"], node["country"])))
        return f"[blue]{kind}[/] {escape(where)}{many}"
    amount = f" [dim]{node['quantity']:,.6g} {node['unit'].lower()}[/]" if node["quantity"] and count == 1 else ""
    colour = "bold" if node["stated"] else "yellow"
    return f"[{colour}]{kind}[/] {name}{amount}{many}"
