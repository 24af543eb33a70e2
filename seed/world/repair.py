"""A repair: a module that leaves a pack, and one that comes in its place."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from seed.world.batteries import make_module, module, pack
from seed.world.pen import Pen, WorldDocument
from seed.world.plan import CELLS_PER_PACK, REMOVED, Batch

TAKEN_OUT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PUT_IN = datetime(2026, 3, 2, 15, tzinfo=UTC)


def repair(namespace: str, batch: Batch) -> Iterator[WorldDocument]:
    """Module 8 of the second pack goes out, and a spare one comes in; where the old one goes, seed/world/second_life tells."""
    vehicle, number = REMOVED
    if not batch.first <= vehicle < batch.first + batch.vehicles:
        return
    pen = Pen(namespace, "mirae", "Mirae Packs: a repair")
    removed = module(namespace, vehicle, number)
    finished = (batch.day + timedelta(days=20)).isoformat()
    pen.state(
        type="contains", whole=pack(namespace, vehicle), part=removed, **{"from": finished, "to": TAKEN_OUT.isoformat()}
    )
    made = batch.day + timedelta(days=12)
    spare = make_module(
        pen, batch, module(namespace, vehicle, 9), "MM-SPARE-1", batch.vehicles * CELLS_PER_PACK, made.isoformat()
    )
    run = pen.run("module-spare", "MODULE_ASSEMBLY", "plant", made, mixing="TRACKED")
    pen.state(type="produced", item=spare, process=run)
    pen.state(type="contains", whole=pack(namespace, vehicle), part=spare, **{"from": PUT_IN.isoformat()})
    yield from pen.documents()
