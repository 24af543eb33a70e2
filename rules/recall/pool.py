"""Which inputs of a pooled run could take each other's place, and what its outputs drew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules.origin.content import Amount, Contents
from rules.origin.system import ItemNode, Part
from rules.recall.chance import NOT_KNOWN, Chance, drawn
from rules.vocabulary import Mineral, Unit

FAMILIES = (
    frozenset({Mineral.NATURAL_GRAPHITE, Mineral.SYNTHETIC_GRAPHITE}),
    frozenset({Mineral.LITHIUM, Mineral.NICKEL, Mineral.COBALT, Mineral.MANGANESE}),
)
"""Minerals that stand for each other in anodes and in cathodes: a cell has an active material of one chemistry or of another."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the outputs of a run have of inputs that carry: chances of one piece of them, and how many went in; 1 of what is no pieces."""

    all: Sequence[tuple[Chance, float]] = ()
    """What nothing could take the place of: some of it went into each output."""
    each: Sequence[tuple[Chance, float]] = ()
    """What each output drew for itself."""


def draw_from(
    contents: Contents,
    inputs: Sequence[tuple[Part, Amount]],
    chances: Mapping[str, Chance],
    shares: Mapping[str, float] | None = None,
) -> Drawn:
    """What outputs of a pooled run have of the inputs that carry.

    Where a mineral is asked about, each output got one of the inputs that hold it, by their masses; the rest of their `shares` to 1 is
    unknown. Where all matter is, inputs that hold minerals of one family could take each other's place, and one of them went into each
    output, by their masses; of others, all did. Those that hold none could too, with no probability. Where one does not state its
    minerals, it could stand for any, and no probability is told.
    """
    items = contents.system.items
    if shares is not None:
        # Which lot a piece got does not hang on how rich it is; what came in by nobody knows what takes its part.
        masses = {part.key: _mass(items[part.key], part) for part, _ in inputs}
        known = sum(shares.get(key, 0.0) for key in masses)
        return Drawn(each=[(_expected(masses, chances, known), _draws(items, inputs))])
    every: list[tuple[Chance, float]] = []
    each: list[tuple[Chance, float]] = []
    for group in _groups(contents, inputs):
        amounts: dict[str, float | None] = {}
        for part, amount in group:
            before = amounts.get(part.key, 0.0)
            amounts[part.key] = None if before is None or amount.kg is None else before + amount.kg
        carrying = [chances[key] for key in amounts if key in chances]
        if len(amounts) == 1 or (len(carrying) == len(amounts) and all(chance.certain for chance in carrying)):
            every += [(chance, _draws(items, group)) for chance in carrying]
        elif carrying:
            each.append((_expected(amounts, chances), _draws(items, group)))
    return Drawn(every, each)


def is_pieces(item: ItemNode) -> bool:
    """Whether it is counted."""
    return item.content is not None and item.content.unit is Unit.PIECE


def pieces(item: ItemNode, quantity: float | None = None) -> float:
    """How many pieces a quantity is, none: all; 1 of what is no pieces, or of nobody knows how many."""
    if item.content is None or not is_pieces(item):
        return 1.0
    return quantity or item.content.quantity or 1.0


def _draws(items: Mapping[str, ItemNode], inputs: Sequence[tuple[Part, Amount]]) -> float:
    """How many pieces were drawn; what is no pieces is drawn once."""
    if not all(is_pieces(items[part.key]) for part, _ in inputs):
        return 1.0
    return sum(pieces(items[part.key], part.quantity) for part, _ in inputs)


def _expected(amounts: Mapping[str, float | None], chances: Mapping[str, Chance], known: float = 1.0) -> Chance:
    """What one of these, by their amounts, brings to an output; `known` is the share that they have together."""
    carrying = [chances[key] for key in amounts if key in chances]
    hit, total = 0.0, 0.0
    for key, amount in amounts.items():
        probability = chances[key].probability if key in chances else 0.0
        if amount is None or probability is None:
            return NOT_KNOWN
        total += amount
        hit += amount * probability
    return drawn(hit / total * known if total else None, alone=not all(chance.certain for chance in carrying))


def _mass(item: ItemNode, part: Part) -> float | None:
    return None if item.content is None else item.content.mass_kg(part.quantity)


def _groups(contents: Contents, inputs: Sequence[tuple[Part, Amount]]) -> list[list[tuple[Part, Amount]]]:
    minerals = [_minerals(contents.system.items[part.key]) for part, _ in inputs]
    if any(one is None for one in minerals):
        # No probability comes of this: its amounts are told to be of no weight.
        return [[(part, Amount(None, None)) for part, _ in inputs]]
    groups: list[tuple[set[Mineral | None], list[tuple[Part, Amount]]]] = []
    for one, found in zip(inputs, minerals, strict=True):
        # What holds no mineral could stand for all else that holds none, and what by its mass is not known.
        held, members = set(found or {None}), [one if found else (one[0], Amount(None, None))]
        apart = []
        for other, rest in groups:
            if held & other:
                held |= other
                members = rest + members
            else:
                apart.append((other, rest))
        groups = [*apart, (held, members)]
    return [members for _, members in groups]


def _minerals(item: ItemNode) -> frozenset[Mineral] | None:
    """What it holds, with all that could be in its place; none where that is not stated."""
    if item.content is None or item.content.fractions is None:
        return None
    held = frozenset(mineral for mineral, share in item.content.fractions.items() if share)
    return held.union(*(family for family in FAMILIES if family & held))
