"""Twins of a container with their aspects."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from rules.checks.severity import found
from rules.finding import Finding
from rules.vocabulary import Profile
from seed.readers.catenax.aspect import NAME, Aspect, Assembly, CatenaXId, Dimension, Typization, VehicleDescription
from seed.readers.faults import escape

UNDERSTOOD: Mapping[tuple[str, str], type[Aspect]] = {
    ("io.catenax.serial_part_typization", "SerialPartTypization"): Typization,
    ("io.catenax.batch", "Batch"): Typization,
    ("io.catenax.assembly_part_relationship", "AssemblyPartRelationship"): Assembly,
    ("io.catenax.physical_dimension", "PhysicalDimension"): Dimension,
    ("io.catenax.vehicle.product_description", "ProductDescription"): VehicleDescription,
}
"""(model, aspect) to its fields."""

GENERATION = "1."
"""Versions that are read. A later one has other aspects beside it, so what holds what would be missing from a container half read."""

ID = TypeAdapter(CatenaXId)
A = TypeVar("A", bound=Aspect)


@dataclass(slots=True)
class Twin:
    """One digital twin."""

    key: str
    pointer: str
    aspects: dict[str, tuple[str, Aspect]] = field(default_factory=dict)
    """Name of the aspect to its pointer and content."""

    def get(self, kind: type[A]) -> tuple[str, str, A] | None:
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
    try:
        key = ID.validate_python(entry.get("catenaXId") if isinstance(entry, dict) else None, strict=True)
    except ValidationError:
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
    kind = None
    if named and named["version"].startswith(GENERATION):
        kind = UNDERSTOOD.get((named["model"], named["aspect"]))
    # By the model's name: a vehicle's ProductDescription is another than a battery's.
    ledger.aspects[f"{named['model'].removeprefix('io.catenax.')} {named['version']}" if named else name] += 1
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
        if part.catena_x_id is not None and part.catena_x_id != twin.key:
            message = f"{short} is about {part.catena_x_id[:80]!r} and stands in the twin {twin.key}."
            remedy = "Move it to its twin, or correct the id."
            ledger.say("INVALID_VALUE", f"{pointer}/{number}/catenaXId", message, remedy, twin.key)
            continue
        if short in twin.aspects:
            ledger.ignored[f"{name} (a further one of the same twin)"] += 1
            continue
        twin.aspects[short] = (f"{pointer}/{number}", part)
        ledger.ignored.update(f"{name}{path}" for path in part.left_over())
