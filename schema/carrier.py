"""Carriers over GraphQL: what carries, or may, page by page as of one revision."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, cast

import strawberry

from loaders import Loaders
from rules import recalls
from rules.recalls import Certainty
from rules.vocabulary import ItemKind
from schema.item import Item, find_item
from schema.node import Connection, Edge, encode_at, stand

CURSOR = "recall"

OfKinds = Annotated[list[ItemKind] | None, strawberry.argument(description="Items of these kinds only.")]


@strawberry.type(description="From a time on, up to another (outside).")
class Interval:
    begin: datetime | None = strawberry.field(name="from", description="From then on; none: since it was made.")
    end: datetime | None = strawberry.field(name="to", description="Up to then; none: to this day.")


@strawberry.type(description="Something that carries material of the lots, or may.")
class Carrier:
    key: str = strawberry.field(description="Key of the item.")
    kind: ItemKind | None = strawberry.field(description="What it is; none where nobody has stated it.")
    certainty: Certainty = strawberry.field(description="Whether it does.")
    probability: float | None = strawberry.field(
        description="0 to 1, where pieces drew from a pool independently; 1 where it is sure; none where it cannot be told."
    )
    mass_kg: float | None = strawberry.field(
        description="kg of it, expected where it is possible; of several times, when it is most. None where amounts are not known."
    )
    share: float | None = strawberry.field(description="`massKg` of all matter, or of all of the mineral, in the item.")
    intervals: list[Interval] = strawberry.field(description="When it carries, in the order of time.")
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="The item.")
    async def item(self) -> Item | None:
        """By the loader of items."""
        return await find_item(self.loaders, self.key)


@strawberry.type(description="A page of carriers, in the order of keys.")
class Carriers(Connection[Carrier]):
    revision: int = strawberry.field(description="The ledger's revision that all pages are of.")


@strawberry.type(description="Somebody who owned a carrier while it carried.")
class Keeper:
    party: str = strawberry.field(description="Key of the party.")
    name: str | None = strawberry.field(description="Its name; none for persons.")
    item: str = strawberry.field(description="Key of the carrier.")
    kind: ItemKind | None = strawberry.field(description="What the carrier is.")
    certainty: Certainty = strawberry.field(description="Whether it carries.")
    probability: float | None = strawberry.field(description="As of the carrier.")
    mass_kg: float | None = strawberry.field(description="As of the carrier.")
    intervals: list[Interval] = strawberry.field(description="When the party had it and it carried.")


@strawberry.type(description="A page of owners, by party and then item.")
class Keepers(Connection[Keeper]):
    revision: int = strawberry.field(description="The ledger's revision that all pages are of.")


@strawberry.type(description="How many items of a kind carry.")
class KindCount:
    kind: ItemKind | None = strawberry.field(description="The kind; none of what nobody has stated.")
    yes: int | None = strawberry.field(description="How many surely carry; none in what is unknown.")
    possible: int | None = strawberry.field(
        description="How many may, since lots were pooled; none in what is unknown."
    )
    unknown: int | None = strawberry.field(
        description="Of how many nobody has stated what would tell; none but under `unknown`, where it is asked."
    )
    mass_kg: float | None = strawberry.field(
        description="kg in all that do or may, of the latter expected; none where it is not known of one of them."
    )


def carriers_page(
    loaders: Loaders,
    found: recalls.Carriers,
    revision: int,
    size: int,
    behind: str,
    kinds: list[ItemKind] | None,
    certainties: list[Certainty] | None,
) -> Carriers:
    """The page behind a key."""
    page = found.page(size + 1, behind, kinds, certainties)
    edges = [
        Edge(
            cursor=encode_at(CURSOR, revision, one.key),
            node=Carrier(
                key=one.key,
                kind=one.kind,
                certainty=one.certainty,
                probability=one.probability,
                mass_kg=one.mass_kg,
                share=one.share,
                intervals=cast("list[Interval]", one.intervals),
                loaders=loaders,
            ),
        )
        for one in page[:size]
    ]
    return Carriers(
        edges=edges,
        page_info=stand(edges, more=len(page) > size, behind=bool(behind)),
        revision=revision,
        count=found.count(kinds, certainties),
    )


def keepers_page(found: Sequence[recalls.Keeper], revision: int, size: int, behind: str) -> Keepers:
    """The page behind a party and item."""
    keys = [f"{keeper.party}\n{keeper.item}" for keeper in found]
    rest = [number for number, key in enumerate(keys) if key > behind]
    edges = [Edge(cursor=encode_at(CURSOR, revision, keys[n]), node=cast("Keeper", found[n])) for n in rest[:size]]
    page_info = stand(edges, more=len(rest) > size, behind=bool(behind))
    return Keepers(edges=edges, page_info=page_info, revision=revision, count=len(keys))
