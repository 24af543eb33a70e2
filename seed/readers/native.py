"""The native format: NDJSON, a header line and then one record a line."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from rules.checks.severity import found
from rules.document import Fact, Header, Line, Withdrawn
from rules.finding import Finding
from rules.reading import Placed, Reading
from rules.vocabulary import Profile
from seed.readers.faults import describe, escape, shorten

FORMAT = "batlas"
LONGEST_LINE = 262_144
MOST_BYTES = 33_554_432
MOST_LINES = 100_000
MOST_FAULTS = 10_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FOREIGN = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x1f\x8b": "compressed with gzip", b"PK": "a ZIP archive"}
"""First bytes of what people send instead of UTF-8."""

NAME = re.compile(rb'"\s*:')
LOCAL_KEY = re.compile(rb'"key"\s*:\s*"(_:[^"\\]*)"')


def read_native(content: bytes) -> Reading:
    """Every line as a record, or every fault of it as a finding with the line's number."""
    sha256 = hashlib.sha256(content).hexdigest()
    whole = _fault_of_the_whole(content)
    if whole is not None:
        return Reading(FORMAT, Profile.STRICT, sha256, None, (), [whole])
    findings: list[Finding] = []
    facts: list[Placed] = []
    withdrawn: list[Placed] = []
    unread: set[str] = set()
    header: Header | None = None
    header_meant = False
    for position, (number, line) in enumerate(_lines(content)):
        pointer = f"line {number}"
        record, faults = _read(line, pointer)
        findings += faults
        if isinstance(record, Header) or (position == 0 and record is None and b'"document"' in line):
            header_meant = True
            if position > 0:
                findings.append(_late_header(pointer))
            elif isinstance(record, Header):
                header = record
        elif isinstance(record, Withdrawn):
            withdrawn.append(Placed(pointer, record.fact))
        elif record is not None:
            facts.append(Placed(pointer, record))
        else:
            unread.update(name.decode(errors="replace") for name in LOCAL_KEY.findall(line))
        if len(findings) > MOST_FAULTS:
            message = f"There are more than {MOST_FAULTS:,} faults; what follows {pointer} was not read."
            findings.append(_fault("TOO_MANY_FAULTS", pointer, message, "Mend these first."))
            break
    if not header_meant:
        example = '{"type": "document", "sender": "urn:example:your-company"}'
        message = "The document does not say who sends it."
        findings.append(_fault("NO_HEADER", "line 1", message, f"Begin it with {example}"))
    if not facts and not withdrawn and not findings:
        findings.append(_empty("The document has a header and states nothing."))
    counts = Counter(placed.fact.type for placed in facts)
    if withdrawn:
        counts["withdrawn"] = len(withdrawn)
    return Reading(
        FORMAT,
        Profile.STRICT,
        sha256,
        header,
        facts,
        findings,
        counts,
        unread=frozenset(unread),
        withdrawn=withdrawn,
    )


def native_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line. What no schema can say, such as sums and references, docs/FORMAT.md does."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One line of a Batlas document",
        "description": "The first line of a document is a record of type `document`, every other line one of the other types.",
    }
    schema: dict[str, Any] = {**head, **Line.json_schema(by_alias=True)}
    for record in schema["$defs"].values():
        if "const" in record.get("properties", {}).get("type", {}):
            record["required"] = ["type", *record.get("required", ())]
    return schema


def _fault_of_the_whole(content: bytes) -> Finding | None:
    for mark, what in FOREIGN.items():
        if content.startswith(mark):
            message = f"The document is not UTF-8 text; it looks as if it were {what}."
            return _fault("INVALID_ENCODING", "document", message, "Send it as UTF-8 text, not compressed.")
    first = content.removeprefix(BYTE_ORDER_MARK).lstrip()
    if not first:
        return _empty("The document is empty.")
    if first.startswith(b"[") or first.partition(b"\n")[0].strip() == b"{":
        message = "The document is one JSON text over all its lines."
        return _fault("INVALID_JSON", "line 1", message, "Write one JSON object a line, without line breaks inside it.")
    if len(content) > MOST_BYTES:
        message = f"The document has {len(content):,} bytes; at most {MOST_BYTES:,} are read at once."
        return _fault(
            "TOO_MANY_RECORDS", "document", message, "Cut it into documents that are each whole in themselves."
        )
    lines = content.count(b"\n") + 1
    if lines > MOST_LINES:
        message = f"The document has {lines:,} lines; at most {MOST_LINES:,} are read at once."
        return _fault(
            "TOO_MANY_RECORDS", "document", message, "Cut it into documents that are each whole in themselves."
        )
    return None


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(content.removeprefix(BYTE_ORDER_MARK).split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _read(line: bytes, pointer: str) -> tuple[Header | Fact | Withdrawn | None, list[Finding]]:
    if len(line) > LONGEST_LINE:
        message = f"The line has {len(line):,} bytes; a record has at most {LONGEST_LINE:,}."
        return None, [_fault("LINE_TOO_LONG", pointer, message, "Write one record a line.")]
    try:
        record = Line.validate_json(line, by_alias=True, by_name=False)
    except ValidationError as error:
        return None, list(describe(error, pointer, Profile.STRICT))
    # As many names as fields were read is the ordinary case, and cheap to see.
    twice = _names_twice(line) if len(NAME.findall(line)) != _count_fields(record) else ()
    if twice:
        return None, [
            _fault(
                "DUPLICATE_FIELD",
                f"{pointer} /{escape(shorten(name))}",
                f"`{shorten(name)}` is there twice in one object.",
                "Keep the one that is meant.",
            )
            for name in twice
        ]
    return record, []


def _count_fields(value: BaseModel) -> int:
    """How many names a record was read from, its inner objects included."""
    count = len(value.model_fields_set)
    for inner in vars(value).values():
        if isinstance(inner, dict):
            count += len(inner)
        elif isinstance(inner, BaseModel):
            count += _count_fields(inner)
        elif isinstance(inner, tuple):
            count += sum(_count_fields(each) for each in inner if isinstance(each, BaseModel))
    return count


def _names_twice(line: bytes) -> list[str]:
    """Names that an object of the line has twice, of which JSON readers keep whichever they like."""
    twice: list[str] = []

    def look(pairs: list[tuple[str, Any]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            twice.extend(dict.fromkeys(name for name in names if names.count(name) > 1))

    json.loads(line, object_pairs_hook=look)
    return twice


def _late_header(pointer: str) -> Finding:
    message = "This is a second header, or one behind other records."
    remedy = "One document has one header, its first line; send the other facts as a document of their own."
    return _fault("SECOND_HEADER", pointer, message, remedy)


def _empty(message: str) -> Finding:
    return _fault("EMPTY_DOCUMENT", "document", message, "Send a header and at least one record.")


def _fault(code: str, pointer: str, message: str, remedy: str) -> Finding:
    return found(Profile.STRICT, code, pointer, message, remedy)
