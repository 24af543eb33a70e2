"""Quantities: units, pieces, and that no more is taken from a lot than there is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rules.checks.known import Flow, ItemFacts, Stay
from rules.checks.severity import found
from rules.checks.view import View
from rules.finding import Finding
from rules.vocabulary import Unit

TOLERANCE = 1e-9
"""Relative: what float64 sums may lose."""


def check_quantities(view: View) -> Iterator[Finding]:
    """Findings on the quantities of every item that the document adds something to."""
    for key, item in view.items.items():
        produced, consumed = view.producers.get(key, ()), view.consumers.get(key, ())
        if not consumed and item.is_piece and _is_plain(produced, view.stays.get(key, ())):
            continue
        held = [Flow(key, stay.whole, stay.quantity) for stay in view.stays.get(key, ()) if stay.end is None]
        yield from _pieces(view, item, (*produced, *consumed, *held))
        yield from _producers(view, item, produced)
        if item.quantity is None:
            continue
        # A piece in two wholes is a matter of its own; of a lot, every whole takes its share.
        most = max(held, key=lambda flow: flow.quantity or 0, default=None) if item.is_piece else None
        if most is not None and (most.quantity or 0) > 1:
            yield from _too_much(view, item, "OVERDRAFT", "taken from", most.quantity or 0, [most])
        # A stay without a quantity is one of all of the item.
        shares = (
            () if item.is_piece else (flow if flow.quantity else replace(flow, quantity=item.quantity) for flow in held)
        )
        taken = (*consumed, *shares)
        yield from _too_much(view, item, "OVERDRAFT", "taken from", _total(item, taken), taken)
        made = sum(flow.quantity for flow in produced if flow.quantity is not None)
        yield from _too_much(view, item, "OVERPRODUCTION", "produced of", made, produced)


def _is_plain(produced: Sequence[Flow], stays: Sequence[Stay]) -> bool:
    """Whether a piece came out of one run at the most and is in one whole at the most, as a whole: most of them do and are."""
    return len(produced) < 2 and len(stays) < 2 and all(one.quantity is None for one in (*produced, *stays))


def _total(item: ItemFacts, flows: Iterable[Flow]) -> float:
    # What is not stated counts as nothing for a lot and as the whole for a piece.
    missing = 1.0 if item.is_piece else 0.0
    return sum(missing if flow.quantity is None else flow.quantity for flow in flows)


def _producers(view: View, item: ItemFacts, produced: Sequence[Flow]) -> Iterator[Finding]:
    processes = sorted({flow.other for flow in produced})
    if len(processes) < 2:
        return
    if not item.is_piece:
        yield from _silent_runs(view, item, processes, produced)
        return
    place = view.place(*(f"{item.key} {process}" for process in processes), item.key)
    if place is not None:
        yield found(
            view.profile,
            "TWO_PRODUCERS",
            place,
            f"The piece {item.key} is said to come out of {len(processes)} processes, {', '.join(processes[:5])}; one piece comes out of one.",
            "Keep one. Rework that keeps the serial is no production; rework that renumbers makes a new item.",
            item.key,
            processes=len(processes),
        )


def _silent_runs(view: View, item: ItemFacts, processes: Sequence[str], produced: Sequence[Flow]) -> Iterator[Finding]:
    silent = next((flow for flow in produced if flow.quantity is None), None)
    if silent is None:
        return
    place = view.place(*(f"{item.key} {process}" for process in (silent.other, *processes)))
    if place is not None:
        yield found(
            view.profile,
            "UNKNOWN_PORTION",
            place,
            f"The lot {item.key} came out of {len(processes)} processes, {', '.join(processes[:5])}, and how much out of {silent.other} is not stated: of what it is made is unknown.",
            "State the quantity from each run. Where they are one run, give it a key of its own, not a local name, which is another process in every document.",
            item.key,
            processes=len(processes),
        )


def _pieces(view: View, item: ItemFacts, flows: Iterable[Flow]) -> Iterator[Finding]:
    if item.unit is not Unit.PIECE:
        return
    parts = [(f"{flow.item} {flow.other}", flow.quantity) for flow in flows]
    for key, quantity in ((item.key, item.quantity), *parts):
        if quantity is None or quantity == round(quantity):
            continue
        place = view.place(key, item.key)
        if place is not None:
            yield found(
                view.profile,
                "UNIT_MISMATCH",
                f"{place} /quantity",
                f"{quantity:.9g} of {item.key}, which is counted in pieces.",
                "A quantity is in the unit of its item; pieces are whole numbers.",
                item.key,
                quantity=quantity,
            )


def _too_much(
    view: View, item: ItemFacts, code: str, what: str, total: float, flows: Iterable[Flow]
) -> Iterator[Finding]:
    assert item.quantity is not None  # noqa: S101 - the caller has looked
    if total <= item.quantity * (1 + TOLERANCE):
        return
    place = view.place(*(f"{flow.item} {flow.other}" for flow in flows), item.key)
    if place is None:
        return
    unit = item.unit.lower()
    yield found(
        view.profile,
        code,
        place,
        f"{total:.9g} {unit} are {what} {item.key}, of which there are {item.quantity:.9g} {unit}; all submissions are counted.",
        "Correct the quantity that is wrong, here or in the document that states the lot.",
        item.key,
        total=total,
        quantity=item.quantity,
        unit=unit,
    )
