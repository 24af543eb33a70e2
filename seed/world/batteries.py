"""Cells, modules and packs."""

from collections.abc import Iterator
from datetime import timedelta

from rules.key import item_key
from seed.world.electrodes import customer_number
from seed.world.need import POOLED_SHARE
from seed.world.pen import Input, Pen, WorldDocument
from seed.world.plan import (
    ALUMINIUM_KG,
    CELLS_PER_MODULE,
    COPPER_KG,
    GRAPHITE_KG,
    MODULES_PER_PACK,
    REMOVED,
    WASTE,
    WRITTEN_OFF,
    Batch,
    Group,
)

COUNTRY = {"kr": "KR", "pl": "PL", "hu": "HU", "us": "US"}


def make_cells(namespace: str, group: Group, batch: Batch) -> Iterator[WorldDocument]:
    """One run of a cell plant."""
    pen = Pen(namespace, "hanbit", f"Hanbit Cells: run {batch.number}, {COUNTRY[batch.plant]}")
    inputs = [
        *_cathode(pen, group, batch),
        (pen.key("lot", f"anode-{group.number}"), batch.cells * GRAPHITE_KG * WASTE, "ACTIVE_MATERIAL"),
        (pen.key("lot", f"cu-foil-{group.number}"), batch.cells * COPPER_KG * WASTE, "COMPONENT"),
        (pen.key("lot", f"al-foil-{group.number}"), batch.cells * ALUMINIUM_KG * WASTE, "COMPONENT"),
    ]
    # Two cathode lots were on the line in Poland, and which cell got which nobody knows.
    mixing = "POOLED" if batch.plant == "pl" else "BLENDED"
    run = pen.run(f"cells-{batch.number}", "CELL_PRODUCTION", batch.plant, batch.day, inputs, mixing=mixing)
    model = pen.key("model", "cell-lfp" if batch.lfp else "cell-nmc811")
    for number in range(batch.cells):
        key = cell(namespace, batch, number)
        serial = f"{batch.plant.upper()}{batch.number:04}{number:05}"
        pen.state(type="item", key=key, kind="CELL", unit="PIECE", quantity=1, serial=serial, model=model)
        pen.state(type="produced", item=key, process=run)
    yield from pen.documents()


def cell(namespace: str, batch: Batch, number: int) -> str:
    """Key of a cell of the batch, from 0."""
    return f"{namespace}:cell:{batch.number}-{number}"


def module(namespace: str, vehicle: int, number: int) -> str:
    """Key of a module, 1 to 8, by the vehicle that it was made for."""
    return f"{namespace}:module:{vehicle}-{number}"


def pack(namespace: str, vehicle: int) -> str:
    """Key of the pack that was made for the vehicle."""
    return f"{namespace}:pack:{vehicle}"


def _cathode(pen: Pen, group: Group, batch: Batch) -> list[Input]:
    if batch.lfp:
        return [(pen.key("lot", f"lfp-cn-{group.number}"), batch.cathode_kg, "ACTIVE_MATERIAL")]
    # The cell maker knows the lot by the number that it gave it itself.
    known_as = item_key(pen.key("party", "hanbit"), "MATERIAL", customer_number(group.number, batch.plant))
    if batch.plant != "pl":
        return [(known_as, batch.cathode_kg, "ACTIVE_MATERIAL")]
    return [
        (known_as, batch.cathode_kg * POOLED_SHARE, "ACTIVE_MATERIAL"),
        (pen.key("lot", f"cam-cn-{group.number}"), batch.cathode_kg * (1 - POOLED_SHARE), "ACTIVE_MATERIAL"),
    ]


def make_packs(namespace: str, batch: Batch) -> Iterator[WorldDocument]:
    """Modules and packs from the cells of a batch."""
    pen = Pen(namespace, "mirae", f"Mirae Packs: run {batch.number}")
    assembled = (batch.day + timedelta(days=10)).isoformat()
    finished = (batch.day + timedelta(days=20)).isoformat()
    modules = pen.run(
        f"modules-{batch.number}", "MODULE_ASSEMBLY", "plant", batch.day + timedelta(days=10), mixing="TRACKED"
    )
    packs = pen.run(f"packs-{batch.number}", "PACK_ASSEMBLY", "plant", batch.day + timedelta(days=20), mixing="TRACKED")
    model = pen.key("model", "pack-lfp" if batch.lfp else "pack-nmc811")
    for index in range(batch.vehicles):
        vehicle = batch.first + index
        whole = pack(namespace, vehicle)
        pen.state(type="item", key=whole, kind="PACK", unit="PIECE", quantity=1, serial=f"MP{vehicle:06}", model=model)
        pen.state(type="produced", item=whole, process=packs)
        for number in range(1, MODULES_PER_PACK + 1):
            first = (index * MODULES_PER_PACK + number - 1) * CELLS_PER_MODULE
            part = make_module(
                pen, batch, module(namespace, vehicle, number), f"MM{vehicle:06}{number}", first, assembled
            )
            pen.state(type="produced", item=part, process=modules)
            # seed/world/repair and seed/world/second_life tell the whole story of those.
            if number != REMOVED[1] or vehicle not in (REMOVED[0], *WRITTEN_OFF):
                pen.state(type="contains", whole=whole, part=part, **{"from": finished})
    yield from pen.documents()


def make_module(pen: Pen, batch: Batch, key: str, serial: str, first: int, assembled: str) -> str:
    """A module of twelve cells of the batch from the `first` on; answers its key."""
    pen.state(type="item", key=key, kind="MODULE", unit="PIECE", quantity=1, serial=serial)
    for number in range(first, first + CELLS_PER_MODULE):
        pen.state(type="contains", whole=key, part=cell(pen.namespace, batch, number), **{"from": assembled})
    return key
