"""What the element rule looks at: the items and processes upstream of items, with what they hold of minerals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rules.quantity import mass_kg
from rules.vocabulary import CertificateScope, InputRole, ItemKind, Mineral, Mixing, ProcessKind, Unit


@dataclass(frozen=True, slots=True)
class Part:
    """A quantity of an item in a whole, out of a process or into one, in the item's unit.

    None: all of it where it is a part or an output, not known where it is an input.
    """

    key: str
    quantity: float | None = None
    role: InputRole | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What is stated of the minerals in an item or in several alike."""

    unit: Unit
    quantity: float | None
    mass_per_unit_kg: float | None = None
    fractions: Mapping[Mineral, float] | None = None
    """Of the item, else of its model; none where neither states any."""
    complete: bool = False

    def fraction(self, mineral: Mineral | None) -> float | None:
        """kg of the mineral in a kg; none where it is not stated. Of no mineral, that is of all mass: 1."""
        if mineral is None:
            return 1.0
        if self.fractions is None:
            return None
        return self.fractions.get(mineral, 0.0 if self.complete else None)

    def mass_kg(self, quantity: float | None = None) -> float | None:
        """kg of a quantity, none: of all."""
        return mass_kg(self.quantity if quantity is None else quantity, self.unit, self.mass_per_unit_kg)

    def mineral_kg(self, mineral: Mineral | None, quantity: float | None = None) -> float | None:
        """kg of the mineral in a quantity, none: in all; none where it is not stated."""
        fraction = self.fraction(mineral)
        if fraction is None or fraction == 0:
            return fraction
        mass = self.mass_kg(quantity)
        return None if mass is None else mass * fraction

    def most_kg(self, mineral: Mineral | None, quantity: float | None = None) -> float | None:
        """The most of the mineral that a quantity can hold, none: all: what the stated minerals leave; none where that is not known."""
        mass = self.mass_kg(quantity)
        if mass is None:
            return None
        fraction = self.fraction(mineral)
        return mass * (max(0.0, 1 - sum((self.fractions or {}).values())) if fraction is None else fraction)


@dataclass(frozen=True, slots=True)
class ItemNode:
    """An item; a stub has no content."""

    key: str
    kind: ItemKind | None
    content: Content | None
    parts: Sequence[Part] = ()
    """What it holds."""
    runs: Sequence[Part] = ()
    """The processes that it came out of, with the quantities of the item."""

    @property
    def stated(self) -> bool:
        """Whether anybody has stated it."""
        return self.content is not None

    @property
    def is_piece(self) -> bool:
        """One thing that cannot be divided, so that what took any of it took all of it."""
        return self.content is not None and self.content.unit is Unit.PIECE and self.content.quantity == 1


@dataclass(frozen=True, slots=True)
class ProcessNode:
    """A process, with all its outputs, those that are not upstream of the item too."""

    key: str
    kind: ProcessKind | None
    inputs: Sequence[Part] = ()
    outputs: Sequence[Content] = ()
    """Outputs that are alike are one; none of a process without inputs."""
    mixing: Mixing | None = None
    losses_kg: Mapping[Mineral, float] = field(default_factory=dict)
    recovery: Mapping[Mineral, float] = field(default_factory=dict)
    total_output_kg: float | None = None
    source: str | None = None
    """Key of the facility."""
    source_name: str | None = None
    source_name_ko: str | None = None
    operator: str | None = None
    operator_name: str | None = None
    operator_name_ko: str | None = None
    country: str | None = None

    @property
    def is_pooled(self) -> bool:
        """Whether which output got which input is not known; mixing that is not stated is read so."""
        return self.mixing not in (Mixing.BLENDED, Mixing.TRACKED)


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate that held for a process while it ran, or for an item while it was made."""

    about: str
    """Key of the process or item."""
    scope: CertificateScope
    certificate: str


@dataclass(frozen=True, slots=True)
class System:
    """All that is upstream of some items."""

    items: Mapping[str, ItemNode]
    processes: Mapping[str, ProcessNode]
    certified: Sequence[Certified] = ()
