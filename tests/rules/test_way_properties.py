"""Paths through random chains against every way that there is, tried one by one over fractions."""

import math
from fractions import Fraction
from itertools import chain as join
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.origin import find_shares
from rules.origin.system import System
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
        found = find_path(seen, start, end, mineral, ways=10, merged=False, revision=1)
        best = min(tried, key=rank)
        expected = share(best)
        first = found.ways[0]
        assert first.share == (None if expected is None else pytest.approx(float(expected)))
        items = tuple(step.item_key for step in reversed(first.steps))
        same = [way for way in tried if tuple(name for name in way[0] if name in seen.items) == items]
        assert [rank(way)[0] for way in same] == [rank(best)[0]]
        assert float(rank(same[0])[1]) == pytest.approx(float(rank(best)[1]))
        known = [one for way in tried if (one := share(way)) is not None]
        assert found.share == (pytest.approx(float(sum(known, Fraction()))) if known else None)
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
    found = find_path(seen, start, end, ways=10, merged=False, revision=1)
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


@st.composite
def packs(draw: st.DrawFn) -> tuple[str, int, dict[str, tuple[int, int]]]:
    """A pack of modules of cells out of up to three runs, each of which took kg of one ore and of others: text, modules, kg by run."""
    runs = {f"wind-{n}": (draw(st.integers(1, 9)), draw(st.integers(0, 9))) for n in range(draw(st.integers(1, 3)))}
    modules = draw(st.lists(st.lists(st.sampled_from(sorted(runs)), min_size=1, max_size=4), min_size=1, max_size=4))
    lines = ["dig EXTRACTION: -> 999 kg ore {LITHIUM .1}", "other EXTRACTION: -> 999 kg else {LITHIUM .1}"]
    made: dict[str, list[str]] = {run: [] for run in runs}
    for number, cells in enumerate(modules):
        names = []
        for run in cells:
            names.append(f"cell-{number}-{len(names)}")
            made[run].append(f"1 pc {names[-1]} @{1 + sorted(runs).index(run)} {{LITHIUM .1}}")
        lines.append(f"module-{number} = {', '.join(names)}")
    for run, (ore, rest) in runs.items():
        took = f"{ore} kg ore" + (f", {rest} kg else" if rest else "")
        if made[run]:
            lines.append(f"{run} CELL_PRODUCTION blended total 18: {took} -> {', '.join(made[run])}")
    lines.append("pack-1 = " + ", ".join(f"module-{number}" for number in range(len(modules))))
    return "\n".join(lines), len(modules), runs


@some
@given(drawn=packs())
def test_a_way_through_what_is_alike_is_all_the_ways_through_its_members(
    drawn: tuple[str, int, dict[str, tuple[int, int]]],
) -> None:
    text, _, _ = drawn
    seen = system(text)
    merged = find_path(seen, "dig", "pack-1", Mineral.LITHIUM, ways=10, revision=1)
    apart = find_path(seen, "dig", "pack-1", Mineral.LITHIUM, ways=10, merged=False, revision=1)
    assert (merged.share, merged.mass_kg) == (pytest.approx(apart.share), apart.mass_kg)
    assert max(merged.share or 0, *(step.share or 0 for way in merged.ways for step in way.steps)) <= 1, (
        "rounding adds nothing"
    )
    strongest = merged.ways[0]
    assert strongest.share is not None
    assert apart.ways[0].share is not None
    assert strongest.share >= apart.ways[0].share * (1 - 1e-9)
    # By hand: of modules with the same cells of each run, those cells of one run that all of them hold.
    inside = {item.key: sorted(part.key for part in item.parts) for item in seen.items.values() if item.parts}
    run_of = {key: item.runs[0].key for key, item in seen.items.items() if item.runs}
    mass = {key: (item.content.mass_kg() or 0.0) for key, item in seen.items.items() if item.content}
    brought = {run: contribution(seen, run) for run in set(run_of.values()) if run.startswith("wind")}
    whole = sum(mass[cell] for module in inside["pack-1"] for cell in inside[module])
    by_class: dict[tuple[object, str], float] = {}
    for module in inside["pack-1"]:
        held = {run: sum(mass[c] for c in inside[module] if run_of[c] == run) for run in brought}
        total = sum(held.values())
        like = tuple(sorted((run, round(kg / total, 9)) for run, kg in held.items()))
        for run, kg in held.items():
            if kg:
                by_class[like, run] = by_class.get((like, run), 0.0) + kg / whole * brought[run]
    assert strongest.share == pytest.approx(max(by_class.values()))
    assert merged.share == pytest.approx(sum(by_class.values()))


def contribution(seen: System, run: str) -> float:
    """Share of the ore in what a run took, or of what it must have taken for what came out, where that is more; all hold 10 %."""
    process = seen.processes[run]
    took = {part.key: part.quantity or 0.0 for part in process.inputs}
    out = max(18.0, sum(output.mass_kg() or 0.0 for output in process.outputs))
    return took["ore"] / max(sum(took.values()), out)
