"""The steps of a way as they are told: items, from where the way begins."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rules.origin.system import ItemNode, Part, ProcessNode, System
from rules.path import WayStep
from rules.trace import EdgeType
from rules.vocabulary import Unit
from rules.way.alike import Alike
from rules.way.link import Link, Links


def tell_steps(system: System, links: Links, alike: Alike, keys: Sequence[str]) -> list[WayStep]:
    """The steps of the way with these keys of classes, which go from the item that is asked about back to where the way begins."""
    met = [[keys[0]]]
    for key in keys[1:]:
        # Of what is alike only that which is on this way.
        onward = {target for source in met[-1] for target in links[source]}
        met.append([member for member in alike.members[key] if member in onward])
    steps = [
        _step(system, alike, keys[number : number + 3], met[number : number + 3])
        for number, key in enumerate(keys)
        if key in system.items
    ]
    steps.reverse()
    return steps


def _step(system: System, alike: Alike, keys: Sequence[str], met: Sequence[Sequence[str]]) -> WayStep:
    """The step to items; behind them on the way, with what of each class is on it, is nothing, a part, or a run and perhaps what it took."""
    items = [system.items[key] for key in met[0]]
    item = items[0]
    if len(keys) == 1:
        step = _told(item, _only(system, item.runs), None, Link(1.0, expectation=False))
    elif keys[1] in system.items:
        step = _from_item(system, items, met[1], alike.links[keys[0]][keys[1]])
    else:
        run, out = system.processes[keys[1]], alike.links[keys[0]][keys[1]]
        if len(keys) == 2:
            quantity = _sum(met[1], (made for one in items for made in one.runs))
            step = _told(item, run, EdgeType.PRODUCED_BY, out, quantity, item.content and item.content.unit)
        else:
            taken = alike.links[keys[1]][keys[2]]
            share = None if out.share is None or taken.share is None else out.share * taken.share
            both = Link(share, out.expectation or taken.expectation)
            step = _told(item, run, EdgeType.CONSUMED, both, _sum(met[2], run.inputs), _unit(system, met[2]))
    return replace(step, items=len(items))


def _from_item(system: System, wholes: Sequence[ItemNode], inside: Sequence[str], link: Link) -> WayStep:
    """The step to wholes that are alike from parts of them, or from what their assembling took."""
    whole, unit, keys = wholes[0], _unit(system, inside), frozenset(inside)
    parts = [part for one in wholes for part in one.parts]
    if any(part.key in keys for part in parts):
        return _told(whole, _only(system, whole.runs), EdgeType.CONTAINS, link, _sum(inside, parts), unit)
    runs = {run.key: system.processes[run.key] for one in wholes for run in one.runs}
    took = [run for run in runs.values() if any(part.key in keys for part in run.inputs)]
    quantity = _sum(inside, (part for run in took for part in run.inputs))
    return _told(whole, took[0], EdgeType.CONSUMED, link, quantity, unit)


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


def _sum(keys: Iterable[str], parts: Iterable[Part]) -> float | None:
    counted = frozenset(keys)
    quantities = [part.quantity for part in parts if part.key in counted]
    known = [quantity for quantity in quantities if quantity is not None]
    return sum(known) if known and len(known) == len(quantities) else None


def _unit(system: System, keys: Sequence[str]) -> Unit | None:
    content = system.items[keys[0]].content
    return content and content.unit
