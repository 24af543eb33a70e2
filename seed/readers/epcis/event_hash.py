"""The event hash id of the Core Business Vocabulary 2.0, section 8.9: one name for one event, however it is written.

Its fields in a fixed order, as `name=value` without separators: times in UTC to the millisecond, numbers without zeros at the end,
words and GS1 keys in their full form; then what has no fixed order: instance data and extensions, sorted. Who recorded an event,
when, and whether it was declared an error is not part of it.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from seed.readers.epcis.gs1_key import parse_gs1
from seed.readers.epcis.term import split

Tree = tuple[tuple[str, "Tree | str"], ...]
"""Names in order; each with the names below it, or with what kind of value it has."""

QUANTITY: Tree = (("epcClass", ""), ("quantity", ""), ("uom", ""))
METADATA: Tree = (
    *((name, "time") for name in ("time", "startTime", "endTime")),
    *((name, "") for name in ("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules")),
)
REPORT: Tree = (
    ("type", "https://ref.gs1.org/voc/"),
    ("exception", "https://ref.gs1.org/voc/"),
    *((name, "") for name in ("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod")),
    ("time", "time"),
    *((name, "") for name in ("microorganism", "chemicalSubstance", "value")),
    ("component", "https://ref.gs1.org/cbv/Comp-"),
    *((name, "") for name in ("stringValue", "booleanValue", "hexBinaryValue", "uriValue", "minValue", "maxValue")),
    *((name, "") for name in ("meanValue", "sDev", "percRank", "percValue", "uom", "coordinateReferenceSystem")),
)
DISPOSITION = "https://ref.gs1.org/cbv/Disp-"
PARTY = "https://ref.gs1.org/cbv/SDT-"
ORDER: Tree = (
    ("eventTime", "time"),
    ("eventTimeZoneOffset", "text"),
    ("epcList", (("epc", ""),)),
    ("parentID", ""),
    ("inputEPCList", (("epc", ""),)),
    ("childEPCs", (("epc", ""),)),
    ("quantityList", (("quantityElement", QUANTITY),)),
    ("childQuantityList", (("quantityElement", QUANTITY),)),
    ("inputQuantityList", (("quantityElement", QUANTITY),)),
    ("outputEPCList", (("epc", ""),)),
    ("outputQuantityList", (("quantityElement", QUANTITY),)),
    ("action", ""),
    ("transformationID", ""),
    ("bizStep", "https://ref.gs1.org/cbv/BizStep-"),
    ("disposition", DISPOSITION),
    ("persistentDisposition", (("set", DISPOSITION), ("unset", DISPOSITION))),
    ("readPoint", (("id", ""),)),
    ("bizLocation", (("id", ""),)),
    ("bizTransactionList", (("", (("type", "https://ref.gs1.org/cbv/BTT-"), ("bizTransaction", ""))),)),
    ("sourceList", (("", (("type", PARTY), ("source", ""))),)),
    ("destinationList", (("", (("type", PARTY), ("destination", ""))),)),
    # Its list has no name of its own in the hash of version 2.0.
    ("sensorElementList", (("sensorElement", (("sensorMetadata", METADATA), ("sensorReport", REPORT))),)),
)
UNHASHED = {"type", "isA", "id", "@context", "eventID", "recordTime", "errorDeclaration", "certificationInfo"}
LISTED = {"epcList", "inputEPCList", "outputEPCList", "childEPCs"}

NUMBER = re.compile(r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?$")
CURIE = {"gs1:": "https://gs1.org/voc/", "cbv:": "https://ref.gs1.org/cbv/", "epcis:": "https://ref.gs1.org/epcis/"}
OLD_WORDS = {
    f"urn:epcglobal:cbv:{old}:": f"https://ref.gs1.org/cbv/{new}-"
    for old, new in {"bizstep": "BizStep", "disp": "Disp", "btt": "BTT", "sdt": "SDT", "er": "ER"}.items()
}


def event_hash_id(event: Mapping[str, Any], prefixes: Mapping[str, str]) -> str:
    """`ni:///sha-256;{64 hex digits}?ver=CBV2.0` of an event in JSON."""
    return f"ni:///sha-256;{hashlib.sha256(pre_hash(event, prefixes).encode()).hexdigest()}?ver=CBV2.0"


def pre_hash(event: Mapping[str, Any], prefixes: Mapping[str, str]) -> str:
    """The text that is hashed."""
    known = {name for name, _ in ORDER} | UNHASHED | {"ilmd"}
    ordered = "".join(_ordered(name, below, event[name]) for name, below in ORDER if event.get(name) is not None)
    ilmd = "".join(sorted(_extensions(event.get("ilmd"), prefixes, set())))
    inner = "".join(
        f"{name}{text}"
        for name, value in (("readPoint", event.get("readPoint")), ("bizLocation", event.get("bizLocation")))
        if (text := "".join(sorted(_extensions(value, prefixes, {"id"}))))
    )
    sensors = "".join(sorted(_sensor(element, prefixes) for element in _each(event.get("sensorElementList"))))
    own = "".join(sorted(_extensions(event, prefixes, known)))
    return f"eventType={event.get('type')}{ordered}{f'ilmd{ilmd}' if ilmd else ''}{inner}{sensors}{own}"


def _ordered(name: str, below: Tree | str, value: Any) -> str:
    if isinstance(below, str):
        return "".join(sorted(f"{name}={text}" for each in _each(value) if (text := _value(each, below))))
    if len(below) == 1 and below[0][0] != "id":
        ((inner, tree),) = below
        parts = [
            f"{inner}={_value(each, '')}" if isinstance(tree, str) else inner + _fields(tree, each)
            for each in _each(value)
        ]
        text = "".join(sorted(part for part in parts if part != inner))
        return text if name == "sensorElementList" or not text else name + text
    text = _fields(below, value)
    return name + text if text else ""


def _fields(tree: Tree, value: Any) -> str:
    if not isinstance(value, Mapping):
        return ""
    parts: list[str] = []
    for name, below in tree:
        if value.get(name) is None:
            continue
        if isinstance(below, str):
            parts.append(_ordered(name, below, value[name]))
        else:
            parts += sorted(name + text for each in _each(value[name]) if (text := _fields(below, each)))
    return "".join(parts)


def _sensor(element: Any, prefixes: Mapping[str, str]) -> str:
    if not isinstance(element, Mapping):
        return ""
    parts = [
        name + text
        for name, tree in (("sensorMetadata", METADATA), ("sensorReport", REPORT))
        for each in _each(element.get(name))
        if (text := "".join(sorted(_extensions(each, prefixes, {field for field, _ in tree}))))
    ]
    parts += _extensions(element, prefixes, {"sensorMetadata", "sensorReport"})
    return f"sensorElement{''.join(sorted(parts))}" if parts else ""


def _extensions(value: Any, prefixes: Mapping[str, str], known: set[str]) -> Iterator[str]:
    """`{namespace}name=value` of each field that is not known, with what is below it sorted behind it."""
    for name, inner in value.items() if isinstance(value, Mapping) else ():
        if name in known:
            continue
        parts = split(name, prefixes)
        full = f"{{{parts[0]}}}{parts[1]}" if parts else name
        for each in _each(inner):
            if isinstance(each, Mapping):
                yield full + "".join(sorted(_extensions(each, prefixes, set())))
            else:
                text = _value(each, "")
                yield f"{full}={text}" if text else full


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _value(value: Any, kind: str) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value).strip()
    if kind == "time":
        return _time(text)
    if kind == "text":
        return text
    if kind.startswith("https:") and re.fullmatch(r"\w+", text):
        return kind + text
    for old, new in (OLD_WORDS | CURIE).items():
        if text.startswith(old):
            return new + text.removeprefix(old)
    if NUMBER.match(text):
        number = float(text)
        return str(int(number)) if number.is_integer() else str(number)
    key = parse_gs1(text)
    return key.uri if key else text


def _time(text: str) -> str:
    try:
        instant = datetime.fromisoformat(text)
        instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
        # Half a millisecond goes up, by the digits that are written.
        written = re.search(r"\.\d{3}([5-9])", text)
        shown = instant.replace(microsecond=instant.microsecond // 1000 * 1000) + timedelta(milliseconds=bool(written))
    except (ValueError, OverflowError):
        return text
    return f"{shown.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"
