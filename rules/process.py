"""Processes: runs of a step, which turn inputs into outputs or put parts together."""

from typing import Literal, Self

from pydantic import Field, model_validator

from rules.composition import FractionByMineral, MassByMineral
from rules.record import Country, End, Key, Positive, Record, Start, Text
from rules.vocabulary import ChainOfCustody, Mixing, ProcessKind


class Process(Record):
    """One run of a step, at one place, by one party."""

    type: Literal["process"] = "process"
    key: Key = Field(description="The sender's URN, or a local name.")
    kind: ProcessKind = Field(description="What the run did.")
    kind_text: Text | None = Field(default=None, description="The sender's word for the kind, where it is OTHER.")
    name: Text | None = Field(default=None, description="Name in English or as the sender writes it.")
    name_ko: Text | None = Field(default=None, description="Name in Korean.")
    operator: Key | None = Field(default=None, description="The party that ran it; else the operator of the facility.")
    facility: Key | None = Field(default=None, description="Where it ran.")
    country: Country | None = Field(default=None, description="ISO 3166-1 alpha-2; where the facility is not stated.")
    started: Start | None = Field(default=None, description="When it began.")
    ended: End | None = Field(default=None, description="When it was done.")
    mixing: Mixing | None = Field(
        default=None, description="How inputs met; left out where not known (read as POOLED)."
    )
    total_output_kg: Positive | None = Field(
        default=None, description="Mass of all outputs together, those counted that are not recorded here."
    )
    losses_kg: MassByMineral = Field(
        default_factory=dict, description="kg of a mineral that left in waste, slag or water, as stated."
    )
    recovery: FractionByMineral = Field(
        default_factory=dict, description="Share of a mineral in the inputs that reaches the outputs, as stated."
    )
    chain_of_custody: ChainOfCustody | None = Field(default=None, description="ISO 22095 model that it ran under.")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.started is not None and self.ended is not None and self.ended < self.started:
            raise ValueError(f"it ended ({self.ended.isoformat()}) before it started ({self.started.isoformat()})")
        if any(share == 0 for share in self.recovery.values()):
            raise ValueError("a recovery of 0 means that the mineral reaches no output; leave it out or state a loss")
        return self
