"""What can be asked for by id, key or number."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, cast

import strawberry

from loaders import Loaders
from rules.errors import InvalidInput
from rules.vocabulary import ItemKind
from schema.certificate import Certificate, find_certificate
from schema.charger import Charger, find_charger
from schema.context import Info
from schema.facility import Facility, find_facility
from schema.item import Cell, Item, Material, Module, Pack, Vehicle, find_item
from schema.lists import ListQuery
from schema.lookup import look_up
from schema.measurement import Measurement, find_measurement
from schema.mix import MixQuery
from schema.model import Model, find_model
from schema.moment import KnownAsOf, loaders_of
from schema.node import LARGEST_PAGE, Node, decode
from schema.party import Party, find_party
from schema.path import PathQuery
from schema.process import Process, find_process
from schema.recall import RecallQuery
from schema.search import SearchQuery
from schema.submission import Submission, find_submission

FINDERS: dict[str, Callable[[Loaders, str], Awaitable[Node | None]]] = {
    "Item": find_item,
    "Process": find_process,
    "Party": find_party,
    "Facility": find_facility,
    "Model": find_model,
    "Charger": find_charger,
    "Certificate": find_certificate,
    "Measurement": find_measurement,
    "Submission": find_submission,
}
"""Noun of an id to what finds the thing."""

Key = Annotated[str, strawberry.argument(description="Its key as its sender writes it.")]
OrKey = Annotated[
    str | None, strawberry.argument(description="Its key, or the key of one of its identifiers, instead of a number.")
]
Serial = Annotated[
    str | None, strawberry.argument(description="Its serial number, or another number that it is known by.")
]
OfParty = Annotated[
    str | None,
    strawberry.argument(description="Key of the party that stated it or gave the number, where several use the same."),
]


async def _find(loaders: Loaders, identity: str) -> Node | None:
    noun, key = decode(identity) or ("", "")
    finder = FINDERS.get(noun)
    return None if finder is None else await finder(loaders, key)


@strawberry.type(description="What can be asked. What Batlas does not know, or the viewer may not see, is null.")
class Query(SearchQuery, ListQuery, RecallQuery, MixQuery, PathQuery):
    @strawberry.field(description="The thing of an id; null for one that is unknown or junk.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The opaque id.")],
        as_of: KnownAsOf = None,
    ) -> Node | None:
        """By the loader of its noun."""
        return await _find(await loaders_of(info, as_of), id)

    @strawberry.field(description="The things of some ids, in their order; null for each that is unknown or junk.")
    async def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description=f"Opaque ids, at most {LARGEST_PAGE}.")],
        as_of: KnownAsOf = None,
    ) -> list[Node | None]:
        """By the loaders of their nouns. Raises InvalidInput for too many."""
        if len(ids) > LARGEST_PAGE:
            raise InvalidInput(f"`ids` has {len(ids)}; ask for at most {LARGEST_PAGE} at once.")
        loaders = await loaders_of(info, as_of)
        return await asyncio.gather(*(_find(loaders, identity) for identity in ids))

    @strawberry.field(description="An item of any kind.")
    async def item(self, info: Info, key: Key, as_of: KnownAsOf = None) -> Item | None:
        """By the loader of items; an identifier's key finds its item."""
        return await find_item(await loaders_of(info, as_of), key)

    @strawberry.field(description="A vehicle.")
    async def vehicle(
        self,
        info: Info,
        vin: Annotated[str | None, strawberry.argument(description="Its vehicle identification number.")] = None,
        key: OrKey = None,
        party: OfParty = None,
        as_of: KnownAsOf = None,
    ) -> Vehicle | None:
        """Raises InvalidInput for a number that several have."""
        return cast("Vehicle | None", await look_up(await loaders_of(info, as_of), ItemKind.VEHICLE, vin, key, party))

    @strawberry.field(description="A battery pack.")
    async def pack(
        self, info: Info, serial: Serial = None, key: OrKey = None, party: OfParty = None, as_of: KnownAsOf = None
    ) -> Pack | None:
        """Raises InvalidInput for a number that several have."""
        return cast("Pack | None", await look_up(await loaders_of(info, as_of), ItemKind.PACK, serial, key, party))

    @strawberry.field(description="A module of cells.")
    async def module(
        self, info: Info, serial: Serial = None, key: OrKey = None, party: OfParty = None, as_of: KnownAsOf = None
    ) -> Module | None:
        """Raises InvalidInput for a number that several have."""
        return cast("Module | None", await look_up(await loaders_of(info, as_of), ItemKind.MODULE, serial, key, party))

    @strawberry.field(description="A battery cell.")
    async def cell(
        self, info: Info, serial: Serial = None, key: OrKey = None, party: OfParty = None, as_of: KnownAsOf = None
    ) -> Cell | None:
        """Raises InvalidInput for a number that several have."""
        return cast("Cell | None", await look_up(await loaders_of(info, as_of), ItemKind.CELL, serial, key, party))

    @strawberry.field(description="A lot of material.")
    async def material(
        self,
        info: Info,
        lot: Annotated[
            str | None, strawberry.argument(description="Its lot number, or another number that it is known by.")
        ] = None,
        key: OrKey = None,
        party: OfParty = None,
        as_of: KnownAsOf = None,
    ) -> Material | None:
        """Raises InvalidInput for a number that several have."""
        return cast("Material | None", await look_up(await loaders_of(info, as_of), ItemKind.MATERIAL, lot, key, party))

    @strawberry.field(description="A run of a step.")
    async def process(self, info: Info, key: Key, as_of: KnownAsOf = None) -> Process | None:
        """By the loader of processes."""
        return await find_process(await loaders_of(info, as_of), key)

    @strawberry.field(description="A company, authority or person.")
    async def party(self, info: Info, key: Key, as_of: KnownAsOf = None) -> Party | None:
        """By the loader of parties."""
        return await find_party(await loaders_of(info, as_of), key)

    @strawberry.field(description="A mine, plant, yard or store.")
    async def facility(self, info: Info, key: Key, as_of: KnownAsOf = None) -> Facility | None:
        """By the loader of facilities."""
        return await find_facility(await loaders_of(info, as_of), key)

    @strawberry.field(description="A type of item.")
    async def model(self, info: Info, key: Key, as_of: KnownAsOf = None) -> Model | None:
        """By the loader of models."""
        return await find_model(await loaders_of(info, as_of), key)

    @strawberry.field(description="A charging point.")
    async def charger(self, info: Info, key: Key, as_of: KnownAsOf = None) -> Charger | None:
        """By the loader of chargers."""
        return await find_charger(await loaders_of(info, as_of), key)

    @strawberry.field(description="A certificate.")
    async def certificate(self, info: Info, key: Key, as_of: KnownAsOf = None) -> Certificate | None:
        """By the loader of certificates."""
        return await find_certificate(await loaders_of(info, as_of), key)

    @strawberry.field(description="A measurement.")
    async def measurement(self, info: Info, key: Key, as_of: KnownAsOf = None) -> Measurement | None:
        """By the loader of measurements."""
        return await find_measurement(await loaders_of(info, as_of), key)

    @strawberry.field(description="An accepted document.")
    async def submission(self, info: Info, key: Key, as_of: KnownAsOf = None) -> Submission | None:
        """By the loader of submissions."""
        return await find_submission(await loaders_of(info, as_of), key)
