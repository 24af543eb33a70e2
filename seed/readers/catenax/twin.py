"""Twins with their aspects, and what is found and left over on the way."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from rules.checks.severity import found
from rules.finding import Finding
from rules.vocabulary import Profile
from seed.readers.catenax.aspect import NAME, Aspect, CatenaXId
from seed.readers.catenax.bill import Bill, PlannedBill, PlannedUsage, Usage
from seed.readers.catenax.typed import BatteryCode, Dimension, Planned, PlannedSites, Typization, VehicleDescription
from seed.readers.faults import escape, shorten

UNDERSTOOD: Mapping[tuple[str, str], tuple[type[Aspect], str]] = {
    ("io.catenax.serial_part_typization", "SerialPartTypization"): (Typization, "1"),
    ("io.catenax.serial_part", "SerialPart"): (Typization, "123"),
    ("io.catenax.just_in_sequence_part", "JustInSequencePart"): (Typization, "123"),
    ("io.catenax.batch", "Batch"): (Typization, "123"),
    ("io.catenax.part_as_planned", "PartAsPlanned"): (Planned, "12"),
    ("io.catenax.part_site_information_as_planned", "PartSiteInformationAsPlanned"): (PlannedSites, "1"),
    ("io.catenax.assembly_part_relationship", "AssemblyPartRelationship"): (Bill, "1"),
    ("io.catenax.single_level_bom_as_built", "SingleLevelBomAsBuilt"): (Bill, "123"),
    ("io.catenax.single_level_bom_as_planned", "SingleLevelBomAsPlanned"): (PlannedBill, "123"),
    ("io.catenax.single_level_usage_as_built", "SingleLevelUsageAsBuilt"): (Usage, "123"),
    ("io.catenax.single_level_usage_as_planned", "SingleLevelUsageAsPlanned"): (PlannedUsage, "12"),
    ("io.catenax.traction_battery_code", "TractionBatteryCode"): (BatteryCode, "12"),
    ("io.catenax.physical_dimension", "PhysicalDimension"): (Dimension, "1"),
    ("io.catenax.vehicle.product_description", "ProductDescription"): (VehicleDescription, "1"),
}
"""(model, aspect) to its fields, and the generations known to have them. Others are read as far as they have the same fields."""

ID = TypeAdapter(CatenaXId)
A = TypeVar("A", bound=Aspect)


@dataclass(slots=True)
class Twin:
    """One digital twin."""

    key: str
    pointer: str
    bpnl: str | None = None
    """Business partner number of the party that provides it."""
    aspects: dict[str, tuple[str, Aspect]] = field(default_factory=dict)
    """Name of the aspect to its pointer and content."""
    strays: list[tuple[str, str, str]] = field(default_factory=list)
    """(name, pointer, id) of aspects that say they are about another part."""

    def all(self, kind: type[A]) -> Iterator[tuple[str, str, A]]:
        """(aspect, pointer, content) of each aspect of this kind."""
        return ((name, at, part) for name, (at, part) in self.aspects.items() if isinstance(part, kind))

    def get(self, kind: type[A]) -> tuple[str, str, A] | None:
        """The first of them."""
        return next(self.all(kind), None)


@dataclass(slots=True)
class Ledger:
    """What is found and left over while reading."""

    findings: list[Finding] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    aspects: Counter[str] = field(default_factory=Counter)

    def say(self, code: str, pointer: str, message: str, remedy: str, *about: str) -> None:
        """One finding under the lenient profile."""
        self.findings.append(found(Profile.LENIENT, code, pointer, message, remedy, *about))

    def fault(self, error: ValidationError, what: str, pointer: str, *about: str) -> None:
        """A finding for each thing that keeps a part of the document from being read."""
        for fault in error.errors(include_url=False, include_context=False):
            place = "".join(f"/{escape(shorten(str(step)))}" for step in fault["loc"])
            self.say(
                "MISSING_FIELD" if fault["type"] == "missing" else "INVALID_VALUE",
                f"{pointer}{place}",
                f"{what} cannot be read: {fault['msg'].lower()}.",
                "Send it as the aspect's model has it.",
                *about,
            )


def read_key(value: Any) -> str | None:
    """The id as a URN; none where it is none."""
    try:
        return ID.validate_python(value, strict=True)
    except ValidationError:
        return None


def read_aspect(twin: Twin, name: str, contents: Any, pointer: str, ledger: Ledger) -> None:
    """Add an aspect to its twin, told by its name whatever its version; `contents` is one content or a list of them."""
    named = NAME.match(name)
    # By the model's name: a vehicle's ProductDescription is another than a battery's.
    ledger.aspects[f"{named['model'].removeprefix('io.catenax.')} {named['version']}" if named else name] += 1
    understood = UNDERSTOOD.get((named["model"], named["aspect"])) if named else None
    if named is None or understood is None:
        ledger.ignored[name] += 1
        return
    parts = enumerate(contents) if isinstance(contents, list) else [(None, contents)]
    for number, content in parts:
        place = pointer if number is None else f"{pointer}/{number}"
        _read_content(twin, name, (named["aspect"], named["version"], *understood), content, place, ledger)


def _read_content(
    twin: Twin, name: str, understood: tuple[str, str, type[Aspect], str], content: Any, pointer: str, ledger: Ledger
) -> None:
    short, version, kind, generations = understood
    try:
        # By JSON, where a number may stand as text and a text never becomes a list.
        part = kind.model_validate_json(json.dumps(content))
    except RecursionError:
        ledger.say("INVALID_VALUE", pointer, f"{short} is nested too deeply to be read.", "Flatten it.", twin.key)
        return
    except ValidationError as error:
        generation = version.partition(".")[0]
        if generation in generations:
            ledger.fault(error, short, pointer, twin.key)
            return
        first = error.errors(include_url=False, include_context=False)[0]
        where = "/".join(map(str, first["loc"]))
        message = f"{short} {version} is not understood: {shorten(where)}: {first['msg'].lower()}."
        remedy = f"Versions that are read are those with the fields of {', '.join(generations)}."
        ledger.say("UNKNOWN_RECORD_TYPE", pointer, message, remedy, twin.key)
        ledger.ignored[name] += 1
        return
    if part.catena_x_id is not None and part.catena_x_id != twin.key:
        twin.strays.append((name, pointer, part.catena_x_id))
        return
    if short in twin.aspects or (kind is Typization and twin.get(Typization)):
        ledger.ignored[f"{name} (a further one of the same twin)"] += 1
        return
    twin.aspects[short] = (pointer, part)
    ledger.ignored.update(f"{name}{path}" for path in part.left_over())


def judge_strays(twin: Twin, ledger: Ledger) -> None:
    """Findings on the aspects that are about another part. A twin that is described without them is read without them."""
    described = twin.get(Typization) or twin.get(Planned)
    for name, pointer, other in twin.strays:
        short = name.partition("#")[2]
        left_out = " It is left out." if described else ""
        message = f"{short} is about {other[:80]!r} and stands in the twin {twin.key}.{left_out}"
        remedy = "Move it to its twin, or correct the id."
        code = "DUPLICATE_IDENTITY" if described else "INVALID_VALUE"
        ledger.say(code, f"{pointer}/catenaXId", message, remedy, twin.key)
        ledger.ignored[f"{name} (about another part)"] += 1
