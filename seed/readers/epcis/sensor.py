"""What sensors measured: each report about each thing, or about the run, of its event."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

from pydantic import ValidationError

from rules.key import document_key
from rules.measurement import Measurement
from rules.reading import Placed
from seed.readers.epcis.amount import Things, is_place
from seed.readers.epcis.event import Happening, read_time
from seed.readers.epcis.ledger import Ledger
from seed.readers.epcis.term import own_field

REPORT: Mapping[str, str] = {
    "type": "measured",
    "value": "value",
    "minValue": "minimum",
    "maxValue": "maximum",
    "meanValue": "mean",
    "sDev": "standard_deviation",
    "percRank": "percentile_rank",
    "percValue": "percentile",
    "uom": "uom",
    "stringValue": "text",
    "booleanValue": "flag",
    "hexBinaryValue": "hex_binary",
    "uriValue": "uri",
    "component": "component",
    "chemicalSubstance": "substance",
    "exception": "exception",
    "deviceID": "device",
    "dataProcessingMethod": "method",
    "rawData": "raw_data",
}
"""Field of a sensor report (EPCIS 2.0 section 7.3.7) to field of the measurement."""

SHARED = ("deviceID", "dataProcessingMethod", "rawData")
"""What the metadata say for all reports beside them."""

NOT_SAID = "microorganism"
"""What a report counts that measurements have no field for; without it the report would say something else."""


def measurements_of(happening: Happening, things: Things, prefixes: Mapping[str, str]) -> Iterator[Placed]:
    """What the sensors of one event found; what of it is not kept is counted."""
    elements = happening.raw.get("sensorElementList")
    if elements is None:
        return
    about = list(dict.fromkeys(_about(happening, things)))
    for number, element in enumerate(elements if isinstance(elements, list) else [elements]):
        stated = element if isinstance(element, dict) else {}
        metadata = stated.get("sensorMetadata")
        shared: dict[str, Any] = metadata if isinstance(metadata, dict) else {}
        _count(shared, "sensorMetadata", (*SHARED, "time", "startTime", "endTime"), prefixes, things.ledger)
        reports = stated.get("sensorReport")
        for place, report in enumerate(reports if isinstance(reports, list) else [reports]):
            pointer = f"{happening.pointer}/sensorElementList/{number}/sensorReport/{place}"
            name = f"sensorReport {str(report.get('type') if isinstance(report, dict) else None)[:80]}"
            if not about or not isinstance(report, dict) or NOT_SAID in report:
                things.ledger.ignored[name] += 1
                continue
            fields = _fields(happening, shared, report, pointer, things.ledger)
            own = next((value for full, value in report.items() if own_field(full, prefixes) == "key"), None)
            for which, (kind, key) in enumerate(about):
                made = document_key("measurement", _hexadecimal(happening.key), f"{number}-{place}-{which}")
                named = own if isinstance(own, str) and len(about) == 1 else made
                fact = _build({**fields, "key": named, kind: key}, name, pointer, things.ledger)
                if fact is not None:
                    yield Placed(pointer, fact)
            _count(report, "sensorReport", (*REPORT, "time"), prefixes, things.ledger)


def _about(happening: Happening, things: Things) -> Iterator[tuple[str, str]]:
    """A transformation's sensors speak of the run; others of the parent, and where there is none, of the things named."""
    event = happening.event
    if event.type == "TransformationEvent":
        yield "process", event.transformation_id or happening.key
    elif event.parent_id is not None:
        if not is_place(event.parent_id):
            yield "item", event.parent_id
    else:
        for which in ("", "child"):
            yield from (("item", amount.key) for amount in things.amounts(happening, which))


def _fields(
    happening: Happening, shared: Mapping[str, Any], report: Mapping[str, Any], pointer: str, ledger: Ledger
) -> dict[str, Any]:
    told = {name: shared[name] for name in SHARED if name in shared} | dict(report)
    fields = {REPORT[name]: value for name, value in told.items() if name in REPORT}
    own = report.get("time", shared.get("time"))
    start, end = (None, own) if own is not None else (shared.get("startTime"), shared.get("endTime"))
    for name, said in (("started", start), ("time", end)):
        if said is not None:
            fields[name] = _time(said, happening.event.event_time_zone_offset, pointer, ledger)
    return {"time": happening.at} | fields


def _time(said: Any, offset: str | None, pointer: str, ledger: Ledger) -> Any:
    at = read_time(said, offset) if isinstance(said, str) else None
    if at is not None and at.tzinfo is None:
        remedy = "Write it with its zone, as in 2022-02-04T14:48:54Z."
        ledger.say("TIME_WITHOUT_ZONE", pointer, f"{said} has no zone and is read as UTC.", remedy)
        return at.replace(tzinfo=UTC)
    return said if at is None else at


def _build(fields: Mapping[str, Any], name: str, pointer: str, ledger: Ledger) -> Measurement | None:
    try:
        return Measurement.model_validate(fields)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False)[0]
        where = "".join(f"{step}: " for step in fault["loc"])
        message = f"The {name} is not kept: {where}{fault['msg'][:1].lower()}{fault['msg'][1:]}."
        remedy = "Write it as EPCIS 2.0 and docs/FORMAT.md have it; the rest of the event is taken."
        ledger.say("UNKNOWN_FIELD", pointer, message[:2000], remedy)
        ledger.ignored[name] += 1
        return None


def _count(
    said: Mapping[str, Any], where: str, kept: tuple[str, ...], prefixes: Mapping[str, str], ledger: Ledger
) -> None:
    for name, value in said.items():
        if name not in kept and own_field(name, prefixes) != "key":
            ledger.ignore(f"{where}.{name}", value)


def _hexadecimal(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
