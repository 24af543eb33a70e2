"""From what a person types to the key of an item."""

from collections.abc import Sequence
from typing import Any

from rich.markup import escape

import app.find
from app.cli.ask import Desk
from app.cli.console import errors
from rules.scope import LOCAL, Scope

SHOWN = 3


async def find_key(desk: Desk, text: str) -> str:
    """The key of the one item with this VIN, serial or lot, else what was typed where it is a key. Raises NotFound, InvalidInput."""
    return await app.find.find_key(Scope(LOCAL), desk.database, text)


def warn(warnings: Sequence[dict[str, Any]]) -> None:
    """Say that an answer rests on what intake has warned of."""
    if warnings:
        errors.print(f"[yellow]This rests on {len(warnings):,} findings of intake:[/]")
    for finding in warnings[:SHOWN]:
        errors.print(f"  [yellow]{finding['code']}[/] {escape(finding['message'])}", soft_wrap=True)
