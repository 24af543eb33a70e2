"""From what a walk upstream found to a trace: depth, tier, gaps and coverage."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rules.finding import Finding
from rules.quantity import mass_kg
from rules.trace import Coverage, EdgeType, Gap, GapReason, NodeType, Trace, TraceEdge, TraceNode
from rules.vocabulary import InputRole, ItemKind, ProcessKind, Unit

ORIGINS = (ProcessKind.EXTRACTION, ProcessKind.SYNTHESIS_OF_GRAPHITE, ProcessKind.RECYCLING, ProcessKind.SHREDDING)
"""Kinds that need no input: a chain may begin there."""


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


def lay_out(
    start: str,
    things: Sequence[Thing],
    made: Sequence[Made],
    steps: Sequence[Step],
    *,
    max_nodes: int,
    max_depth: int | None = None,
    kinds: frozenset[ItemKind] | None = None,
    revision: int,
    warnings: tuple[Finding, ...] = (),
) -> Trace:
    """The trace of what was found; nodes beyond `max_nodes` (fewest steps first), `max_depth` and `kinds` are left out."""
    items = {thing.key: thing for thing in things}
    processes = {process.key: process for process in made}
    targets: dict[str, list[Step]] = {}
    for step in steps:
        if step.target in items or step.target in processes:
            targets.setdefault(step.source, []).append(step)
    producer = _producers(items, targets, processes)
    depths = _depths(start, targets)
    tiers = _tiers(start, items, processes, targets, producer)
    gaps = [gap for thing in things if (gap := _gap(thing, targets, processes, tiers)) is not None]
    shown = sorted((depth, key) for key, depth in depths.items() if max_depth is None or depth <= max_depth)
    truncated = len(things) + len(made) > max_nodes
    kept = {key for _, key in shown[:max_nodes]}
    if kinds is not None:
        kept = _of_kinds(kept, start, items, targets, kinds)
    nodes = tuple(
        _item_node(items[key], depth, tiers, producer.get(key))
        if key in items
        else _process_node(processes[key], depth, tiers)
        for depth, key in shown
        if key in kept
    )
    edges = sorted(
        (s for source in kept for s in targets.get(source, ()) if s.target in kept),
        key=lambda s: (s.source, s.target, s.type),
    )
    return Trace(
        start=start,
        nodes=nodes,
        edges=tuple(TraceEdge(s.source, s.target, s.type, s.quantity, s.role, s.submission) for s in edges),
        gaps=tuple(sorted(gaps, key=lambda gap: (gap.tier, gap.key))),
        coverage=Coverage(len(items), len(gaps)),
        truncated=truncated,
        revision=revision,
        warnings=warnings,
    )


def _depths(start: str, targets: Mapping[str, Sequence[Step]]) -> dict[str, int]:
    depths = {start: 0}
    pending = deque([start])
    while pending:
        source = pending.popleft()
        for step in targets.get(source, ()):
            if step.target not in depths:
                depths[step.target] = depths[source] + 1
                pending.append(step.target)
    return depths


def _producers(
    items: Mapping[str, Thing], targets: Mapping[str, Sequence[Step]], processes: Mapping[str, Made]
) -> dict[str, Made]:
    """The process that made an item; of several, the first by key."""
    answer = {}
    for key in items:
        runs = [step.target for step in targets.get(key, ()) if step.type is EdgeType.PRODUCED_BY]
        if runs:
            answer[key] = processes[min(runs)]
    return answer


def _tiers(
    start: str,
    items: Mapping[str, Thing],
    processes: Mapping[str, Made],
    targets: Mapping[str, Sequence[Step]],
    producer: Mapping[str, Made],
) -> dict[str, int]:
    """Fewest changes of party from the start: 0-1 breadth-first. A transport belongs to whom it comes from."""
    party: dict[str, str | None] = {}

    def holder(key: str) -> str | None:
        way = []
        while key not in party:
            way.append(key)
            process = processes.get(key) or producer.get(key)
            if process is None:
                # Who states an item and not its making made no step of it known; a stub comes from somebody else.
                found = None if items[key].stated else key
                break
            carried = next((s.target for s in targets.get(process.key, ()) if s.type is EdgeType.CONSUMED), None)
            if process.kind is not ProcessKind.TRANSPORT or carried is None or carried in way:
                found = process.party
                break
            key = carried
        else:
            found = party[key]
        for passed in way:
            party[passed] = found
        return found

    tiers: dict[str, int] = {}
    pending = deque([(start, 0)])
    while pending:
        source, tier = pending.popleft()
        if source in tiers:
            continue
        tiers[source] = tier
        here = holder(source)
        for step in targets.get(source, ()):
            if step.target not in tiers:
                there = holder(step.target)
                if there is None or here is None or there == here:
                    pending.appendleft((step.target, tier))
                else:
                    pending.append((step.target, tier + 1))
    return tiers


def _gap(
    thing: Thing, targets: Mapping[str, Sequence[Step]], processes: Mapping[str, Made], tiers: Mapping[str, int]
) -> Gap | None:
    steps = targets.get(thing.key, ())
    if not thing.stated and not steps:
        reason = GapReason.NOT_STATED
    elif not steps:
        reason = GapReason.NO_ORIGIN
    else:
        runs = [processes[s.target] for s in steps if s.type is EdgeType.PRODUCED_BY]
        parts = any(s.type is EdgeType.CONTAINS for s in steps)
        if parts or any(run.kind in ORIGINS or targets.get(run.key) for run in runs):
            return None
        reason = GapReason.NO_INPUTS
    return Gap(thing.key, reason, thing.kind, tiers.get(thing.key, 0))


def _of_kinds(
    kept: set[str],
    start: str,
    items: Mapping[str, Thing],
    targets: Mapping[str, Iterable[Step]],
    kinds: frozenset[ItemKind],
) -> set[str]:
    chosen = {key for key in kept if key in items and (key == start or items[key].kind in kinds)}
    near = {s.target for key in chosen for s in targets.get(key, ())}
    near |= {key for key in kept if any(s.target in chosen for s in targets.get(key, ()))}
    return chosen | {key for key in near & kept if key not in items}


def _item_node(thing: Thing, depth: int, tiers: Mapping[str, int], made: Made | None) -> TraceNode:
    mass = None if thing.unit is None else mass_kg(thing.quantity, thing.unit, thing.mass_per_unit_kg)
    return TraceNode(
        key=thing.key,
        type=NodeType.ITEM,
        depth=depth,
        tier=tiers[thing.key],
        stated=thing.stated,
        item_kind=thing.kind,
        name=thing.name,
        name_ko=thing.name_ko,
        quantity=thing.quantity,
        unit=thing.unit,
        mass_kg=mass,
        party_key=made and made.party,
        party_name=made and made.party_name,
        facility_key=made and made.facility,
        facility_name=made and made.facility_name,
        country=made and made.country,
        submission=thing.submission,
    )


def _process_node(process: Made, depth: int, tiers: Mapping[str, int]) -> TraceNode:
    return TraceNode(
        key=process.key,
        type=NodeType.PROCESS,
        depth=depth,
        tier=tiers[process.key],
        stated=process.stated,
        process_kind=process.kind,
        name=process.name,
        name_ko=process.name_ko,
        party_key=process.party,
        party_name=process.party_name,
        facility_key=process.facility,
        facility_name=process.facility_name,
        country=process.country,
        started=process.started,
        ended=process.ended,
        submission=process.submission,
    )
