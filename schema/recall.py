"""Recalls over GraphQL: counts at once, and pages that all are of the revision of the first one."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, cast

import strawberry

from graph.recall_gap import find_unknown
from loaders import Loaders
from loaders.recall import RecallTerms
from rules import recalls
from rules.errors import InvalidInput
from rules.recalls import Certainty
from rules.scope import NEWEST
from rules.vocabulary import ItemKind, Mineral
from schema.context import Info
from schema.finding import Finding
from schema.item import Item, find_item
from schema.moment import At, KnownAsOf, loaders_of, moment
from schema.node import After, Connection, Edge, First, PageInfo, decode, encode, page_of

MOST_LOTS = 50

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
    total_count: int = strawberry.field(description="How many there are on all pages.")


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
    total_count: int = strawberry.field(description="How many there are on all pages.")


@strawberry.type(description="How many items of a kind carry.")
class KindCount:
    kind: ItemKind | None = strawberry.field(description="The kind; none of what nobody has stated.")
    yes: int = strawberry.field(description="How many surely carry.")
    possible: int = strawberry.field(description="How many may, since lots were pooled.")
    unknown: int = strawberry.field(description="Of how many nobody has stated what would tell.")


@strawberry.type(description="What could carry the lots, for all that nobody has stated.")
class UnknownCarriers:
    loaders: strawberry.Private[Loaders]
    terms: strawberry.Private[RecallTerms]
    found: strawberry.Private[recalls.Unknown]
    revision: int = strawberry.field(description="The ledger's revision that it was answered at.")

    @strawberry.field(description="How many gaps could hide the lots.")
    def gap_count(self) -> int:
        """Of all that were found."""
        return len(self.found.gaps)

    @strawberry.field(description="Keys of the gaps, the first ones in the order of keys.")
    def gaps(self, first: First = None) -> list[str]:
        """Raises InvalidInput."""
        return list(self.found.gaps[: page_of(first, None)[0]])

    @strawberry.field(description="How many, by kind.")
    def counts(self) -> list[KindCount]:
        """By kind."""
        return cast("list[KindCount]", self.found.carriers.counts())

    @strawberry.field(description="The items, in the order of keys.")
    async def carriers(self, info: Info, kinds: OfKinds = None, first: First = None, after: After = None) -> Carriers:
        """As of the revision that the first page was of."""
        size, _ = page_of(first, None)
        revision, behind = position(after)
        if revision is None or revision == self.revision:
            return carriers_page(self.loaders, self.found.carriers, self.revision, size, behind, kinds, None)
        loaders = info.context.loaders_as_of(revision)
        found = await unknown_of(loaders, self.terms, await loaders.recall.load(self.terms))
        return carriers_page(loaders, found.carriers, revision, size, behind, kinds, None)


@strawberry.type(description="What carries material of some lots: items, owners, and what nobody has stated enough of.")
class Recall:
    loaders: strawberry.Private[Loaders]
    terms: strawberry.Private[RecallTerms]

    @strawberry.field(description="Keys of the lots.")
    async def lots(self) -> list[str]:
        """As they are stored."""
        return list((await self._found()).lots)

    @strawberry.field(description="The ledger's revision that it was answered at.")
    async def revision(self) -> int:
        """Ask again as of it for the same answer."""
        return (await self._found()).revision

    @strawberry.field(description="How many items carry, by kind.")
    async def counts(self) -> list[KindCount]:
        """Without a page."""
        return cast("list[KindCount]", (await self._found()).carriers.counts())

    @strawberry.field(description="The items that carry or may, in the order of keys.")
    async def carriers(
        self,
        info: Info,
        kinds: OfKinds = None,
        certainties: Annotated[
            list[Certainty] | None, strawberry.argument(description="With these certainties only: YES, POSSIBLE.")
        ] = None,
        first: First = None,
        after: After = None,
    ) -> Carriers:
        """As of the revision that the first page was of."""
        size, _ = page_of(first, None)
        loaders, behind = self._paged(info, after)
        found = await loaders.recall.load(self.terms)
        return carriers_page(loaders, found.carriers, found.revision, size, behind, kinds, certainties)

    @strawberry.field(description="How many parties own a carrier.")
    async def owner_count(self) -> int:
        """Each once."""
        return len({keeper.party for keeper in (await self._found()).keepers})

    @strawberry.field(description="Who owns what carries or may; with `ever`, who owned it while it did.")
    async def owners(self, info: Info, first: First = None, after: After = None) -> Keepers:
        """As of the revision that the first page was of."""
        size, _ = page_of(first, None)
        loaders, behind = self._paged(info, after)
        found = await loaders.recall.load(self.terms)
        keys = [f"{keeper.party}\n{keeper.item}" for keeper in found.keepers]
        behind_it = [number for number, key in enumerate(keys) if key > behind]
        shown = behind_it[:size]
        edges = [
            Edge(cursor=encode("recall", f"{found.revision}:{keys[n]}"), node=cast("Keeper", found.keepers[n]))
            for n in shown
        ]
        page_info = told(edges, more=len(behind_it) > size, behind=behind)
        return Keepers(edges=edges, page_info=page_info, revision=found.revision, total_count=len(keys))

    @strawberry.field(
        description="What could carry, for all that nobody has stated: behind gaps that are later than the lots and could hold them."
    )
    async def unknown(self, info: Info) -> UnknownCarriers:
        """Looks at every item once."""
        found = await self._found()
        loaders = info.context.loaders_as_of(found.revision)
        unknown = await unknown_of(loaders, self.terms, found)
        return UnknownCarriers(loaders=loaders, terms=self.terms, found=unknown, revision=found.revision)

    @strawberry.field(description="What intake had to say about the things that carry.")
    async def warnings(self) -> list[Finding]:
        """From the record."""
        return [Finding.of(finding) for finding in (await self._found()).warnings]

    async def _found(self) -> recalls.Recall:
        return await self.loaders.recall.load(self.terms)

    def _paged(self, info: Info, after: str | None) -> tuple[Loaders, str]:
        revision, behind = position(after)
        return (self.loaders if revision is None else info.context.loaders_as_of(revision)), behind


@strawberry.type
class RecallQuery:
    @strawberry.field(
        description="Every item and owner that carries material of lots: surely, possibly where lots were pooled, or nobody knows."
    )
    async def recall(
        self,
        info: Info,
        lots: Annotated[
            list[str],
            strawberry.argument(description=f"Keys of lots or pieces, or of their identifiers; at most {MOST_LOTS}."),
        ],
        mineral: Annotated[
            Mineral | None, strawberry.argument(description="Follow this mineral of the lots; left out: all matter.")
        ] = None,
        through_recycling: Annotated[
            bool, strawberry.argument(description="Go on behind the end of a first life, into what was recycled.")
        ] = False,
        at: At = None,
        ever: Annotated[
            bool,
            strawberry.argument(description="Whatever carried at any time, with the times; not together with `at`."),
        ] = False,
        as_of: KnownAsOf = None,
    ) -> Recall:
        """Raises InvalidInput for no lots, too many, and those that Batlas does not know."""
        if not 1 <= len(lots) <= MOST_LOTS:
            raise InvalidInput(f"`lots` has {len(lots)}; name 1 to {MOST_LOTS}.")
        terms = RecallTerms(tuple(dict.fromkeys(lots)), mineral, through_recycling, moment(at), ever)
        loaders = await loaders_of(info, as_of)
        return Recall(loaders=loaders, terms=terms)


async def unknown_of(loaders: Loaders, terms: RecallTerms, found: recalls.Recall) -> recalls.Unknown:
    """What is unknown beside what was found, as of the loaders' revision."""
    return await find_unknown(
        replace(loaders.scope, at=terms.at),
        loaders.database,
        found.lots,
        found.carriers.carried,
        mineral=terms.mineral,
        through_recycling=terms.through_recycling,
        ever=terms.ever,
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
            cursor=encode("recall", f"{revision}:{one.key}"),
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
        page_info=told(edges, more=len(page) > size, behind=behind),
        revision=revision,
        total_count=found.count(kinds, certainties),
    )


def told(edges: list[Edge[Carrier]] | list[Edge[Keeper]], *, more: bool, behind: str) -> PageInfo:
    """Where the page stands."""
    ends = (edges[0].cursor, edges[-1].cursor) if edges else (None, None)
    return PageInfo(has_next_page=more, has_previous_page=bool(behind), start_cursor=ends[0], end_cursor=ends[1])


def position(after: str | None) -> tuple[int | None, str]:
    """(revision, key) of a cursor; junk is the first page."""
    noun, told_of = (decode(after) if after else None) or ("", "")
    revision, colon, key = told_of.partition(":")
    if noun != "recall" or not colon or not revision.isdecimal() or len(revision) > 19:
        return None, ""
    return min(int(revision), NEWEST), key
