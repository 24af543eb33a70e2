"""From twins to facts: items, the runs that made them, and what holds what."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

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
MAKER = re.compile(r"[0-9A-Za-z]{1,40}")

RUNS = {
    ItemKind.VEHICLE: ProcessKind.VEHICLE_ASSEMBLY,
    ItemKind.PACK: ProcessKind.PACK_ASSEMBLY,
    ItemKind.MODULE: ProcessKind.MODULE_ASSEMBLY,
    ItemKind.CELL: ProcessKind.CELL_PRODUCTION,
}
"""What making each kind is called; of the others it is not known."""


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
    piece = aspect != "Batch"
    names = _names(aspect, part, ledger, piece=piece)
    maker = _maker(twin, pointer, part, names.get("manufacturerId"), ledger)
    number = names.get("batchId", names.get("partInstanceId"))
    dimension = twin.get(Dimension)
    if dimension and not piece:
        ledger.ignored["PhysicalDimension.weight"] += 1
    item = Item(
        key=twin.key,
        kind=kind,
        unit=Unit.PIECE if piece else unit,
        quantity=1 if piece else None,
        serial=number if piece else None,
        lot=None if piece else number,
        name=part.part_type_information.name_at_manufacturer,
        mass_per_unit_kg=dimension[2].weight if dimension and piece else None,
        identifiers=tuple(_identifiers(number, maker, names.get("van"), piece=piece)),
    )
    yield Placed(pointer, item)
    place = f"{pointer}/manufacturingInformation"
    made = _run(twin, kind, place, part.manufacturing_information, maker, ledger)
    yield Placed(place, made)
    yield Placed(place, Produced(item=twin.key, process=made.key))


def _names(aspect: str, part: Typization, ledger: Ledger, *, piece: bool) -> dict[str, str]:
    """The local identifiers that are used, each once. A piece's `batchId` is the lot that it belongs to, not its own number."""
    used = {"manufacturerId", "partInstanceId"} | ({"van"} if piece else {"batchId"})
    names: dict[str, str] = {}
    for identifier in part.local_identifiers:
        if identifier.key not in used or names.setdefault(identifier.key, identifier.value) != identifier.value:
            ledger.ignored[f"{aspect}.localIdentifiers {identifier.key}"] += 1
    if "batchId" in names and names.get("partInstanceId", names["batchId"]) != names["batchId"]:
        ledger.ignored[f"{aspect}.localIdentifiers partInstanceId"] += 1
    return names


def _maker(twin: Twin, pointer: str, part: Typization, number: str | None, ledger: Ledger) -> str | None:
    if number is None or MAKER.fullmatch(number):
        return number and f"urn:bpn:{number}"
    place = next(n for n, identifier in enumerate(part.local_identifiers) if identifier.key == "manufacturerId")
    message = f"{number[:80]!r} is no business partner number."
    remedy = "Write it as in BPNL00000003AYRE."
    ledger.say("INVALID_VALUE", f"{pointer}/localIdentifiers/{place}/value", message, remedy, twin.key)
    return None


def _identifiers(number: str | None, maker: str | None, van: str | None, *, piece: bool) -> Iterator[Identifier]:
    if number is not None and maker is not None:
        scheme = IdentifierScheme.SERIAL if piece else IdentifierScheme.LOT
        yield Identifier(scheme=scheme, value=number, issuer=maker)
    if van is not None:
        # An anonymised VIN is none: OTHER. With its issuer it would be the same name as the serial number, which equals it.
        yield Identifier(scheme=IdentifierScheme.OTHER, value=van)


def _run(twin: Twin, kind: ItemKind, pointer: str, made: Manufacturing, maker: str | None, ledger: Ledger) -> Process:
    ended = _time(twin, f"{pointer}/date", made.date, ledger)
    country = _country(twin, f"{pointer}/country", made.country, ledger)
    key = f"urn:batlas:process:catenax:{twin.key}"
    run = RUNS.get(kind, ProcessKind.MANUFACTURING)
    return Process(key=key, kind=run, operator=maker, country=country, ended=ended)


def _time(twin: Twin, pointer: str, text: str, ledger: Ledger) -> datetime | None:
    try:
        if len(text) == len("2022-02-04"):
            # A bare date is an interval: it was done by the day's end.
            return datetime.combine(date.fromisoformat(text), time.min, UTC) + timedelta(days=1)
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        ledger.say("INVALID_VALUE", pointer, f"{text[:80]!r} is no time.", "Write ISO 8601 with a zone.", twin.key)
        return None
    message = f"{text} has no zone and is read as UTC."
    ledger.say("TIME_WITHOUT_ZONE", pointer, message, "Write the zone, as in 2022-02-04T14:48:54Z.", twin.key)
    return at.replace(tzinfo=UTC)


def _country(twin: Twin, pointer: str, text: str | None, ledger: Ledger) -> str | None:
    if text is None:
        return None
    country = pycountry.countries.get(alpha_3=text) or pycountry.countries.get(alpha_2=text)
    if country is None:
        message = f"{text[:80]!r} is no country."
        ledger.say("INVALID_VALUE", pointer, message, "Write ISO 3166-1 alpha-3, as in DEU.", twin.key)
        return None
    return country.alpha_2


PHYSICAL = {None, "AsBuilt", "AsMaintained"}
"""Contexts in which a part really is in its whole; of the others, such as AsPlanned, no item is made of anything."""


def links_of(twin: Twin, units: Mapping[str, Unit], ledger: Ledger) -> Iterator[Placed]:
    """What the twin holds. When it was put in is not stated: `createdOn` is when the link was recorded."""
    assembly = twin.get(Assembly)
    if assembly is None:
        return
    for number, child in enumerate(assembly[2].child_parts):
        if child.lifecycle_context not in PHYSICAL:
            ledger.ignored[f"AssemblyPartRelationship.childParts {child.lifecycle_context}"] += 1
            continue
        part = child.child_catena_x_id
        place = f"{assembly[1]}/childParts/{number}"
        said = child.quantity.measurement_unit.lexical_value
        unit, quantity = UNITS.get(said), child.quantity.quantity_number
        counted = units.get(part, unit)
        if unit is None or unit is not counted:
            message = (
                f"{quantity:g} {said[:80]} of {part} cannot be taken"
                f"{f': it is counted in {counted.lower()}' if counted else ''}. The link is kept without a quantity."
            )
            remedy = f"Write the quantity in the unit of the part; units that are read are {', '.join(UNITS)}."
            ledger.say("UNIT_MISMATCH", f"{place}/quantity", message, remedy, twin.key, part)
            quantity = None
        yield Placed(place, Contains(whole=twin.key, part=part, quantity=quantity))


def units_of(twins: Mapping[str, Twin]) -> dict[str, Unit]:
    """The unit that each twin is counted in: pieces where it is serial, else as it is first used."""
    typed = ((key, twin.get(Typization)) for key, twin in twins.items())
    units = {key: Unit.PIECE for key, typization in typed if typization and typization[0] != "Batch"}
    for twin in twins.values():
        assembly = twin.get(Assembly)
        for child in assembly[2].child_parts if assembly else ():
            unit = UNITS.get(child.quantity.measurement_unit.lexical_value)
            if unit is not None:
                units.setdefault(child.child_catena_x_id, unit)
    return units
