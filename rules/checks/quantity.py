"""Quantities: units, pieces, and that no more is taken from a lot than there is."""

from collections.abc import Iterable, Iterator

from rules.checks.known import Flow, ItemFacts
from rules.checks.severity import found
from rules.checks.view import View
from rules.finding import Finding
from rules.vocabulary import Unit

TOLERANCE = 1e-9
"""Relative: what float64 sums may lose."""


def check_quantities(view: View) -> Iterator[Finding]:
    """Findings on the quantities of every item that the document touches."""
    for key, item in view.items.items():
        produced, consumed = view.producers.get(key, ()), view.consumers.get(key, ())
        yield from _units(view, item, (*produced, *consumed))
        if item.is_piece and len({flow.other for flow in produced}) > 1:
            yield found(
                view.profile,
                "TWO_PRODUCERS",
                view.place(*(f"{key} {flow.other}" for flow in produced), key),
                f"The piece {key} is said to come out of {len(produced)} processes; one piece comes out of one.",
                "Keep one. Rework that keeps the serial is no production; rework that renumbers makes a new item.",
                key,
                processes=len(produced),
            )
        if item.quantity is None:
            continue
        stays = [Flow(key, s.whole, s.quantity) for s in view.stays.get(key, ()) if s.end is None and not item.is_piece]
        taken = _total(item, (*consumed, *stays))
        if taken > item.quantity * (1 + TOLERANCE):
            yield _too_much(view, item, "OVERDRAFT", "taken from", taken, (*consumed, *stays))
        made = sum(flow.quantity for flow in produced if flow.quantity is not None)
        if made > item.quantity * (1 + TOLERANCE):
            yield _too_much(view, item, "OVERPRODUCTION", "produced of", made, produced)


def _total(item: ItemFacts, flows: Iterable[Flow]) -> float:
    # What is not stated counts as nothing for a lot and as the whole for a piece.
    missing = 1.0 if item.is_piece else 0.0
    return sum(missing if flow.quantity is None else flow.quantity for flow in flows)


def _units(view: View, item: ItemFacts, flows: Iterable[Flow]) -> Iterator[Finding]:
    if item.unit is not Unit.PIECE:
        return
    for flow in flows:
        if flow.quantity is not None and flow.quantity != round(flow.quantity):
            yield found(
                view.profile,
                "UNIT_MISMATCH",
                view.place(f"{flow.item} {flow.other}", flow.item),
                f"{flow.quantity:g} of {flow.item}, which is counted in pieces.",
                "A quantity is in the unit of its item; pieces are whole numbers.",
                flow.item,
                quantity=flow.quantity,
            )


def _too_much(view: View, item: ItemFacts, code: str, what: str, total: float, flows: Iterable[Flow]) -> Finding:
    unit = item.unit.lower()
    return found(
        view.profile,
        code,
        view.place(*(f"{flow.item} {flow.other}" for flow in flows), item.key),
        f"{total:g} {unit} are {what} {item.key}, of which there are {item.quantity:g} {unit}; all submissions are counted.",
        "Correct the quantity that is wrong, here or in the document that states the lot.",
        item.key,
        total=total,
        quantity=item.quantity,
        unit=unit,
    )
