"""How the mineral in an item or out of a process divides over what it came from: one step of the element rule.

`share(origin) = sum(q_in x c_in x share_in) / need`, weighted by the contained element and never by total mass or price, with
`need = max(sum of known element inputs, sum of element outputs and stated losses / recovery)`; what of the need no input covers is
unknown. Where not all outputs state their content, an input that does not state its own counts with the most that it can hold: the
unknown is then an upper bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rules.origin.boundary import BEGINNINGS, RECYCLERS, recycled
from rules.origin.content import Amount, Contents
from rules.origin.system import ItemNode, Part, ProcessNode
from rules.origins import OriginKind, UnknownReason
from rules.vocabulary import Mineral

NOISE = 1e-6
"""Relative: what rounding of stated quantities and contents may lose; less than this is no unknown."""


@dataclass(slots=True)
class Split:
    """Shares of one node's mineral; they sum to 1."""

    to: list[tuple[str, float]] = field(default_factory=list)
    """Upstream key and its share."""
    origins: list[tuple[str, OriginKind, float]] = field(default_factory=list)
    """Key of the process that it begins at, how, and its share."""
    unknown: list[tuple[str, UnknownReason, float]] = field(default_factory=list)
    expectation: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """One thing that may have brought the mineral in."""

    part: Part
    amount: Amount
    run: ProcessNode | None = None
    """The process that took it; none of a part, which keeps its identity."""
    begins: OriginKind | None = None
    """Where its first life ends here: what begins."""


def split_item(contents: Contents, item: ItemNode, *, through: bool) -> Split:
    """Over its parts and what its assembling took, or over the runs that it came out of."""
    if not item.parts:
        return _over_runs(item)
    sources = [_Source(part, contents.held(part)) for part in item.parts]
    expectation = False
    for run in item.runs:
        process = contents.system.processes[run.key]
        taken = _sources(contents, process, contents.assembled(item, run), through=through)
        expectation |= process.is_pooled and len([source for source in taken if source.amount.kg != 0]) > 1
        sources += taken
    own = contents.own_kg(item)
    split = _over_sources(contents, item.key, sources, own or 0.0, complete=own is not None)
    split.expectation = expectation
    return split


def split_process(contents: Contents, process: ProcessNode, *, through: bool) -> Split:
    """Over its inputs; a mine, a synthesis and, unless asked through it, a recycling is where the mineral begins."""
    sources = _sources(contents, process, contents.inputs(process), through=through)
    begins = BEGINNINGS.get((process.kind, contents.mineral), BEGINNINGS.get((process.kind, None)))
    if begins is not None:
        # What it says itself to have been fed with came from elsewhere; the rest begins here.
        sources = [source for source in sources if source.amount.kg]
    if not sources:
        if begins is None and process.kind not in RECYCLERS:
            return Split(unknown=[(process.key, UnknownReason.NO_INPUTS, 1.0)])
        return Split(origins=[(process.key, begins or OriginKind.RECYCLED, 1.0)])
    out, complete = _outputs(process, contents.mineral)
    kinds = {source.begins for source in sources if source.amount.kg != 0}
    if None not in kinds and any(source.amount.kg is None for source in sources):
        # How much each holds is not stated, and all of it begins here.
        kind = kinds.pop() if len(kinds) == 1 else None
        return Split(origins=[(process.key, kind or OriginKind.RECYCLED, 1.0)])
    split = _over_sources(contents, process.key, sources, out, complete=complete)
    if begins is not None:
        split.origins += [(process.key, begins, share) for _, _, share in split.unknown]
        split.unknown = []
    met = [*split.to, *split.origins, *(one for one in split.unknown if one[0] != process.key)]
    split.expectation = process.is_pooled and len(met) > 1
    return split


def _over_runs(item: ItemNode) -> Split:
    if not item.runs:
        reason = UnknownReason.NO_ORIGIN if item.stated else UnknownReason.NOT_STATED
        return Split(unknown=[(item.key, reason, 1.0)])
    made = {run.key: run.quantity for run in item.runs}
    silent = [key for key, quantity in made.items() if quantity is None]
    stated = sum(quantity for quantity in made.values() if quantity is not None)
    whole = item.content.quantity if item.content else None
    if len(silent) == 1 and (len(made) == 1 or whole is not None):
        # All of it, or all that the other runs leave.
        made[silent[0]] = 1.0 if whole is None else max(0.0, whole - stated)
    elif silent and whole is None:
        return Split(unknown=[(item.key, UnknownReason.CONTENT_NOT_STATED, 1.0)])
    known = sum(quantity for quantity in made.values() if quantity is not None)
    whole = known if whole is None or known >= whole * (1 - NOISE) else whole
    split = Split(to=[(key, quantity / whole) for key, quantity in made.items() if quantity])
    if known < whole:
        reason = UnknownReason.CONTENT_NOT_STATED if len(silent) > 1 else UnknownReason.NO_ORIGIN
        split.unknown.append((item.key, reason, 1 - known / whole))
    return split


def _sources(
    contents: Contents, process: ProcessNode, taken: Sequence[tuple[Part, Amount]], *, through: bool
) -> list[_Source]:
    items = contents.system.items
    return [
        _Source(part, amount, process, None if through else recycled(process, part, items[part.key]))
        for part, amount in taken
    ]


def _over_sources(contents: Contents, key: str, sources: Sequence[_Source], out_kg: float, *, complete: bool) -> Split:
    silent = [source for source in sources if source.amount.kg is None]
    known = sum(source.amount.kg or 0.0 for source in sources)
    bounds = [source.amount.most_kg for source in silent]
    bound = None if None in bounds else sum(b for b in bounds if b is not None)
    split = Split()
    if len(silent) == 1 and known == 0:
        # All that there is of the mineral came in by the one thing that can have held it.
        share = 1.0 if bound is None or out_kg <= bound * (1 + NOISE) else bound / out_kg
        _assign(split, silent[0], share)
        if share < 1:
            split.unknown.append((key, UnknownReason.INPUTS_INCOMPLETE, 1 - share))
        return split
    if silent and not complete and bound is None:
        split.unknown = _spread(contents, silent, 1.0)
        return split
    need = max(known, out_kg)
    if silent and not complete:
        need = max(need, known + (bound or 0.0))
    if known >= need * (1 - NOISE):
        need = known
    if need == 0:
        split.unknown = _spread(contents, silent, 1.0) or [(key, UnknownReason.INPUTS_INCOMPLETE, 1.0)]
        return split
    for source in sources:
        if source.amount.kg:
            _assign(split, source, source.amount.kg / need)
    _share_out(contents, split, key, silent, bound, need - known, need)
    return split


def _share_out(
    contents: Contents,
    split: Split,
    key: str,
    silent: Sequence[_Source],
    bound: float | None,
    room: float,
    need: float,
) -> None:
    """What the known inputs leave goes to the silent ones, by the most that each can hold where that is known of all."""
    if room <= 0:
        return
    if not silent or bound == 0:
        split.unknown.append((key, UnknownReason.INPUTS_INCOMPLETE, room / need))
        return
    if bound is None:
        split.unknown += _spread(contents, silent, room / need)
        return
    covered = min(room, bound)
    for source in silent:
        share = covered * (source.amount.most_kg or 0.0) / bound / need
        if contents.system.items[source.part.key].parts and share:
            # What of the whole is not stated is told by its parts.
            _assign(split, source, share)
        elif share:
            split.unknown.append((source.part.key, _silence(contents, source), share))
    if room > bound * (1 + NOISE):
        split.unknown.append((key, UnknownReason.INPUTS_INCOMPLETE, (room - bound) / need))


def _assign(split: Split, source: _Source, share: float) -> None:
    if source.begins is None or source.run is None:
        split.to.append((source.part.key, share))
    else:
        split.origins.append((source.run.key, source.begins, share))


def _spread(contents: Contents, silent: Sequence[_Source], share: float) -> list[tuple[str, UnknownReason, float]]:
    each = share / len(silent) if silent else 0.0
    return [(source.part.key, _silence(contents, source), each) for source in silent]


def _silence(contents: Contents, source: _Source) -> UnknownReason:
    stated = contents.system.items[source.part.key].stated
    return UnknownReason.CONTENT_NOT_STATED if stated else UnknownReason.NOT_STATED


def _outputs(process: ProcessNode, mineral: Mineral | None) -> tuple[float, bool]:
    """kg of the mineral, or of all mass, that must have come in for what is stated to have come out, and whether all outputs state theirs."""
    contents = [output.mineral_kg(mineral) for output in process.outputs]
    out = sum(content for content in contents if content is not None)
    masses = [output.mass_kg() for output in process.outputs]
    recorded = sum(mass for mass in masses if mass is not None)
    if process.total_output_kg is not None and 0 < recorded < process.total_output_kg and None not in masses:
        # What is not recorded here is taken to be like what is.
        out *= process.total_output_kg / recorded
    if mineral is None:
        return out, None not in contents
    needed = max(out + process.losses_kg.get(mineral, 0.0), out / process.recovery.get(mineral, 1.0))
    return needed, None not in contents
