"""What an item or a model is made of, by mineral."""

from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, Field, model_validator

from rules.record import Fraction, Record, Text
from rules.vocabulary import CompositionKind, Mineral

ROUNDING = 1e-6

V = TypeVar("V")


def _ordered(values: dict[Mineral, V]) -> dict[Mineral, V]:
    # Equal content has one form, whatever order its sender wrote it in.
    return dict(sorted(values.items()))


NonNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]
FractionByMineral = Annotated[dict[Mineral, Fraction], AfterValidator(_ordered)]
MassByMineral = Annotated[dict[Mineral, NonNegative], AfterValidator(_ordered)]


class Composition(Record):
    """Mass fraction of each mineral in the compound as delivered; a mineral that is not listed is not stated, one listed with 0 is absent."""

    kind: CompositionKind = Field(description="Where the figures come from.")
    compound: Text | None = Field(
        default=None, description="The compound as delivered, hydrate included, such as `NiSO4.6H2O`."
    )
    fractions: FractionByMineral = Field(description="kg of the mineral in one kg of the compound.")
    complete: bool = Field(
        default=False, description="Whether minerals that are not listed are absent (true) or just not stated (false)."
    )

    @model_validator(mode="after")
    def _at_most_the_whole(self) -> Self:
        total = sum(self.fractions.values())
        if total > 1 + ROUNDING:
            raise ValueError(f"the fractions sum to {total:g}; together they cannot exceed 1")
        return self
