"""From relations to facts: what holds what, and by plan."""

from collections.abc import Iterator, Mapping, Sequence

from rules.key import identifier_key
from rules.link import Contains, HasPart
from rules.reading import Placed
from rules.vocabulary import IdentifierScheme, ItemKind, Unit
from seed.readers.catenax.relation import Relation
from seed.readers.catenax.twin import Ledger, Twin
from seed.readers.catenax.typed import BatteryCode, BatteryPart, Typization

UNITS = {
    "unit:piece": Unit.PIECE,
    "unit:kilogram": Unit.KG,
    "unit:litre": Unit.L,
    "unit:metre": Unit.M,
    "unit:squareMetre": Unit.M2,
    "unit:kilowattHour": Unit.KWH,
}

MOST = 400
"""Characters of a key that others are made from."""


def unit_of(measure: str) -> Unit | None:
    """The unit; answers of the Item Relationship Service leave `unit:` out."""
    return UNITS.get(measure) or UNITS.get(f"unit:{measure}")


def units_of(twins: Mapping[str, Twin], relations: Sequence[Relation]) -> dict[str, Unit]:
    """The unit that each built part is counted in: pieces where it is serial, else as it is first used."""
    typed = ((key, twin.get(Typization)) for key, twin in twins.items())
    units = {key: Unit.PIECE for key, typization in typed if typization and typization[0] != "Batch"}
    for relation in relations:
        unit = unit_of(relation.quantity.measure) if relation.quantity and not relation.planned else None
        if unit is not None:
            units.setdefault(relation.part, unit)
    return units


def links_of(relations: Sequence[Relation], units: Mapping[str, Unit], ledger: Ledger) -> Iterator[Placed]:
    """What the wholes hold. When it was put in is not stated: `createdOn` is when the link was recorded.

    A relation that whole and part both state is one fact.
    """
    stated: set[Contains] = set()
    for relation in relations:
        link = Contains(whole=relation.whole, part=relation.part, quantity=_quantity(relation, units, ledger))
        if link not in stated:
            stated.add(link)
            yield Placed(relation.pointer, link)


def _quantity(relation: Relation, units: Mapping[str, Unit], ledger: Ledger) -> float | None:
    if relation.quantity is None:
        return None
    said, amount = relation.quantity.measure, relation.quantity.amount
    unit = unit_of(said)
    counted = units.get(relation.part, unit)
    if unit is not None and unit is counted:
        return amount
    message = (
        f"{amount:g} {said[:80]} of {relation.part} cannot be taken"
        f"{f': it is counted in {counted.lower()}' if counted else ''}. The link is kept without a quantity."
    )
    remedy = f"Write the quantity in the unit of the part; units that are read are {', '.join(UNITS)}."
    place = f"{relation.pointer}/quantity"
    ledger.say("UNIT_MISMATCH", place, message, remedy, relation.whole, relation.part)
    return None


def plans_of(relations: Sequence[Relation], built: frozenset[str], ledger: Ledger) -> Iterator[Placed]:
    """The planned bills. `built` are the keys of items: nothing is both, and of a type no item is made."""
    stated: set[HasPart] = set()
    for relation in relations:
        ends = sorted({relation.whole, relation.part} & built)
        if ends:
            message = f"A planned bill names {ends[0]}, which is a built part and no type. The link is left out."
            remedy = "Refer to the type that was planned."
            ledger.say("KIND_MISMATCH", relation.pointer, message, remedy, *ends)
            continue
        if relation.quantity is None:
            ledger.ignored["planned relation without a quantity"] += 1
            continue
        said, amount = relation.quantity.measure, relation.quantity.amount
        if unit_of(said) is not Unit.PIECE:
            message = f"{amount:g} {said[:80]} of {relation.part} by plan: a type has no unit. The number is kept as the number of the part."
            remedy = "Plan in pieces (unit:piece)."
            place = f"{relation.pointer}/quantity"
            ledger.say("UNIT_MISMATCH", place, message, remedy, relation.whole, relation.part)
        link = HasPart(model=relation.whole, part=relation.part, quantity=amount)
        if link not in stated:
            stated.add(link)
            yield Placed(relation.pointer, link)


def codes_of(twins: Mapping[str, Twin], ledger: Ledger) -> Iterator[Placed]:
    """What batteries hold, by its traction battery codes; of that nobody may have stated more."""
    for twin in twins.values():
        for name, at, code in twin.all(BatteryCode):
            yield from _inside(twin.key, code, f"{name}.subcomponents", f"{at}/subcomponents", ledger)


def _inside(whole: str, code: BatteryCode | BatteryPart, name: str, pointer: str, ledger: Ledger) -> Iterator[Placed]:
    for number, part in enumerate(code.subcomponents):
        if part.traction_battery_code == code.traction_battery_code:
            ledger.ignored[f"{name} with the code of the whole"] += 1
            continue
        place = f"{pointer}/{number}"
        key = identifier_key(IdentifierScheme.GBT34014, None, ItemKind.CELL, part.traction_battery_code)
        if len(key) > MOST:
            message = f"The code {part.traction_battery_code[:40]} ... is no traction battery code."
            remedy = "A code under GB/T 34014 has 24 characters, or 18."
            ledger.say("INVALID_VALUE", f"{place}/tractionBatteryCode", message, remedy, whole)
            continue
        yield Placed(place, Contains(whole=whole, part=key, quantity=1))
        yield from _inside(key, part, name, f"{place}/subcomponents", ledger)
