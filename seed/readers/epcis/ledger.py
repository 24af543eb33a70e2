"""What is found and left over while a document is read."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from rules.checks.severity import found
from rules.finding import Finding, Value
from rules.vocabulary import Profile
from seed.readers.faults import escape


@dataclass(slots=True)
class Ledger:
    """Findings, and what is not understood by name."""

    findings: list[Finding] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)

    def say(self, code: str, pointer: str, message: str, remedy: str, *about: str, **params: Value) -> None:
        """One finding under the lenient profile."""
        self.findings.append(found(Profile.LENIENT, code, pointer, message, remedy, *about, **params))

    def refuse(self, error: ValidationError, what: str, pointer: str) -> None:
        """A finding for each fault of something that has another form than the standard gives it."""
        for fault in error.errors(include_url=False, include_context=False)[:100]:
            place = "".join(f"/{escape(str(step))}" for step in fault["loc"])
            code = {"missing": "MISSING_FIELD", "greater_than": "NON_POSITIVE_QUANTITY"}.get(
                fault["type"], "INVALID_VALUE"
            )
            message = f"{what} cannot be read: {fault['msg'][:1].lower()}{fault['msg'][1:]}."
            self.say(code, pointer + place, message, "Write it as EPCIS 2.0 and docs/FORMAT.md have it.")

    def ignore(self, name: str, value: Any) -> None:
        """Count each value below the name that holds no other."""
        self.ignored.update(_paths(value, name))


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _paths(inner, f"{path}.{name}")
    elif isinstance(value, list) and value:
        for inner in value:
            yield from _paths(inner, path)
    else:
        yield path
