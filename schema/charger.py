"""Chargers over GraphQL."""

import strawberry

from loaders import Loaders
from rules import charger
from rules.stated import Stated
from schema.name import Name, named
from schema.party import Party, find_party
from schema.thing import Thing, told


@strawberry.type(description="A charging point for vehicles.")
class Charger(Thing):
    name: Name | None = strawberry.field(description="Its name.")
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-2.")
    region: str | None = strawberry.field(description="Region or province.")
    latitude: float | None = strawberry.field(description="Degrees north, WGS 84.")
    longitude: float | None = strawberry.field(description="Degrees east, WGS 84.")
    power_kw: float | None = strawberry.field(description="Greatest power that it delivers, kW.")
    operator_key: strawberry.Private[str | None]

    @strawberry.field(description="The party that runs it.")
    async def operator(self) -> Party | None:
        """By the loader of parties."""
        return await find_party(self.loaders, self.operator_key)

    @classmethod
    def of(cls, stated: Stated[charger.Charger], loaders: Loaders) -> "Charger":
        """From what is stated."""
        record = stated.record
        return cls(
            **told("Charger", stated, loaders),
            name=named(record.name, record.name_ko) if record else None,
            country=record and record.country,
            region=record and record.region,
            latitude=record and record.latitude,
            longitude=record and record.longitude,
            power_kw=record and record.power_kw,
            operator_key=record and record.operator,
        )


async def find_charger(loaders: Loaders, key: str | None) -> Charger | None:
    """The charger of the key; none without a key, and where Batlas does not know it."""
    stated = await loaders.charger.load(key) if key else None
    return Charger.of(stated, loaders) if stated else None
