"""How the mineral in an item or out of a process divides over what it came from: one step of the element rule.

`share(origin) = sum(q_in x c_in x share_in) / need`, `need = max(sum of known element inputs, sum of element outputs and stated
losses / recovery)`, weighted by the contained element and never by total mass or price; what of the need no input covers is unknown.
Where neither outputs nor an input state their content, that input counts with its whole mass: the unknown is then an upper bound.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rules.origin.content import amount
from rules.origin.system import ItemNode, Part, ProcessNode, System
from rules.origins import OriginKind, UnknownReason
from rules.vocabulary import InputRole, Mineral, Mixing, ProcessKind

NOISE = 1e-6
"""Relative: what rounding of stated quantities and contents may lose; less than this is no unknown."""

RECYCLED = {
    InputRole.END_OF_LIFE: OriginKind.RECYCLED_POST_CONSUMER,
    InputRole.PRODUCTION_SCRAP: OriginKind.RECYCLED_PRE_CONSUMER,
}
"""Inputs whose first life ends here; home scrap never left the process and is no origin."""

RECYCLERS = (ProcessKind.RECYCLING, ProcessKind.SHREDDING)


@dataclass(slots=True)
class Split:
    """Shares of one node's mineral; they sum to 1."""

    to: list[tuple[str, float]] = field(default_factory=list)
    """Upstream key and its share."""
    origins: list[tuple[OriginKind, float]] = field(default_factory=list)
    """What begins at this very process."""
    unknown: list[tuple[str, UnknownReason, float]] = field(default_factory=list)
    expectation: bool = False


@dataclass(slots=True)
class _Source:
    """One thing that may have brought the mineral in."""

    part: Part
    kg: float | None
    bound_kg: float | None
    """Its whole mass, the most that it can hold."""


def split_item(system: System, kg: Mapping[str, float | None], mineral: Mineral, item: ItemNode) -> Split:
    """Over its parts and what its assembling consumed, or over the runs that it came out of."""
    if not item.parts:
        return _over_runs(item)
    sources = [_source(system, kg, mineral, part) for part in item.parts]
    for run in item.runs:
        process = system.processes[run.key]
        portion = _portion(item, process)
        sources += [_scaled(source, portion) for source in _inputs(system, kg, mineral, process)]
    own = None if item.content is None else item.content.mineral_kg(mineral)
    return _over_sources(system, item.key, sources, own or 0.0, complete=own is not None, through=True)


def split_process(
    system: System, kg: Mapping[str, float | None], mineral: Mineral, process: ProcessNode, *, through: bool
) -> Split:
    """Over its inputs; a mine, a synthesis and, unless asked through it, a recycling is where the mineral begins."""
    if process.kind is ProcessKind.EXTRACTION and not process.inputs:
        return Split(origins=[(OriginKind.EXTRACTION, 1.0)])
    if process.kind is ProcessKind.SYNTHESIS_OF_GRAPHITE and mineral is Mineral.SYNTHETIC_GRAPHITE:
        return Split(origins=[(OriginKind.SYNTHESIS, 1.0)])
    if not process.inputs:
        if process.kind in RECYCLERS:
            return Split(origins=[(OriginKind.RECYCLED, 1.0)])
        return Split(unknown=[(process.key, UnknownReason.NO_INPUTS, 1.0)])
    sources = _inputs(system, kg, mineral, process)
    out, complete = _outputs(process, mineral)
    split = _over_sources(system, process.key, sources, out, complete=complete, through=through)
    split.expectation = len(split.to) > 1 and process.mixing not in (Mixing.BLENDED, Mixing.TRACKED)
    return split


def _over_runs(item: ItemNode) -> Split:
    if not item.runs:
        reason = UnknownReason.NO_ORIGIN if item.stated else UnknownReason.NOT_STATED
        return Split(unknown=[(item.key, reason, 1.0)])
    if len(item.runs) == 1:
        return Split(to=[(item.runs[0].key, 1.0)])
    stated = [run.quantity for run in item.runs if run.quantity is not None]
    if len(stated) < len(item.runs):
        # Which run made how much is not stated: each is as likely.
        return Split(to=[(run.key, 1 / len(item.runs)) for run in item.runs], expectation=True)
    made = sum(stated)
    whole = max(made, (item.content.quantity if item.content else None) or 0.0)
    if made >= whole * (1 - NOISE):
        whole = made
    split = Split(to=[(run.key, (run.quantity or 0) / whole) for run in item.runs])
    if made < whole:
        split.unknown.append((item.key, UnknownReason.NO_ORIGIN, 1 - made / whole))
    return split


def _over_sources(
    system: System, key: str, sources: Sequence[_Source], out_kg: float, *, complete: bool, through: bool
) -> Split:
    silent = [source for source in sources if source.kg is None]
    known = sum(source.kg for source in sources if source.kg is not None)
    if len(silent) == 1 and known == 0:
        # All that there is of the mineral came in by the one thing that can have held it.
        silent, sources = [], [_Source(silent[0].part, 1.0, None)]
        known = out_kg = 1.0
    need = max(known, out_kg)
    if silent and not complete:
        bounds = [source.bound_kg for source in silent]
        if None in bounds:
            return Split(unknown=_evenly(system, silent, 1.0))
        need = max(need, known + sum(bound for bound in bounds if bound is not None))
    if known >= need * (1 - NOISE):
        need = known
    split = Split()
    if need == 0:
        split.unknown = _evenly(system, silent, 1.0) or [(key, UnknownReason.INPUTS_INCOMPLETE, 1.0)]
        return split
    for source in sources:
        if source.kg:
            _assign(split, source.part, source.kg / need, through=through)
    if known < need:
        rest = 1 - known / need
        split.unknown += _evenly(system, silent, rest) or [(key, UnknownReason.INPUTS_INCOMPLETE, rest)]
    return split


def _assign(split: Split, part: Part, share: float, *, through: bool) -> None:
    recycled = None if through or part.role is None else RECYCLED.get(part.role)
    if recycled is None:
        split.to.append((part.key, share))
    else:
        split.origins.append((recycled, share))


def _evenly(system: System, silent: Sequence[_Source], share: float) -> list[tuple[str, UnknownReason, float]]:
    each = share / len(silent) if silent else 0.0
    return [
        (
            source.part.key,
            UnknownReason.CONTENT_NOT_STATED if system.items[source.part.key].stated else UnknownReason.NOT_STATED,
            each,
        )
        for source in silent
    ]


def _source(system: System, kg: Mapping[str, float | None], mineral: Mineral, part: Part) -> _Source:
    content = system.items[part.key].content
    bound = None if content is None else content.mass_kg(part.quantity)
    return _Source(part, amount(system, kg, mineral, part.key, part.quantity), bound)


def _scaled(source: _Source, portion: float) -> _Source:
    kg = None if source.kg is None else source.kg * portion
    return _Source(source.part, kg, None if source.bound_kg is None else source.bound_kg * portion)


def _inputs(system: System, kg: Mapping[str, float | None], mineral: Mineral, process: ProcessNode) -> list[_Source]:
    sources = [_source(system, kg, mineral, part) for part in process.inputs]
    # An auxiliary that does not say that it holds the mineral stays out of the product.
    return [s for s in sources if s.kg is not None or s.part.role is not InputRole.AUXILIARY]


def _outputs(process: ProcessNode, mineral: Mineral) -> tuple[float, bool]:
    """kg of the mineral that must have come in for what is stated to have come out, and whether all outputs state theirs."""
    contents = [output.mineral_kg(mineral) for output in process.outputs]
    out = sum(content for content in contents if content is not None)
    masses = [output.mass_kg() for output in process.outputs]
    recorded = sum(mass for mass in masses if mass is not None)
    if process.total_output_kg is not None and 0 < recorded < process.total_output_kg and None not in masses:
        out *= process.total_output_kg / recorded
    needed = max(out + process.losses_kg.get(mineral, 0.0), out / process.recovery.get(mineral, 1.0))
    return needed, None not in contents


def _portion(item: ItemNode, process: ProcessNode) -> float:
    """The item's part of what its assembling process put out, by quantity."""
    quantities: list[float | None] = [output.quantity for output in process.outputs]
    own = item.content.quantity if item.content else None
    total = sum(quantity for quantity in quantities if quantity is not None)
    return 1.0 if own is None or total == 0 else min(1.0, own / total)
