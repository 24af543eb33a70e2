"""Recalls over GraphQL: counts at once, and pages that all are of the revision of the first one."""

from dataclasses import replace
from typing import Annotated, cast

import strawberry

from graph.recall_gap import find_unknown
from loaders import Loaders
from loaders.recall import RecallQuestion
from rules import recalls
from rules.errors import InvalidInput
from rules.recalls import Certainty
from rules.vocabulary import Mineral
from rules.withheld import Withheld
from schema.carrier import CURSOR, Carriers, Keepers, KindCount, OfKinds, carriers_page, keepers_page
from schema.context import Info
from schema.finding import Finding
from schema.moment import At, KnownAsOf, loaders_of, moment
from schema.node import After, First, decode_at, page_of

MOST_LOTS = 50


@strawberry.type(description="What could carry the lots, for all that nobody has stated.")
class UnknownCarriers:
    loaders: strawberry.Private[Loaders]
    question: strawberry.Private[RecallQuestion]
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
        revision, behind = decode_at(CURSOR, after)
        if revision is None or revision == self.revision:
            return carriers_page(self.loaders, self.found.carriers, self.revision, size, behind, kinds, None)
        loaders = info.context.loaders_as_of(revision)
        found = await unknown_of(loaders, self.question, await loaders.recall.load(self.question))
        return carriers_page(loaders, found.carriers, revision, size, behind, kinds, None)


@strawberry.type(description="What carries material of some lots: items, owners, and what nobody has stated enough of.")
class Recall:
    loaders: strawberry.Private[Loaders]
    question: strawberry.Private[RecallQuestion]

    @strawberry.field(
        description="Keys of the lots, the first ones in the order of keys; of an impact, of all that was made."
    )
    async def lots(self, first: First = None) -> list[str]:
        """As they are stored. Raises InvalidInput."""
        size, _ = page_of(first, None)
        return list((await self._found()).lots[:size])

    @strawberry.field(description="How many lots there are.")
    async def lot_count(self) -> int:
        """Without a page."""
        return len((await self._found()).lots)

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
        found = await loaders.recall.load(self.question)
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
        found = await loaders.recall.load(self.question)
        return keepers_page(found.keepers, found.revision, size, behind)

    @strawberry.field(
        description="What could carry, for all that nobody has stated: behind gaps that are later than the lots and could hold them."
    )
    async def unknown(self, info: Info) -> UnknownCarriers | None:
        """Looks at every item once. Raises Forbidden for who does not see all."""
        found = await self._found()
        loaders = info.context.loaders_as_of(found.revision)
        unknown = await unknown_of(loaders, self.question, found)
        return UnknownCarriers(loaders=loaders, question=self.question, found=unknown, revision=found.revision)

    @strawberry.field(description="What intake had to say about the things that carry.")
    async def warnings(self) -> list[Finding]:
        """From the record."""
        return [Finding.of(finding) for finding in (await self._found()).warnings]

    @strawberry.field(description="Why parts are not shown; empty where all is.")
    async def withheld(self) -> list[Withheld]:
        """From the record."""
        return list((await self._found()).withheld)

    async def _found(self) -> recalls.Recall:
        return await self.loaders.recall.load(self.question)

    def _paged(self, info: Info, after: str | None) -> tuple[Loaders, str]:
        revision, behind = decode_at(CURSOR, after)
        return (self.loaders if revision is None else info.context.loaders_as_of(revision)), behind


OfMineral = Annotated[
    Mineral | None, strawberry.argument(description="Follow this mineral of the lots; left out: all matter.")
]
ThroughRecycling = Annotated[
    bool, strawberry.argument(description="Go on behind the end of a first life, into what was recycled.")
]
Ever = Annotated[
    bool, strawberry.argument(description="Whatever carried at any time, with the times; not together with `at`.")
]


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
        mineral: OfMineral = None,
        through_recycling: ThroughRecycling = False,
        at: At = None,
        ever: Ever = False,
        as_of: KnownAsOf = None,
    ) -> Recall:
        """Raises InvalidInput for no lots, too many, and those that Batlas does not know."""
        if not 1 <= len(lots) <= MOST_LOTS:
            raise InvalidInput(f"`lots` has {len(lots)}; name 1 to {MOST_LOTS}.")
        terms = recalls.RecallTerms(mineral, through_recycling, ever)
        question = RecallQuestion(terms, lots=tuple(dict.fromkeys(lots)), at=moment(at))
        return Recall(loaders=await loaders_of(info, as_of), question=question)

    @strawberry.field(
        description="What would be tainted, or stop, if a supplier did: all that it made, and all that carries any of it."
    )
    async def impact(
        self,
        info: Info,
        maker: Annotated[str, strawberry.argument(description="Key of a party or a facility.")],
        mineral: OfMineral = None,
        through_recycling: ThroughRecycling = False,
        at: At = None,
        ever: Ever = False,
        as_of: KnownAsOf = None,
    ) -> Recall:
        """A recall of all its lots. Raises InvalidInput for a maker that Batlas does not know."""
        terms = recalls.RecallTerms(mineral, through_recycling, ever)
        question = RecallQuestion(terms, maker=maker, at=moment(at))
        return Recall(loaders=await loaders_of(info, as_of), question=question)


async def unknown_of(loaders: Loaders, question: RecallQuestion, found: recalls.Recall) -> recalls.Unknown:
    """What is unknown beside what was found, as of the loaders' revision."""
    scope = replace(loaders.scope, at=question.at)
    return await find_unknown(scope, loaders.database, found.lots, found.carriers.carried, question.terms)
