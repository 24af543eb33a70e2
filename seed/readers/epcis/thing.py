"""Things: which ones a document states, what it says of them, and the unit that each is counted in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import orjson
from pydantic import ValidationError

from rules.facility import Facility
from rules.item import Identifier, Item
from rules.party import Party
from rules.reading import Placed
from rules.record import Record
from rules.vocabulary import IdentifierScheme, ItemKind, Unit
from seed.readers.epcis.capture import Capture, Described
from seed.readers.epcis.event import Happening
from seed.readers.epcis.gs1_key import Gs1Key, gtin, number, parse_gs1
from seed.readers.epcis.ledger import Ledger
from seed.readers.epcis.term import master_field, own_field, plain_names

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

TERMS: Mapping[type[Record], Mapping[str, str]] = {
    Item: {"descriptionShort": "name"},
    Facility: {"name": "name", "countryCode": "country", "state": "region"}
    | {name: name for name in ("latitude", "longitude")},
    Party: {"name": "name", "countryCode": "country"},
}
"""Attributes of CBV 2.0 section 9 to fields of the record."""

NUMBERS = {"latitude", "longitude"}
LISTS = {"identifiers", "roles"}

R = TypeVar("R", bound=Record)


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
        if "unit" in fields and fields["unit"] in Unit.__members__:
            self.units[key] = Unit(fields["unit"])


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


def stated_fields(
    attributes: Mapping[str, Any], prefixes: Mapping[str, str], record: type[Record], where: str, ledger: Ledger
) -> dict[str, Any]:
    """The fields of a record that attributes of master data or instance data say; the others are counted."""
    named = {info.alias or name for name, info in record.model_fields.items()} - {"type", "key"}
    fields: dict[str, Any] = {}
    for full, value in attributes.items():
        values = value if isinstance(value, list) else [value]
        own = own_field(full, prefixes)
        name = own or TERMS[record].get(master_field(full, prefixes) or "")
        if name in LISTS and name in named:
            fields[name] = plain_names(values, prefixes)
        elif name in named and len(values) == 1:
            plain = plain_names(values[0], prefixes)
            fields[name] = _number(plain) if name in NUMBERS else plain
        else:
            ledger.ignored[f"{where}.{full}"] += 1
    return fields


def build(record: type[R], fields: Mapping[str, Any], pointer: str, ledger: Ledger) -> R | None:
    """The record, or findings that say why it is none."""
    try:
        return record.model_validate_json(orjson.dumps(fields), by_alias=True, by_name=False)
    except ValidationError as error:
        ledger.refuse(error, f"The {record.model_fields['type'].default} {fields.get('key', '')}", pointer)
        return None


def nodes_of(capture: Capture, things: Things) -> Iterator[Placed]:
    """Facilities and parties of the master data; its items are taken down for later."""
    for key, thing in capture.described.items():
        match thing.kind:
            case "BusinessLocation" | "ReadPoint" | "Location":
                yield from _node(Facility, key, thing, capture, things.ledger)
            case "SourceDest" | "Party":
                yield from _node(Party, key, thing, capture, things.ledger)
            case _:
                where = thing.kind or "vocabulary element"
                fields = stated_fields(thing.attributes, capture.prefixes, Item, where, things.ledger)
                things.describe(key, thing.pointer, fields)


def _node(record: type[R], key: str, thing: Described, capture: Capture, ledger: Ledger) -> Iterator[Placed]:
    fields = stated_fields(thing.attributes, capture.prefixes, record, thing.kind, ledger)
    node = (
        build(record, {"key": key, **fields}, thing.pointer, ledger) if fields or capture.records is not None else None
    )
    if isinstance(node, Facility | Party):
        yield Placed(thing.pointer, node)


def items_of(
    things: Things, made: Mapping[str, tuple[str, float | None]], parts: Mapping[str, set[str]]
) -> dict[str, Placed]:
    """The items that are stated: those that are made or of which the kind is said. `made`: key to pointer and quantity."""
    ledger, guessed = things.ledger, Counter[str]()
    wholes = {whole for whole, inside in parts.items() if inside}
    kinds = {key: fields["kind"] for key, (_, fields) in things.fields.items() if fields.get("kind")}
    keys = [key for key in {**made, **things.fields} if key in kinds or (key in made and not things.complete)]
    for key in keys if not things.complete else ():
        if key not in kinds:
            kinds[key] = _kind(key, things, kinds, parts, wholes)
            guessed[kinds[key]] += 1
    for key, (_, fields) in things.fields.items():
        if key not in kinds:
            ledger.ignored.update(f"{name} of an item that the document does not state" for name in fields)
    answer: dict[str, Placed] = {}
    for key in keys:
        pointer, fields = things.fields.get(key, (made.get(key, ("/",))[0], {}))
        inferred = {} if things.complete else _inferred(key, things, made)
        if "lot" in fields:
            inferred.pop("serial", None)
        item = build(Item, {**inferred, **fields, "key": key, "kind": kinds[key]}, pointer, ledger)
        if item is not None:
            answer[key] = Placed(pointer, item)
    if guessed:
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(guessed.items()))
        message = f"{len(answer)} items are stated; of {guessed.total()} the kind is not said and was taken from how they are counted and held: {told}."
        remedy = "State batlas:kind in the ilmd of the event or in the master data."
        ledger.say("SUMMARY", "/", message, remedy, items=len(answer), kinds_guessed=guessed.total())
    return answer


def _kind(
    key: str, things: Things, kinds: Mapping[str, str], parts: Mapping[str, set[str]], wholes: set[str]
) -> ItemKind:
    """The kind by structure: what is weighed is a material, what holds cells is a pack, or a module where it is a part itself."""
    if things.units.get(key, Unit.PIECE) is not Unit.PIECE:
        return ItemKind.MATERIAL
    below = {kinds.get(part) for part in parts.get(key, ())}
    named = parse_gs1(key)
    if named is not None and named.ai == "00":
        # A logistic unit: a pallet or a crate, whatever is on it.
        return ItemKind.COMPONENT
    if ItemKind.MODULE in below:
        return ItemKind.PACK
    if ItemKind.CELL in below:
        return ItemKind.MODULE if any(key in parts[whole] for whole in wholes) else ItemKind.PACK
    return ItemKind.COMPONENT


def _inferred(key: str, things: Things, made: Mapping[str, tuple[str, float | None]]) -> dict[str, Any]:
    named = parse_gs1(key)
    unit, quantity = things.units.get(key, Unit.PIECE), made.get(key, ("", None))[1]
    serial, lot = (number(named, "21"), number(named, "10")) if named else (None, None)
    piece = unit is Unit.PIECE and lot is None and quantity in (None, 1)
    return {
        "unit": unit,
        "quantity": 1 if piece else quantity,
        "serial": serial if piece else None,
        "lot": lot,
        "identifiers": _identifiers(named),
    }


def _identifiers(named: Gs1Key | None) -> list[dict[str, Any]]:
    trade = gtin(named) if named else None
    if trade is None:
        return []
    return [Identifier(scheme=IdentifierScheme.GTIN, value=trade).model_dump(mode="json", exclude_none=True)]


def _number(value: Any) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError):
        return value
