"""Where groups are drawn: columns by changes of group, rows so that few flows cross. The same groups are always drawn the same."""

from bisect import bisect_right, insort
from collections import deque
from collections.abc import Collection, Mapping, Sequence

from rules.trace import TraceEdge

SWEEPS = 4
"""Passes over all columns, forth and back in turn; more gain little."""

Ends = tuple[str, str]
"""Keys of two groups."""


def find_columns(start: str, steps: Mapping[str, Sequence[TraceEdge]], group_of: Mapping[str, str]) -> dict[str, int]:
    """Fewest changes of group on a way from the start to anything in each group: 0-1 breadth-first."""
    columns: dict[str, int] = {}
    seen: set[str] = set()
    pending = deque([(start, 0)])
    while pending:
        key, column = pending.popleft()
        if key in seen:
            continue
        seen.add(key)
        group = group_of[key]
        columns.setdefault(group, column)
        for step in steps.get(key, ()):
            if step.target in seen:
                continue
            if group_of[step.target] == group:
                pending.appendleft((step.target, column))
            else:
                pending.append((step.target, column + 1))
    return columns


def find_rows(columns: Mapping[str, int], flows: Collection[Ends]) -> dict[str, int]:
    """The row of each group: by the mean row of its neighbours in the column before, then behind, in turn; the best order met counts.

    What has no neighbour there stays where it is. Flows within a column or over several do not count.
    """
    order: dict[int, list[str]] = {}
    for group, column in sorted(columns.items()):
        order.setdefault(column, []).append(group)
    before: dict[str, list[str]] = {}
    behind: dict[str, list[str]] = {}
    for one, other in _between_neighbours(columns, flows):
        before.setdefault(other, []).append(one)
        behind.setdefault(one, []).append(other)
    rows = {group: row for groups in order.values() for row, group in enumerate(groups)}
    best, fewest = dict(rows), count_crossings(columns, flows, rows)
    for sweep in range(SWEEPS):
        if fewest == 0:
            break
        neighbours, towards = (before, sorted(order)) if sweep % 2 == 0 else (behind, sorted(order, reverse=True))
        for column in towards:
            order[column] = _by_mean(order[column], neighbours, rows)
            rows |= {group: row for row, group in enumerate(order[column])}
        crossings = count_crossings(columns, flows, rows)
        if crossings < fewest:
            best, fewest = dict(rows), crossings
    return best


def count_crossings(columns: Mapping[str, int], flows: Collection[Ends], rows: Mapping[str, int]) -> int:
    """Pairs of flows between the same two neighbouring columns that cross."""
    met: dict[int, list[int]] = {}
    crossings = 0
    steps = sorted((columns[one], rows[one], rows[other]) for one, other in _between_neighbours(columns, flows))
    for column, _, row in steps:
        above = met.setdefault(column, [])
        crossings += len(above) - bisect_right(above, row)
        insort(above, row)
    return crossings


def _between_neighbours(columns: Mapping[str, int], flows: Collection[Ends]) -> set[Ends]:
    """From the column before to the one behind it, whichever way the flow goes."""
    turned = {(one, other) if columns[one] <= columns[other] else (other, one) for one, other in flows}
    return {(one, other) for one, other in turned if columns[other] == columns[one] + 1}


def _by_mean(groups: Sequence[str], neighbours: Mapping[str, Sequence[str]], rows: Mapping[str, int]) -> list[str]:
    def place(group: str) -> float:
        met = neighbours.get(group, ())
        return sum(rows[one] for one in met) / len(met) if met else rows[group]

    # Sorting is stable, so that equals keep their order.
    return sorted(groups, key=place)
