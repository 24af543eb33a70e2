"""The strongest way, and what all ways bring together: each node once, in the order of rules/origin/order, and no way is enumerated."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from rules.way.link import Links

Hop = tuple[str, str]
"""Keys of both ends of a link."""


def find_strongest(
    links: Links,
    ordered: Sequence[str],
    ends: Container[str],
    *,
    shut: Container[str] = frozenset(),
    cut: Container[Hop] = frozenset(),
) -> list[str]:
    """Keys of the way with the largest product of shares from the first of the order to the first end on it; empty where there is none.

    Ways with fewer steps of untold share go before all others; of equals the one with fewer steps, then by key. No way goes
    through the nodes of `shut` or along the links of `cut`, nor round, where contradictory data do.
    """
    best: dict[str, tuple[int, float, int, str]] = {}
    for key in reversed(ordered):
        if key in shut or key not in links:
            continue
        if key in ends:
            best[key] = (0, -1.0, 0, "")
            continue
        ranks = []
        for target, link in links[key].items():
            if target in best and (key, target) not in cut:
                untold, strength, steps, _ = best[target]
                share = 1.0 if link.share is None else link.share
                ranks.append((untold + (link.share is None), strength * share, steps + 1, target))
        if ranks:
            best[key] = min(ranks)
    key, way = ordered[0], []
    while key in best:
        way.append(key)
        key = best[key][3]
    return way


@dataclass(frozen=True, slots=True)
class Passed:
    """How much passed any of the ends."""

    share: float | None
    """None where there are ways, and no way has a share."""
    complete: bool
    """Whether no way there has a step of untold share."""


def weigh(links: Links, ordered: Sequence[str], ends: Container[str]) -> Passed:
    """The part of the first of the order that passed at least one end; what passed two counts once."""
    share: dict[str, float | None] = {}
    untold: dict[str, bool] = {}
    for key in reversed(ordered):
        if key not in links:
            continue
        if key in ends:
            share[key], untold[key] = 1.0, False
            continue
        leading = {target: link for target, link in links[key].items() if target in share}
        if leading:
            along = [_product(link.share, share[target]) for target, link in leading.items()]
            known = [part for part in along if part is not None]
            share[key] = min(1.0, sum(known)) if known else None
            untold[key] = any(link.share is None or untold[target] for target, link in leading.items())
    first = ordered[0]
    return Passed(share.get(first, 0.0), not untold.get(first, False))


def _product(link: float | None, behind: float | None) -> float | None:
    return None if link is None or behind is None else link * behind
