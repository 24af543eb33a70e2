"""From what validation says of a record to findings that people understand."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rules.checks.severity import found
from rules.document import Fact, Header
from rules.finding import Finding
from rules.vocabulary import Profile

RECORDS: dict[str, type[BaseModel]] = {
    record.model_fields["type"].default: record for record in (Header, *get_args(Fact))
}
"""Record type to the record that describes it."""

SHOWN = 80


def describe(error: ValidationError, pointer: str, profile: Profile) -> Iterator[Finding]:
    """A finding for each fault of one record."""
    for detail in error.errors(include_url=False):
        yield _describe(detail, pointer, profile)


def _describe(detail: ErrorDetails, pointer: str, profile: Profile) -> Finding:
    kind, context = detail["type"], detail.get("ctx", {})
    record, *path = detail["loc"] or ("",)
    place = f"{pointer} /{'/'.join(map(str, path))}" if path else pointer
    name, given = str(path[-1]) if path else "", _shown(detail["input"])
    match kind:
        case "json_invalid":
            code, message = "INVALID_JSON", f"The line is not JSON: {context.get('error', 'it cannot be read')}."
            remedy = "Write one JSON object a line, in UTF-8."
            if "unicode" in str(context.get("error")) or "utf" in str(context.get("error")).lower():
                code = "INVALID_ENCODING"
        case "union_tag_invalid" | "union_tag_not_found" | "model_attributes_type" | "model_type" | "dict_type" if (
            not path
        ):
            code, message = "UNKNOWN_RECORD_TYPE", f"The record's type is not known: {given}."
            remedy = f"`type` is one of {', '.join(RECORDS)}."
        case "missing":
            code, message = "MISSING_FIELD", f"`{name}` is missing."
            remedy = f"State {name}{_meaning(str(record), name)}."
        case "extra_forbidden":
            code, message = "UNKNOWN_FIELD", f"`{name}` is no field of a {record} record."
            remedy = _nearest(str(record), name)
        case "greater_than":
            code, message = (
                "NON_POSITIVE_QUANTITY",
                f"`{name}` is {given}; it must be greater than {context.get('gt'):g}.",
            )
            remedy = "State a positive number, or leave it out where it is not known."
        case "timezone_aware":
            code, message = "TIME_WITHOUT_ZONE", f"`{name}` is {given}, a time without a zone."
            remedy = "Write the offset, as in 2026-03-01T09:00:00+09:00, or a bare date."
        case "datetime_type" | "datetime_parsing" | "datetime_from_date_parsing":
            code, message = "INVALID_VALUE", f"`{name}` is {given}; that is no time."
            remedy = "Write ISO 8601 with a zone, as in 2026-03-01T09:00:00+09:00, or a bare date, as in 2026-03-01."
        case "enum" | "literal_error":
            code, message = "INVALID_VALUE", f"`{name}` is {given}."
            remedy = f"It is one of {str(context.get('expected', '')).replace(' or ', ', ')}."
        case "string_pattern_mismatch" if context.get("pattern", "").startswith("^[^"):
            code, message = "INVALID_VALUE", f"`{name}` is {given}; that is no key."
            remedy = "A key is a URI or URN without blanks, as in urn:example:lot:1, or a name local to the document, as in _:lot1."
        case "string_pattern_mismatch":
            code, message = "INVALID_VALUE", f"`{name}` is {given}."
            remedy = "Write two capital letters, ISO 3166-1 alpha-2, as in KR."
        case "value_error":
            code, message = "INVALID_VALUE", f"{str(context['error'])[:1].upper()}{str(context['error'])[1:]}."
            remedy = "Correct the fields named."
        case _:
            code, message = "INVALID_VALUE", f"`{name}` is {given}: {detail['msg'][:1].lower()}{detail['msg'][1:]}."
            remedy = f"See its description{_meaning(str(record), name)}."
    return found(profile, code, place, message, remedy, field=name or None, value=given)


def _meaning(record: str, name: str) -> str:
    for field, info in (RECORDS[record].model_fields if record in RECORDS else {}).items():
        if name in (field, info.alias) and info.description:
            return f": {info.description.rstrip('.')[:1].lower()}{info.description.rstrip('.')[1:]}"
    return ""


def _nearest(record: str, name: str) -> str:
    fields = [info.alias or field for field, info in RECORDS[record].model_fields.items()] if record in RECORDS else []
    near = get_close_matches(name, fields, n=1)
    return f"Did you mean `{near[0]}`?" if near else f"Leave it out; the fields are {', '.join(fields)}."


def _shown(value: object) -> str:
    text = repr(value) if not isinstance(value, str) else f'"{value}"'
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
