"""The silo, precursors and cathode materials."""

from collections.abc import Iterator
from datetime import timedelta

from seed.world.chemistry import (
    HYDROXIDE_PER_CATHODE,
    LFP,
    LITHIUM_HYDROXIDE,
    NMC811,
    PRECURSOR,
    PRECURSOR_PER_CATHODE,
)
from seed.world.need import FINNISH, RECOVERY, SALTS, Need
from seed.world.pen import Input, Pen, WorldDocument
from seed.world.plan import WASTE


def make_electrodes(namespace: str, need: Need) -> Iterator[WorldDocument]:
    """Documents of the precursor maker and of the two cathode makers, for a group."""
    yield from _precursors(namespace, need)
    yield from _korean(namespace, need)
    if need.chinese:
        yield from _chinese(namespace, need)


def _precursors(namespace: str, need: Need) -> Iterator[WorldDocument]:
    number, day = need.group.number, need.group.day - timedelta(days=60)
    pen = Pen(namespace, "pohang", f"Yeongil Precursor: precursor {number}")
    title = "Precursor Ni0.8Co0.1Mn0.1(OH)2"
    lots = [pen.lot(f"pcam-{number}", need.precursor, PRECURSOR, title)]
    if need.export:
        # The export papers say nothing of lithium, neither that there is some nor that there is none.
        lots.append(pen.lot(f"pcam-export-{number}", need.export, PRECURSOR, title, complete=False))
    inputs: list[Input] = []
    for mineral, primary, recycled in (
        ("NICKEL", ("niso4-id", "niso4-fi"), "niso4-r"),
        ("COBALT", ("coso4-cd",), "coso4-r"),
        ("MANGANESE", ("mnso4-za",), "mnso4-r"),
    ):
        kg = need.metal(mineral) / SALTS[mineral]
        from_loop = min(kg, need.recycled(mineral))
        if from_loop:
            inputs.append((pen.key("lot", f"{recycled}-{number}"), from_loop, "MATERIAL"))
        finnish = FINNISH * kg if len(primary) > 1 else 0.0
        for name, amount in zip(primary, (kg - from_loop - finnish, finnish), strict=False):
            if amount:
                inputs.append((pen.key("lot", f"{name}-{number}"), amount, "MATERIAL"))
    pen.run(f"pcam-make-{number}", "PRECURSOR_PRODUCTION", "plant", day, inputs, lots)
    yield from pen.documents()


def _korean(namespace: str, need: Need) -> Iterator[WorldDocument]:
    number, day = need.group.number, need.group.day - timedelta(days=50)
    pen = Pen(namespace, "ochang", f"Ochang Cathode: cathode material {number}")
    hydroxide = (LITHIUM_HYDROXIDE, "Lithium hydroxide in the silo")
    q = need.silo
    # The silo: each receipt closes the content lot and opens a new one. Multiples of q, so that shares can be told by head:
    # 2.0 Chilean; 0.9 of that heel + 2.1 Australian; 1.5 of that heel + 1.5 Chilean.
    first = pen.lot(f"silo-1-{number}", 2.0 * q, *hydroxide)
    second = pen.lot(f"silo-2-{number}", 3.0 * q, *hydroxide)
    third = pen.lot(f"silo-3-{number}", 3.0 * q, *hydroxide)
    receipts = [pen.key("lot", f"{name}-{number}") for name in ("lioh-cl-1", "lioh-au-2", "lioh-cl-3")]
    role = "MATERIAL"
    pen.run(f"fill-1-{number}", "BLENDING", "plant", day, [(receipts[0], 2.0 * q, role)], [first])
    heel = [(first, 0.9 * q, role), (receipts[1], 2.1 * q, role)]
    pen.run(f"fill-2-{number}", "BLENDING", "plant", day + timedelta(days=2), heel, [second])
    heel = [(second, 1.5 * q, role), (receipts[2], 1.5 * q, role)]
    pen.run(f"fill-3-{number}", "BLENDING", "plant", day + timedelta(days=4), heel, [third])
    customer = pen.key("party", "hanbit")
    for plant, kg in need.korean.items():
        name = {"scheme": "LOT", "value": customer_number(number, plant), "issuer": customer}
        lot = pen.lot(f"cam-{plant}-{number}", kg, NMC811, "NMC811", compound="LiNi0.8Co0.1Mn0.1O2", identifiers=[name])
        inputs = [
            (pen.key("lot", f"pcam-{number}"), kg * PRECURSOR_PER_CATHODE * WASTE, role),
            (second if plant == "pl" else third, kg * HYDROXIDE_PER_CATHODE * WASTE, role),
        ]
        pen.run(f"cam-{plant}-make-{number}", "CATHODE_PRODUCTION", "plant", day + timedelta(days=6), inputs, [lot])
    yield from pen.documents()


def customer_number(number: int, plant: str) -> str:
    """The number that the cell maker gives a cathode lot that it receives."""
    return f"HB-{plant.upper()}-{number:03}"


def _chinese(namespace: str, need: Need) -> Iterator[WorldDocument]:
    number, day = need.group.number, need.group.day - timedelta(days=45)
    pen = Pen(namespace, "ningde", f"Minjiang Cathode: cathode material {number}")
    lot = pen.lot(f"cam-cn-{number}", need.chinese, NMC811, "NMC811", compound="LiNi0.8Co0.1Mn0.1O2")
    # The recipe has two lithium lots and states one.
    inputs = [
        (pen.key("lot", f"pcam-export-{number}"), need.export, "MATERIAL"),
        (pen.key("lot", f"lioh-au-cn-{number}"), need.stated_hydroxide, "MATERIAL"),
    ]
    pen.run(f"cam-cn-make-{number}", "CATHODE_PRODUCTION", "plant", day, inputs, [lot], recovery={"LITHIUM": RECOVERY})
    if need.lfp:
        lot = pen.lot(f"lfp-cn-{number}", need.lfp, LFP, "LFP", compound="LiFePO4")
        recycled = min(need.carbonate, need.recycled("LITHIUM"))
        sources = ((f"carbonate-cl-{number}", need.carbonate - recycled), (f"li2co3-r-{number}", recycled))
        salts: list[Input] = [(pen.key("lot", name), kg, "MATERIAL") for name, kg in sources if kg]
        pen.run(f"lfp-cn-make-{number}", "CATHODE_PRODUCTION", "plant", day, salts, [lot])
    yield from pen.documents()
