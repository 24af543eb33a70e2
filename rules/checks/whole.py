"""Wholes and parts: a piece is in one place at a time, and a cell holds no vehicle."""

from collections.abc import Iterator
from datetime import UTC, datetime

from rules.checks.document import Document
from rules.checks.known import Stay
from rules.checks.severity import found
from rules.checks.view import View
from rules.finding import Finding
from rules.item import Item
from rules.model import Model
from rules.vocabulary import ItemKind

RANK = {ItemKind.MATERIAL: 0, ItemKind.CELL: 1, ItemKind.MODULE: 2, ItemKind.PACK: 3, ItemKind.VEHICLE: 4}
"""Kinds that hold each other in this order; components may hold and be held by anything."""

BEGINNING = datetime.min.replace(tzinfo=UTC)
END = datetime.max.replace(tzinfo=UTC)


def check_wholes(view: View) -> Iterator[Finding]:
    """Findings on pieces with two wholes at once and on parts that are larger than their whole."""
    for part, stays in view.stays.items():
        item = view.items.get(part)
        if item is None:
            continue
        for stay in stays:
            whole = view.items.get(stay.whole)
            if whole is not None and RANK.get(whole.kind, 9) < RANK.get(item.kind, -1):
                yield found(
                    view.profile,
                    "KIND_MISMATCH",
                    view.place(f"{part} {stay.whole}", part, stay.whole),
                    f"{stay.whole} is a {whole.kind.lower()} and cannot hold {part}, a {item.kind.lower()}.",
                    "Turn whole and part round, or correct a kind.",
                    stay.whole,
                    part,
                )
        if item.is_piece and len(stays) > 1:
            yield from _overlap(view, part, stays)


def check_models(document: Document, view: View) -> Iterator[Finding]:
    """Findings on items whose kind is not their model's."""
    models = {
        k: p.fact.kind for (label, k), p in document.nodes.items() if label == "Model" and isinstance(p.fact, Model)
    }
    for placed in document.nodes.values():
        item = placed.fact
        if isinstance(item, Item) and item.model is not None and models.get(item.model, item.kind) is not item.kind:
            yield found(
                view.profile,
                "KIND_MISMATCH",
                f"{placed.pointer} /model",
                f"The item is a {item.kind.lower()} and its model {item.model} is of kind {models[item.model].lower()}.",
                "Correct the kind of one of them.",
                item.key,
            )


def _overlap(view: View, part: str, stays: list[Stay]) -> Iterator[Finding]:
    ordered = sorted(stays, key=lambda stay: (stay.start or BEGINNING, stay.whole))
    wholes: set[str] = set()
    until, holder = BEGINNING, ""
    for stay in ordered:
        if holder and (stay.start or BEGINNING) < until and stay.whole != holder:
            wholes |= {holder, stay.whole}
        if (stay.end or END) > until:
            until, holder = stay.end or END, stay.whole
    if wholes:
        yield found(
            view.profile,
            "TWO_WHOLES",
            view.place(*(f"{part} {whole}" for whole in sorted(wholes)), part),
            f"The piece {part} is in {len(wholes)} wholes at once: {', '.join(sorted(wholes)[:5])}.",
            "State until when the first one held it (`to`), or drop the wrong link.",
            part,
            wholes=len(wholes),
        )
