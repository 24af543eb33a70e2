"""Models over GraphQL."""

import strawberry

from loaders import Loaders
from rules import model
from rules.stated import Stated
from rules.vocabulary import Chemistry, ItemKind
from schema.composition import Composition
from schema.name import Name, named
from schema.party import Party, find_party
from schema.site import Site
from schema.thing import Thing, told


@strawberry.type(description="A type of material, component, cell, module, pack or vehicle, with its specified values.")
class Model(Thing):
    kind: ItemKind | None = strawberry.field(description="What its instances are.")
    name: Name | None = strawberry.field(description="Its name.")
    chemistry: Chemistry | None = strawberry.field(description="Cell chemistry.")
    chemistry_text: str | None = strawberry.field(description="The sender's word, where the chemistry is OTHER.")
    mass_kg: float | None = strawberry.field(description="Specified mass of one instance, kg.")
    energy_kwh: float | None = strawberry.field(description="Rated energy of one instance, kWh.")
    composition: Composition | None = strawberry.field(description="Specified composition of its instances.")
    manufacturer_key: strawberry.Private[str | None]

    @strawberry.field(description="The party that makes it.")
    async def manufacturer(self) -> Party | None:
        """By the loader of parties."""
        return await find_party(self.loaders, self.manufacturer_key)

    @strawberry.field(
        description="Where its instances are made by plan, in the order of keys; those too that are valid no more or not yet."
    )
    async def sites(self) -> list[Site]:
        """By the loader of sites."""
        return [Site.of(record, self.loaders) for record in await self.loaders.sites.load(self.key)]

    @classmethod
    def of(cls, stated: Stated[model.Model], loaders: Loaders) -> "Model":
        """From what is stated."""
        record = stated.record
        return cls(
            **told("Model", stated, loaders),
            kind=record and record.kind,
            name=named(record.name, record.name_ko) if record else None,
            chemistry=record and record.chemistry,
            chemistry_text=record and record.chemistry_text,
            mass_kg=record and record.mass_kg,
            energy_kwh=record and record.energy_kwh,
            composition=Composition.of(record.composition) if record else None,
            manufacturer_key=record and record.manufacturer,
        )


async def find_model(loaders: Loaders, key: str | None) -> Model | None:
    """The model of the key; none without a key, and where Batlas does not know it."""
    stated = await loaders.model.load(key) if key else None
    return Model.of(stated, loaders) if stated else None
