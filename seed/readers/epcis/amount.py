"""Amounts: the things that events name, and the unit that each is counted in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rules.vocabulary import Unit
from seed.readers.epcis.event import Happening
from seed.readers.epcis.gs1_key import parse_gs1
from seed.readers.epcis.ledger import Ledger

UNITS: Mapping[str, tuple[Unit, float, float]] = {
    "KGM": (Unit.KG, 1, 1),
    "GRM": (Unit.KG, 1, 1000),
    "MGM": (Unit.KG, 1, 1_000_000),
    "TNE": (Unit.KG, 1000, 1),
    "LBR": (Unit.KG, 0.45359237, 1),
    "LTR": (Unit.L, 1, 1),
    "MLT": (Unit.L, 1, 1000),
    "MTR": (Unit.M, 1, 1),
    "CMT": (Unit.M, 1, 100),
    "MMT": (Unit.M, 1, 1000),
    "MTK": (Unit.M2, 1, 1),
    "KWH": (Unit.KWH, 1, 1),
    "WHR": (Unit.KWH, 1, 1000),
    "H87": (Unit.PIECE, 1, 1),
    "EA": (Unit.PIECE, 1, 1),
    "C62": (Unit.PIECE, 1, 1),
}
"""Code of UN/ECE Recommendation 20 to unit, factor and divisor; without a code a quantity is a count (EPCIS 2.0 section 7.3.3.3)."""

CODES: Mapping[Unit, str | None] = {Unit.PIECE: None} | {
    unit: code for code, (unit, factor, divisor) in UNITS.items() if factor == divisor == 1 and unit is not Unit.PIECE
}
"""Unit to the code that it is written with."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A thing as an event names it."""

    key: str
    pointer: str
    quantity: float | None = None
    uom: str | None = None
    piece: bool = False


@dataclass(slots=True)
class Things:
    """The things of a document."""

    complete: bool
    """The document states its items itself, so that none is inferred."""
    ledger: Ledger
    units: dict[str, Unit] = field(default_factory=dict)
    fields: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    """Key to pointer and the fields of an item as they are stated."""
    told: set[str] = field(default_factory=set)
    """Pointers to amounts of which something was said already."""

    def amounts(self, happening: Happening, which: str) -> Iterator[Amount]:
        """The things in the lists `input`, `output`, `child` or `""` of the event. A class of trade items is no thing that can be traced."""
        event = happening.event
        epcs, classes, names = {
            "": (event.epc_list, event.quantity_list, ("epcList", "quantityList")),
            "child": (event.child_epcs, event.child_quantity_list, ("childEPCs", "childQuantityList")),
            "input": (event.input_epc_list, event.input_quantity_list, ("inputEPCList", "inputQuantityList")),
            "output": (event.output_epc_list, event.output_quantity_list, ("outputEPCList", "outputQuantityList")),
        }[which]
        for place, key in enumerate(epcs):
            yield Amount(key, f"{happening.pointer}/{names[0]}/{place}", piece=True)
        for place, element in enumerate(classes):
            pointer = f"{happening.pointer}/{names[1]}/{place}"
            if self.complete or not is_type(element.epc_class):
                yield Amount(element.epc_class, pointer, element.quantity, element.uom)
            elif self._first_time(pointer):
                self.ledger.ignored[f"{event.type}.{names[1]} of a class without lot"] += 1

    def count(self, amounts: Iterable[Amount]) -> None:
        """Each thing is counted in the unit that it is stated in, else the one that it is first named in."""
        for amount in amounts:
            unit = Unit.PIECE if amount.piece or amount.uom is None else UNITS.get(amount.uom, (None,))[0]
            if unit is not None and (amount.piece or amount.quantity is not None):
                self.units.setdefault(amount.key, unit)

    def quantity(self, amount: Amount) -> float | None:
        """How much, in the thing's unit; none where that is not known."""
        if amount.quantity is None:
            return None
        unit, factor, divisor = (Unit.PIECE, 1, 1) if amount.uom is None else UNITS.get(amount.uom, (None, 1, 1))
        if unit is None or unit is not self.units.get(amount.key, unit):
            if not self._first_time(amount.pointer):
                return None
            counted = f": it is counted in {self.units[amount.key].lower()}" if amount.key in self.units else ""
            message = f"{amount.quantity:g} {(amount.uom or 'pieces')[:20]} of {amount.key} cannot be taken{counted}. The link is kept without a quantity."
            remedy = f"Write one unit for one thing; codes that are read are {', '.join(UNITS)}."
            self.ledger.say("UNIT_MISMATCH", f"{amount.pointer}/uom", message, remedy, amount.key)
            return None
        return amount.quantity * factor / divisor

    def _first_time(self, pointer: str) -> bool:
        if pointer in self.told:
            return False
        self.told.add(pointer)
        return True

    def describe(self, key: str, pointer: str, stated: dict[str, Any]) -> None:
        """Take what is said of an item; what was said first counts."""
        _, fields = self.fields.setdefault(key, (pointer, {}))
        for name, value in stated.items():
            if fields.setdefault(name, value) != value:
                self.ledger.ignored[f"{name} of an item, said in another way before"] += 1
        unit = fields.get("unit")
        if isinstance(unit, str) and unit in Unit.__members__:
            self.units[key] = Unit(unit)


def is_type(key: str) -> bool:
    """Whether a key names all trade items of a type, of which none can be traced."""
    if key.startswith("urn:epc:idpat:"):
        return True
    named = parse_gs1(key)
    return named is not None and named.ai in ("01", "8006", "8010") and named.qualifier is None


def is_place(key: str) -> bool:
    """Whether a key names a place."""
    named = parse_gs1(key)
    return named is not None and named.ai == "414"
