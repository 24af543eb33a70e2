"""Gaps that could hide the lots: where a way back ends too early, later than the lots, at something that could hold their material."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rules.vocabulary import ItemKind, Mineral

ORDER = {kind: number for number, kind in enumerate(ItemKind)}
"""From materials to vehicles: nothing becomes a part of what comes before it."""

ROUNDING = 1e-6
"""Share of a mass that stated fractions may miss."""


@dataclass(frozen=True, slots=True)
class Stuff:
    """What is stated of a lot or of gaps that are alike."""

    keys: Sequence[str]
    kind: ItemKind | None
    fractions: Mapping[Mineral, float] | None
    complete: bool
    time: datetime | None
    """Of a lot: when it was made at the earliest; of a gap: when it was first used."""

    def could_hold(self, minerals: Collection[Mineral] | None) -> bool:
        """Whether it may hold any of the minerals; none: nobody knows which are meant."""
        if self.fractions is None or minerals is None:
            return True
        if any(self.fractions.get(mineral) for mineral in minerals):
            return True
        return (
            not self.complete
            and sum(self.fractions.values()) < 1 - ROUNDING
            and not set(minerals) <= self.fractions.keys()
        )

    def could_be_made_of(self, lot: "Stuff", mineral: Mineral | None, *, through: bool) -> bool:
        """Whether the lot may be in it; `through` recycling a cell may be in a material."""
        if not through and self.kind is not None and lot.kind is not None and ORDER[self.kind] < ORDER[lot.kind]:
            return False
        if self.time is not None and lot.time is not None and self.time < lot.time:
            return False
        return self.could_hold(lot.held if mineral is None else frozenset({mineral}))

    @property
    def held(self) -> frozenset[Mineral] | None:
        """Minerals that it states to hold; none where it states none."""
        return frozenset(m for m, share in (self.fractions or {}).items() if share) or None


def sought(lots: Sequence[Stuff], mineral: Mineral | None) -> list[Mineral] | None:
    """What is looked for: the mineral, else all that the lots hold; none where one does not state what that is."""
    if mineral is not None:
        return [mineral]
    held = [lot.held for lot in lots]
    known = [one for one in held if one is not None]
    return sorted(frozenset().union(*known)) if len(known) == len(held) else None


def suspect(lots: Sequence[Stuff], gaps: Sequence[Stuff], mineral: Mineral | None, *, through: bool) -> list[str]:
    """Keys of the gaps that could hide one of the lots."""
    asked = {key for lot in lots for key in lot.keys}
    found = [gap for gap in gaps if any(gap.could_be_made_of(lot, mineral, through=through) for lot in lots)]
    return sorted(key for gap in found for key in gap.keys if key not in asked)
