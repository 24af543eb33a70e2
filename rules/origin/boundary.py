"""Where a mineral enters the chain: at mines, at graphite plants, and where a first life ends."""

from rules.origin.system import ItemNode, Part, ProcessNode
from rules.origins import OriginKind
from rules.vocabulary import InputRole, ItemKind, Mineral, ProcessKind

BEGINNINGS: dict[tuple[ProcessKind | None, Mineral | None], OriginKind] = {
    (ProcessKind.EXTRACTION, None): OriginKind.EXTRACTION,
    (ProcessKind.SYNTHESIS_OF_GRAPHITE, Mineral.SYNTHETIC_GRAPHITE): OriginKind.SYNTHESIS,
}
"""Kind of process, and of mineral where it is one, to what begins there."""

RECYCLERS = (ProcessKind.RECYCLING, ProcessKind.SHREDDING)

FIRST_LIVES = {
    InputRole.END_OF_LIFE: OriginKind.RECYCLED_POST_CONSUMER,
    InputRole.PRODUCTION_SCRAP: OriginKind.RECYCLED_PRE_CONSUMER,
}
"""Inputs whose first life ends here; home scrap never left the process and is no origin."""

BATTERIES = (ItemKind.CELL, ItemKind.MODULE, ItemKind.PACK, ItemKind.VEHICLE)


def recycled(process: ProcessNode, part: Part, item: ItemNode) -> OriginKind | None:
    """How the first life of an input ends in this process; none where it goes on."""
    kind = FIRST_LIVES.get(part.role) if part.role is not None else None
    if kind is None and process.kind in RECYCLERS and item.kind in BATTERIES and part.role is not InputRole.HOME_SCRAP:
        # Nobody says whether it was waste or scrap, and a recycler that is fed with batteries ends their first life.
        return OriginKind.RECYCLED
    return kind
