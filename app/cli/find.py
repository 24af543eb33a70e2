"""From what a person types to the key of an item."""

from collections.abc import Sequence
from typing import Any

from rich.markup import escape

from app.cli.ask import Desk
from app.cli.console import errors
from graph.item import find_items
from rules.errors import InvalidInput, NotFound
from rules.scope import LOCAL, Scope

SHOWN = 3


async def find_key(desk: Desk, text: str) -> str:
    """The key of the one item with this VIN, serial or lot, else what was typed where it is a key. Raises NotFound, InvalidInput."""
    found = await find_items(Scope(LOCAL), desk.database, text)
    if not found and ":" in text:
        return text
    if not found:
        raise NotFound(
            f"Nothing in the graph has the number {text}. Give its key, or load the document that states it."
        )
    if len(found) > 1:
        keys = "\n".join(f"  {item.key}" for item, _ in found)
        raise InvalidInput(f"{len(found)} items have the number {text}; give the key of one:\n{keys}")
    return found[0][0].key


def warn(warnings: Sequence[dict[str, Any]]) -> None:
    """Say that an answer rests on what intake has warned of."""
    if warnings:
        errors.print(f"[yellow]This rests on {len(warnings):,} findings of intake:[/]")
    for finding in warnings[:SHOWN]:
        errors.print(f"  [yellow]{finding['code']}[/] {escape(finding['message'])}", soft_wrap=True)
