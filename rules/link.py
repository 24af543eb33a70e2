"""Links: the relationships that senders state, each a record of its own."""

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from rules.record import End, Fraction, Key, Positive, Record, Start
from rules.vocabulary import InputRole, OutputRole


class Produced(Record):
    """The item came out of the process."""

    not_content: ClassVar[frozenset[str]] = frozenset({"item", "process"})

    type: Literal["produced"] = "produced"
    item: Key = Field(description="What came out.")
    process: Key = Field(description="The run that it came out of.")
    quantity: Positive | None = Field(
        default=None, description="How much of the item, in its unit; left out: all of it."
    )
    role: OutputRole = Field(default=OutputRole.PRODUCT, description="What it is to the process.")


class Consumed(Record):
    """The process used up the item or a part of it; the input's identity ends."""

    not_content: ClassVar[frozenset[str]] = frozenset({"process", "item"})

    type: Literal["consumed"] = "consumed"
    process: Key = Field(description="The run that used it.")
    item: Key = Field(description="What was used.")
    quantity: Positive | None = Field(
        default=None, description="How much of the item, in its unit; left out: not known."
    )
    role: InputRole = Field(default=InputRole.MATERIAL, description="What it is to the process.")


class Interval(Record):
    """A link that holds for a time, half-open: from its beginning up to, and not including, its end."""

    from_: Start | None = Field(default=None, alias="from", description="From when it holds; left out: not known.")
    to: End | None = Field(default=None, description="Until when it held; left out: it still holds.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_ is not None and self.to is not None and self.to <= self.from_:
            raise ValueError("to is not after from")
        return self


class Contains(Interval):
    """The whole holds the part, which keeps its identity."""

    not_content: ClassVar[frozenset[str]] = frozenset({"whole", "part", "from_", "to"})

    type: Literal["contains"] = "contains"
    whole: Key = Field(description="The pack, module, vehicle ... that holds it.")
    part: Key = Field(description="What it holds.")
    quantity: Positive | None = Field(
        default=None, description="How much of the part, in its unit; left out: all of it."
    )


class Owned(Interval):
    """The item belongs to the party."""

    not_content: ClassVar[frozenset[str]] = frozenset({"item", "party", "from_", "to"})

    type: Literal["owned"] = "owned"
    item: Key = Field(description="What is owned.")
    party: Key = Field(description="Its owner.")


class Custody(Interval):
    """The party holds the item, whoever owns it."""

    not_content: ClassVar[frozenset[str]] = frozenset({"item", "party", "from_", "to"})

    type: Literal["custody"] = "custody"
    item: Key = Field(description="What is held.")
    party: Key = Field(description="Its holder.")


class Duty(Interval):
    """The party answers for the item by law."""

    not_content: ClassVar[frozenset[str]] = frozenset({"item", "party", "from_", "to"})

    type: Literal["duty"] = "duty"
    item: Key = Field(description="What is answered for.")
    party: Key = Field(description="Who answers.")


class Controlled(Interval):
    """The party is controlled by another."""

    not_content: ClassVar[frozenset[str]] = frozenset({"party", "by", "from_", "to"})

    type: Literal["controlled"] = "controlled"
    party: Key = Field(description="The party that is controlled.")
    by: Key = Field(description="The party that controls it.")
    share: Fraction | None = Field(default=None, description="Share of the capital.")
    votes: Fraction | None = Field(default=None, description="Share of the votes.")


class HasPart(Record):
    """By plan, an instance of the model holds so many instances of the part."""

    not_content: ClassVar[frozenset[str]] = frozenset({"model", "part"})

    type: Literal["hasPart"] = "hasPart"
    model: Key = Field(description="The larger model.")
    part: Key = Field(description="The smaller model.")
    quantity: Positive = Field(description="How many of the part in one of the model.")


class MadeAt(Record):
    """By plan, instances of the model are made at the facility."""

    not_content: ClassVar[frozenset[str]] = frozenset({"model", "facility"})

    type: Literal["madeAt"] = "madeAt"
    model: Key = Field(description="What is made.")
    facility: Key = Field(description="Where it is made.")
    valid_from: Start | None = Field(default=None, description="From when that holds, as planned.")
    valid_to: End | None = Field(default=None, description="Until when it holds, as planned; may lie in the future.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.valid_from is not None and self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("validTo is not after validFrom")
        return self
