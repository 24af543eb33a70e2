"""What master data and instance data say of things."""

import json
import math
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from rules.facility import Facility
from rules.item import Item
from rules.party import Party
from rules.reading import Placed
from rules.record import Record
from seed.readers.epcis.amount import Things
from seed.readers.epcis.capture import Capture, Described
from seed.readers.epcis.ledger import Ledger
from seed.readers.epcis.term import master_field, own_field, plain_names

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
        return record.model_validate_json(json.dumps(fields, default=datetime.isoformat), by_alias=True, by_name=False)
    except ValidationError as error:
        ledger.refuse(error, f"The {record.model_fields['type'].default} {fields.get('key', '')}", pointer)
        return None


def nodes_of(capture: Capture, things: Things) -> Iterator[Placed]:
    """Facilities and parties of the master data; its items are taken down for later."""
    for key, thing in capture.described.items():
        match thing.kind.lower():
            case "businesslocation" | "readpoint" | "location":
                yield from _node(Facility, key, thing, capture, things.ledger)
            case "sourcedest" | "party":
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


def _number(value: Any) -> Any:
    """Text as a number, where it is one: the CBV writes degrees as text."""
    try:
        figure = float(value)
    except (TypeError, ValueError, OverflowError):
        return value
    return figure if math.isfinite(figure) else value
