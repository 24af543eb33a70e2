"""Salts, graphite and foils: what electrode makers buy."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from seed.world.chemistry import (
    COBALT_HYDROXIDE,
    COBALT_SULFATE,
    CONCENTRATE,
    HYDROXIDE_PRECIPITATE,
    LITHIUM_CARBONATE,
    LITHIUM_HYDROXIDE,
    MANGANESE_ORE,
    MANGANESE_SULFATE,
    NICKEL_SULFATE,
)
from seed.world.mining import FROM_CHINA, NICKEL_CONCENTRATE, finnish_sulfate, shipped
from seed.world.need import Need
from seed.world.pen import Pen, WorldDocument
from seed.world.places import COMPANIES
from seed.world.plan import ALUMINIUM_KG, COPPER_KG, GRAPHITE_KG, WASTE
from seed.world.profile import NATURAL

YIELD = round(1 / WASTE, 4)
"""Recovery that refiners state."""


def refine(namespace: str, need: Need) -> Iterator[WorldDocument]:
    """One document of each refiner, for a group."""
    group = need.group
    day = group.day - timedelta(days=100)

    def pen(sender: str, title: str) -> Pen:
        return Pen(namespace, sender, f"{COMPANIES[sender].name}: {title} {group.number}")

    def make(
        own: Pen,
        source: str,
        content: Mapping[str, float],
        name: str,
        kg: float,
        salt: Mapping[str, float],
        compound: str,
        title: str,
    ) -> None:
        (mineral,) = salt
        used = kg * salt[mineral] * WASTE / content[mineral]
        lot = own.lot(f"{name}-{group.number}", kg, salt, title, compound=compound)
        inputs = [(source, used, "MATERIAL")]
        run = f"{name}-make-{group.number}"
        own.run(run, "REFINING", "refinery", day, inputs, [lot], recovery={mineral: YIELD})

    lithium = pen("gwangyang", "lithium hydroxide")
    carbonate = lithium.key("lot", f"carbonate-cl-{group.number}")
    sea = shipped(namespace, group.number)
    salt = (LITHIUM_HYDROXIDE, "LiOH.H2O", "Lithium hydroxide monohydrate")
    make(lithium, carbonate, LITHIUM_CARBONATE, "lioh-cl-1", 2.0 * need.silo, *salt)
    make(lithium, carbonate, LITHIUM_CARBONATE, "lioh-cl-3", 1.5 * need.silo, *salt)
    make(lithium, sea, CONCENTRATE, "lioh-au-2", 2.1 * need.silo, *salt)
    if need.chinese:
        make(lithium, sea, CONCENTRATE, "lioh-au-cn", need.stated_hydroxide, *salt)
    yield from lithium.documents()

    nickel = pen("sulphos", "nickel sulfate")
    salt = (NICKEL_SULFATE, "NiSO4.6H2O", "Nickel sulfate hexahydrate")
    mhp, concentrate = nickel.key("lot", f"mhp-id-{group.number}"), nickel.key("lot", f"ni-fi-{group.number}")
    make(nickel, mhp, HYDROXIDE_PRECIPITATE, "niso4-id", need.primary("NICKEL") - finnish_sulfate(need), *salt)
    make(nickel, concentrate, NICKEL_CONCENTRATE, "niso4-fi", finnish_sulfate(need), *salt)
    yield from nickel.documents()

    cobalt = pen("quzhou", "cobalt sulfate")
    hydroxide = cobalt.key("lot", f"co-cd-{group.number}")
    make(
        cobalt,
        hydroxide,
        COBALT_HYDROXIDE,
        "coso4-cd",
        need.primary("COBALT"),
        COBALT_SULFATE,
        "CoSO4.7H2O",
        "Cobalt sulfate heptahydrate",
    )
    yield from cobalt.documents()

    manganese = pen("guangxi", "manganese sulfate")
    ore = manganese.key("lot", f"mn-za-{group.number}")
    make(
        manganese,
        ore,
        MANGANESE_ORE,
        "mnso4-za",
        need.primary("MANGANESE"),
        MANGANESE_SULFATE,
        "MnSO4.H2O",
        "Manganese sulfate monohydrate",
    )
    yield from manganese.documents()

    yield from _graphite(namespace, need)
    yield from _foils(namespace, need)


def _graphite(namespace: str, need: Need) -> Iterator[WorldDocument]:
    group = need.group
    day = group.day - timedelta(days=100)
    kg = group.cells * GRAPHITE_KG * WASTE
    plant = Pen(namespace, "ulanqab", f"Ulanqab Graphitisation: synthetic graphite {group.number}")
    synthetic = plant.lot(
        f"syn-cn-{group.number}", kg * (1 - NATURAL), {"SYNTHETIC_GRAPHITE": 1.0}, "Synthetic graphite"
    )
    plant.run(f"syn-make-{group.number}", "SYNTHESIS_OF_GRAPHITE", "plant", day, outputs=[synthetic])
    yield from plant.documents()
    anode = Pen(namespace, "sejong", f"Sejong Anode: anode material {group.number}")
    mix = {"NATURAL_GRAPHITE": NATURAL, "SYNTHETIC_GRAPHITE": 1 - NATURAL}
    lot = anode.lot(f"anode-{group.number}", kg, mix, "Anode active material")
    inputs = [
        (anode.key("lot", f"csg-cn-{group.number}"), kg * NATURAL * FROM_CHINA, "ACTIVE_MATERIAL"),
        # Its supplier's papers come last of all: a stub until then.
        (anode.key("lot", f"csg-mz-{group.number}"), kg * NATURAL * (1 - FROM_CHINA), "ACTIVE_MATERIAL"),
        (synthetic, kg * (1 - NATURAL), "ACTIVE_MATERIAL"),
    ]
    anode.run(f"anode-make-{group.number}", "ANODE_PRODUCTION", "plant", day + timedelta(days=30), inputs, [lot])
    yield from anode.documents()


def _foils(namespace: str, need: Need) -> Iterator[WorldDocument]:
    group = need.group
    day = group.day - timedelta(days=80)
    pen = Pen(namespace, "daehan", f"Iksan Foils: foils {group.number}")
    copper = group.cells * COPPER_KG * WASTE
    lot = pen.lot(f"cu-foil-{group.number}", copper, {"COPPER": 1.0}, "Copper foil")
    source = pen.key("lot", f"cu-cl-{group.number}")
    pen.run(
        f"cu-foil-make-{group.number}",
        "COMPONENT_PRODUCTION",
        "plant",
        day,
        [(source, copper * WASTE, "MATERIAL")],
        [lot],
    )
    aluminium = group.cells * ALUMINIUM_KG * WASTE
    lot = pen.lot(f"al-foil-{group.number}", aluminium, {"ALUMINIUM": 1.0}, "Aluminium foil")
    # This supplier never states anything.
    silent = pen.key("lot", f"ingot-{group.number}")
    pen.run(
        f"al-foil-make-{group.number}",
        "COMPONENT_PRODUCTION",
        "plant",
        day,
        [(silent, aluminium * WASTE, "MATERIAL")],
        [lot],
    )
    yield from pen.documents()
