"""Which inputs of a pooled run could take each other's place, and what its outputs drew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules.origin.content import Amount, Contents
from rules.origin.system import ItemNode, Part
from rules.recall.chance import Chance, drawn
from rules.vocabulary import Mineral, Unit

GRAPHITE = frozenset({Mineral.NATURAL_GRAPHITE, Mineral.SYNTHETIC_GRAPHITE})


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

    Where a mineral is asked about, each output got one of the inputs that hold it, by `shares`, whose rest to 1 is unknown. Where all
    matter is, inputs that hold a mineral in common could take each other's place (both graphites are one), and one of them went into each
    output, by their masses; of others, all did. Those that hold none could too, with no probability. Where one does not state its minerals, it could stand for any, and no probability is told.
    """
    items = contents.system.items
    if shares is not None:
        weights = {key: shares.get(key) for key in chances}
        return Drawn(each=[(drawn(_expected(weights, chances, 1.0)), _draws(items, inputs))])
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
            known = [kg for kg in amounts.values() if kg is not None]
            total = sum(known) if len(known) == len(amounts) else None
            each.append((drawn(_expected(amounts, chances, total)), _draws(items, group)))
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


def _expected(weights: Mapping[str, float | None], chances: Mapping[str, Chance], total: float | None) -> float | None:
    hit = 0.0
    for key, weight in weights.items():
        probability = chances[key].probability if key in chances else 0.0
        if weight is None or probability is None:
            return None
        hit += weight * probability
    return hit / total if total else None


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
    """What it holds, both graphites as one; none where that is not stated."""
    if item.content is None or item.content.fractions is None:
        return None
    held = frozenset(mineral for mineral, share in item.content.fractions.items() if share)
    return held | GRAPHITE if held & GRAPHITE else held
