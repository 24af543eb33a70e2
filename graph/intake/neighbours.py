"""The flows, stays, times and contents around what a document adds, as the checks need them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.database import Transaction
from graph.intake.flows import Flows, fetch_consumed, fetch_produced, fetch_stays
from graph.intake.nodes import fetch_instances, fetch_items, fetch_models, fetch_processes
from graph.intake.surroundings import Surroundings
from rules.checks.known import Flow, Known
from rules.item import Item
from rules.link import Consumed, Contains, Produced
from rules.model import Model
from rules.process import Process
from rules.reading import Placed


async def look_around(transaction: Transaction, around: Surroundings, new: Sequence[Placed]) -> Known:
    """What is known, with everything around the facts of the document that are `new` to the graph."""
    touched = _Touched(around, new)
    items, filled, processes = touched.items, touched.filled, touched.processes
    near = await fetch_produced(transaction, filled) | await fetch_consumed(transaction, filled)
    processes |= {flow.other for flow in near.values()}
    produced = await fetch_produced(transaction, items, processes)
    consumed = await fetch_consumed(transaction, items, processes)
    # A process whose times are new decides about all that was made in it, wherever that went.
    retimed = {flow.item for flow in produced.values() if flow.other in touched.timed} - items
    consumed |= await fetch_consumed(transaction, retimed)
    stays = await fetch_stays(transaction, items | retimed, touched.wholes | retimed | filled)
    flows = (*produced.values(), *consumed.values())
    others = {flow.item for flow in flows} | {stay.part for stay in stays} | {stay.whole for stay in stays}
    produced |= await fetch_produced(transaction, others - items)
    every = {flow.other for flow in (*produced.values(), *consumed.values())} | processes
    absorbed = around.absorbed
    return replace(
        around.known,
        items=await fetch_items(transaction, others | items),
        processes=await fetch_processes(transaction, every),
        models=await fetch_models(transaction, touched.models),
        instances=await fetch_instances(transaction, touched.own_models),
        complete=frozenset(processes),
        produced=_own_flows(produced, absorbed),
        consumed=_own_flows(consumed, absorbed),
        stays=tuple(
            dict.fromkeys(
                replace(stay, part=absorbed.get(stay.part, stay.part), whole=absorbed.get(stay.whole, stay.whole))
                for stay in stays
            )
        ),
    )


class _Touched:
    """The known things that the new facts add something to."""

    def __init__(self, around: Surroundings, new: Sequence[Placed]) -> None:
        nodes, absorbed = around.known.nodes, around.absorbed
        self.filled = {key for label, key in _stubs(around, new, Item)} | absorbed.keys()
        """Items that were stubs until now, and stubs that turn out to be items of the document."""
        self.timed = {key for _, key in _stubs(around, new, Process)}
        self.own_models = {key for _, key in _stubs(around, new, Model)}
        self.items, self.processes, self.wholes = set(self.filled), set(self.timed), set[str]()
        self.models: set[str] = set()
        stubs = {key: stub for stub, key in absorbed.items()}
        for placed in new:
            fact = placed.fact
            if type(fact) is Produced:
                self._flow(nodes, fact.item, fact.process)
                # When the item was made changes, and so what may hold and have held it.
                own = (fact.item, stubs.get(fact.item))
                self.wholes |= {key for key in own if key and ("Item", key) in nodes}
            elif type(fact) is Consumed:
                self._flow(nodes, fact.item, fact.process)
            elif type(fact) is Contains:
                self.items |= {key for key in (fact.whole, fact.part) if ("Item", key) in nodes}
            elif type(fact) is Item and fact.model is not None:
                self.models.add(fact.model)

    def _flow(self, nodes: Mapping[tuple[str, str], object], item: str, process: str) -> None:
        if ("Item", item) in nodes:
            self.items.add(item)
        if ("Process", process) in nodes:
            self.processes.add(process)


def _stubs(around: Surroundings, new: Sequence[Placed], kind: type) -> set[tuple[str, str]]:
    label = kind.__name__
    named = ((label, placed.fact.key) for placed in new if type(placed.fact) is kind)  # pyright: ignore[reportAttributeAccessIssue] - nodes have keys
    return {name for name in named if name in around.known.nodes}


def _own_flows(flows: Flows, absorbed: Mapping[str, str]) -> tuple[Flow, ...]:
    """The flows once each, with the keys of the items that stubs turn out to be."""
    return tuple(
        {(absorbed.get(item, item), *rest): _own(flow, absorbed) for (item, *rest), flow in flows.items()}.values()
    )


def _own(flow: Flow, absorbed: Mapping[str, str]) -> Flow:
    return replace(flow, item=absorbed[flow.item]) if flow.item in absorbed else flow
