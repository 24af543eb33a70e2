"""What every way passes: the one pack of a car, the one lot of a mine. Ways cannot be told apart by it."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from rules.way.link import Links
from rules.way.strongest import Hop


@dataclass(frozen=True, slots=True)
class Bottlenecks:
    """Nodes, and links between nodes, that are on all ways."""

    nodes: frozenset[str]
    hops: frozenset[Hop]


def find_bottlenecks(links: Links, ordered: Sequence[str], ends: Container[str]) -> Bottlenecks:
    """By number: as many ways pass it as there are. They are counted and not enumerated."""
    behind: dict[str, int] = {}
    for key in reversed(ordered):
        if key in links:
            # What contradictory data lead round to has not been counted yet, and is no way.
            behind[key] = 1 if key in ends else sum(behind.get(target, 0) for target in links[key])
    before = dict.fromkeys(ordered, 0) | {ordered[0]: 1}
    nodes: set[str] = set()
    hops: set[Hop] = set()
    number = behind[ordered[0]]
    for key in ordered:
        if key not in links or not before[key]:
            continue
        if before[key] * behind[key] == number:
            nodes.add(key)
        for target in links[key] if key not in ends else ():
            before[target] += before[key]
            if before[key] * behind.get(target, 0) == number:
                hops.add((key, target))
    return Bottlenecks(frozenset(nodes), frozenset(hops))
