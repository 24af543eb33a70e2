"""What a walk upstream found: things, runs and the steps between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rules.finding import Finding
from rules.trace import EdgeType
from rules.vocabulary import InputRole, ItemKind, ProcessKind, Unit


@dataclass(frozen=True, slots=True)
class Thing:
    """An item that the walk found."""

    key: str
    stated: bool
    kind: ItemKind | None
    name: str | None
    name_ko: str | None
    quantity: float | None
    unit: Unit | None
    mass_per_unit_kg: float | None
    submission: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """A process that the walk found."""

    key: str
    stated: bool
    kind: ProcessKind | None
    name: str | None
    name_ko: str | None
    party: str | None
    party_name: str | None
    facility: str | None
    facility_name: str | None
    country: str | None
    started: datetime | None
    ended: datetime | None
    submission: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """An edge that the walk found."""

    source: str
    target: str
    type: EdgeType
    quantity: float | None
    role: InputRole | None
    submission: str | None


@dataclass(frozen=True, slots=True)
class Chain:
    """All of it, of one walk from any number of items; steps may lead to what the walk left out."""

    things: Sequence[Thing]
    made: Sequence[Made]
    steps: Sequence[Step]
    findings: Sequence[Finding] = ()
    items: dict[str, Thing] = field(init=False)
    processes: dict[str, Made] = field(init=False)
    targets: dict[str, list[Step]] = field(init=False)
    """Steps back by their source."""

    def __post_init__(self) -> None:
        targets: dict[str, list[Step]] = {}
        for step in self.steps:
            targets.setdefault(step.source, []).append(step)
        object.__setattr__(self, "items", {thing.key: thing for thing in self.things})
        object.__setattr__(self, "processes", {process.key: process for process in self.made})
        object.__setattr__(self, "targets", targets)

    def knows(self, key: str) -> bool:
        """Whether the walk reached it."""
        return key in self.items or key in self.processes

    def back(self, key: str) -> list[Step]:
        """The steps back from a thing or run that lead to what the walk reached."""
        return [step for step in self.targets.get(key, ()) if self.knows(step.target)]
