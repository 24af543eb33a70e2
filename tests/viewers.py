"""A chain of companies in which every name is told apart from every other, and what each of them may see, by hand.

    mia digs mia-brine at mia-pit; rex boils it to rex-salt; cam cooks that to cam-lot; kay and zoe wind cells of it; pat builds kay's two
    cells into pat-pack; vic builds that into vic-car and says that ona owns it. cer has certified mia-pit.

The key of a thing is `{prefix}:{name}`; it is called `called-{name}`, and where it has a number, that is `number-{name}`.
"""

from typing import Any

from tests.chain import Document

Record = dict[str, Any]

PARTIES = {"mia": "MINER", "rex": "REFINER", "cam": "MANUFACTURER", "kay": "MANUFACTURER", "zoe": "MANUFACTURER"}
PARTIES |= {"pat": "MANUFACTURER", "vic": "MANUFACTURER", "cer": "CERTIFIER"}
COUNTRIES = {"mia": "CL", "rex": "CN", "cam": "KR", "kay": "KR", "zoe": "HU", "pat": "DE", "vic": "SE", "cer": "CH"}

THINGS = (
    *(f"{party}-co" for party in (*PARTIES, "ona")),
    *("mia-pit", "rex-works", "cam-plant", "kay-fab", "zoe-fab", "pat-hall", "vic-line"),
    *("mia-dig", "rex-boil", "cam-cook", "kay-wind", "zoe-wind", "pat-build", "vic-build"),
    *("mia-brine", "rex-salt", "cam-lot", "kay-cell1", "kay-cell2", "zoe-cell", "pat-pack", "vic-car"),
    *("kay-model", "pat-model", "cer-audit", "vic-charger"),
)

NOUNS = {"co": "Party", "model": "Model", "audit": "Certificate", "charger": "Charger"}
NOUNS |= dict.fromkeys(("pit", "works", "plant", "fab", "hall", "line"), "Facility")
NOUNS |= dict.fromkeys(("dig", "boil", "cook", "wind", "build"), "Process")
"""What the second word of a name says that a thing is; all others are items."""

PUBLIC = {"kay-model", "pat-model", "cer-audit", "kay-co", "pat-co", "cer-co"}
"""Models and certificates, and who makes or issues them."""

SEES: dict[str, set[str]] = {
    # Its own, what it took in or put together or owns, with the parts of that, and the parties next to it.
    "mia": {"mia-co", "mia-pit", "mia-dig", "mia-brine", "rex-co"},
    "rex": {"rex-co", "rex-works", "rex-boil", "rex-salt", "mia-brine", "mia-co", "cam-co"},
    "cam": {"cam-co", "cam-plant", "cam-cook", "cam-lot", "rex-salt", "rex-co", "kay-co", "zoe-co"},
    "kay": {"kay-co", "kay-fab", "kay-wind", "kay-cell1", "kay-cell2", "cam-lot", "cam-co", "pat-co"},
    "zoe": {"zoe-co", "zoe-fab", "zoe-wind", "zoe-cell", "cam-lot", "cam-co"},
    "pat": {"pat-co", "pat-hall", "pat-build", "pat-pack", "kay-cell1", "kay-cell2", "kay-co", "vic-co"},
    "vic": {"vic-co", "vic-line", "vic-build", "vic-car", "vic-charger", "pat-pack", "pat-co", "ona-co"},
    "ona": {"ona-co", "vic-car", "pat-pack", "vic-co"},
    "cer": {"cer-co"},
}

WROTE = {"cer": "mia-pit"}
"""Whose key a party wrote into a document of its own, which it is told as it stated it; and nothing else of the thing."""


def world(prefix: str) -> list[Document]:
    """What each of them states."""

    def of(party: str, *records: Record) -> Document:
        own = {"type": "party", "key": f"{prefix}:{party}-co", "name": f"called-{party}-co", "roles": [PARTIES[party]]}
        return Document(f"{prefix}:{party}-co", [own | {"country": COUNTRIES[party]}, *records])

    def site(name: str, country: str) -> Record:
        where = {"country": country, "region": f"number-{name}", "operator": f"{prefix}:{name[:3]}-co"}
        return {"type": "facility", "key": f"{prefix}:{name}", "name": f"called-{name}"} | where

    def run(name: str, kind: str, at: str) -> Record:
        when = {"started": "2025-01-01", "ended": "2025-01-31", "facility": f"{prefix}:{at}", "mixing": "BLENDED"}
        return {"type": "process", "key": f"{prefix}:{name}", "name": f"called-{name}", "kind": kind} | when

    def lot(name: str, kg: float) -> Record:
        content = {"kind": "MEASURED", "fractions": {"LITHIUM": 0.1}, "complete": True}
        told = {"name": f"called-{name}", "lot": f"number-{name}", "composition": content}
        return {"type": "item", "key": f"{prefix}:{name}", "kind": "MATERIAL", "unit": "KG", "quantity": kg} | told

    def piece(name: str, kind: str, **more: str) -> Record:
        told: Record = {"name": f"called-{name}", "serial": f"number-{name}", "massPerUnitKg": 5}
        if kind == "CELL":
            told["composition"] = {"kind": "MEASURED", "fractions": {"LITHIUM": 0.02}, "complete": True}
        return {"type": "item", "key": f"{prefix}:{name}", "kind": kind, "unit": "PIECE", "quantity": 1} | told | more

    def made(item: str, by: str) -> Record:
        return {"type": "produced", "item": f"{prefix}:{item}", "process": f"{prefix}:{by}"}

    def took(process: str, item: str, kg: float) -> Record:
        return {"type": "consumed", "process": f"{prefix}:{process}", "item": f"{prefix}:{item}", "quantity": kg}

    def holds(whole: str, part: str) -> Record:
        return {"type": "contains", "whole": f"{prefix}:{whole}", "part": f"{prefix}:{part}", "from": "2025-02-01"}

    def model(name: str, kind: str) -> Record:
        maker = {"manufacturer": f"{prefix}:{name[:3]}-co"}
        return {"type": "model", "key": f"{prefix}:{name}", "kind": kind, "name": f"called-{name}"} | maker

    certificate = {"type": "certificate", "key": f"{prefix}:cer-audit", "name": "called-cer-audit", "scheme": "Audit"}
    certificate |= {"scope": "RESPONSIBLE_MINING", "issuer": f"{prefix}:cer-co", "subjects": [f"{prefix}:mia-pit"]}
    certificate |= {"validFrom": "2024-01-01", "validTo": "2027-01-01"}
    charger = {"type": "charger", "key": f"{prefix}:vic-charger", "name": "called-vic-charger"}
    cell = {"model": f"{prefix}:kay-model"}
    return [
        of("mia", site("mia-pit", "CL"), run("mia-dig", "EXTRACTION", "mia-pit"), lot("mia-brine", 100), made("mia-brine", "mia-dig")),
        of("rex", site("rex-works", "CN"), run("rex-boil", "REFINING", "rex-works"), took("rex-boil", "mia-brine", 100),
           lot("rex-salt", 100), made("rex-salt", "rex-boil")),
        # cam weighs what it bought of rex otherwise: a dispute that names both.
        of("cam", site("cam-plant", "KR"), run("cam-cook", "CATHODE_PRODUCTION", "cam-plant"), took("cam-cook", "rex-salt", 100),
           lot("cam-lot", 100), made("cam-lot", "cam-cook"), lot("rex-salt", 99)),
        of("kay", site("kay-fab", "KR"), run("kay-wind", "CELL_PRODUCTION", "kay-fab"), took("kay-wind", "cam-lot", 10), model("kay-model", "CELL"),
           piece("kay-cell1", "CELL", **cell), piece("kay-cell2", "CELL", **cell), made("kay-cell1", "kay-wind"), made("kay-cell2", "kay-wind")),
        of("zoe", site("zoe-fab", "HU"), run("zoe-wind", "CELL_PRODUCTION", "zoe-fab"), took("zoe-wind", "cam-lot", 10),
           piece("zoe-cell", "CELL"), made("zoe-cell", "zoe-wind")),
        of("pat", site("pat-hall", "DE"), run("pat-build", "PACK_ASSEMBLY", "pat-hall"), model("pat-model", "PACK"),
           piece("pat-pack", "PACK", model=f"{prefix}:pat-model"), made("pat-pack", "pat-build"), holds("pat-pack", "kay-cell1"),
           holds("pat-pack", "kay-cell2")),
        of("vic", site("vic-line", "SE"), run("vic-build", "VEHICLE_ASSEMBLY", "vic-line"), piece("vic-car", "VEHICLE"),
           made("vic-car", "vic-build"), holds("vic-car", "pat-pack"), charger,
           {"type": "owned", "item": f"{prefix}:vic-car", "party": f"{prefix}:ona-co", "from": "2025-03-01"}),
        of("cer", certificate),
    ]  # fmt: skip


def words_of(name: str, prefix: str) -> set[str]:
    """All that tells which thing it is."""
    return {f"{prefix}:{name}", f"called-{name}", f"number-{name}"}
