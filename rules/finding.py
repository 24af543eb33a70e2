"""Findings: what intake has to say about a document."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.vocabulary import Severity

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark. Codes are stable; the message is English and complete without the other fields."""

    code: str
    severity: Severity
    pointer: str
    """Where: `line 12` or `line 12 /quantity` in NDJSON, a JSON pointer elsewhere."""
    message: str
    remedy: str
    about: tuple[str, ...] = ()
    """Keys of the things it concerns; answers that rest on them carry it."""
    params: Mapping[str, Value] = field(default_factory=dict)
    """The values that the message speaks of."""
