"""Wholes and parts: a piece is in one place at a time, and a cell holds no vehicle."""

from collections.abc import Iterator
from datetime import datetime

from rules.checks.document import Document
from rules.checks.known import ItemFacts, Known, Stay
from rules.checks.order import END, INSTANT, early, late
from rules.checks.severity import found
from rules.checks.view import View
from rules.finding import Finding
from rules.item import Item
from rules.model import Model
from rules.vocabulary import ItemKind

RANK = {ItemKind.MATERIAL: 0, ItemKind.CELL: 1, ItemKind.MODULE: 2, ItemKind.PACK: 3, ItemKind.VEHICLE: 4}
"""Kinds that hold each other in this order; components may hold and be held by anything."""

MOST_TOLD = 5


def check_wholes(view: View) -> Iterator[Finding]:
    """Findings on pieces with two wholes at once and on parts that are larger than their whole."""
    for part, stays in view.stays.items():
        item = view.items.get(part)
        if item is None:
            continue
        for stay in stays:
            yield from _ranks(view, item, stay)
        if item.is_piece and len(stays) > 1:
            yield from _overlap(view, part, stays)


def _ranks(view: View, item: ItemFacts, stay: Stay) -> Iterator[Finding]:
    whole = view.items.get(stay.whole)
    if whole is None or RANK.get(whole.kind, 9) >= RANK.get(item.kind, -1):
        return
    place = view.place(f"{item.key} {stay.whole}", item.key, stay.whole)
    if place is not None:
        yield found(
            view.profile,
            "KIND_MISMATCH",
            place,
            f"{stay.whole} is a {whole.kind.lower()} and cannot hold {item.key}, a {item.kind.lower()}.",
            "Turn whole and part round, or correct a kind.",
            stay.whole,
            item.key,
        )


def _overlap(view: View, part: str, stays: list[Stay]) -> Iterator[Finding]:
    wholes = clashing(stays)
    place = view.place(*(f"{part} {whole}" for whole in wholes), part)
    if not wholes or place is None:
        return
    where = f"{wholes[0]} twice" if len(wholes) == 1 else f"{len(wholes)} wholes"
    yield found(
        view.profile,
        "TWO_WHOLES",
        place,
        f"The piece {part} is in {where} at once: {', '.join(wholes[:MOST_TOLD])}.",
        "State until when the first one held it (`to`), or drop the wrong link.",
        part,
        wholes=len(wholes),
    )


def clashing(stays: list[Stay]) -> list[str]:
    """The wholes that certainly hold the part at one time, in order; the same whole counts again where two of its stays overlap.

    What is certain: a bare date, stored as a midnight, may be any moment of its day; of a stay without a beginning only the moment
    before its end. Two stays clash where neither can have ended before the other began.
    """
    found_in: set[str] = set()
    holding: dict[str, tuple[datetime, datetime]] = {}
    for start, end, whole in sorted((_start(stay), _end(stay), stay.whole) for stay in stays):
        for other, (began, ends) in holding.items():
            if start < ends and began < end:
                found_in |= {other, whole}
        # The stay that lasts longest speaks for its whole; of clashing wholes a few are enough.
        if whole not in holding or holding[whole][1] < end:
            holding[whole] = (start, end)
        holding = {w: (b, e) for w, (b, e) in holding.items() if e > start}
        if len(found_in) > 10 * MOST_TOLD:
            break
    return sorted(found_in)


def _start(stay: Stay) -> datetime:
    return (END if stay.end is None else stay.end) - INSTANT if stay.start is None else late(stay.start)


def _end(stay: Stay) -> datetime:
    return END if stay.end is None else early(stay.end)


def check_models(document: Document, known: Known, view: View) -> Iterator[Finding]:
    """Findings on items whose kind is not their model's, whichever of the two the document states."""
    kinds = {key: model.kind for key, model in known.models.items()}
    stated = {key: p for (_, key), p in document.nodes.items() if isinstance(p.fact, Model)}
    kinds |= {key: placed.fact.kind for key, placed in stated.items() if isinstance(placed.fact, Model)}
    for placed in document.nodes.values():
        item = placed.fact
        if not isinstance(item, Item) or item.model is None or view.place(item.key) is None:
            continue
        kind = kinds.get(item.model, item.kind)
        if kind is not item.kind:
            message = f"The item is a {item.kind.lower()} and its model {item.model} is of kind {kind.lower()}."
            remedy = "Correct the kind of one of them."
            yield found(view.profile, "KIND_MISMATCH", f"{placed.pointer} /model", message, remedy, item.key)
    for key, placed in stated.items():
        others = known.instances.get(key, frozenset()) - {kinds[key]}
        if others and view.place(key) is not None:
            message = f"The model is of kind {kinds[key].lower()} and has instances of kind {', '.join(sorted(k.lower() for k in others))}."
            yield found(
                view.profile,
                "KIND_MISMATCH",
                f"{placed.pointer} /kind",
                message,
                "Correct the kind of one of them.",
                key,
            )
