"""The demo world: a believable chain from the mines to the road, of any size, with the traps that real chains have.

Companies are made up, places are real. Equal arguments give equal bytes, so that loading again changes nothing.
"""

from collections.abc import Iterator

from seed.world.batteries import make_cells, make_packs
from seed.world.doubt import corrected_lot, disputed_pack, doubts
from seed.world.electrodes import make_electrodes
from seed.world.mining import late, mine
from seed.world.need import Need
from seed.world.pen import WorldDocument
from seed.world.plan import plan, pooled, recalled
from seed.world.profile import certificates, profiles
from seed.world.recycling import recycle
from seed.world.refining import refine
from seed.world.repair import repair
from seed.world.road import NAMESPACE, make_vehicles, vin
from seed.world.second_life import second_life

__all__ = [
    "NAMESPACE",
    "WorldDocument",
    "corrected_lot",
    "disputed_pack",
    "documents",
    "doubts",
    "in_time",
    "late_papers",
    "pooled",
    "recalled",
    "vin",
]


def documents(vehicles: int = 200, seed: int = 2027, namespace: str = NAMESPACE) -> Iterator[WorldDocument]:
    """Native documents, each of one sender, in an order in which they can be taken in; the late supplier's come last. They agree with
    each other: what is disputed and corrected comes in `doubts`."""
    yield from in_time(vehicles, seed, namespace)
    yield from late_papers(vehicles, namespace)


def in_time(vehicles: int = 200, seed: int = 2027, namespace: str = NAMESPACE) -> Iterator[WorldDocument]:
    """All documents but the late supplier's."""
    yield from profiles(namespace)
    yield from certificates(namespace)
    for group in plan(vehicles):
        need = Need(group)
        yield from mine(namespace, need)
        yield from recycle(namespace, need)
        yield from refine(namespace, need)
        yield from make_electrodes(namespace, need)
        for batch in group.batches:
            yield from make_cells(namespace, group, batch)
            yield from make_packs(namespace, batch)
            yield from repair(namespace, batch)
            yield from make_vehicles(namespace, batch, seed)
    yield from second_life(namespace, vehicles)


def late_papers(vehicles: int = 200, namespace: str = NAMESPACE) -> Iterator[WorldDocument]:
    """The late supplier's documents; the first one is about graphite in the pooled vehicle."""
    for group in plan(vehicles):
        yield from late(namespace, Need(group))
