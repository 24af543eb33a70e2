"""Runs: what commissioning and transforming events make of one process, with what came out and what went in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rules.link import Consumed, Produced
from rules.process import Process
from rules.reading import Placed
from rules.vocabulary import InputRole, ItemKind, OutputRole, ProcessKind
from seed.readers.epcis.amount import Amount, Things
from seed.readers.epcis.described import build
from seed.readers.epcis.event import Happening
from seed.readers.epcis.ledger import Ledger

MAKING: Mapping[str, ProcessKind] = {
    ItemKind.VEHICLE: ProcessKind.VEHICLE_ASSEMBLY,
    ItemKind.PACK: ProcessKind.PACK_ASSEMBLY,
    ItemKind.MODULE: ProcessKind.MODULE_ASSEMBLY,
    ItemKind.CELL: ProcessKind.CELL_PRODUCTION,
}
"""What making each kind is called."""

STEPS: Mapping[str, ProcessKind] = {
    "disassembling": ProcessKind.DISMANTLING,
    "repairing": ProcessKind.REPAIR,
    "transporting": ProcessKind.TRANSPORT,
}
"""Business steps that say what kind of process it was."""

MAKING_STEPS = {None, "commissioning", "assembling", "creating_class_instance"}


@dataclass(slots=True)
class Link:
    """How much of a thing went in or came out, over all events of a run."""

    pointer: str
    quantity: float | None
    role: str


@dataclass(slots=True)
class Run:
    """One process, from one event or from several that carry one transformationID."""

    key: str
    pointer: str
    times: list[datetime] = field(default_factory=list)
    step: str | None = None
    facility: str | None = None
    stated: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, Link] = field(default_factory=dict)
    inputs: dict[tuple[str, str], Link] = field(default_factory=dict)


def runs_of(happenings: Iterable[Happening], things: Things) -> list[Run]:
    """The runs, in the order of their first events."""
    runs: dict[str, Run] = {}
    for happening in happenings:
        event = happening.event
        if event.type == "TransformationEvent":
            run = _run(runs, event.transformation_id or happening.key, happening)
            role = str(happening.own.get("outputRole", OutputRole.PRODUCT))
            for amount in things.amounts(happening, "output"):
                _add(run.outputs, amount.key, amount, role, things)
            role = str(happening.own.get("inputRole", InputRole.MATERIAL))
            for amount in things.amounts(happening, "input"):
                _add(run.inputs, (amount.key, role), amount, role, things)
        elif event.type == "ObjectEvent" and event.action == "ADD":
            run = _run(runs, happening.key, happening)
            for amount in things.amounts(happening, ""):
                _add(run.outputs, amount.key, amount, OutputRole.PRODUCT, things)
    for run in runs.values():
        _net(run, things.ledger)
    return list(runs.values())


def _run(runs: dict[str, Run], key: str, happening: Happening) -> Run:
    run = runs.setdefault(key, Run(key, happening.pointer))
    run.times.append(happening.at)
    run.step = run.step or happening.step
    place = happening.event.read_point or happening.event.biz_location
    run.facility = run.facility or (place.id if place else None)
    stated = happening.own.get("process")
    run.stated = run.stated or (stated if isinstance(stated, dict) else {})
    return run


def _add(links: dict[Any, Link], identity: Any, amount: Amount, role: str, things: Things) -> None:
    quantity = things.quantity(amount)
    link = links.setdefault(identity, Link(amount.pointer, quantity, role))
    if link.pointer != amount.pointer:
        # A further event of the run names it again.
        link.quantity = None if link.quantity is None or quantity is None else link.quantity + quantity


def _net(run: Run, ledger: Ledger) -> None:
    """What comes out as it went in was not turned into anything: only the difference did."""
    for identity in [each for each in run.inputs if each[0] in run.outputs]:
        key = identity[0]
        if key not in run.outputs:
            continue
        put, got = run.inputs[identity], run.outputs.pop(key)
        ledger.ignored["an output that is an input of the same process too"] += 1
        if put.quantity is None or got.quantity is None or put.quantity <= got.quantity:
            del run.inputs[identity]
        else:
            put.quantity -= got.quantity


def made_by(runs: Iterable[Run]) -> dict[str, tuple[str, float | None]]:
    """Each thing that is made, with the place that says so first and how much is made in all; none where that is not known."""
    made: dict[str, tuple[str, float | None]] = {}
    for run in runs:
        for key, link in run.outputs.items():
            pointer, total = made.get(key, (link.pointer, 0))
            made[key] = (pointer, None if total is None or link.quantity is None else total + link.quantity)
    return made


def facts_of(run: Run, kinds: Mapping[str, ItemKind], ledger: Ledger) -> Iterator[Placed]:
    """The process and its links."""
    started, ended = min(run.times), max(run.times)
    fields: dict[str, Any] = {"key": run.key, "facility": run.facility}
    if "kind" not in run.stated:
        kind = _kind(run, kinds)
        fields |= {"kind": kind, "kindText": (run.step or "making") if kind is ProcessKind.OTHER else None}
    if not run.stated.keys() & {"started", "ended"}:
        fields |= {"started": started.isoformat() if started < ended else None, "ended": ended.isoformat()}
    known = {info.alias or name for name, info in Process.model_fields.items()} - {"type", "key"}
    ledger.ignored.update(f"process.{name}" for name in run.stated.keys() - known)
    fields |= {name: value for name, value in run.stated.items() if name in known}
    process = build(Process, fields, run.pointer, ledger)
    if process is None:
        return
    yield Placed(run.pointer, process)
    for key, link in run.outputs.items():
        fields = {"item": key, "process": run.key, "quantity": link.quantity, "role": link.role}
        produced = build(Produced, fields, link.pointer, ledger)
        if produced is not None:
            yield Placed(link.pointer, produced)
    for (key, _), link in run.inputs.items():
        fields = {"process": run.key, "item": key, "quantity": link.quantity, "role": link.role}
        consumed = build(Consumed, fields, link.pointer, ledger)
        if consumed is not None:
            yield Placed(link.pointer, consumed)


def _kind(run: Run, kinds: Mapping[str, ItemKind]) -> ProcessKind:
    if run.step is not None and run.step in STEPS:
        return STEPS[run.step]
    made = {kinds.get(key) for key in run.outputs}
    if run.step in MAKING_STEPS and len(made) == 1:
        return MAKING.get(made.pop() or "", ProcessKind.OTHER)
    return ProcessKind.OTHER
