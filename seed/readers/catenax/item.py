"""From twins of built parts to facts: items, and the runs that made them."""

from collections.abc import Iterator, Mapping

import pycountry

from rules.item import Identifier, Item
from rules.link import Produced
from rules.process import Process
from rules.reading import Placed
from rules.vocabulary import IdentifierScheme, ItemKind, ProcessKind, Unit
from seed.readers.catenax.moment import read_moment
from seed.readers.catenax.place import PARTNER, facility_of
from seed.readers.catenax.twin import Ledger, Twin
from seed.readers.catenax.typed import BatteryCode, Dimension, Manufacturing, Typization

RUNS = {
    ItemKind.VEHICLE: ProcessKind.VEHICLE_ASSEMBLY,
    ItemKind.PACK: ProcessKind.PACK_ASSEMBLY,
    ItemKind.MODULE: ProcessKind.MODULE_ASSEMBLY,
    ItemKind.CELL: ProcessKind.CELL_PRODUCTION,
}
"""What making each kind is called; of the others it is not known."""


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
        identifiers=tuple(_identifiers(twin, number, maker, names, piece=piece)),
    )
    yield Placed(pointer, item)
    place = f"{pointer}/manufacturingInformation"
    made = _run(twin, kind, place, part.manufacturing_information, maker, ledger)
    yield Placed(place, made)
    yield Placed(place, Produced(item=twin.key, process=made.key))


def _names(aspect: str, part: Typization, ledger: Ledger, *, piece: bool) -> dict[str, str]:
    """The local identifiers that are used, each once. A piece's `batchId` is the lot that it belongs to, not its own number."""
    used = {"manufacturerId", "partInstanceId"} | ({"van", "jisNumber"} if piece else {"batchId"})
    names: dict[str, str] = {}
    for identifier in part.local_identifiers:
        if identifier.key not in used or names.setdefault(identifier.key, identifier.value) != identifier.value:
            ledger.ignored[f"{aspect}.localIdentifiers {identifier.key}"] += 1
    if "batchId" in names and names.get("partInstanceId", names["batchId"]) != names["batchId"]:
        ledger.ignored[f"{aspect}.localIdentifiers partInstanceId"] += 1
    return names


def _maker(twin: Twin, pointer: str, part: Typization, number: str | None, ledger: Ledger) -> str | None:
    if number is None and twin.bpnl is not None:
        # Who makes a part provides its twin.
        return f"urn:bpn:{twin.bpnl}"
    if number is None or PARTNER.fullmatch(number):
        if twin.bpnl not in (None, number):
            ledger.ignored["bpnl"] += 1
        return number and f"urn:bpn:{number}"
    place = next(n for n, identifier in enumerate(part.local_identifiers) if identifier.key == "manufacturerId")
    message = f"{number[:80]!r} is no business partner number."
    remedy = "Write it as in BPNL00000003AYRE."
    ledger.say("INVALID_VALUE", f"{pointer}/localIdentifiers/{place}/value", message, remedy, twin.key)
    return None


def _identifiers(
    twin: Twin, number: str | None, maker: str | None, names: Mapping[str, str], *, piece: bool
) -> Iterator[Identifier]:
    if number is not None and maker is not None:
        scheme = IdentifierScheme.SERIAL if piece else IdentifierScheme.LOT
        yield Identifier(scheme=scheme, value=number, issuer=maker)
    for name in ("van", "jisNumber"):
        if name in names:
            # An anonymised VIN is none, and a number in a sequence is used again: OTHER. With its issuer a van would be the
            # same name as the serial number, which equals it.
            yield Identifier(scheme=IdentifierScheme.OTHER, value=names[name])
    code = twin.get(BatteryCode)
    if code is not None:
        yield Identifier(scheme=IdentifierScheme.GBT34014, value=code[2].traction_battery_code)


def _run(twin: Twin, kind: ItemKind, pointer: str, made: Manufacturing, maker: str | None, ledger: Ledger) -> Process:
    ended = read_moment(twin, f"{pointer}/date", made.date, ledger)
    country = _country(twin, f"{pointer}/country", made.country, ledger)
    facility = _facility(twin, pointer, made, ledger)
    key = f"urn:batlas:process:catenax:{twin.key}"
    run = RUNS.get(kind, ProcessKind.MANUFACTURING)
    return Process(key=key, kind=run, operator=maker, facility=facility, country=country, ended=ended)


def _facility(twin: Twin, pointer: str, made: Manufacturing, ledger: Ledger) -> str | None:
    """Where it was made: the first site for production."""
    facility = None
    name = "manufacturingInformation.sites"
    for place, site in enumerate(made.sites):
        if facility is None:
            facility = facility_of(twin, site, name, f"{pointer}/sites/{place}", ledger)
        else:
            ledger.ignored[f"{name} {(site.function or '')[:40]}".rstrip()] += 1
    return facility


def _country(twin: Twin, pointer: str, text: str | None, ledger: Ledger) -> str | None:
    if text is None:
        return None
    country = pycountry.countries.get(alpha_3=text) or pycountry.countries.get(alpha_2=text)
    if country is None:
        message = f"{text[:80]!r} is no country."
        ledger.say("INVALID_VALUE", pointer, message, "Write ISO 3166-1 alpha-3, as in DEU.", twin.key)
        return None
    return country.alpha_2
