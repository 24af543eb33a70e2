"""Relay: opaque global ids, the Node interface, and pages."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Generic, TypeVar

import strawberry

from rules.errors import InvalidInput
from rules.page import Page
from rules.scope import NEWEST

T = TypeVar("T")

LARGEST_PAGE = 500
DEFAULT_PAGE = 100

LONGEST_REVISION = 19
"""Digits of 2^62, which no ledger reaches."""

First = Annotated[
    int | None, strawberry.argument(description=f"How many: {DEFAULT_PAGE} if left out, at most {LARGEST_PAGE}.")
]
After = Annotated[
    str | None, strawberry.argument(description="The cursor to go on behind; left out: from the beginning.")
]


def encode(noun: str, key: str) -> strawberry.ID:
    """The opaque id of a thing."""
    return strawberry.ID(urlsafe_b64encode(f"{noun}:{key}".encode()).decode().rstrip("="))


def decode(text: str) -> tuple[str, str] | None:
    """(noun, key) of an id; none for junk."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        noun, colon, key = urlsafe_b64decode(padded).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return (noun, key) if colon and key and "\0" not in key else None


@strawberry.interface(description="A thing with an opaque id, which `node` finds again.")
class Node:
    id: strawberry.ID = strawberry.field(description="Opaque id; not the key.")


@strawberry.type(description="Where a page stands in the whole list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether there is more behind this page.")
    has_previous_page: bool = strawberry.field(description="Whether this page was asked for behind a cursor.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first edge.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last edge; give it as `after` to go on.")


@strawberry.type(description="A thing in a list.")
class Edge(Generic[T]):
    cursor: str = strawberry.field(description="Where it stands; opaque.")
    node: T | None = strawberry.field(description="The thing.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="The things on this page, in their order.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    count: strawberry.Private[int | Callable[[], Awaitable[int]]]

    @strawberry.field(description="How many there are on all pages together; counted only where it is asked for.")
    async def total_count(self) -> int:
        """As it is known already, or by a statement of its own."""
        return self.count if isinstance(self.count, int) else await self.count()


def connect(page: Page, nodes: Sequence[T | None], after: str, count: Callable[[], Awaitable[int]]) -> Connection[T]:
    """A page of keys with the things behind them."""
    edges = [Edge(cursor=encode("after", key), node=node) for key, node in zip(page.keys, nodes, strict=True)]
    return Connection(edges=edges, page_info=stand(edges, more=page.more, behind=bool(after)), count=count)


def stand(edges: Sequence[Edge[T]], *, more: bool, behind: bool) -> PageInfo:
    """Where a page stands: whether there is more, and whether it is behind a cursor."""
    ends = (edges[0].cursor, edges[-1].cursor) if edges else (None, None)
    return PageInfo(has_next_page=more, has_previous_page=behind, start_cursor=ends[0], end_cursor=ends[1])


def encode_at(noun: str, revision: int, place: object) -> str:
    """The cursor of a place in a list whose pages are all of one revision."""
    return encode(noun, f"{revision}:{place}")


def decode_at(noun: str, after: str | None) -> tuple[int | None, str]:
    """(revision, place) of such a cursor; junk, and another list's, is the first page."""
    of, told = (decode(after) if after else None) or ("", "")
    revision, colon, place = told.partition(":")
    if of != noun or not colon or not revision.isdecimal() or len(revision) > LONGEST_REVISION:
        return None, ""
    return min(int(revision), NEWEST), place


def page_of(first: int | None, after: str | None) -> tuple[int, str]:
    """How many and behind which key; a junk cursor is the first page. Raises InvalidInput for a size out of bounds."""
    size = DEFAULT_PAGE if first is None else first
    if not 0 <= size <= LARGEST_PAGE:
        raise InvalidInput(f"`first` is {size}; ask for 0 to {LARGEST_PAGE}, and go on with `after`.")
    decoded = decode(after) if after else None
    return size, decoded[1] if decoded and decoded[0] == "after" else ""
