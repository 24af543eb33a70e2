"""From the ground to what refiners buy."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from rules.key import item_key
from seed.world.chemistry import (
    BLACK_SCHIST,
    BRINE,
    COBALT_HYDROXIDE,
    COBALT_ORE,
    COBALT_SULFATE,
    CONCENTRATE,
    COPPER_ORE,
    GRAPHITE_ORE,
    HYDROXIDE_PRECIPITATE,
    LATERITE,
    LITHIUM_CARBONATE,
    LITHIUM_HYDROXIDE,
    MANGANESE_ORE,
    MANGANESE_SULFATE,
    NICKEL_SULFATE,
    SPODUMENE,
)
from seed.world.need import FINNISH, Need
from seed.world.pen import Pen, WorldDocument
from seed.world.places import COMPANIES
from seed.world.plan import COPPER_KG, GRAPHITE_KG, WASTE
from seed.world.profile import NATURAL

FROM_CHINA = 0.6
"""Share of natural graphite from the Chinese mine; the rest is Mozambican."""
NICKEL_CONCENTRATE = {"NICKEL": 0.10}
LOSS = 1.25
"""kg of a metal in the ore for each in what is sold: assumed; its inverse is stated as the recovery."""
RECOVERY = round(1 / LOSS, 4)


def mine(namespace: str, need: Need) -> Iterator[WorldDocument]:
    """One document of each mining company and of the carrier, for a group."""
    group = need.group
    day = group.day - timedelta(days=150)

    def dig(
        sender: str,
        ore: Mapping[str, float],
        sold: Mapping[str, float],
        mineral: str,
        name: str,
        title: str,
        kg: float,
        place: str,
        kind: str,
    ) -> Pen:
        pen = Pen(namespace, sender, f"{COMPANIES[sender].name}: {title} {group.number}")
        dug = kg * sold[mineral] * LOSS / ore[mineral]
        raw = pen.lot(f"{name}-ore-{group.number}", dug, ore, f"Ore for {title}", complete=False)
        pen.run(f"{name}-dig-{group.number}", "EXTRACTION", "pit", day, outputs=[raw])
        lot = pen.lot(f"{name}-{group.number}", kg, sold, title.capitalize())
        pen.run(
            f"{name}-dress-{group.number}",
            kind,
            place,
            day + timedelta(days=10),
            [(raw, dug, "MATERIAL")],
            [lot],
            recovery={mineral: RECOVERY},
        )
        return pen

    spodumene = _concentrate(need)
    red = dig(
        "redridge",
        SPODUMENE,
        CONCENTRATE,
        "LITHIUM",
        "sc6-au",
        "spodumene concentrate",
        spodumene,
        "pit",
        "CONCENTRATION",
    )
    yield from red.documents()
    yield from _ship(namespace, need, spodumene)
    indonesian = need.primary("NICKEL") - finnish_sulfate(need)
    mhp = indonesian * NICKEL_SULFATE["NICKEL"] * WASTE / HYDROXIDE_PRECIPITATE["NICKEL"]
    yield from dig(
        "nusanikel",
        LATERITE,
        HYDROXIDE_PRECIPITATE,
        "NICKEL",
        "mhp-id",
        "mixed hydroxide precipitate",
        mhp,
        "hpal",
        "REFINING",
    ).documents()
    concentrate = finnish_sulfate(need) * NICKEL_SULFATE["NICKEL"] * WASTE / NICKEL_CONCENTRATE["NICKEL"]
    yield from dig(
        "kainuu",
        BLACK_SCHIST,
        NICKEL_CONCENTRATE,
        "NICKEL",
        "ni-fi",
        "nickel concentrate",
        concentrate,
        "pit",
        "CONCENTRATION",
    ).documents()
    cobalt = need.primary("COBALT") * COBALT_SULFATE["COBALT"] * WASTE / COBALT_HYDROXIDE["COBALT"]
    yield from dig(
        "kolwezi", COBALT_ORE, COBALT_HYDROXIDE, "COBALT", "co-cd", "cobalt hydroxide", cobalt, "pit", "REFINING"
    ).documents()
    manganese = need.primary("MANGANESE") * MANGANESE_SULFATE["MANGANESE"] * WASTE / MANGANESE_ORE["MANGANESE"]
    yield from dig(
        "kalahari",
        MANGANESE_ORE,
        MANGANESE_ORE,
        "MANGANESE",
        "mn-za",
        "manganese ore",
        manganese,
        "pit",
        "CONCENTRATION",
    ).documents()
    graphite = group.cells * GRAPHITE_KG * WASTE * NATURAL * FROM_CHINA
    yield from dig(
        "luobei",
        GRAPHITE_ORE,
        {"NATURAL_GRAPHITE": 1.0},
        "NATURAL_GRAPHITE",
        "csg-cn",
        "spherical graphite",
        graphite,
        "pit",
        "CONCENTRATION",
    ).documents()
    copper = group.cells * COPPER_KG * WASTE**2
    yield from dig(
        "calama", COPPER_ORE, {"COPPER": 1.0}, "COPPER", "cu-cl", "copper cathode", copper, "pit", "REFINING"
    ).documents()
    yield from _brine(namespace, need)


def late(namespace: str, need: Need) -> Iterator[WorldDocument]:
    """What the Mozambican graphite company sends long after its customer referred to it."""
    number = need.group.number
    pen = Pen(namespace, "balama", f"Montepuez Grafite: late papers on lot {number}")
    kg = need.group.cells * GRAPHITE_KG * WASTE * NATURAL * (1 - FROM_CHINA)
    lot = pen.lot(f"csg-mz-{number}", kg, {"NATURAL_GRAPHITE": 1.0}, "Spherical graphite")
    pen.run(f"csg-mz-dig-{number}", "EXTRACTION", "pit", need.group.day - timedelta(days=150), outputs=[lot])
    yield from pen.documents()


def finnish_sulfate(need: Need) -> float:
    """kg of sulfate from Finnish nickel: its share of all nickel, the recycled included."""
    return FINNISH * need.metal("NICKEL") / NICKEL_SULFATE["NICKEL"]


def _concentrate(need: Need) -> float:
    hydroxide = 2.1 * need.silo + need.stated_hydroxide
    return hydroxide * LITHIUM_HYDROXIDE["LITHIUM"] * WASTE / CONCENTRATE["LITHIUM"]


def _ship(namespace: str, need: Need, kg: float) -> Iterator[WorldDocument]:
    number = need.group.number
    pen = Pen(namespace, "tideway", f"Tideway Shipping: Port Hedland to Gwangyang {number}")
    miner = pen.key("party", "redridge")
    # A shipment keeps the shipper's lot number as its second name.
    name = {"scheme": "LOT", "value": f"SC6-AU-{number}", "issuer": miner}
    lot = pen.lot(f"sc6-sea-{number}", kg, CONCENTRATE, "Spodumene concentrate", identifiers=[name])
    day = need.group.day - timedelta(days=120)
    pen.run(f"sea-{number}", "TRANSPORT", None, day, [(pen.key("lot", f"sc6-au-{number}"), kg, "MATERIAL")], [lot])
    yield from pen.documents()


def shipped(namespace: str, number: int) -> str:
    """The shipment's key by the miner's number, as its receiver knows it."""
    return item_key(f"{namespace}:party:redridge", "MATERIAL", f"SC6-AU-{number}")


def _brine(namespace: str, need: Need) -> Iterator[WorldDocument]:
    number, day = need.group.number, need.group.day - timedelta(days=150)
    pen = Pen(namespace, "andesal", f"Andesal Litio: lithium carbonate {number}")
    hydroxide = 3.5 * need.silo
    for_hydroxide = hydroxide * LITHIUM_HYDROXIDE["LITHIUM"] * WASTE / LITHIUM_CARBONATE["LITHIUM"]
    kg = for_hydroxide + need.carbonate
    pumped = kg * LITHIUM_CARBONATE["LITHIUM"] * LOSS / BRINE["LITHIUM"]
    brine = pen.lot(f"brine-cl-{number}", pumped, BRINE, "Concentrated brine", complete=False)
    pen.run(f"brine-pump-{number}", "EXTRACTION", "salar", day, outputs=[brine])
    lot = pen.lot(f"carbonate-cl-{number}", kg, LITHIUM_CARBONATE, "Lithium carbonate", compound="Li2CO3")
    pen.run(
        f"carbonate-make-{number}",
        "REFINING",
        "carbonate",
        day + timedelta(days=10),
        [(brine, pumped, "MATERIAL")],
        [lot],
        recovery={"LITHIUM": RECOVERY},
    )
    yield from pen.documents()
