"""Which inputs of a pooled run could take each other's place, and what one output drew."""

from collections.abc import Mapping, Sequence

from rules.origin.content import Amount, Contents
from rules.origin.system import ItemNode, Part
from rules.recall.chance import Chance, any_of, drawn
from rules.vocabulary import Mineral

GRAPHITE = frozenset({Mineral.NATURAL_GRAPHITE, Mineral.SYNTHETIC_GRAPHITE})


def draw_from(
    contents: Contents,
    inputs: Sequence[tuple[Part, Amount]],
    chances: Mapping[str, Chance],
    shares: Mapping[str, float] | None = None,
) -> Chance:
    """The chance that an output has some of the inputs that carry.

    Where a mineral is asked about, each output got one of the inputs that hold it, by `shares`, whose rest to 1 is unknown. Where all
    matter is, inputs that hold a mineral in common could take each other's place (both graphites are one), and one of them went into each
    output, by their masses; of others, all did. Where one does not state its minerals, it could stand for any, and no probability is told.
    """
    if shares is not None:
        weights = {key: shares.get(key) for key in chances}
        return drawn(_expected(weights, chances, 1.0), inputs[0][0].key, piece=False)
    told: list[tuple[Chance, int]] = []
    for group in _groups(contents, inputs):
        amounts: dict[str, float | None] = {}
        for part, amount in group:
            before = amounts.get(part.key, 0.0)
            amounts[part.key] = None if before is None or amount.kg is None else before + amount.kg
        carrying = [chances[key] for key in amounts if key in chances]
        if len(amounts) == 1 or (len(carrying) == len(amounts) and all(chance.certain for chance in carrying)):
            told += [(chance, 1) for chance in carrying]
        elif carrying:
            known = [kg for kg in amounts.values() if kg is not None]
            total = sum(known) if len(known) == len(amounts) else None
            told.append((drawn(_expected(amounts, chances, total), group[0][0].key, piece=False), 1))
    return any_of(told)


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
    groups: list[tuple[set[Mineral], list[tuple[Part, Amount]]]] = []
    for one, found in zip(inputs, minerals, strict=True):
        held, members = set(found or ()), [one]
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
