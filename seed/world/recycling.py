"""The loop: waste packs and scrap to black mass, and black mass to four salts."""

from collections.abc import Iterator
from datetime import timedelta

from seed.world.chemistry import (
    COBALT_SULFATE,
    LITHIUM_CARBONATE,
    MANGANESE_SULFATE,
    NICKEL_SULFATE,
    NMC622,
    NMC811,
)
from seed.world.need import RECOVERED, WASTE_PACK, Need
from seed.world.pen import Pen, WorldDocument

SALTS = {
    "LITHIUM": ("li2co3-r", LITHIUM_CARBONATE, "Li2CO3", "Recycled lithium carbonate"),
    "NICKEL": ("niso4-r", NICKEL_SULFATE, "NiSO4.6H2O", "Recycled nickel sulfate"),
    "COBALT": ("coso4-r", COBALT_SULFATE, "CoSO4.7H2O", "Recycled cobalt sulfate"),
    "MANGANESE": ("mnso4-r", MANGANESE_SULFATE, "MnSO4.H2O", "Recycled manganese sulfate"),
}
BLACK_PER_PACK = 0.5
"""kg of black mass from one kg of waste pack: assumed."""


def recycle(namespace: str, need: Need) -> Iterator[WorldDocument]:
    """What is known of the packs' first life, the cell maker's scrap, and the recycler's runs; of the first group only."""
    if need.group.number > 0:
        return
    yield from _first_life(namespace, need)
    day = need.group.day - timedelta(days=130)
    maker = Pen(namespace, "hanbit", "Hanbit Cells: cathode scrap")
    scrap = maker.lot("scrap-0", need.scrap, NMC811, "Cathode scrap of running in")
    yield from maker.documents()
    pen = Pen(namespace, "gunsan", "Gunsan Recycling: black mass and salts")
    kg = need.waste_packs * BLACK_PER_PACK + need.scrap
    minerals = {mineral: round(metal / kg, 8) for mineral, metal in need.black_mass.items()}
    black = pen.lot("black-mass-0", kg, minerals, "Black mass")
    packs = pen.key("lot", "waste-packs-0")
    pen.run(
        "shred-0",
        "SHREDDING",
        "plant",
        day,
        [(packs, need.waste_packs, "END_OF_LIFE"), (scrap, need.scrap, "PRODUCTION_SCRAP")],
        [black],
    )
    salts = [
        pen.lot(f"{name}-0", need.recycled(mineral), content, title, compound=compound)
        for mineral, (name, content, compound, title) in SALTS.items()
    ]
    pen.run(
        "leach-0", "RECYCLING", "plant", day + timedelta(days=10), [(black, kg, "MATERIAL")], salts, recovery=RECOVERED
    )
    yield from pen.documents()


def _first_life(namespace: str, need: Need) -> Iterator[WorldDocument]:
    """Of the old packs only the nickel was ever documented, back to New Caledonia."""
    day = need.group.day - timedelta(days=3000)
    nickel = need.waste_packs * WASTE_PACK["NICKEL"]
    miner = Pen(namespace, "grandeterre", "Grande Terre Nickel: nickel sulfate of old")
    salt = miner.lot("niso4-old", nickel / NICKEL_SULFATE["NICKEL"], NICKEL_SULFATE, "Nickel sulfate", complete=False)
    miner.run("niso4-old-dig", "EXTRACTION", "pit", day, outputs=[salt])
    yield from miner.documents()
    maker = Pen(namespace, "oldpacks", "First Life Batteries: packs of old")
    kg = nickel / NMC622["NICKEL"]
    cathode = maker.lot("nmc622-old", kg, NMC622, "NMC622")
    quantity = nickel / NICKEL_SULFATE["NICKEL"]
    maker.run(
        "nmc622-old-make",
        "CATHODE_PRODUCTION",
        "plant",
        day + timedelta(days=30),
        [(salt, quantity, "MATERIAL")],
        [cathode],
    )
    packs = maker.lot(
        "waste-packs-0", need.waste_packs, WASTE_PACK, "Packs at the end of life", kind="PACK", complete=False
    )
    maker.run(
        "packs-old-make",
        "PACK_ASSEMBLY",
        "plant",
        day + timedelta(days=60),
        [(cathode, kg, "ACTIVE_MATERIAL")],
        [packs],
    )
    yield from maker.documents()
