"""From what validation says of a record to findings that people understand."""

import itertools
import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from rules.checks.severity import found
from rules.document import Fact, Header, Withdrawn
from rules.finding import Finding
from rules.record import KEY_PATTERN, TEXT_PATTERN
from rules.vocabulary import Profile

RECORDS: dict[str, type[BaseModel]] = {
    record.model_fields["type"].default: record for record in (Header, *get_args(Fact), Withdrawn)
}
"""Record type to the record that describes it."""

SHOWN = 80
MOST_A_LINE = 100

TIME = "Write a time with its zone, as in 2026-03-01T09:00:00+09:00, or a bare date, as in 2026-03-01."
KEY = "A key is a URI or URN without blanks, as in urn:example:lot:1, or a name local to the document, as in _:lot1."

WHOLE = {"union_tag_invalid", "union_tag_not_found", "model_attributes_type", "model_type", "dict_type"}
"""Kinds of error that, about a whole line, mean that it is no record that is known."""


def describe(error: ValidationError, pointer: str, profile: Profile) -> Iterator[Finding]:
    """A finding for each fault of one record, the first hundred."""
    details = error.errors(include_url=False)
    yield from (_describe(detail, pointer, profile) for detail in itertools.islice(details, MOST_A_LINE))
    if len(details) > MOST_A_LINE:
        message = f"The line has {len(details):,} faults; the first {MOST_A_LINE} are listed."
        yield found(profile, "TOO_MANY_FAULTS", pointer, message, "Mend these first.")


def escape(name: str) -> str:
    """A reference token of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def shorten(text: str) -> str:
    """The text, or its beginning."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _describe(detail: ErrorDetails, pointer: str, profile: Profile) -> Finding:
    kind, context = detail["type"], detail.get("ctx", {})
    record, *path = [step for step in detail["loc"] if step != "[key]"] or ("",)
    # Of the fact that is withdrawn the type is on the path too.
    record, path, inner = (
        (path[1], path[2:], ["fact"]) if record == "withdrawn" and len(path) > 1 else (record, path, [])
    )
    place = (
        f"{pointer} /{'/'.join(escape(shorten(str(step))) for step in [*inner, *path])}" if inner or path else pointer
    )
    name, given = _name(path), _shown(detail["input"])
    owner, field = _find(RECORDS.get(str(record)), path)
    match kind:
        case "json_invalid":
            reason = str(context.get("error", "it cannot be read"))
            encoding = "unicode" in reason or "utf" in reason.lower() or "surrogate" in reason
            code, message = "INVALID_ENCODING" if encoding else "INVALID_JSON", f"The line is not JSON: {reason}."
            remedy = "Write one JSON object a line, in UTF-8."
        case _ if kind in WHOLE and not path:
            code, message = "UNKNOWN_RECORD_TYPE", f"The record's type is not known: {given}."
            remedy = f"`type` is one of {', '.join(RECORDS)}."
        case "missing":
            code, message = "MISSING_FIELD", f"`{name}` is missing."
            remedy = f"State {name}{_meaning(field)}."
        case "extra_forbidden":
            code, message = (
                "UNKNOWN_FIELD",
                f"`{name}` is no field of {shorten('/'.join(map(str, path[:-1]))) or record}.",
            )
            remedy = _nearest(owner, name)
        case "greater_than" if context.get("gt") == 0:
            code, message = "NON_POSITIVE_QUANTITY", f"`{name}` is {given}; it must be greater than 0."
            remedy = "State a positive number, or leave it out where it is not known."
        case "timezone_aware":
            written = detail["input"].isoformat() if hasattr(detail["input"], "isoformat") else given
            code, message = "TIME_WITHOUT_ZONE", f"`{name}` is {written}, a time without a zone."
            remedy = "Write the offset, as in 2026-03-01T09:00:00+09:00, or a bare date."
        case "datetime_type" | "datetime_parsing" | "datetime_from_date_parsing":
            code, message, remedy = "INVALID_VALUE", f"`{name}` is {given}; that is no time.", TIME
        case "enum" | "literal_error":
            code, message = "INVALID_VALUE", f"`{name}` is {given}."
            remedy = f"It is one of {str(context.get('expected', '')).replace(' or ', ', ')}."
        case "string_pattern_mismatch" if context.get("pattern") == KEY_PATTERN:
            code, message, remedy = "INVALID_VALUE", f"`{name}` is {given}; that is no key.", KEY
        case "string_pattern_mismatch" if context.get("pattern") == TEXT_PATTERN:
            code, message = "INVALID_VALUE", f"`{name}` is {given}, which has control characters or nothing to be seen."
            remedy = "Write visible text, or leave it out."
        case "string_pattern_mismatch":
            code, message = "INVALID_VALUE", f"`{name}` is {given}."
            remedy = "Write two capital letters, ISO 3166-1 alpha-2, as in KR."
        case "value_error":
            reason = str(context["error"])
            code, message, remedy = "INVALID_VALUE", f"{reason[:1].upper()}{reason[1:]}.", "Correct the fields named."
        case _:
            code, message = "INVALID_VALUE", f"`{name}` is {given}: {detail['msg'][:1].lower()}{detail['msg'][1:]}."
            remedy = f"See what it is{_meaning(field)}."
    return found(profile, code, place, message, remedy, field=name or None, value=given)


def _name(path: Sequence[Any]) -> str:
    """The last name on the path, with the position behind it where it is in a list."""
    if not path:
        return ""
    return shorten(f"{path[-2]}/{path[-1]}" if isinstance(path[-1], int) and len(path) > 1 else str(path[-1]))


def _find(record: type[BaseModel] | None, path: Sequence[Any]) -> tuple[type[BaseModel] | None, FieldInfo | None]:
    """The record or the part of it that the end of the path belongs to, and its field."""
    owner, field = record, None
    for step in path:
        inner = _part(field)
        owner = inner or owner
        if owner is not None:
            named = {info.alias or name: info for name, info in owner.model_fields.items()}
            field = named.get(str(step), None if inner or field is None else field)
    return owner, field


def _part(field: FieldInfo | None) -> type[BaseModel] | None:
    """The record that a field holds, or holds a list of."""
    pending = [field.annotation] if field is not None else []
    while pending:
        kind = pending.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
        pending += get_args(kind)
    return None


def _meaning(field: FieldInfo | None) -> str:
    text = (field.description if field is not None else None) or ""
    return f": {text.rstrip('.')[:1].lower()}{text.rstrip('.')[1:]}" if text else ""


def _nearest(owner: type[BaseModel] | None, name: str) -> str:
    fields = [info.alias or field for field, info in owner.model_fields.items()] if owner is not None else []
    near = get_close_matches(name, fields, n=1)
    return f"Did you mean `{near[0]}`?" if near else f"Leave it out; the fields are {', '.join(fields)}."


def _shown(value: object) -> str:
    return shorten(json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value))
