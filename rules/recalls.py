"""A recall: everything that carries material of some lots, as an answer."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from heapq import nsmallest

from rules.finding import Finding
from rules.vocabulary import ItemKind, Mineral
from rules.withheld import Withheld


@unique
class Certainty(StrEnum):
    """Whether something carries the material. UNKNOWN is nothing in between: nobody has stated what would tell."""

    YES = "YES"
    POSSIBLE = "POSSIBLE"
    """Lots were pooled on the way, and which piece got which is not known."""
    UNKNOWN = "UNKNOWN"
    """A way back from it ends in a gap that is later than the lots and that could hold them."""


@dataclass(frozen=True, slots=True)
class RecallTerms:
    """How a recall is asked."""

    mineral: Mineral | None = None
    """Followed by what things hold of it; none: all matter."""
    through_recycling: bool = False
    """Go on behind the end of a first life."""
    ever: bool = False
    """Whatever carried at any time, and not at one."""


PLAIN = RecallTerms()


@dataclass(frozen=True, slots=True)
class Interval:
    """From a time on, none: since it was made, up to another (outside), none: to this day."""

    begin: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Carried:
    """What each of some items, which are alike, carries."""

    keys: Sequence[str]
    kind: ItemKind | None
    certainty: Certainty
    probability: float | None
    """1 where it is sure; none where lots were pooled and their amounts are not known."""
    mass_kg: float | None
    """kg in each, an expectation where it is only possible; of several times, when it is most. None where amounts are not known."""
    share: float | None
    """`mass_kg` of all matter, or of all of the mineral, in each."""
    intervals: tuple[Interval, ...] = (Interval(None, None),)
    """When: apart from each other, in the order of time."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """One of them."""

    key: str
    kind: ItemKind | None
    certainty: Certainty
    probability: float | None
    mass_kg: float | None
    share: float | None
    intervals: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Keeper:
    """A party that owned a carrier while it carried."""

    party: str
    name: str | None
    item: str
    kind: ItemKind | None
    certainty: Certainty
    probability: float | None
    mass_kg: float | None
    intervals: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many items of a kind carry, or could."""

    kind: ItemKind | None
    yes: int | None = None
    possible: int | None = None
    unknown: int | None = None
    """None where it was not looked for: what is unknown is asked apart."""
    mass_kg: float | None = None
    """kg in all that surely or possibly carry, of the latter expected; none where it is not known of one of them."""


@dataclass(frozen=True, slots=True)
class Carriers:
    """Items that carry, or could."""

    carried: Sequence[Carried]

    def counts(self) -> list[KindCount]:
        """By kind, in the order of the vocabulary."""
        found: Counter[tuple[ItemKind | None, Certainty]] = Counter()
        masses: dict[ItemKind | None, float | None] = {}
        for group in self.carried:
            found[group.kind, group.certainty] += len(group.keys)
            before = masses.get(group.kind, 0.0)
            masses[group.kind] = (
                None if before is None or group.mass_kg is None else before + group.mass_kg * len(group.keys)
            )
        unknown = any(group.certainty is Certainty.UNKNOWN for group in self.carried)
        kinds = [kind for kind in (*ItemKind, None) if kind in masses]
        if unknown:
            return [KindCount(kind, unknown=found[kind, Certainty.UNKNOWN]) for kind in kinds]
        return [
            KindCount(kind, found[kind, Certainty.YES], found[kind, Certainty.POSSIBLE], mass_kg=masses[kind])
            for kind in kinds
        ]

    def page(
        self,
        first: int,
        after: str = "",
        kinds: Collection[ItemKind] | None = None,
        certainties: Collection[Certainty] | None = None,
    ) -> list[Carrier]:
        """The `first` carriers behind the key `after`, in the order of keys."""
        chosen = [(key, group) for group in self._of(kinds, certainties) for key in group.keys if key > after]
        return [
            Carrier(key, g.kind, g.certainty, g.probability, g.mass_kg, g.share, g.intervals)
            for key, g in nsmallest(first, chosen, key=lambda one: one[0])
        ]

    def count(self, kinds: Collection[ItemKind] | None = None, certainties: Collection[Certainty] | None = None) -> int:
        """How many carriers there are."""
        return sum(len(group.keys) for group in self._of(kinds, certainties))

    def _of(self, kinds: Collection[ItemKind] | None, certainties: Collection[Certainty] | None) -> Iterator[Carried]:
        return (
            group
            for group in self.carried
            if (kinds is None or group.kind in kinds) and (certainties is None or group.certainty in certainties)
        )


@dataclass(frozen=True, slots=True)
class Unknown:
    """What could carry the lots, for all that nobody has stated."""

    gaps: tuple[str, ...]
    """Keys of the gaps that could hide the lots."""
    carriers: Carriers


@dataclass(frozen=True, slots=True)
class Recall:
    """What carries material of the lots, as known at a revision."""

    lots: tuple[str, ...]
    """Of an impact: all that the party or facility made."""
    terms: RecallTerms
    at: datetime | None
    revision: int
    carriers: Carriers
    keepers: Sequence[Keeper]
    """By party, then item."""
    warnings: tuple[Finding, ...] = ()
    withheld: tuple[Withheld, ...] = ()
