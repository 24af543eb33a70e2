"""The steps of a way as they are told: items, from where the way begins."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rules.origin.system import ItemNode, Part, ProcessNode, System
from rules.path import WayStep
from rules.trace import EdgeType
from rules.vocabulary import Unit
from rules.way.link import Link, Links


def tell_steps(system: System, links: Links, keys: Sequence[str]) -> list[WayStep]:
    """The steps of the way with these keys, which go from the item that is asked about back to where the way begins."""
    steps: list[WayStep] = []
    for number, key in enumerate(keys):
        item = system.items.get(key)
        if item is not None:
            steps.append(_step(system, links, item, keys[number + 1 : number + 3]))
    steps.reverse()
    return steps


def _step(system: System, links: Links, item: ItemNode, behind: Sequence[str]) -> WayStep:
    """The step to an item; `behind` are the keys that the way comes from: nothing, a part, or a run and perhaps what it took."""
    if not behind:
        return _told(item, _only(system, item.runs), None, Link(1.0, expectation=False))
    run = system.processes.get(behind[0])
    if run is None:
        return _from_item(system, item, behind[0], links[item.key][behind[0]])
    out = links[item.key][run.key]
    if len(behind) == 1:
        return _told(item, run, EdgeType.PRODUCED_BY, out, _sum(run.key, item.runs), item.content and item.content.unit)
    taken = links[run.key][behind[1]]
    share = None if out.share is None or taken.share is None else out.share * taken.share
    both = Link(share, out.expectation or taken.expectation)
    return _told(item, run, EdgeType.CONSUMED, both, _sum(behind[1], run.inputs), _unit(system, behind[1]))


def _from_item(system: System, whole: ItemNode, key: str, link: Link) -> WayStep:
    """The step to a whole from a part of it, or from what its assembling took."""
    unit = _unit(system, key)
    if any(part.key == key for part in whole.parts):
        return _told(whole, _only(system, whole.runs), EdgeType.CONTAINS, link, _sum(key, whole.parts), unit)
    runs = [system.processes[run.key] for run in whole.runs]
    run = next(run for run in runs if any(part.key == key for part in run.inputs))
    return _told(whole, run, EdgeType.CONSUMED, link, _sum(key, run.inputs), unit)


def _told(
    item: ItemNode,
    run: ProcessNode | None,
    kind: EdgeType | None,
    link: Link,
    quantity: float | None = None,
    unit: Unit | None = None,
) -> WayStep:
    step = WayStep(item.key, item.kind, kind, link.share, link.expectation, quantity, unit)
    if run is None:
        return step
    return replace(
        step,
        process_key=run.key,
        process_kind=run.kind,
        party_key=run.operator,
        party_name=run.operator_name,
        facility_key=run.source,
        facility_name=run.source_name,
        country=run.country,
    )


def _only(system: System, runs: Sequence[Part]) -> ProcessNode | None:
    return system.processes[runs[0].key] if len(runs) == 1 else None


def _sum(key: str, parts: Iterable[Part]) -> float | None:
    quantities = [part.quantity for part in parts if part.key == key]
    known = [quantity for quantity in quantities if quantity is not None]
    return sum(known) if known and len(known) == len(quantities) else None


def _unit(system: System, key: str) -> Unit | None:
    content = system.items[key].content
    return content and content.unit
