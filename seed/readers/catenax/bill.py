"""The aspects that say what holds what, of every generation; quantities of the part in the whole.

Fields as in the SAMM models assembly_part_relationship 1, single_level_bom_as_built 1 to 3, single_level_bom_as_planned 1 to 3,
single_level_usage_as_built 1 to 3 and single_level_usage_as_planned 1 and 2. Published data mixes the fields of generations.
"""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from rules.record import Text
from seed.readers.catenax.aspect import Amount, Aspect, CatenaXId, Part


class Named(Part):
    lexical_value: str


def _named(value: Any) -> Any:
    return {"lexicalValue": value} if isinstance(value, str) else value


Measure = Annotated[Named, BeforeValidator(_named)]
"""A unit, as an object in the first generation and as text since."""


class Quantity(Part):
    """How much of the part: `quantityNumber` and `measurementUnit`, or `value` and `unit`."""

    quantity_number: Amount | None = None
    value: Amount | None = None
    measurement_unit: Measure | None = None
    unit: Measure | None = None

    @model_validator(mode="after")
    def _once(self) -> Self:
        for names in (("quantity_number", "value"), ("measurement_unit", "unit")):
            if sum(getattr(self, name) is not None for name in names) != 1:
                fields = " or ".join(str(type(self).model_fields[name].alias) for name in names)
                raise PydanticCustomError("missing", "state either {fields}, once", {"fields": fields})
        return self

    @property
    def amount(self) -> float:
        """In the unit."""
        return self.quantity_number if self.quantity_number is not None else self.value or 0.0

    @property
    def measure(self) -> str:
        """The unit as it is written."""
        named = self.measurement_unit or self.unit
        return named.lexical_value if named else ""


class Child(Part):
    """A part, in the words of any generation."""

    child_catena_x_id: CatenaXId | None = Field(default=None, alias="childCatenaXId")
    catena_x_id: CatenaXId | None = Field(default=None, alias="catenaXId")
    quantity: Quantity
    lifecycle_context: Text | None = None

    @model_validator(mode="after")
    def _named(self) -> Self:
        if (self.child_catena_x_id is None) == (self.catena_x_id is None):
            raise PydanticCustomError("missing", "state either childCatenaXId or catenaXId, once")
        return self

    @property
    def key(self) -> str:
        """Its id."""
        return self.child_catena_x_id or self.catena_x_id or ""


class Parent(Part):
    """A whole, in the words of any generation."""

    parent_catena_x_id: CatenaXId | None = Field(default=None, alias="parentCatenaXId")
    catena_x_id: CatenaXId | None = Field(default=None, alias="catenaXId")
    quantity: Quantity | None = None
    is_only_potential_parent: bool = False
    lifecycle_context: Text | None = None

    @model_validator(mode="after")
    def _named(self) -> Self:
        if (self.parent_catena_x_id is None) == (self.catena_x_id is None):
            raise PydanticCustomError("missing", "state either parentCatenaXId or catenaXId, once")
        return self

    @property
    def key(self) -> str:
        """Its id."""
        return self.parent_catena_x_id or self.catena_x_id or ""


class Bill(Aspect):
    """AssemblyPartRelationship and SingleLevelBomAsBuilt: what the twin is built of."""

    child_parts: list[Child] = Field(default_factory=list)
    child_items: list[Child] = Field(default_factory=list)


class PlannedBill(Bill):
    """SingleLevelBomAsPlanned: what parts of the twin's type are built of."""


class Usage(Aspect):
    """SingleLevelUsageAsBuilt: what the twin is built into."""

    parent_parts: list[Parent] = Field(default_factory=list)
    parent_items: list[Parent] = Field(default_factory=list)


class PlannedUsage(Usage):
    """SingleLevelUsageAsPlanned: what parts of the twin's type are built into."""
