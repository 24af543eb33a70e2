"""The aspects that are understood, as far as their fields are used; what else they hold is counted.

Fields as in the SAMM models of Catena-X (serial_part_typization 1.1.0, batch 1.0.0, assembly_part_relationship 1.1.0,
physical_dimension 1.0.0, vehicle.product_description 1.0.1).
"""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

NAME = re.compile(r"^urn:(?:bamm|samm):(?P<model>[\w.]+):(?P<version>[\d.]+)#(?P<aspect>\w+)$")


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


class LocalIdentifier(Part):
    key: str = Field(min_length=1)
    value: str = Field(min_length=1, max_length=500)


class Manufacturing(Part):
    date: str
    country: str | None = None


class PartType(Part):
    manufacturer_part_id: str | None = None
    name_at_manufacturer: str = Field(min_length=1, max_length=500)


class Typization(Part):
    """SerialPartTypization and Batch."""

    local_identifiers: list[LocalIdentifier]
    manufacturing_information: Manufacturing
    part_type_information: PartType


class MeasurementUnit(Part):
    lexical_value: str


class ChildQuantity(Part):
    quantity_number: float = Field(gt=0, allow_inf_nan=False)
    measurement_unit: MeasurementUnit


class ChildPart(Part):
    child_catena_x_id: str = Field(alias="childCatenaXId", pattern=r"^[^\s:]+:[^\s]+$", max_length=512)
    quantity: ChildQuantity


class Assembly(Part):
    """AssemblyPartRelationship."""

    child_parts: list[ChildPart] = Field(default_factory=list)


class Dimension(Part):
    """PhysicalDimension; the weight is in kg and written as text."""

    weight: float = Field(gt=0, allow_inf_nan=False)


class VehicleDescription(Part):
    """vehicle ProductDescription: that there is one makes a twin a vehicle."""
