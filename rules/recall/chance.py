"""How sure it is that something carries the lots, where lots were pooled.

A pooled run gives each output one of the inputs that could take each other's place, with the probability of their shares. Pieces draw
for themselves, and independently: a pack of 96 cells from a pool of which 1 % is recalled has some of it with 1 - 0.99^96. All of a
lot is one draw, however often it is used further on. What drew from lots that had drawn themselves hangs on their draws: its own
probability is known, and none is told of several such together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import expm1, log1p

SURE = 1 - 1e-12


@dataclass(frozen=True, slots=True)
class Chance:
    """Of one item; of a lot of pieces, of each piece."""

    certain: bool = False
    known: bool = True
    """Whether its probability can be told."""
    missed: float = 0.0
    """Logarithm of the probability that no piece in it drew the lots, of pieces that drew for themselves."""
    draws: frozenset[tuple[str, float]] = frozenset()
    """Lots and runs that drew for all of it, each with the logarithm of the probability that it missed."""
    alone: bool = False
    """Whether it hangs on the draws of others, so that its probability can be told by itself alone."""

    @property
    def probability(self) -> float | None:
        """0 to 1."""
        if self.certain:
            return 1.0
        if not self.known:
            return None
        return -expm1(self.missed + sum(missed for _, missed in self.draws))


CERTAIN = Chance(certain=True)
NOT_KNOWN = Chance(known=False)
IMPOSSIBLE = Chance()


def any_of(chances: Iterable[tuple[Chance, float]]) -> Chance:
    """That some of these carries, of each so many pieces."""
    known, missed, draws = True, 0.0, frozenset[tuple[str, float]]()
    numbers: dict[Chance, float] = {}
    for chance, number in chances:
        if chance.certain:
            return CERTAIN
        if chance != IMPOSSIBLE:
            numbers[chance] = numbers.get(chance, 0.0) + number
    if len(numbers) == 1:
        ((only, number),) = numbers.items()
        # The same draw again is no other draw.
        if only.missed == 0 or number == 1:
            return only
    for chance, number in numbers.items():
        known = known and chance.known and not chance.alone
        missed += chance.missed * number
        draws |= chance.draws
    return Chance(missed=missed, draws=draws) if known else NOT_KNOWN


def drawn(probability: float | None, *, alone: bool = False) -> Chance:
    """One draw with this probability, of each piece for itself; `alone` where it was from what may or may not carry itself."""
    if probability is None:
        return NOT_KNOWN
    return CERTAIN if probability >= SURE else Chance(missed=log1p(-probability), alone=alone)


def mixed(chance: Chance, key: str) -> Chance:
    """Where what it is of became one, as the key says: what drew for itself now is one draw for all of that."""
    if chance.certain or not chance.known or chance.missed == 0:
        return chance
    return Chance(draws=chance.draws | {(key, chance.missed)}, alone=chance.alone)
