"""From twins to facts: items, the runs that made them, and what holds what."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pycountry

from rules.item import Identifier, Item
from rules.link import Contains, Produced
from rules.process import Process
from rules.reading import Placed
from rules.vocabulary import IdentifierScheme, ItemKind, ProcessKind, Unit
from seed.readers.catenax.aspect import Assembly, Dimension, Manufacturing, Typization, VehicleDescription
from seed.readers.catenax.twin import Ledger, Twin

CELL, MODULE, BATTERY = (
    re.compile(r"\b(zelle|cell)\b", re.IGNORECASE),
    re.compile(r"\bhv[ -]?modul", re.IGNORECASE),
    re.compile(r"batter", re.IGNORECASE),
)
UNITS = {"unit:piece": Unit.PIECE, "unit:kilogram": Unit.KG, "unit:litre": Unit.L, "unit:metre": Unit.M}
USED = {"manufacturerId", "partInstanceId", "van", "batchId"}


def kinds_of(twins: Mapping[str, Twin]) -> dict[str, ItemKind]:
    """What each twin is: by its aspects and its maker's name for it. A battery with neither modules nor cells is a component."""
    kinds = {key: _kind(twin) for key, twin in twins.items() if twin.get(Typization)}
    for key, kind in list(kinds.items()):
        assembly = twins[key].get(Assembly)
        below = {kinds.get(child.child_catena_x_id) for child in assembly[2].child_parts} if assembly else set()
        if kind is ItemKind.PACK and not below & {ItemKind.MODULE, ItemKind.CELL}:
            kinds[key] = ItemKind.COMPONENT
    return kinds


def _kind(twin: Twin) -> ItemKind:
    typization = twin.get(Typization)
    assert typization is not None  # noqa: S101 - the caller has looked
    name = typization[2].part_type_information.name_at_manufacturer
    if twin.get(VehicleDescription):
        return ItemKind.VEHICLE
    if typization[0] == "Batch":
        return ItemKind.MATERIAL
    for pattern, kind in ((CELL, ItemKind.CELL), (MODULE, ItemKind.MODULE), (BATTERY, ItemKind.PACK)):
        if pattern.search(name):
            return kind
    return ItemKind.COMPONENT


def facts_of(twin: Twin, kind: ItemKind, unit: Unit, ledger: Ledger) -> Iterator[Placed]:
    """The item of a twin, and the run that made it."""
    typization = twin.get(Typization)
    assert typization is not None  # noqa: S101 - only twins with one have a kind
    aspect, pointer, part = typization
    names = {identifier.key: identifier.value for identifier in part.local_identifiers}
    for name in sorted(names.keys() - USED):
        ledger.ignored[f"{aspect}.localIdentifiers {name}"] += 1
    maker = f"urn:bpn:{names['manufacturerId']}" if "manufacturerId" in names else None
    number = names.get("partInstanceId") or names.get("batchId")
    piece = aspect != "Batch"
    dimension = twin.get(Dimension)
    item = Item(
        key=twin.key,
        kind=kind,
        unit=Unit.PIECE if piece else unit,
        quantity=1 if piece else None,
        serial=number if piece else None,
        lot=None if piece else number,
        name=part.part_type_information.name_at_manufacturer.strip(),
        mass_per_unit_kg=dimension[2].weight if dimension and piece else None,
        identifiers=(Identifier(scheme=IdentifierScheme.OTHER, value=names["van"], issuer=maker),)
        if "van" in names
        else (),
    )
    yield Placed(pointer, item)
    made = _run(twin, f"{pointer}/manufacturingInformation", part.manufacturing_information, maker, ledger)
    if made is not None:
        yield Placed(f"{pointer}/manufacturingInformation", made)
        yield Placed(f"{pointer}/manufacturingInformation", Produced(item=twin.key, process=made.key))


def _run(twin: Twin, pointer: str, made: Manufacturing, maker: str | None, ledger: Ledger) -> Process | None:
    ended = _time(twin, f"{pointer}/date", made.date, ledger)
    country = _country(twin, f"{pointer}/country", made.country, ledger)
    key = f"urn:batlas:process:catenax:{twin.key}"
    return Process(key=key, kind=ProcessKind.MANUFACTURING, operator=maker, country=country, ended=ended)


def _time(twin: Twin, pointer: str, text: str, ledger: Ledger) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        ledger.say("INVALID_VALUE", pointer, f"{text[:80]!r} is no time.", "Write ISO 8601 with a zone.", twin.key)
        return None
    if at.tzinfo is None:
        message = f"{text} has no zone and is read as UTC."
        ledger.say("TIME_WITHOUT_ZONE", pointer, message, "Write the zone, as in 2022-02-04T14:48:54Z.", twin.key)
        return at.replace(tzinfo=UTC)
    return at.astimezone(UTC)


def _country(twin: Twin, pointer: str, text: str | None, ledger: Ledger) -> str | None:
    if text is None:
        return None
    country = pycountry.countries.get(alpha_3=text) or pycountry.countries.get(alpha_2=text)
    if country is None:
        message = f"{text[:80]!r} is no country."
        ledger.say("INVALID_VALUE", pointer, message, "Write ISO 3166-1 alpha-3, as in DEU.", twin.key)
        return None
    return country.alpha_2


def links_of(twin: Twin, units: Mapping[str, Unit]) -> Iterator[Placed]:
    """What the twin holds. When it was put in is not stated: `createdOn` is when the link was recorded."""
    assembly = twin.get(Assembly)
    if assembly is None:
        return
    for number, child in enumerate(assembly[2].child_parts):
        part = child.child_catena_x_id
        unit = UNITS.get(child.quantity.measurement_unit.lexical_value)
        quantity = child.quantity.quantity_number if unit is not None and unit is units.get(part, unit) else None
        yield Placed(f"{assembly[1]}/childParts/{number}", Contains(whole=twin.key, part=part, quantity=quantity))


def units_of(twins: Mapping[str, Twin]) -> dict[str, Unit]:
    """The unit that each lot is counted in where it is used; of several, the first."""
    units: dict[str, Unit] = {}
    for twin in twins.values():
        assembly = twin.get(Assembly)
        for child in assembly[2].child_parts if assembly else ():
            unit = UNITS.get(child.quantity.measurement_unit.lexical_value)
            if unit is not None:
                units.setdefault(child.child_catena_x_id, unit)
    return units
