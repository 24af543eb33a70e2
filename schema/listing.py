"""Pages of all things of a noun, as of the revision of the first page."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from graph.listing.ask import count_things, list_things
from graph.listing.statement import Lists
from graph.revision import newest_revision
from loaders import Loaders
from rules.cursor import Cursor, read, write
from rules.listing import Order, Sort
from schema.context import Info
from schema.moment import AsOf, loaders_of, moment
from schema.node import Connection, Edge, decode, encode, page_of, stand

T = TypeVar("T")

SortBy = Annotated[Sort, strawberry.argument(description="What to sort by.")]
OrderBy = Annotated[Order, strawberry.argument(description="Which way to sort.")]


@strawberry.type(description="A page of all things of a noun in the order asked for; all pages are as of one revision.")
class Listing(Connection[T], Generic[T]):
    revision: int = strawberry.field(description="The ledger's revision that all pages are of.")


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    """A noun with the statements that list it."""

    noun: str
    lists: Lists
    find: Callable[[Loaders, str], Awaitable[T | None]]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list is asked for."""

    sort: Sort
    order: Order
    first: int | None
    after: str | None
    as_of: AsOf | None


async def list_page(info: Info, shelf: Shelf[T], wanted: object, asked: Asked) -> Listing[T]:
    """The page behind the cursor as of the revision of the first; junk, and another list's cursor, is the first page. Raises InvalidInput."""
    size, _ = page_of(asked.first, None)
    name = f"{shelf.noun} {asked.sort} {asked.order}"
    cursor = await _cursor(info, name, asked)
    loaders = info.context.loaders_as_of(cursor.revision) if isinstance(cursor, Cursor) else cursor
    scope, database = loaders.scope, loaders.database
    after = cursor.position if isinstance(cursor, Cursor) else None
    filters, stated = _filters(wanted)
    page = await list_things(
        scope,
        database,
        shelf.lists,
        filters,
        sort=asked.sort,
        order=asked.order,
        first=size,
        after=after,
        stated=stated,
    )
    nodes = await asyncio.gather(*(shelf.find(loaders, position.key) for position in page.positions))
    revision = scope.revision or 0
    edges = [
        Edge(cursor=encode("list", write(Cursor(name, revision, position))), node=node)
        for position, node in zip(page.positions, nodes, strict=True)
    ]
    return Listing(
        edges=edges,
        page_info=stand(edges, more=page.more, behind=after is not None),
        revision=revision,
        count=lambda: count_things(scope, database, shelf.lists, filters, stated=stated),
    )


async def _cursor(info: Info, name: str, asked: Asked) -> Cursor | Loaders:
    """The cursor, if it is one of this list; else the loaders of the first page, whose revision is fixed."""
    context = info.context
    newest = await newest_revision(context.scope, context.database)
    first = context.loaders_as_of(newest) if asked.as_of is None else await loaders_of(info, asked.as_of)
    noun, text = (decode(asked.after) if asked.after else None) or ("", "")
    cursor = read(text, name, asked.sort) if noun == "list" else None
    fits = cursor is not None and cursor.revision <= newest and asked.as_of is None
    same = cursor is not None and cursor.revision == first.scope.revision
    return cursor if cursor is not None and (fits or same) else first


def _filters(wanted: object) -> tuple[dict[str, Any], bool]:
    """What to ask for by the names that the statements have for it, and whether for what is stated."""
    told = {} if wanted is None else {name: _parameter(name, value) for name, value in vars(wanted).items()}
    stated = told.pop("stated", None)
    return told, stated is not False


def _parameter(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    # Names are compared in lower case (graph/listing).
    return value.strip().lower() if name == "name" and isinstance(value, str) else value
