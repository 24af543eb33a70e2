"""The native format: NDJSON, a header line and then one record a line."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from rules.checks.severity import found
from rules.document import Header, Line
from rules.finding import Finding
from rules.reading import Placed, Reading
from rules.vocabulary import Profile
from seed.readers.faults import describe

FORMAT = "batlas"
LONGEST_LINE = 1_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_native(content: bytes) -> Reading:
    """Every line as a record, or every fault of it as a finding with the line's number."""
    findings: list[Finding] = []
    facts: list[Placed] = []
    header: Header | None = None
    first = True
    for number, line in _lines(content):
        pointer = f"line {number}"
        if len(line) > LONGEST_LINE:
            findings.append(_fault("LINE_TOO_LONG", pointer, f"The line has {len(line)} bytes.", "One record a line."))
            continue
        try:
            record = Line.validate_json(line)
        except ValidationError as error:
            findings += describe(error, pointer, Profile.STRICT)
            # A header that was meant and has a fault is not missing as well.
            first = first and not line.lstrip().startswith(b'{"type":"document"')
            continue
        if not isinstance(record, Header):
            facts.append(Placed(pointer, record))
        elif header is None and not facts:
            header = record
        else:
            remedy = "One document has one header, its first line; send the other facts as a document of their own."
            findings.append(
                _fault("SECOND_HEADER", pointer, "This is a second header, or one behind other records.", remedy)
            )
    if not facts and header is None and not findings:
        findings.append(_fault("EMPTY_DOCUMENT", "document", "The document is empty.", "Send a header and records."))
    elif header is None and first:
        example = '{"type": "document", "sender": "urn:example:your-company"}'
        findings.append(
            _fault("NO_HEADER", "line 1", "The document does not say who sends it.", f"Begin it with {example}")
        )
    counts = Counter(placed.fact.type for placed in facts)
    sha256 = hashlib.sha256(content).hexdigest()
    return Reading(FORMAT, Profile.STRICT, sha256, header, facts, findings, counts)


def native_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line. What no schema can say, such as sums and references, docs/FORMAT.md does."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One line of a Batlas document",
        "description": "The first line of a document is a record of type `document`, every other line one of the other types.",
    }
    return head | Line.json_schema(by_alias=True)


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(content.removeprefix(BYTE_ORDER_MARK).split(b"\n"), start=1):
        if line.strip():
            yield number, line


def _fault(code: str, pointer: str, message: str, remedy: str) -> Finding:
    return found(Profile.STRICT, code, pointer, message, remedy)
