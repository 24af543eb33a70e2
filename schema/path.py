"""Paths over GraphQL: by which ways one thing reaches another."""

import asyncio
from datetime import datetime
from typing import Annotated

import strawberry

from loaders import Loaders
from loaders.path import PathTerms
from rules import path
from rules.errors import InvalidInput
from rules.trace import EdgeType
from rules.vocabulary import ItemKind, Mineral, ProcessKind, Unit
from rules.withheld import Withheld
from schema.context import Info
from schema.finding import Finding
from schema.item import Item, find_item
from schema.moment import At, KnownAsOf, loaders_of, moment

MOST_WAYS = 10


@strawberry.type(description="One item on a way, or several that are alike, and how it came out of the step before.")
class WayStep:
    item_key: str = strawberry.field(description="Key of the item; of several that are alike the first key.")
    item_kind: ItemKind | None = strawberry.field(description="What it is; none where nobody has stated it.")
    link: EdgeType | None = strawberry.field(
        description="CONSUMED: a run took the step before and gave this item. CONTAINS: the step before is a part of it. PRODUCED_BY: the way begins at the run that gave it. None: the way begins at this item."
    )
    share: float | None = strawberry.field(
        description="Share of the item's mass, or mineral, that came along this step, 0 to 1; 1 where the way begins at it, none where it cannot be told."
    )
    expectation: bool = strawberry.field(
        description="Whether lots were pooled here, so that the share is that of an average piece."
    )
    quantity: float | None = strawberry.field(
        description="How much of the step before went in; where the way begins at the run, how much came out of it."
    )
    unit: Unit | None = strawberry.field(description="The unit of `quantity`.")
    process_key: str | None = strawberry.field(
        description="Key of the run that gave the item; of a whole, and of an item that the way begins at, the only one that is stated."
    )
    process_kind: ProcessKind | None = strawberry.field(description="What that run did.")
    party_key: str | None = strawberry.field(description="Who ran it.")
    party_name: str | None = strawberry.field(description="That party's name.")
    facility_key: str | None = strawberry.field(description="Where it ran.")
    facility_name: str | None = strawberry.field(description="That facility's name.")
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-2 of where it ran.")
    items: int = strawberry.field(
        description="How many that are alike it stands for; share and quantity are of all of them."
    )
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="The item, the first of those that are alike.")
    async def item(self) -> Item | None:
        """By the loader of items."""
        return await find_item(self.loaders, self.item_key)

    @classmethod
    def of(cls, step: path.WayStep, loaders: Loaders) -> "WayStep":
        """From the record."""
        return cls(**{name: getattr(step, name) for name in step.__dataclass_fields__}, loaders=loaders)


@strawberry.type(description="One way, from where the matter last left the beginning to the item that is asked about.")
class Way:
    steps: list[WayStep] = strawberry.field(description="From the beginning to the end.")
    share: float | None = strawberry.field(
        description="Product of the shares of its steps: the part of the item's mass, or mineral, that came this way; none where the share of a step cannot be told."
    )
    mass_kg: float | None = strawberry.field(
        description="That share in kg; none where it, or how much the item holds, is not known."
    )
    expectation: bool = strawberry.field(description="Whether the share of a step is an expectation.")

    @classmethod
    def of(cls, way: path.Way, loaders: Loaders) -> "Way":
        """From the record."""
        steps = [WayStep.of(step, loaders) for step in way.steps]
        return cls(steps=steps, share=way.share, mass_kg=way.mass_kg, expectation=way.expectation)


@strawberry.type(description="By which ways a thing reaches an item.")
class Path:
    start: str = strawberry.field(description="Key of the item, process, facility or party that the ways begin at.")
    end: str = strawberry.field(description="Key of the item that they end at.")
    mineral: Mineral | None = strawberry.field(description="What shares are of; none: of all mass.")
    through_recycling: bool = strawberry.field(description="Whether ways go on behind recycling.")
    merged: bool = strawberry.field(description="Whether pieces that are alike are one.")
    revision: int = strawberry.field(description="The ledger's revision that it was answered at.")
    at: datetime | None = strawberry.field(description="The time that was asked for; none: now.")
    mass_kg: float | None = strawberry.field(
        description="kg of the mineral, or of all, in the item; none where it is not stated."
    )
    share: float | None = strawberry.field(
        description="The part of it that passed the beginning, 0 to 1, by all ways together whose shares can be told, shown or not; of a mine, its share of the origins. None where there are ways, and the share of none of them can be told."
    )
    complete: bool = strawberry.field(
        description="Whether that is all of them: no way has a step whose share cannot be told."
    )
    ways: list[Way] = strawberry.field(
        description="Strongest first, those of untold share last. Each is the strongest of those that have no item in common with the ways before it, save what every way passes: the ends, and say the one pack of a car. Empty where nothing leads from the one to the other."
    )
    warnings: list[Finding] = strawberry.field(description="What intake had to say about the things on the ways.")
    withheld: list[Withheld] = strawberry.field(description="Why parts are not shown; empty where all is.")

    @classmethod
    def of(cls, record: path.Path, loaders: Loaders) -> "Path":
        """From the record."""
        return cls(
            start=record.start,
            end=record.end,
            mineral=record.mineral,
            through_recycling=record.through_recycling,
            merged=record.merged,
            revision=record.revision,
            at=record.at,
            mass_kg=record.mass_kg,
            share=record.share,
            complete=record.complete,
            ways=[Way.of(way, loaders) for way in record.ways],
            warnings=[Finding.of(finding) for finding in record.warnings],
            withheld=list(record.withheld),
        )


async def _beginning(loaders: Loaders, key: str) -> str | None:
    """The stored key of the item, process, facility or party; an identifier's key finds its item. None for what is not known."""
    item, process, facility, party = await asyncio.gather(
        loaders.item.load(key), loaders.process.load(key), loaders.facility.load(key), loaders.party.load(key)
    )
    stated = item or process or facility or party
    return stated.key if stated else None


@strawberry.type
class PathQuery:
    @strawberry.field(
        description="How one thing reaches another: how this mine's lithium got into that car. Null where either is not known."
    )
    async def path(
        self,
        info: Info,
        from_: Annotated[
            str,
            strawberry.argument(
                name="from", description="Key of an item, a process, a facility or a party; or of an item's identifier."
            ),
        ],
        to: Annotated[str, strawberry.argument(description="Key of an item, or of one of its identifiers.")],
        mineral: Annotated[
            Mineral | None, strawberry.argument(description="Shares of this mineral; left out: of all mass.")
        ] = None,
        ways: Annotated[int, strawberry.argument(description=f"Most ways, 1 to {MOST_WAYS}.")] = 1,
        through_recycling: Annotated[
            bool, strawberry.argument(description="Go on behind recycling, into the first life.")
        ] = False,
        merged: Annotated[
            bool,
            strawberry.argument(
                description="Take pieces that are alike as one: of one kind, made by the same at the same place, from the same by the same shares."
            ),
        ] = True,
        at: At = None,
        as_of: KnownAsOf = None,
    ) -> Path | None:
        """By the loader of paths. Raises InvalidInput, TooExpensive."""
        if not 1 <= ways <= MOST_WAYS:
            raise InvalidInput(f"`ways` is {ways}; ask for 1 to {MOST_WAYS}.")
        loaders = await loaders_of(info, as_of)
        terms = PathTerms(mineral, ways, through_recycling, merged, moment(at))
        start = await _beginning(loaders, from_)
        found = None if start is None else await loaders.path.load((start, to, terms))
        return Path.of(found, loaders) if found else None
