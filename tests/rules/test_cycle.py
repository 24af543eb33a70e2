"""Cycles, against the standard library's own sorter."""

from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rules.checks.cycle import adjacency, find_cycles

NODES = st.sampled_from("abcdefg")


def is_acyclic(edges: list[tuple[str, str]]) -> bool:
    """Whether the nodes have an order."""
    try:
        TopologicalSorter(adjacency(edges)).prepare()
    except CycleError:
        return False
    return True


@given(st.lists(st.tuples(NODES, NODES), max_size=25))
def test_cycles_are_found_where_there_are_any_and_breaking_them_leaves_none(edges: list[tuple[str, str]]) -> None:
    cycles = list(find_cycles(adjacency(edges)))
    assert bool(cycles) is not is_acyclic(edges)
    for cycle in cycles:
        assert cycle[0] == cycle[-1]
        assert set(pairwise(cycle)) <= set(edges)
    closing = {(cycle[-2], cycle[-1]) for cycle in cycles}
    assert is_acyclic([edge for edge in edges if edge not in closing])


def test_a_chain_of_twenty_thousand_is_no_matter() -> None:
    edges = [(str(n), str(n + 1)) for n in range(20_000)]
    assert list(find_cycles(adjacency(edges))) == []
    (cycle,) = find_cycles(adjacency([*edges, ("20000", "0")]))
    assert len(cycle) == 20_002
