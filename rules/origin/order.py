"""The order that the element rule goes in: everything before what it was made of."""

from collections.abc import Iterable, Iterator

from rules.origin.system import System


def order(system: System, *starts: str) -> list[str]:
    """Keys of all that is upstream of the starts, each before what it was made of; a single start first.

    Items are acyclic; where contradictory data make a circle nevertheless, one step of it points backwards in the answer.
    """
    answer: list[str] = []
    pending: list[tuple[str, Iterator[str]]] = []
    seen: set[str] = set()
    for start in starts:
        if start not in seen:
            seen.add(start)
            pending.append((start, iter(before(system, start))))
        while pending:
            key, targets = pending[-1]
            target = next(targets, None)
            if target is None:
                pending.pop()
                answer.append(key)
            elif target not in seen:
                seen.add(target)
                pending.append((target, iter(before(system, target))))
    answer.reverse()
    return answer


def before(system: System, key: str) -> Iterable[str]:
    """Keys of what an item or run was made of, one step back."""
    item = system.items.get(key)
    if item is not None:
        return [part.key for part in (*item.parts, *item.runs)]
    return [part.key for part in system.processes[key].inputs]
