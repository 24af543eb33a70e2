"""What events say that no fact keeps, counted by name."""

from seed.readers.epcis.assembly import ASSEMBLING
from seed.readers.epcis.event import Happening
from seed.readers.epcis.ledger import Ledger

KEPT = {
    *("@context", "type", "eventTime", "eventTimeZoneOffset", "eventID", "action", "bizStep", "errorDeclaration"),
    *("parentID", "epcList", "quantityList", "childEPCs", "childQuantityList", "transformationID", "ilmd"),
    *("inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList", "sourceList", "destinationList"),
    "sensorElementList",
}
"""Fields that facts are made of; what of them is not used is counted where it is read."""

OWN = {"kind", "process", "inputRole", "outputRole", "from"}
"""Extension fields of Batlas' namespace that events may have."""


def count_left_over(happening: Happening, ledger: Ledger, *, measures: bool) -> None:
    """Count what of one event is left over; the whole of it where it makes, joins, parts, hands over and measures nothing."""
    event = happening.event
    joined = event.type in ASSEMBLING and event.action != "OBSERVE"
    if not (makes(happening) or joined or event.source_list or event.destination_list or measures):
        ledger.ignored[happening.label] += 1
    ledger.ignored.update(f"{event.type}.batlas:{name}" for name in happening.own.keys() - OWN)
    for name, value in happening.raw.items():
        if name in KEPT or name in happening.own_names:
            continue
        if name in ("readPoint", "bizLocation") and isinstance(value, dict):
            for field, inner in value.items():
                if field != "id" or not _is_place_of_run(happening, name):
                    ledger.ignore(f"{event.type}.{name}.{field}", inner)
        else:
            ledger.ignore(f"{event.type}.{name}", value)


def makes(happening: Happening) -> bool:
    """Whether things come into being by the event."""
    event = happening.event
    return event.type == "TransformationEvent" or (event.type == "ObjectEvent" and event.action == "ADD")


def _is_place_of_run(happening: Happening, name: str) -> bool:
    """Things are made where they are read; where they are said to be later counts if that is all there is."""
    event = happening.event
    return makes(happening) and (name == "readPoint" or event.read_point in (None, event.biz_location))
