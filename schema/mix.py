"""Mixes over GraphQL."""

from dataclasses import replace
from typing import Annotated, cast

import strawberry

from graph.mix import find_mixed
from rules import mix
from rules.vocabulary import ItemKind, Mixing, ProcessKind
from schema.context import Info
from schema.moment import At, KnownAsOf, loaders_of, moment
from schema.node import First, page_of


@strawberry.type(description="A run in which several lots met, on the way to the pack.")
class Meeting:
    process: str = strawberry.field(description="Key of the run.")
    kind: ProcessKind | None = strawberry.field(description="What it did.")
    mixing: Mixing = strawberry.field(description="How lots met; POOLED where nobody has stated it.")
    lots: list[str] = strawberry.field(description="Keys of the lots, without what only served the run.")


@strawberry.type(description="A lot that met others on the way to the pack.")
class MixedLot:
    key: str = strawberry.field(description="Key of the lot.")
    kind: ItemKind | None = strawberry.field(description="What it is.")
    packs: int = strawberry.field(description="How many other packs it is upstream of too.")


@strawberry.type(description="Another pack that shares lots.")
class SharingPack:
    key: str = strawberry.field(description="Key of the pack.")
    shared: int = strawberry.field(description="How many of the lots are upstream of it too.")


@strawberry.type(description="All lots that were mixed on the way to a pack, and the other packs that share them.")
class Mix:
    pack: str = strawberry.field(description="Key of the pack.")
    revision: int = strawberry.field(description="The ledger's revision that it was answered at.")
    meetings: list[Meeting] = strawberry.field(description="By process.")
    lots: list[MixedLot] = strawberry.field(description="By key.")
    record: strawberry.Private[mix.Mix]

    @strawberry.field(description="How many other packs share a lot.")
    def pack_count(self) -> int:
        """Without a page."""
        return len(self.record.packs)

    @strawberry.field(description="The other packs, those with most lots in common first, then by key.")
    def packs(self, first: First = None) -> list[SharingPack]:
        """Raises InvalidInput."""
        return cast("list[SharingPack]", self.record.packs[: page_of(first, None)[0]])


@strawberry.type
class MixQuery:
    @strawberry.field(
        description="What met in a pack: lots that were mixed on the way to it, and the packs that share them."
    )
    async def mix(
        self,
        info: Info,
        pack: Annotated[str, strawberry.argument(description="Key of the pack, or of one of its identifiers.")],
        at: At = None,
        as_of: KnownAsOf = None,
    ) -> Mix | None:
        """Of any item; null for what Batlas does not know. Raises TooExpensive."""
        loaders = await loaders_of(info, as_of)
        found = await find_mixed(replace(loaders.scope, at=moment(at)), loaders.database, pack)
        if found is None:
            return None
        return Mix(
            pack=found.pack,
            revision=found.revision,
            meetings=cast("list[Meeting]", found.meetings),
            lots=cast("list[MixedLot]", found.lots),
            record=found,
        )
