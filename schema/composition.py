"""What a thing is made of."""

import strawberry

from rules import composition
from rules.vocabulary import CompositionKind, Mineral


@strawberry.type(description="Share of one mineral.")
class MineralFraction:
    mineral: Mineral = strawberry.field(description="The mineral.")
    fraction: float = strawberry.field(description="kg of the mineral in one kg of the compound, 0 to 1.")


@strawberry.type(description="What a thing is made of, by mineral.")
class Composition:
    kind: CompositionKind = strawberry.field(description="Where the figures come from.")
    compound: str | None = strawberry.field(description="The compound as delivered, hydrate included.")
    complete: bool = strawberry.field(
        description="Whether minerals that are not listed are absent; else they are not stated."
    )
    fractions: list[MineralFraction] = strawberry.field(description="Shares of the minerals that are stated.")

    @classmethod
    def of(cls, record: composition.Composition | None) -> "Composition | None":
        """From the record."""
        if record is None:
            return None
        fractions = [MineralFraction(mineral=m, fraction=f) for m, f in record.fractions.items()]
        return cls(kind=record.kind, compound=record.compound, complete=record.complete, fractions=fractions)
