"""kg of a mineral, or of all matter, in each item: as stated, else as its parts and what its assembling took sum up."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rules.origin.system import ItemNode, Part, ProcessNode, System
from rules.vocabulary import InputRole, Mineral


@dataclass(frozen=True, slots=True)
class Amount:
    """kg of the mineral in something; where they are not stated, perhaps the most that it can be."""

    kg: float | None
    most_kg: float | None

    @property
    def is_none(self) -> bool:
        """Whether there is none of it, or what is stated leaves no room for any."""
        return self.kg == 0 or (self.kg is None and self.most_kg == 0)

    def scaled(self, by: float) -> "Amount":
        """So much of it."""
        return Amount(None if self.kg is None else self.kg * by, None if self.most_kg is None else self.most_kg * by)

    def unsure(self) -> "Amount":
        """Some of it, nobody has stated how much."""
        return self if self.kg == 0 else Amount(None, self.most_kg)


NOTHING_KNOWN = Amount(None, None)


@dataclass(slots=True)
class Contents:
    """What the items of a system hold of one mineral, or of all matter; grows with each item that is asked about."""

    system: System
    mineral: Mineral | None
    """None: all matter."""
    amounts: dict[str, Amount] = field(default_factory=dict)

    def extend(self, ordered: Sequence[str]) -> None:
        """Work out the items of these keys, which are in the order of rules/origin/order."""
        for key in reversed(ordered):
            item = self.system.items.get(key)
            if item is not None and key not in self.amounts:
                self.amounts[key] = self._amount(item)

    def own_kg(self, item: ItemNode) -> float | None:
        """kg in the item by its own or its model's statement."""
        return None if item.content is None else item.content.mineral_kg(self.mineral)

    def held(self, part: Part) -> Amount:
        """What a quantity of an item holds; without a quantity: what all of it holds."""
        content = self.system.items[part.key].content
        whole = self.amounts.get(part.key, NOTHING_KNOWN)
        if part.quantity is None:
            return whole
        if content is None:
            return NOTHING_KNOWN
        direct = content.mineral_kg(self.mineral, part.quantity)
        if direct is not None:
            return Amount(direct, direct)
        if content.quantity is not None:
            return whole.scaled(part.quantity / content.quantity)
        return Amount(None, content.most_kg(self.mineral, part.quantity))

    def taken(self, part: Part) -> Amount:
        """What an input brought in; without a quantity not known, save a piece or what holds none."""
        held = self.held(part)
        whole = part.quantity is not None or self.system.items[part.key].is_piece
        return held if whole else held.unsure()

    def inputs(self, process: ProcessNode) -> list[tuple[Part, Amount]]:
        """What may have brought the mineral in. An auxiliary that does not say that it holds it stays out of the product, and so does its matter."""
        taken = [(part, self.taken(part)) for part in process.inputs]
        named = self.mineral is not None
        return [(part, kg) for part, kg in taken if part.role is not InputRole.AUXILIARY or (named and kg.kg)]

    def assembled(self, item: ItemNode, run: Part) -> list[tuple[Part, Amount]]:
        """What the assembling of a whole took besides its parts: of the run's inputs, less its losses, the part that went into this whole."""
        process = self.system.processes[run.key]
        inputs = self.inputs(process)
        if not inputs:
            return []
        portion = _portion(item, run, process)
        into = sum(amount.kg or 0.0 for _, amount in inputs)
        kept = process.kept(self.mineral)
        if into > 0:
            kept = min(kept, max(0.0, 1 - process.lost_kg(self.mineral) / into))
        if portion is None:
            return [(part, amount.unsure()) for part, amount in inputs]
        return [(part, amount.scaled(portion * kept)) for part, amount in inputs]

    def _amount(self, item: ItemNode) -> Amount:
        own = self.own_kg(item)
        if own is not None:
            return Amount(own, own)
        most = None if item.content is None else item.content.most_kg(self.mineral)
        if not item.parts:
            return Amount(None, most)
        amounts = [self.held(part) for part in item.parts]
        amounts += [amount for run in item.runs for _, amount in self.assembled(item, run)]
        kg, together = _sum([a.kg for a in amounts]), _sum([a.most_kg for a in amounts])
        if kg is not None or most is None or together is None:
            return Amount(kg, most if together is None else together)
        return Amount(None, min(most, together))


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _portion(item: ItemNode, run: Part, process: ProcessNode) -> float | None:
    """The item's part of what the process put out: by mass, else by number; none where neither is stated."""
    content = item.content
    if content is None:
        return None
    mass = content.mass_kg(run.quantity)
    masses = _sum([output.mass_kg() for output in process.outputs])
    if mass is not None and masses:
        return min(1.0, mass / max(masses, process.total_output_kg or 0.0))
    number = content.quantity if run.quantity is None else run.quantity
    numbers = _sum([output.quantity for output in process.outputs])
    if number is not None and numbers and {output.unit for output in process.outputs} == {content.unit}:
        return min(1.0, number / numbers)
    return None
