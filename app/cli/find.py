"""From what a person types to the key of an item."""

from collections.abc import Sequence
from typing import Any

from rich.markup import escape

import app.find
from app.cli.ask import Desk
from app.cli.console import errors
from graph.item import fetch_items
from graph.search import LONGEST, search
from rules.errors import NotFound
from rules.scope import LOCAL, Scope
from rules.search import Hit, Noun

SHOWN = 3
NEAREST = 5


async def find_key(desk: Desk, text: str) -> str:
    """The key of the one item with this VIN, serial, lot or key, else of the one item that is called nearly so, which is told.

    What looks like a key and is near to nothing is given back: another revision may know it. Raises NotFound, InvalidInput.
    """
    scope = Scope(LOCAL)
    try:
        key = await app.find.find_key(scope, desk.database, text)
    except NotFound:
        key = None
    if key is not None and (key != text or (await fetch_items(scope, desk.database, [text]))[0] is not None):
        return key
    hits = (await search(scope, desk.database, text, NEAREST, nouns=[Noun.ITEM])).hits if len(text) <= LONGEST else ()
    if len(hits) == 1:
        errors.print(f"[yellow]Nothing is called {escape(text)}; this is {escape(_told(hits[0]))}.[/]", soft_wrap=True)
        return hits[0].key
    if not hits and key is not None:
        return key
    nearest = "".join(f"\n  {_told(hit)}" for hit in hits)
    advice = f"The nearest are:{nearest}" if hits else "Give its key, or load the document that states it."
    raise NotFound(f"Nothing in the graph has the number {text}. {advice}")


def _told(hit: Hit) -> str:
    return hit.key if hit.text == hit.key else f"{hit.text} ({hit.key})"


def warn(warnings: Sequence[dict[str, Any]]) -> None:
    """Say that an answer rests on what intake has warned of."""
    if warnings:
        errors.print(f"[yellow]This rests on {len(warnings):,} findings of intake:[/]")
    for finding in warnings[:SHOWN]:
        errors.print(f"  [yellow]{finding['code']}[/] {escape(finding['message'])}", soft_wrap=True)
