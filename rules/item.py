"""Items: what can be traced, a lot with a quantity or one serialised piece."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from rules.composition import Composition
from rules.record import Key, Positive, Record, Text, as_set
from rules.vocabulary import IdentifierScheme, ItemKind, Unit


class Identifier(Record):
    """A second name of an item: its lot number at the customer, a VIN, a traction battery code."""

    scheme: IdentifierScheme = Field(description="What kind of name this is.")
    value: Text = Field(description="The name itself, as written on the thing or its papers.")
    issuer: Key | None = Field(
        default=None,
        description="The party that gave the name; required for LOT and SERIAL, which are unique per party only.",
    )

    @model_validator(mode="after")
    def _issued(self) -> Self:
        if self.issuer is None and self.scheme in (IdentifierScheme.LOT, IdentifierScheme.SERIAL):
            raise ValueError(f"an identifier of scheme {self.scheme} needs its issuer: it is unique per party only")
        return self


class Item(Record):
    """A thing that can be traced: a lot with a quantity, or one serialised piece."""

    type: Literal["item"] = "item"
    key: Key = Field(description="The sender's URN, or a local name, which becomes a key from sender, kind and number.")
    kind: ItemKind = Field(description="What kind of thing it is.")
    unit: Unit = Field(description="The one unit of this item; every quantity of it, on links too, is in this unit.")
    quantity: Positive | None = Field(
        default=None, description="How much there is, in the unit; left out where not known."
    )
    serial: Text | None = Field(
        default=None, description="Serial number of one piece (then unit PIECE and quantity 1)."
    )
    lot: Text | None = Field(default=None, description="Lot or batch number; unique for its sender only.")
    name: Text | None = Field(default=None, description="Name in English or as the sender writes it.")
    name_ko: Text | None = Field(default=None, description="Name in Korean.")
    mass_per_unit_kg: Positive | None = Field(
        default=None, description="Mass of one unit, kg; not needed for the unit KG."
    )
    model: Key | None = Field(default=None, description="The model that this is an instance of.")
    composition: Composition | None = Field(
        default=None, description="What it is made of, where stated for this very item."
    )
    identifiers: Annotated[tuple[Identifier, ...], AfterValidator(as_set)] = Field(
        default=(), max_length=20, description="Its other names."
    )

    @model_validator(mode="after")
    def _one_piece(self) -> Self:
        if self.serial is not None and (self.unit is not Unit.PIECE or self.quantity != 1):
            raise ValueError("an item with a serial is one piece: unit PIECE, quantity 1")
        if self.serial is not None and self.lot is not None:
            raise ValueError("an item has a serial or a lot, not both; put the other into identifiers")
        if self.unit is Unit.KG and self.mass_per_unit_kg not in (None, 1):
            raise ValueError("massPerUnitKg of an item in KG is 1; leave it out")
        return self

    @property
    def is_piece(self) -> bool:
        """One thing that cannot be divided: it has at most one whole at a time and one producing process."""
        return self.unit is Unit.PIECE and self.quantity == 1
