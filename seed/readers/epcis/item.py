"""Items: which ones a document states, and what is inferred of those that it says little of."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from rules.item import Identifier, Item
from rules.reading import Placed
from rules.vocabulary import IdentifierScheme, ItemKind, Unit
from seed.readers.epcis.amount import Things
from seed.readers.epcis.described import build
from seed.readers.epcis.gs1_key import Gs1Key, gtin, number, parse_gs1


def items_of(
    things: Things, made: Mapping[str, tuple[str, float | None]], parts: Mapping[str, set[str]]
) -> dict[str, Placed]:
    """The items that are stated: those that are made or of which the kind is said. `made`: key to pointer and quantity."""
    ledger, guessed = things.ledger, Counter[str]()
    said = {key: fields["kind"] for key, (_, fields) in things.fields.items() if "kind" in fields}
    kinds: dict[str, Any] = {key: kind for key, kind in said.items() if isinstance(kind, str)}
    keys = [key for key in {**made, **things.fields} if key in said or (key in made and not things.complete)]
    inside = {part for held in parts.values() for part in held}
    for key in keys:
        if key not in said:
            kinds[key] = _kind(key, things, kinds, parts.get(key, set()), inside)
            guessed[kinds[key]] += 1
    for key, (_, fields) in things.fields.items():
        if key not in said and key not in made:
            ledger.ignored.update(f"{name} of an item that the document does not state" for name in fields)
    answer: dict[str, Placed] = {}
    for key in keys:
        pointer, fields = things.fields.get(key, (made.get(key, ("/",))[0], {}))
        inferred = {} if things.complete else _inferred(key, things, made)
        if "lot" in fields:
            inferred.pop("serial", None)
        item = build(Item, {"kind": kinds.get(key), **inferred, **fields, "key": key}, pointer, ledger)
        if item is not None:
            answer[key] = Placed(pointer, item)
    if guessed:
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(guessed.items()))
        message = f"{len(answer)} items are stated; of {guessed.total()} the kind is not said and was taken from how they are counted and held: {told}."
        remedy = "State batlas:kind in the ilmd of the event or in the master data."
        ledger.say("SUMMARY", "/", message, remedy, items=len(answer), kinds_guessed=guessed.total())
    return answer


def _kind(key: str, things: Things, kinds: Mapping[str, Any], parts: set[str], inside: set[str]) -> ItemKind:
    """The kind by structure: what is weighed is a material, what holds cells is a pack, or a module where it is a part itself."""
    if things.units.get(key, Unit.PIECE) is not Unit.PIECE:
        return ItemKind.MATERIAL
    below = {kinds.get(part) for part in parts}
    named = parse_gs1(key)
    if named is not None and named.ai == "00":
        # A logistic unit: a pallet or a crate, whatever is on it.
        return ItemKind.COMPONENT
    if ItemKind.MODULE in below:
        return ItemKind.PACK
    if ItemKind.CELL in below:
        return ItemKind.MODULE if key in inside else ItemKind.PACK
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
