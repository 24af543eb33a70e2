"""A document and what is known around it, put together: what the checks look at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from rules.checks.document import Document
from rules.checks.known import Flow, ItemFacts, Known, ProcessFacts, Stay
from rules.composition import Composition
from rules.item import Item
from rules.link import Consumed, Contains, Produced
from rules.model import Model
from rules.process import Process
from rules.quantity import unit_mass_kg
from rules.reading import Placed
from rules.vocabulary import Mineral, Profile, Unit


@dataclass(slots=True)
class View:
    """All flows, stays, items and processes around what the document states anew, and where it states that."""

    profile: Profile
    items: dict[str, ItemFacts]
    processes: dict[str, ProcessFacts]
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
    """Key, or `item other` of a flow or stay, to its place in the document, for what is new."""

    def place(self, *keys: str) -> str | None:
        """The place of the first of these that the document states anew; none where it adds nothing to the matter.

        A document answers for what it adds, not for what others left behind.
        """
        return next((self.places[key] for key in keys if key in self.places), None)


def look(document: Document, known: Known, new: Iterable[Placed], profile: Profile) -> View:
    """The view of a document whose keys are resolved; `new` are its facts that are not known yet, ends of intervals among them."""
    models = dict(known.models)
    for (label, key), placed in document.nodes.items():
        if label == "Model" and isinstance(placed.fact, Model):
            models[key] = _of_model(placed.fact)
    view = View(profile, dict(known.items), dict(known.processes))
    for (label, key), placed in document.nodes.items():
        if label == "Item" and isinstance(placed.fact, Item):
            view.items[key] = item_facts(placed.fact, models.get(placed.fact.model or ""))
        elif label == "Process" and isinstance(placed.fact, Process):
            fact = placed.fact
            view.processes[key] = ProcessFacts(key, fact.kind, fact.started, fact.ended, fact.losses_kg)
    for placed in new:
        for key in _place_keys(placed):
            view.places.setdefault(key, placed.pointer)
    _join_links(view, document, known)
    fresh = {key for label, key in document.nodes if label == "Process"} | view.inputs.keys() | view.outputs.keys()
    view.complete = known.complete | {key for key in fresh if ("Process", key) not in known.nodes}
    return view


def _place_keys(placed: Placed) -> list[str]:
    fact = placed.fact
    if type(fact) is Contains:
        return [f"{fact.part} {fact.whole}"]
    if type(fact) is Produced or type(fact) is Consumed:
        return [f"{fact.item} {fact.process}"]
    key = getattr(fact, "key", None)
    return [] if key is None else [key]


def _join_links(view: View, document: Document, known: Known) -> None:
    for flow in known.produced:
        _produce(view, flow)
    for flow in known.consumed:
        _consume(view, flow)
    ends = {}
    for who, placed in document.links.items():
        fact = placed.fact
        if type(fact) is Contains:
            if who in known.links:
                ends[fact.part, fact.whole, fact.from_] = fact.to
            else:
                view.stays[fact.part].append(Stay(fact.part, fact.whole, fact.from_, fact.to, fact.quantity))
        elif type(fact) is Produced and who not in known.links:
            _produce(view, Flow(fact.item, fact.process, fact.quantity))
        elif type(fact) is Consumed and who not in known.links:
            _consume(view, Flow(fact.item, fact.process, fact.quantity))
    for stay in known.stays:
        end = stay.end or ends.get((stay.part, stay.whole, stay.start))
        view.stays[stay.part].append(replace(stay, end=end))


def _produce(view: View, flow: Flow) -> None:
    view.producers[flow.item].append(flow)
    view.outputs[flow.other].append(flow)


def _consume(view: View, flow: Flow) -> None:
    view.consumers[flow.item].append(flow)
    view.inputs[flow.other].append(flow)


def item_facts(item: Item, model: ItemFacts | None) -> ItemFacts:
    """What the checks need of a stated item; mass and composition fall back to the model's."""
    own = item.composition
    mass = unit_mass_kg(item.unit, item.mass_per_unit_kg, model and model.mass_per_unit_kg)
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
