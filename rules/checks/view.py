"""A document and what is known around it, put together: what the checks look at."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.checks.document import Document
from rules.checks.known import Flow, ItemFacts, Known, ProcessFacts, Stay
from rules.composition import Composition
from rules.item import Item
from rules.link import Consumed, Contains, Produced
from rules.model import Model
from rules.process import Process
from rules.vocabulary import Mineral, Profile, Unit


@dataclass(slots=True)
class View:
    """All flows, stays, items and processes that the document touches, and where in the document."""

    profile: Profile
    items: dict[str, ItemFacts]
    processes: dict[str, ProcessFacts]
    losses: dict[str, Process] = field(default_factory=dict)
    """Processes stated in the document, which may state losses."""
    producers: dict[str, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    """Item to the flows that it came out by."""
    consumers: dict[str, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    inputs: dict[str, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    outputs: dict[str, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    stays: dict[str, list[Stay]] = field(default_factory=lambda: defaultdict(list))
    """Part to its stays in wholes."""
    complete: frozenset[str] = frozenset()
    """Processes whose inputs and outputs are all here."""
    places: dict[str, str] = field(default_factory=dict)
    """Key, or `item other` of a flow, to its place in the document."""

    def place(self, *keys: str) -> str:
        """The place of the first of these that the document states."""
        return next((self.places[key] for key in keys if key in self.places), "document")


def look(document: Document, known: Known, profile: Profile) -> View:
    """The view of a document whose keys are resolved."""
    models = dict(known.models)
    for (label, key), placed in document.nodes.items():
        if label == "Model" and isinstance(placed.fact, Model):
            models[key] = _of_model(placed.fact)
    view = View(profile, dict(known.items), dict(known.processes))
    for (label, key), placed in document.nodes.items():
        view.places[key] = placed.pointer
        if label == "Item" and isinstance(placed.fact, Item):
            view.items[key] = item_facts(placed.fact, models.get(placed.fact.model or ""))
        elif isinstance(placed.fact, Process):
            view.processes[key] = ProcessFacts(key, placed.fact.kind, placed.fact.started, placed.fact.ended)
            view.losses[key] = placed.fact
    _join_links(view, document, known)
    new = {key for label, key in document.nodes if label == "Process"} | view.inputs.keys() | view.outputs.keys()
    view.complete = known.complete | {
        key for key in new if ("Process", key) not in known.nodes and key not in known.processes
    }
    return view


def _join_links(view: View, document: Document, known: Known) -> None:
    for flow in known.produced:
        _produce(view, flow)
    for flow in known.consumed:
        _consume(view, flow)
    for stay in known.stays:
        view.stays[stay.part].append(stay)
    for who, placed in document.links.items():
        fact = placed.fact
        match fact:
            case Produced():
                view.places.setdefault(f"{fact.item} {fact.process}", placed.pointer)
                if who not in known.links:
                    _produce(view, Flow(fact.item, fact.process, fact.quantity))
            case Consumed():
                view.places.setdefault(f"{fact.item} {fact.process}", placed.pointer)
                if who not in known.links:
                    _consume(view, Flow(fact.item, fact.process, fact.quantity))
            case Contains():
                view.places.setdefault(f"{fact.part} {fact.whole}", placed.pointer)
                if who not in known.links:
                    view.stays[fact.part].append(Stay(fact.part, fact.whole, fact.from_, fact.to, fact.quantity))
            case _:
                pass


def _produce(view: View, flow: Flow) -> None:
    view.producers[flow.item].append(flow)
    view.outputs[flow.other].append(flow)


def _consume(view: View, flow: Flow) -> None:
    view.consumers[flow.item].append(flow)
    view.inputs[flow.other].append(flow)


def item_facts(item: Item, model: ItemFacts | None) -> ItemFacts:
    """What the checks need of a stated item; mass and composition fall back to the model's."""
    own = item.composition
    mass = item.mass_per_unit_kg
    if mass is None and model is not None:
        mass = model.mass_per_unit_kg
    if own is None and model is not None:
        return ItemFacts(item.key, item.kind, item.unit, item.quantity, mass, model.fractions, model.complete)
    return ItemFacts(
        item.key, item.kind, item.unit, item.quantity, mass, _fractions(own), own.complete if own else False
    )


def _of_model(model: Model) -> ItemFacts:
    composition = model.composition
    complete = composition.complete if composition else False
    return ItemFacts(model.key, model.kind, Unit.PIECE, 1, model.mass_kg, _fractions(composition), complete)


def _fractions(composition: Composition | None) -> Mapping[Mineral, float] | None:
    return None if composition is None else composition.fractions
