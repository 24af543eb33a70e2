"""The aspects that are understood, as far as their fields are used; what else they hold is counted.

Fields as in the SAMM models of Catena-X (serial_part_typization 1.1.0, batch 1.0.0, assembly_part_relationship 1.1.0,
physical_dimension 1.0.0, vehicle.product_description 1.0.1).
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from rules.record import Key, Positive, Text

NAME = re.compile(r"^urn:(?:bamm|samm):(?P<model>[\w.]+):(?P<version>[\d.]+)#(?P<aspect>\w+)$")

UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def _no_truth(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("true and false are no numbers")  # noqa: TRY004 - what pydantic turns into a fault
    return value


def _as_urn(value: object) -> object:
    return f"urn:uuid:{value}" if isinstance(value, str) and UUID.fullmatch(value) else value


CatenaXId = Annotated[Key, BeforeValidator(_as_urn), Field(max_length=400)]
"""The models let the prefix `urn:uuid:` be left out. Keys are made from it, which must not grow too long."""

Amount = Annotated[Positive, BeforeValidator(_no_truth)]


class Part(BaseModel):
    """A piece of an aspect; what it does not name is kept aside."""

    model_config = ConfigDict(extra="allow", alias_generator=to_camel, frozen=True)

    def left_over(self, path: str = "") -> Iterator[str]:
        """Path of each field that is not used, without positions."""
        if self.model_extra:
            yield from _paths(self.model_extra, path)
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, Part):
                    yield from part.left_over(f"{path}.{field.alias}")


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _paths(inner, f"{path}.{name}")
    elif isinstance(value, list) and value:
        for inner in value:
            yield from _paths(inner, path)
    else:
        yield path


class Aspect(Part):
    """What all aspects have."""

    catena_x_id: CatenaXId | None = Field(default=None, alias="catenaXId")


class LocalIdentifier(Part):
    key: Text
    value: Text


class Manufacturing(Part):
    date: str
    country: str | None = None


class PartType(Part):
    name_at_manufacturer: Text


class Typization(Aspect):
    """SerialPartTypization and Batch."""

    local_identifiers: list[LocalIdentifier]
    manufacturing_information: Manufacturing
    part_type_information: PartType


class MeasurementUnit(Part):
    lexical_value: str


class ChildQuantity(Part):
    quantity_number: Amount
    measurement_unit: MeasurementUnit


class ChildPart(Part):
    child_catena_x_id: CatenaXId = Field(alias="childCatenaXId")
    quantity: ChildQuantity
    lifecycle_context: Text | None = None


class Assembly(Aspect):
    """AssemblyPartRelationship."""

    child_parts: list[ChildPart] = Field(default_factory=list)


class Dimension(Aspect):
    """PhysicalDimension; the weight is in kg and written as text."""

    weight: Amount


class VehicleDescription(Aspect):
    """vehicle ProductDescription: that there is one makes a twin a vehicle."""
