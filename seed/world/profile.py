"""What companies state of themselves: who they are, what they run, what they make, what is certified."""

from collections.abc import Iterator

from seed.world.chemistry import LFP, NMC811
from seed.world.pen import Pen, WorldDocument
from seed.world.places import CHARGERS, COMPANIES
from seed.world.plan import ALUMINIUM_KG, CATHODE_KG, CELL_KG, CELL_KWH, CELLS_PER_PACK, COPPER_KG, GRAPHITE_KG

NATURAL = 0.3
"""Share of natural graphite in the demo's anodes."""


def profiles(namespace: str) -> Iterator[WorldDocument]:
    """One document of each company."""
    for sender, company in COMPANIES.items():
        pen = Pen(namespace, sender, f"{company.name}: who we are")
        pen.state(
            type="party",
            key=pen.key("party", sender),
            name=company.name,
            nameKo=company.name_ko,
            roles=company.roles,
            country=company.country,
        )
        for short, place in company.places.items():
            pen.state(
                type="facility",
                key=pen.key("facility", f"{sender}-{short}"),
                operator=pen.key("party", sender),
                name=place.name,
                nameKo=place.name_ko,
                country=place.country,
                region=place.region,
                latitude=place.latitude,
                longitude=place.longitude,
            )
        MORE.get(sender, _nothing)(pen)
        yield from pen.documents()


def _nothing(_pen: Pen) -> None:
    return


def _cell_models(pen: Pen) -> None:
    for chemistry, cathode in (("NMC811", NMC811), ("LFP", LFP)):
        kg = {mineral: fraction * CATHODE_KG for mineral, fraction in cathode.items()}
        kg |= {"NATURAL_GRAPHITE": GRAPHITE_KG * NATURAL, "SYNTHETIC_GRAPHITE": GRAPHITE_KG * (1 - NATURAL)}
        kg |= {"COPPER": COPPER_KG, "ALUMINIUM": ALUMINIUM_KG}
        pen.state(
            type="model",
            key=pen.key("model", f"cell-{chemistry.lower()}"),
            kind="CELL",
            name=f"{chemistry} prismatic cell",
            nameKo=f"{chemistry} 각형 셀",
            manufacturer=pen.key("party", pen.sender),
            chemistry=chemistry,
            massKg=CELL_KG,
            energyKwh=CELL_KWH,
            composition={
                "kind": "SPECIFICATION",
                "fractions": {mineral: round(mass / CELL_KG, 8) for mineral, mass in kg.items()},
                "complete": True,
            },
        )


def _pack_models(pen: Pen) -> None:
    for chemistry in ("NMC811", "LFP"):
        pen.state(
            type="model",
            key=pen.key("model", f"pack-{chemistry.lower()}"),
            kind="PACK",
            name=f"{chemistry} pack, {CELLS_PER_PACK * CELL_KWH:g} kWh",
            manufacturer=pen.key("party", pen.sender),
            chemistry=chemistry,
            massKg=400,
            energyKwh=CELLS_PER_PACK * CELL_KWH,
        )
        pen.state(
            type="hasPart",
            model=pen.key("model", f"pack-{chemistry.lower()}"),
            part=pen.key("model", f"cell-{chemistry.lower()}"),
            quantity=CELLS_PER_PACK,
        )


def _vehicle_model(pen: Pen) -> None:
    model = pen.key("model", "vehicle")
    pen.state(
        type="model",
        key=model,
        kind="VEHICLE",
        name="Atlas One",
        nameKo="아틀라스 원",
        manufacturer=pen.key("party", pen.sender),
        massKg=1900,
    )


def _chargers(pen: Pen) -> None:
    for short, name, name_ko, region, latitude, longitude, kw in CHARGERS:
        pen.state(
            type="charger",
            key=pen.key("charger", short),
            name=name,
            nameKo=name_ko,
            operator=pen.key("party", pen.sender),
            country="KR",
            region=region,
            latitude=latitude,
            longitude=longitude,
            powerKw=kw,
        )


MORE = {"hanbit": _cell_models, "mirae": _pack_models, "atlas": _vehicle_model, "charge": _chargers}

CERTIFICATES = (
    ("assure", "mine-au", "Responsible mining audit", "RESPONSIBLE_MINING", "facility:redridge-pit", "2023-01-01", "2027-12-31"),
    ("assure", "mine-cl", "Responsible mining audit", "RESPONSIBLE_MINING", "facility:andesal-salar", "2020-01-01", "2023-12-31"),
    ("assure", "mine-id", "Responsible mining audit", "RESPONSIBLE_MINING", "facility:nusanikel-pit", "2024-01-01", "2026-12-31"),
    ("assure", "mine-cd", "Responsible mining audit", "RESPONSIBLE_MINING", "facility:kolwezi-pit", "2023-01-01", "2026-12-31"),
    ("assure", "smelter-cd", "Responsible sourcing audit", "RESPONSIBLE_SOURCING", "facility:quzhou-refinery", "2023-06-01", "2026-12-31"),
    ("najucert", "quality-kr", "Quality management", "QUALITY", "facility:hanbit-kr", "2022-01-01", "2027-12-31"),
    ("najucert", "environment-kr", "Environmental management", "ENVIRONMENT", "facility:ochang-plant", "2022-01-01", "2027-12-31"),
    ("najucert", "custody-kr", "Chain of custody", "CHAIN_OF_CUSTODY", "party:gwangyang", "2023-01-01", "2027-12-31"),
    ("najucert", "recycled-kr", "Recycled content", "RECYCLED_CONTENT", "facility:gunsan-plant", "2023-01-01", "2027-12-31"),
    ("najucert", "carbon-cell", "Carbon footprint of products", "CARBON_FOOTPRINT", "model:cell-nmc811", "2024-01-01", "2027-12-31"),
)  # fmt: skip
"""Certifier, short name, scheme, scope, what it is about, validity. The one of the Chilean mine lapsed before anything was pumped."""

SUSPENDED = "mine-cd"
"""The certificate that does not count whatever its dates say."""


def certificates(namespace: str) -> Iterator[WorldDocument]:
    """One document of each certifier."""
    for certifier in ("assure", "najucert"):
        pen = Pen(namespace, certifier, f"{COMPANIES[certifier].name}: certificates")
        for sender, short, scheme, scope, subject, begin, end in CERTIFICATES:
            if sender == certifier:
                pen.state(
                    type="certificate",
                    key=pen.key("certificate", short),
                    scheme=scheme,
                    scope=scope,
                    status="SUSPENDED" if short == SUSPENDED else "VALID",
                    issuer=pen.key("party", certifier),
                    subjects=[f"{namespace}:{subject}"],
                    validFrom=begin,
                    validTo=end,
                )
        yield from pen.documents()
