"""kg of the mineral in each item: as stated, else as its parts sum."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rules.origin.system import ItemNode, System
from rules.vocabulary import Mineral


def order(system: System) -> list[str]:
    """Keys with everything before what it was made of; the start first. The graph is acyclic."""
    done: set[str] = set()
    answer: list[str] = []
    pending: list[tuple[str, Iterator[str]]] = [(system.start, iter(_next(system, system.start)))]
    seen = {system.start}
    while pending:
        key, targets = pending[-1]
        target = next(targets, None)
        if target is None:
            pending.pop()
            done.add(key)
            answer.append(key)
        elif target not in seen:
            seen.add(target)
            pending.append((target, iter(_next(system, target))))
    answer.reverse()
    return answer


def _next(system: System, key: str) -> Iterable[str]:
    item = system.items.get(key)
    if item is not None:
        return [part.key for part in (*item.parts, *item.runs)]
    return [part.key for part in system.processes[key].inputs]


def contents(system: System, mineral: Mineral, ordered: Sequence[str]) -> dict[str, float | None]:
    """kg of the mineral in every item, none where it is not stated; its own statement goes before the sum of its parts."""
    kg: dict[str, float | None] = {}
    for key in reversed(ordered):
        item = system.items.get(key)
        if item is not None:
            kg[key] = _content(system, item, mineral, kg)
    return kg


def amount(
    system: System, kg: Mapping[str, float | None], mineral: Mineral, key: str, quantity: float | None
) -> float | None:
    """kg of the mineral in a quantity of the item, none: in all of it; none where it is not stated."""
    content = system.items[key].content
    if content is None:
        return None
    direct = content.mineral_kg(mineral, quantity)
    whole = kg[key]
    if direct is not None or whole is None or quantity is None or quantity == content.quantity:
        return direct if direct is not None else whole
    return None if content.quantity is None else whole * quantity / content.quantity


def _content(system: System, item: ItemNode, mineral: Mineral, kg: Mapping[str, float | None]) -> float | None:
    own = None if item.content is None else item.content.mineral_kg(mineral)
    if own is not None or not item.parts:
        return own
    parts = [amount(system, kg, mineral, part.key, part.quantity) for part in item.parts]
    return None if None in parts else sum(part for part in parts if part is not None)
