"""Histories over GraphQL, page by page as of one revision."""

from datetime import datetime
from typing import cast

import strawberry

from loaders import Loaders
from rules.history import Happening
from rules.scope import NEWEST
from rules.vocabulary import ItemKind, ProcessKind
from rules.withheld import Withheld
from schema.context import Info
from schema.node import LONGEST_REVISION, Connection, Edge, decode_at, encode_at, page_of, stand


@strawberry.type(description="Something that happened to an item.")
class Event:
    happening: Happening = strawberry.field(description="What happened.")
    at: datetime | None = strawberry.field(
        description="When; of a run its end, else its beginning. None where nobody has stated it."
    )
    other: str = strawberry.field(description="Key of the run, the whole, the part or the party.")
    name: str | None = strawberry.field(description="The other's name.")
    item_kind: ItemKind | None = strawberry.field(description="What the whole or the part is.")
    process_kind: ProcessKind | None = strawberry.field(description="What the run did.")
    party: str | None = strawberry.field(description="Key of the party that ran the run, or that this is about.")
    facility: str | None = strawberry.field(description="Key of where it ran.")
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-2 of where it ran.")
    quantity: float | None = strawberry.field(description="How much of the item, or of the part, in its unit.")
    submission: str | None = strawberry.field(description="Key of the document that says so.")


@strawberry.type(description="What happened to an item, in the order of time; what has no time comes last.")
class History(Connection[Event]):
    revision: int = strawberry.field(description="The ledger's revision that all pages are of.")
    withheld: list[Withheld] = strawberry.field(description="Why parts are not shown; empty where all is.")


async def page_history(info: Info, loaders: Loaders, key: str, first: int | None, after: str | None) -> History:
    """The events behind the cursor, as of the revision that the first page was of. Raises InvalidInput, TooExpensive."""
    size, _ = page_of(first, None)
    revision, start = position(after)
    asked = loaders if revision is None else info.context.loaders_as_of(revision)
    found = await asked.history.load(key)
    page = found.events[start : start + size]
    edges = [
        Edge(cursor=encode_at("history", found.revision, number), node=cast("Event", event))
        for number, event in enumerate(page, start=start + 1)
    ]
    page_info = stand(edges, more=start + len(page) < len(found.events), behind=start > 0)
    return History(
        edges=edges,
        page_info=page_info,
        revision=found.revision,
        count=len(found.events),
        withheld=list(found.withheld),
    )


def position(after: str | None, of: str = "history") -> tuple[int | None, int]:
    """(revision, how many are before) of a cursor; junk, and another list's, is the first page."""
    revision, number = decode_at(of, after)
    if revision is None or not number.isdecimal() or len(number) > LONGEST_REVISION:
        return None, 0
    return revision, min(int(number), NEWEST)
