"""The native document: a header and facts, one JSON record a line."""

from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from rules.certificate import Certificate
from rules.charger import Charger
from rules.facility import Facility
from rules.item import Item
from rules.key import is_local
from rules.link import Consumed, Contains, Controlled, Custody, Duty, HasPart, MadeAt, Owned, Produced
from rules.measurement import Measurement
from rules.model import Model
from rules.party import Party
from rules.process import Process
from rules.record import Key, Record, Text


class Header(Record):
    """The first line of a document: who states what follows."""

    type: Literal["document"] = "document"
    sender: Key = Field(description="The party that states the facts below, by its key.")
    title: Text | None = Field(default=None, description="A name for people.")
    corrects: Key | None = Field(
        default=None,
        description="Key of an earlier document of the same sender, some facts of which this one states anew or withdraws.",
    )

    @model_validator(mode="after")
    def _global(self) -> Self:
        if is_local(self.sender):
            raise ValueError(
                f"the sender {self.sender} is a name that holds in this document only; give the key of the party"
            )
        return self


Node = Party | Facility | Model | Item | Process | Charger | Certificate | Measurement
Link = Produced | Consumed | Contains | Owned | Custody | Duty | Controlled | HasPart | MadeAt
Fact = Node | Link


class Withdrawn(Record):
    """The fact does not hold, and its sender has no other to put in its place."""

    type: Literal["withdrawn"] = "withdrawn"
    fact: Annotated[Fact, Field(discriminator="type", description="The record as it was sent.")]


Line = TypeAdapter[Header | Fact | Withdrawn](Annotated[Header | Fact | Withdrawn, Field(discriminator="type")])
"""Reads and describes one line of the native format."""
