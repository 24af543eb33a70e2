"""What a walk found, upstream or downstream: things, runs and the steps between them."""

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
    """All of it, of one walk from any number of items; steps may lead to what the walk left out.

    Of a walk downstream, steps are given the way they were walked: from what is earlier or smaller to what is later or larger.
    """

    items: Mapping[str, Thing]
    processes: Mapping[str, Made]
    steps: Sequence[TraceEdge]
    findings: Sequence[tuple[Finding, frozenset[str]]] = ()
    """Each with the keys of what it is about."""
    downstream: bool = False
    targets: dict[str, list[TraceEdge]] = field(init=False)
    """Steps by where they begin."""
    runs: dict[str, list[Made]] = field(init=False)
    """The runs that an item came out of, as far as the walk reached them."""
    inputs: dict[str, list[str]] = field(init=False)
    """What a run took, as far as the walk reached it."""

    def __post_init__(self) -> None:
        self.targets, self.runs, self.inputs = {}, {}, {}
        for step in self.steps:
            self.targets.setdefault(step.source, []).append(step)
            later, earlier = (step.target, step.source) if self.downstream else (step.source, step.target)
            if step.type is EdgeType.PRODUCED_BY and earlier in self.processes:
                self.runs.setdefault(later, []).append(self.processes[earlier])
            elif step.type is EdgeType.CONSUMED and earlier in self.items:
                self.inputs.setdefault(later, []).append(earlier)

    def knows(self, key: str) -> bool:
        """Whether the walk reached it."""
        return key in self.items or key in self.processes

    def steps_from(self, key: str) -> list[TraceEdge]:
        """The steps from a thing or run that lead to what the walk reached."""
        return [step for step in self.targets.get(key, ()) if self.knows(step.target)]
