"""A stationary pack made of modules of three packs: one that was repaired, and two whose vehicles were written off."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from seed.world.batteries import module, pack
from seed.world.pen import Pen, WorldDocument
from seed.world.plan import CELL_KG, CELLS_PER_MODULE, REMOVED, WRITTEN_OFF, plan

TAKEN_APART = datetime(2026, 3, 16, 9, tzinfo=UTC)
MADE = datetime(2026, 3, 23, 9, tzinfo=UTC)


def second_life(namespace: str, vehicles: int) -> Iterator[WorldDocument]:
    """The packs that are taken apart, and the pack made of their modules; in the smallest worlds there are fewer packs."""
    pen = Pen(namespace, "mirae", "Mirae Packs: a second life")
    donors = [vehicle for vehicle in (REMOVED[0], *WRITTEN_OFF) if vehicle <= vehicles]
    if not donors:
        return
    for batch in (batch for group in plan(vehicles) for batch in group.batches if batch.first <= max(donors)):
        finished = batch.day + timedelta(days=20)
        for vehicle in range(batch.first, batch.first + batch.vehicles):
            if vehicle in WRITTEN_OFF:
                stay = {"from": finished.isoformat(), "to": TAKEN_APART.isoformat()}
                pen.state(
                    type="contains", whole=pack(namespace, vehicle), part=module(namespace, vehicle, REMOVED[1]), **stay
                )
    whole = describe(pen, len(donors) * CELLS_PER_MODULE * CELL_KG)
    run = pen.run("second-life", "REPURPOSING", "plant", MADE, mixing="TRACKED")
    pen.state(type="produced", item=whole, process=run)
    for vehicle in donors:
        part = module(namespace, vehicle, REMOVED[1])
        pen.state(type="contains", whole=whole, part=part, **{"from": MADE.isoformat()})
    yield from pen.documents()


def describe(pen: Pen, kg: float) -> str:
    """State the stationary pack with that mass; answers its key."""
    key = second_life_pack(pen.namespace)
    said: dict[str, Any] = {"kind": "PACK", "unit": "PIECE", "quantity": 1, "serial": "MP-SECOND-1"}
    pen.state(type="item", key=key, **said, name="Stationary pack, second life", massPerUnitKg=kg)
    return key


def second_life_pack(namespace: str) -> str:
    """Key of the stationary pack."""
    return f"{namespace}:pack:second-life-1"
