"""Paths through random chains against every way that there is, tried one by one over fractions."""

import math
from fractions import Fraction
from itertools import chain as join
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.origin import find_shares
from rules.vocabulary import Mineral
from rules.way import find_path
from tests.graph.random_chain import RandomChain, WeighedWay, chains
from tests.rules.upstream import system

some = settings(max_examples=60, deadline=None, derandomize=True)


def share(way: WeighedWay) -> Fraction | None:
    """Of a whole way."""
    _, shares = way
    return None if None in shares else math.prod((s for s in shares if s is not None), start=Fraction(1))


def rank(way: WeighedWay) -> tuple[int, Fraction]:
    """What is better is less: untold steps, then strength of the others."""
    _, shares = way
    return shares.count(None), -math.prod((s for s in shares if s is not None), start=Fraction(1))


@some
@given(chain=chains(), of_mass=st.booleans())
def test_the_strongest_way_and_the_sum_are_those_of_all_ways_tried(chain: RandomChain, of_mass: bool) -> None:
    mineral = None if of_mass else Mineral.LITHIUM
    seen = system("\n".join(chain.statements()))
    number = len(chain.things) - 1
    end = chain.things[number].name
    if end not in seen.items:
        return
    ways: dict[str, list[WeighedWay]] = {}
    for way in chain.weighed_ways(number, of_mass=of_mass):
        ways.setdefault(way[0][-1], []).append(way)
    for start, tried in ways.items():
        found = find_path(seen, start, end, mineral, ways=10, revision=1)
        best = min(tried, key=rank)
        expected = share(best)
        first = found.ways[0]
        assert first.share == (None if expected is None else pytest.approx(float(expected)))
        items = tuple(step.item_key for step in reversed(first.steps))
        same = [way for way in tried if tuple(name for name in way[0] if name in seen.items) == items]
        assert [rank(way)[0] for way in same] == [rank(best)[0]]
        assert float(rank(same[0])[1]) == pytest.approx(float(rank(best)[1]))
        assert found.share == pytest.approx(float(sum((share(way) or 0 for way in tried), Fraction())))
        assert found.complete == all(share(way) is not None for way in tried)


@some
@given(chain=chains())
def test_what_comes_from_a_mine_is_what_the_origins_say(chain: RandomChain) -> None:
    seen = system("\n".join(chain.statements()))
    end = chain.things[-1].name
    if end not in seen.items:
        return
    origins = find_shares(seen, [end], [Mineral.LITHIUM], revision=1)[end][Mineral.LITHIUM]
    for mine in origins.by_source.shares:
        assert find_path(seen, mine.key, end, Mineral.LITHIUM, revision=1).share == pytest.approx(mine.share)


@some
@given(chain=chains(), data=st.data())
def test_ways_are_disjoint_and_each_is_no_stronger_than_the_one_before(chain: RandomChain, data: st.DataObject) -> None:
    seen = system("\n".join(chain.statements()))
    end = chain.things[-1].name
    if end not in seen.items:
        return
    start = data.draw(st.sampled_from(sorted({way[0][-1] for way in chain.weighed_ways(len(chain.things) - 1)})))
    found = find_path(seen, start, end, ways=10, revision=1)
    tried = [way[0] for way in chain.weighed_ways(len(chain.things) - 1) if way[0][-1] == start]
    common = {start, end}.union(set(tried[0]).intersection(*tried))
    between = list(
        join.from_iterable([s.item_key for s in way.steps if s.item_key not in common] for way in found.ways)
    )
    assert len(between) == len(set(between))
    for before, after in pairwise(found.ways):
        assert (before.share is not None) >= (after.share is not None)
        if before.share is not None and after.share is not None:
            assert before.share >= after.share * (1 - 1e-12)
