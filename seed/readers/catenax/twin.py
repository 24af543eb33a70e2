"""Twins of a container with their aspects."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from rules.checks.severity import found
from rules.finding import Finding
from rules.vocabulary import Profile
from seed.readers.catenax.aspect import NAME, Assembly, Dimension, Part, Typization, VehicleDescription

UNDERSTOOD: Mapping[tuple[str, str], type[Part]] = {
    ("io.catenax.serial_part_typization", "SerialPartTypization"): Typization,
    ("io.catenax.batch", "Batch"): Typization,
    ("io.catenax.assembly_part_relationship", "AssemblyPartRelationship"): Assembly,
    ("io.catenax.physical_dimension", "PhysicalDimension"): Dimension,
    ("io.catenax.vehicle.product_description", "ProductDescription"): VehicleDescription,
}
"""(model, aspect) to its fields; any version whose used fields are there."""

KEY = re.compile(r"[^\s:]+:[^\s]{1,500}")
P = TypeVar("P", bound=Part)


@dataclass(slots=True)
class Twin:
    """One digital twin."""

    key: str
    pointer: str
    aspects: dict[str, tuple[str, Part]] = field(default_factory=dict)
    """Name of the aspect to its pointer and content."""

    def get(self, kind: type[P]) -> tuple[str, str, P] | None:
        """(aspect, pointer, content) of the first aspect of this kind."""
        return next(((name, at, part) for name, (at, part) in self.aspects.items() if isinstance(part, kind)), None)


@dataclass(slots=True)
class Ledger:
    """What is found and left over while reading."""

    findings: list[Finding] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    aspects: Counter[str] = field(default_factory=Counter)

    def say(self, code: str, pointer: str, message: str, remedy: str, *about: str) -> None:
        """One finding under the lenient profile."""
        self.findings.append(found(Profile.LENIENT, code, pointer, message, remedy, *about))


def read_twin(number: int, entry: Any, root: str, ledger: Ledger) -> Twin | None:
    """The twin; none where it has no id."""
    pointer = f"{root}/{number}"
    key = entry.get("catenaXId") if isinstance(entry, dict) else None
    if not isinstance(key, str) or not KEY.fullmatch(key):
        ledger.say(
            "MISSING_FIELD", pointer, "The twin has no catenaXId that is a URN.", "State it, as in urn:uuid:...."
        )
        return None
    twin = Twin(key, pointer)
    for name, contents in entry.items():
        if name != "catenaXId":
            _read_aspect(twin, name, contents, f"{pointer}/{escape(name)}", ledger)
    return twin


def _read_aspect(twin: Twin, name: str, contents: Any, pointer: str, ledger: Ledger) -> None:
    named = NAME.match(name)
    short = named["aspect"] if named else name
    kind = UNDERSTOOD.get((named["model"], named["aspect"])) if named else None
    ledger.aspects[f"{short} {named['version']}" if named else name] += 1
    if kind is None:
        ledger.ignored[name] += 1
        return
    parts = contents if isinstance(contents, list) else [contents]
    for number, content in enumerate(parts):
        try:
            # By JSON, where a number may stand as text and a text never becomes a list.
            part = kind.model_validate_json(json.dumps(content))
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_context=False):
                place = "".join(f"/{escape(str(step))}" for step in fault["loc"])
                ledger.say(
                    "MISSING_FIELD" if fault["type"] == "missing" else "INVALID_VALUE",
                    f"{pointer}/{number}{place}",
                    f"{short} cannot be read: {fault['msg'].lower()}.",
                    "Send it as the aspect's model has it.",
                    twin.key,
                )
            continue
        if short in twin.aspects:
            ledger.ignored[f"{name} (a further one of the same twin)"] += 1
            continue
        twin.aspects[short] = (f"{pointer}/{number}", part)
        ledger.ignored.update(f"{name}{path}" for path in part.left_over())


def escape(name: str) -> str:
    """A reference token of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
