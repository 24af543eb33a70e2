"""What the demo shows of statements that differ: a weight in dispute, and a quantity before and after its correction."""

from typing import Any

import orjson
from rich.markup import escape
from rich.table import Table

from app.cli.ask import Desk
from app.cli.console import answers
from app.cli.queries import STATED


async def show_dispute(desk: Desk, key: str) -> None:
    """What an item weighs: as answers have it, and as others say."""
    item = (await desk.ask(STATED, key=key))["item"]
    table = Table("pack", "weighs", "says", box=None, padding=(0, 1))
    table.add_row(escape(item["serial"]), _kg(item["massPerUnitKg"]), "who stated it first: answers rest on this")
    for dispute in item["disputes"]:
        record = orjson.loads(dispute["record"])
        table.add_row("", _kg(record["massPerUnitKg"]), f"{escape(_name(dispute))}: kept beside it")
    answers.print(table)


async def show_correction(desk: Desk, key: str, before: int) -> None:
    """How much there is of a lot, as it was known at the revision and as it is known now."""
    table = Table("lot", "holds", "as known", box=None, padding=(0, 1))
    for as_of, when in (({"revision": before}, f"at revision {before}"), (None, "now: its supplier has corrected it")):
        item = (await desk.ask(STATED, key=key, asOf=as_of))["item"]
        table.add_row(escape(item["lot"]), _kg(item["quantity"]), when)
    answers.print(table)


def _kg(value: float) -> str:
    return f"{value:,g} kg"


def _name(dispute: dict[str, Any]) -> str:
    sender = dispute["sender"]
    return sender["name"]["en"] if sender and sender["name"] else "another party"
