"""What twins are: by their aspects, and by what their makers call them."""

import re
from collections.abc import Mapping, Sequence

from rules.vocabulary import ItemKind
from seed.readers.catenax.relation import Relation
from seed.readers.catenax.twin import Twin
from seed.readers.catenax.typed import BatteryCode, Planned, Typization, VehicleDescription

NAMES = (
    (re.compile(r"\b(zelle|cell)\b", re.IGNORECASE), ItemKind.CELL),
    (re.compile(r"\bhv[ -]?modul", re.IGNORECASE), ItemKind.MODULE),
    (re.compile(r"batter", re.IGNORECASE), ItemKind.PACK),
)
PLANNED = ((re.compile(r"\bvehicle\b", re.IGNORECASE), ItemKind.VEHICLE), *NAMES)
"""Nothing but its name says what a planned part is."""

TRACTION = re.compile(r"\b(high[ -]?voltage|hv|traction)[ -]?batter", re.IGNORECASE)
"""What no starter battery is called."""


def kinds_of(twins: Mapping[str, Twin], relations: Sequence[Relation]) -> dict[str, ItemKind]:
    """What each twin of a built part is. A battery with neither modules nor cells is a component."""
    kinds = {key: _kind(twin) for key, twin in twins.items() if twin.get(Typization)}
    return _without_starters(kinds, [r for r in relations if not r.planned], twins)


def planned_kinds_of(twins: Mapping[str, Twin], relations: Sequence[Relation]) -> dict[str, ItemKind]:
    """What the parts of each planned type are."""
    kinds = {key: _named(_name(twin), PLANNED) for key, twin in twins.items() if twin.get(Planned)}
    return _without_starters(kinds, [r for r in relations if r.planned], twins)


def _kind(twin: Twin) -> ItemKind:
    typization, code = twin.get(Typization), twin.get(BatteryCode)
    assert typization is not None  # noqa: S101 - the caller has looked
    if twin.get(VehicleDescription):
        return ItemKind.VEHICLE
    if code is not None:
        return ItemKind(code[2].product_type.upper())
    if typization[0] == "Batch":
        return ItemKind.MATERIAL
    if any(identifier.key == "van" for identifier in typization[2].local_identifiers):
        # Only vehicles have a vehicle anonymisation number.
        return ItemKind.VEHICLE
    return _named(_name(twin), NAMES)


def _name(twin: Twin) -> str:
    typed = twin.get(Typization) or twin.get(Planned)
    return typed[2].part_type_information.name_at_manufacturer if typed else ""


def _named(name: str, names: Sequence[tuple[re.Pattern[str], ItemKind]]) -> ItemKind:
    return next((kind for pattern, kind in names if pattern.search(name)), ItemKind.COMPONENT)


def _without_starters(
    kinds: dict[str, ItemKind], relations: Sequence[Relation], twins: Mapping[str, Twin]
) -> dict[str, ItemKind]:
    """A pack by name alone, which holds neither modules nor cells, is some other battery of a vehicle."""
    inside = {ItemKind.MODULE, ItemKind.CELL}
    full = {relation.whole for relation in relations if kinds.get(relation.part) in inside}
    return {
        key: ItemKind.COMPONENT
        if kind is ItemKind.PACK
        and key not in full
        and not twins[key].get(BatteryCode)
        and not TRACTION.search(_name(twins[key]))
        else kind
        for key, kind in kinds.items()
    }
