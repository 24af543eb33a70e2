"""Facilities over GraphQL."""

import strawberry

from loaders import Loaders
from rules import facility
from rules.stated import Stated
from schema.name import Name, named
from schema.party import Party, find_party
from schema.thing import Thing, told


@strawberry.type(description="A mine, plant, yard or store.")
class Facility(Thing):
    name: Name | None = strawberry.field(description="Its name.")
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-2.")
    region: str | None = strawberry.field(description="Region or province.")
    latitude: float | None = strawberry.field(description="Degrees north, WGS 84.")
    longitude: float | None = strawberry.field(description="Degrees east, WGS 84.")
    operator_key: strawberry.Private[str | None]

    @strawberry.field(description="The party that runs it.")
    async def operator(self) -> Party | None:
        """By the loader of parties."""
        return await find_party(self.loaders, self.operator_key)

    @classmethod
    def of(cls, stated: Stated[facility.Facility], loaders: Loaders) -> "Facility":
        """From what is stated."""
        record = stated.record
        return cls(
            **told("Facility", stated, loaders),
            name=named(record.name, record.name_ko) if record else None,
            country=record and record.country,
            region=record and record.region,
            latitude=record and record.latitude,
            longitude=record and record.longitude,
            operator_key=record and record.operator,
        )


async def find_facility(loaders: Loaders, key: str | None) -> Facility | None:
    """The facility of the key; none without a key, and where Batlas does not know it."""
    stated = await loaders.facility.load(key) if key else None
    return Facility.of(stated, loaders) if stated else None
