"""The lots that met on the way to a pack, and what else they are in: one bit for each lot, carried downstream."""

from collections import Counter
from functools import reduce
from operator import or_

from rules.mix import Meeting, Mix, MixedLot, SharingPack
from rules.origin.order import before, order
from rules.origin.system import ProcessNode, System
from rules.recall.flow import Flow
from rules.vocabulary import InputRole, ItemKind, Mixing

LOTS = (ItemKind.MATERIAL, ItemKind.COMPONENT, None)


def find_mix(flow: Flow, pack: str, revision: int) -> Mix:
    """What met on the way to the pack. Lots are materials and components of which a run took several; what served it only is none."""
    system = flow.system
    upstream = order(system, pack)
    meetings = [met for key in upstream if key in system.processes and (met := _meet(system, system.processes[key]))]
    lots = sorted({lot for met in meetings for lot in met.lots})
    bits = {lot: 1 << number for number, lot in enumerate(lots)}
    held: dict[str, int] = {}
    for key in reversed(order(system, *system.items)):
        held[key] = reduce(or_, (held.get(source, 0) for source in before(system, key)), bits.get(key, 0))
    packs: list[SharingPack] = []
    counted: Counter[str] = Counter()
    for key, item in system.items.items():
        others = [member for member in flow.members[key] if member != pack]
        if item.kind is ItemKind.PACK and held[key]:
            packs += [SharingPack(other, held[key].bit_count()) for other in others]
            counted.update({lot: len(others) for lot, bit in bits.items() if held[key] & bit})
    return Mix(
        pack,
        revision,
        tuple(sorted(meetings, key=lambda meeting: meeting.process)),
        tuple(MixedLot(lot, system.items[lot].kind, counted[lot]) for lot in lots),
        sorted(packs, key=lambda one: (-one.shared, one.key)),
    )


def _meet(system: System, process: ProcessNode) -> Meeting | None:
    lots = {
        part.key
        for part in process.inputs
        if part.role is not InputRole.AUXILIARY and system.items[part.key].kind in LOTS
    }
    if len(lots) < 2 or process.mixing is Mixing.TRACKED:
        return None
    return Meeting(process.key, process.kind, process.mixing or Mixing.POOLED, tuple(sorted(lots)))
