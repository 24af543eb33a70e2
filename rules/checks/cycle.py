"""Items are acyclic: nothing is, at any distance, made of itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

Edge = tuple[str, str]


def adjacency(edges: Iterable[Edge]) -> dict[str, list[str]]:
    """Targets by source."""
    answer: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        answer[source].append(target)
    return answer


def find_cycles(edges: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """The nodes of cycles in order, the first one again at the end, so many that breaking them all leaves none. Linear in the edges."""
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
                yield [*way[way.index(target) :], target]
            elif target not in done:
                way.append(target)
                on_way.add(target)
                pending.append(iter(edges.get(target, ())))
