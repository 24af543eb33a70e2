"""What a walk upstream found: things, runs and the steps between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rules.finding import Finding
from rules.trace import EdgeType, TraceEdge
from rules.vocabulary import ItemKind, ProcessKind, Unit


@dataclass(frozen=True, slots=True)
class Thing:
    """What is stated of an item that the walk found, or of several alike."""

    stated: bool
    kind: ItemKind | None = None
    name: str | None = None
    name_ko: str | None = None
    quantity: float | None = None
    unit: Unit | None = None
    mass_per_unit_kg: float | None = None
    submission: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A process that the walk found."""

    key: str
    stated: bool
    kind: ProcessKind | None = None
    name: str | None = None
    name_ko: str | None = None
    party: str | None = None
    party_name: str | None = None
    facility: str | None = None
    facility_name: str | None = None
    country: str | None = None
    started: datetime | None = None
    ended: datetime | None = None
    submission: str | None = None


@dataclass(slots=True)
class Chain:
    """All of it, of one walk from any number of items; steps may lead to what the walk left out."""

    items: Mapping[str, Thing]
    processes: Mapping[str, Made]
    steps: Sequence[TraceEdge]
    findings: Sequence[tuple[Finding, frozenset[str]]] = ()
    """Each with the keys of what it is about."""
    targets: dict[str, list[TraceEdge]] = field(init=False)
    """Steps back by their source."""
    runs: dict[str, list[Made]] = field(init=False)
    """The runs that an item came out of, as far as the walk reached them."""

    def __post_init__(self) -> None:
        self.targets, self.runs = {}, {}
        for step in self.steps:
            self.targets.setdefault(step.source, []).append(step)
            if step.type is EdgeType.PRODUCED_BY and step.target in self.processes:
                self.runs.setdefault(step.source, []).append(self.processes[step.target])

    def knows(self, key: str) -> bool:
        """Whether the walk reached it."""
        return key in self.items or key in self.processes

    def back(self, key: str) -> list[TraceEdge]:
        """The steps back from a thing or run that lead to what the walk reached."""
        return [step for step in self.targets.get(key, ()) if self.knows(step.target)]
