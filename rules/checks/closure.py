"""Closure: no process puts out more of a mineral than goes in. Less is normal: off-gas, water, waste."""

from collections.abc import Iterable, Iterator

from rules.checks.known import Flow, ItemFacts
from rules.checks.severity import found
from rules.checks.view import View
from rules.finding import Finding
from rules.quantity import mass_kg
from rules.vocabulary import Mineral, ProcessKind

TOLERANCE = 1e-3
"""Relative: compositions are stated with three digits or so."""

SOURCES = (ProcessKind.EXTRACTION, ProcessKind.SYNTHESIS_OF_GRAPHITE)
"""Kinds that a mineral enters the chain at."""


def check_closure(view: View) -> Iterator[Finding]:
    """Findings on every process that the document adds something to and whose inputs are all known for the mineral."""
    for key, outputs in view.outputs.items():
        process = view.processes.get(key)
        inputs = view.inputs.get(key)
        if process is None or process.kind in SOURCES or not inputs or key not in view.complete:
            continue
        place = view.place(
            key,
            *(f"{flow.item} {key}" for flow in (*outputs, *inputs)),
            *(flow.item for flow in (*outputs, *inputs)),
        )
        if place is None:
            continue
        made = _made(view, outputs)
        for mineral in Mineral:
            out = sum((content_kg(item, quantity, mineral) or 0.0) * count for item, quantity, count in made)
            out += process.losses_kg.get(mineral, 0)
            # An input without a quantity is at most all of its item, so what is found here is certain.
            contents = [content_kg(view.items.get(flow.item), flow.quantity, mineral) for flow in inputs]
            if out == 0 or None in contents:
                continue
            into = sum(kg for kg in contents if kg is not None)
            if out > into * (1 + TOLERANCE):
                yield found(
                    view.profile,
                    "CLOSURE",
                    place,
                    f"{out:.6g} kg of {mineral.lower()} come out of {key} and {into:.6g} kg go in.",
                    "State the inputs that are missing, or correct quantities or compositions.",
                    key,
                    mineral=mineral,
                    into_kg=into,
                    out_kg=out,
                )


def content_kg(item: ItemFacts | None, quantity: float | None, mineral: Mineral) -> float | None:
    """kg of the mineral in a quantity of the item (none: all of it); none where it is not stated."""
    if item is None or item.fractions is None:
        return None
    fraction = item.fractions.get(mineral)
    if fraction is None:
        return 0.0 if item.complete else None
    mass = mass_kg(item.quantity if quantity is None else quantity, item.unit, item.mass_per_unit_kg)
    return None if mass is None else mass * fraction


def _made(view: View, outputs: Iterable[Flow]) -> list[tuple[ItemFacts, float | None, int]]:
    """Outputs whose amount is known, each with its quantity and how many are like it: of a lot from several runs, only what each is said
    to make. A run makes thousands of cells of one model."""
    alike: dict[tuple[object, ...], tuple[ItemFacts, float | None, int]] = {}
    for flow in outputs:
        item = view.items.get(flow.item)
        if item is None or (flow.quantity is None and len(view.producers[flow.item]) != 1):
            continue
        what = (id(item.fractions), item.unit, item.quantity, item.mass_per_unit_kg, item.complete, flow.quantity)
        _, _, count = alike.get(what, (item, None, 0))
        alike[what] = (item, flow.quantity, count + 1)
    return list(alike.values())
