"""From rows to lots: one for each number, with all that its rows say."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from seed.readers.lists.row import INPUT, Entry, Line
from seed.readers.lists.sheet import Ledger
from seed.readers.lists.value import Amount


@dataclass(slots=True)
class Lot:
    """A lot or a piece, with what it was made from."""

    number: str
    is_piece: bool
    place: str
    said: dict[str, Entry] = field(default_factory=dict)
    inputs: dict[tuple[Any, ...], dict[str, Entry]] = field(default_factory=dict)
    """Supplier and number of each input to what is said of it."""
    whole: bool = True
    """Whether all cells of its rows could be read."""


def gather(lines: Iterable[Line], ledger: Ledger) -> dict[tuple[bool, str], Lot]:
    """(whether it is a piece, number) to the lot. Rows that are there twice count once; rows that contradict each other are told."""
    lots: dict[tuple[bool, str], Lot] = {}
    seen: dict[frozenset[tuple[str, Any]], Line] = {}
    for line in lines:
        number = line.said.get("serial") or line.said.get("lot")
        if number is None:
            if not line.whole:
                continue
            message = "The row has neither a lot number nor a serial number."
            remedy = "Write its number, also where it is that of the row above, or delete the row."
            ledger.say("MISSING_FIELD", line.place, message, remedy, field="lot")
            continue
        first = seen.setdefault(frozenset((name, entry.value) for name, entry in line.said.items()), line)
        if first is not line:
            message = f"The row says what {first.place} says, of {number.value}; it counts once."
            remedy = "Delete one of the two, or give what is another lot a number of its own."
            ledger.say("DUPLICATE_ROW", line.place, message, remedy, first=first.place)
            continue
        own = {name: entry for name, entry in line.said.items() if name not in INPUT}
        its = {name: entry for name, entry in line.said.items() if name in INPUT}
        piece = "serial" in line.said
        lot = lots.setdefault((piece, number.value), Lot(number.value, piece, line.place))
        lot.whole &= line.whole
        _merge(lot.said, own, f"{'Piece' if piece else 'Lot'} {number.value}", ledger)
        if "inputLot" in its:
            which = tuple(its[name].value if name in its else None for name in ("supplierKey", "supplier", "inputLot"))
            _merge(lot.inputs.setdefault(which, {}), its, f"Input {its['inputLot'].value} of {number.value}", ledger)
        elif its:
            _tell_lost(its, number.value, ledger)
    return lots


def _merge(known: dict[str, Entry], said: dict[str, Entry], what: str, ledger: Ledger) -> None:
    for name, entry in said.items():
        first = known.setdefault(name, entry)
        if first.value != entry.value:
            message = f"{what} has the {name} {_shown(first.value)} in {first.place} and {_shown(entry.value)} in {entry.place}."
            remedy = (
                "Correct the one that is wrong. A lot has one of each; what is another lot has a number of its own."
            )
            ledger.say("CONTRADICTING_ROWS", entry.place, message, remedy, field=name, first=first.place)


def _shown(value: Any) -> str:
    if isinstance(value, Amount):
        return f"{value.number.normalize():f} {value.unit or ''}".strip()
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value if part is not None)
    return str(value)


def _tell_lost(its: dict[str, Entry], number: str, ledger: Ledger) -> None:
    for name, entry in its.items():
        ledger.ignored[f"{name} without a lot that went in"] += 1
        message = (
            f"The {name} of {number} is {_shown(entry.value)}, and the lot that went in is not told; it is left out."
        )
        remedy = "Write the supplier's lot number beside it."
        ledger.say("UNKNOWN_FIELD", entry.place, message, remedy, field=name)
