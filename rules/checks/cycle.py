"""Items are acyclic: nothing is, at any distance, made of itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Edge = tuple[str, str]


def adjacency(edges: Iterable[Edge]) -> dict[str, list[str]]:
    """Targets by source."""
    answer: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        answer[source].append(target)
    return answer


def find_cycle(edges: Mapping[str, Sequence[str]]) -> list[str] | None:
    """The nodes of one cycle in order, the first one again at the end; none where there is no cycle. Linear in the edges."""
    done: set[str] = set()
    for root in edges:
        if root in done:
            continue
        way: list[str] = [root]
        on_way = {root}
        pending = [iter(edges.get(root, ()))]
        while pending:
            target = next(pending[-1], None)
            if target is None:
                pending.pop()
                node = way.pop()
                on_way.discard(node)
                done.add(node)
            elif target in on_way:
                return [*way[way.index(target) :], target]
            elif target not in done:
                way.append(target)
                on_way.add(target)
                pending.append(iter(edges.get(target, ())))
    return None


def reachable(starts: Iterable[str], edges: Mapping[str, Sequence[str]]) -> set[str]:
    """All that can be reached from the starts, they themselves left out unless a way leads back."""
    seen: set[str] = set()
    pending = list(starts)
    while pending:
        for target in edges.get(pending.pop(), ()):
            if target not in seen:
                seen.add(target)
                pending.append(target)
    return seen
