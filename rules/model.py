"""Models: types of materials, components, cells, modules, packs and vehicles, with their specified values."""

from typing import Literal

from pydantic import Field

from rules.composition import Composition
from rules.record import Key, Positive, Record, Text
from rules.vocabulary import Chemistry, ItemKind


class Model(Record):
    """A type that items are instances of; planned bills of material hang on it."""

    type: Literal["model"] = "model"
    key: Key = Field(description="The model's URN, or a local name.")
    kind: ItemKind = Field(description="What its instances are.")
    name: Text | None = Field(default=None, description="Name in English or as the sender writes it.")
    name_ko: Text | None = Field(default=None, description="Name in Korean.")
    manufacturer: Key | None = Field(default=None, description="The party that makes it.")
    chemistry: Chemistry | None = Field(default=None, description="Cell chemistry, for cells, modules and packs.")
    chemistry_text: Text | None = Field(default=None, description="The sender's word, where the chemistry is OTHER.")
    mass_kg: Positive | None = Field(default=None, description="Specified mass of one instance, kg.")
    energy_kwh: Positive | None = Field(default=None, description="Rated energy of one instance, kWh.")
    composition: Composition | None = Field(default=None, description="Specified composition of its instances.")
