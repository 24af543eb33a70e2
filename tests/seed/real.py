"""Others' real files of Catena-X, counted without the reader: plain Python over the JSON."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.seed.containers import CONTAINER

Json = dict[str, Any]
Aspect = tuple[str, str, Json]
"""(catenaXId, name of the aspect, content)."""

BUILT = ("SerialPart", "Batch", "JustInSequencePart")
QUANTITY = {
    f".quantity.{name}"
    for name in ("quantityNumber", "value", "unit", "measurementUnit", "measurementUnit.lexicalValue")
}
LINKED = {".catenaXId", ".childCatenaXId", ".parentCatenaXId", ".lifecycleContext", ".isOnlyPotentialParent", *QUANTITY}
PART = {
    ".catenaXId",
    ".localIdentifiers.key",
    ".localIdentifiers.value",
    ".manufacturingInformation.date",
    ".manufacturingInformation.country",
    ".partTypeInformation.nameAtManufacturer",
}
TAKEN: dict[str, set[str]] = {
    **dict.fromkeys(BUILT, PART),
    "PartAsPlanned": {".catenaXId", ".partTypeInformation.nameAtManufacturer"},
    "PartSiteInformationAsPlanned": {
        ".catenaXId",
        *(
            f".sites.{name}"
            for name in ("catenaXSiteId", "catenaXsiteId", "function", "functionValidFrom", "functionValidUntil")
        ),
    },
    "TractionBatteryCode": {".tractionBatteryCode", ".productType", ".subcomponents.tractionBatteryCode"},
    **{
        aspect: {".catenaXId", *(f".{field}{path}" for field in fields for path in ("", *LINKED))}
        for aspect, fields in {
            "SingleLevelBomAsBuilt": ("childItems", "childParts"),
            "SingleLevelBomAsPlanned": ("childItems",),
            "SingleLevelUsageAsBuilt": ("parentItems",),
            "SingleLevelUsageAsPlanned": ("parentParts",),
        }.items()
    },
}
"""Aspect to the paths in it that a fact is made from."""


def short(name: str) -> str:
    """The aspect's own name."""
    return name.rpartition("#")[2]


def aspects(document: Json) -> list[Aspect]:
    """Every aspect of a container or of an import file, with the id of its twin."""
    if "assets" in document:
        return [
            (asset["assetMetaInfo"]["catenaXId"], submodel["aspectType"], submodel["payload"])
            for asset in document["assets"]
            for submodel in asset["submodels"]
        ]
    return [
        (twin["catenaXId"], name, content)
        for twin in document[CONTAINER]
        for name, contents in twin.items()
        if name.startswith("urn:samm:")
        for content in contents
    ]


def strays(found: list[Aspect]) -> list[Aspect]:
    """Those that say they are about another part than their twin."""
    return [aspect for aspect in found if aspect[2].get("catenaXId", aspect[0]) != aspect[0]]


def built(found: list[Aspect]) -> dict[str, Aspect]:
    """Id to the first aspect that says which part was built."""
    answer: dict[str, Aspect] = {}
    for aspect in found:
        if short(aspect[1]) in BUILT and aspect not in strays(found):
            answer.setdefault(aspect[0], aspect)
    return answer


def relations(found: list[Aspect], *, planned: bool) -> list[tuple[str, str, Json]]:
    """(whole, part, quantity) of each relation, those of the wholes first."""
    end = "AsPlanned" if planned else "AsBuilt"
    below = [
        (twin, child.get("catenaXId", child.get("childCatenaXId")), child["quantity"])
        for twin, name, content in found
        if short(name) == f"SingleLevelBom{end}"
        for child in (*content.get("childItems", ()), *content.get("childParts", ()))
    ]
    above = [
        (parent.get("catenaXId", parent.get("parentCatenaXId")), twin, parent["quantity"])
        for twin, name, content in found
        if short(name) == f"SingleLevelUsage{end}"
        for parent in (*content.get("parentItems", ()), *content.get("parentParts", ()))
    ]
    return below + above


def sites(found: list[Aspect]) -> set[tuple[str, str, str | None, str | None]]:
    """(id of the type, number of the site, from, until) of each place where it is made by plan; one site has no number."""
    return {
        (twin, number, site.get("functionValidFrom"), site.get("functionValidUntil"))
        for twin, name, content in found
        if short(name) == "PartSiteInformationAsPlanned"
        for site in content["sites"]
        if (number := site.get("catenaXSiteId", site.get("catenaXsiteId")))
    }


def codes(found: list[Aspect]) -> list[tuple[str, str]]:
    """(id of the battery, code) of each part of a battery that has another code than the battery."""
    return [
        (twin, part["tractionBatteryCode"])
        for twin, name, content in found
        if short(name) == "TractionBatteryCode"
        for part in content["subcomponents"]
        if part["tractionBatteryCode"] != content["tractionBatteryCode"]
    ]


def untaken(found: list[Aspect]) -> Counter[str]:
    """What no fact is made from, by name."""
    answer: Counter[str] = Counter()
    first = built(found)
    for aspect in found:
        twin, name, content = aspect
        if aspect in strays(found):
            answer[f"{name} (about another part)"] += 1
        elif short(name) in BUILT and aspect is not first[twin]:
            answer[f"{name} (a further one of the same twin)"] += 1
        elif short(name) in TAKEN:
            answer.update(f"{name}{path}" for path in leaves(content) if path not in TAKEN[short(name)])
        else:
            answer[name] += 1
        if short(name) == "PartSiteInformationAsPlanned":
            unnamed = [site for site in content["sites"] if not site.keys() & {"catenaXSiteId", "catenaXsiteId"}]
            answer.update(f"{short(name)}.sites {site['function']}" for site in unnamed)
        if short(name) == "TractionBatteryCode":
            own = [part["tractionBatteryCode"] for part in content["subcomponents"]]
            same = own.count(content["tractionBatteryCode"])
            answer[f"{short(name)}.subcomponents with the code of the whole"] += same
    return answer


def leaves(value: Any, path: str = "") -> Iterator[str]:
    """Path of each value that holds no other, without positions."""
    inner = value.items() if isinstance(value, dict) else (("", below) for below in value)
    for step, below in inner:
        place = f"{path}.{step}" if step else path
        if isinstance(below, dict | list) and below:
            yield from leaves(below, place)
        else:
            yield place


def amount(quantity: Json) -> float:
    """The number of a quantity."""
    return float(quantity["quantityNumber"] if "quantityNumber" in quantity else quantity["value"])


def measure(quantity: Json) -> str:
    """The unit of a quantity, of the third generation."""
    return quantity["measurementUnit"] if "measurementUnit" in quantity else quantity["unit"]


def renamed(content: bytes, prefix: str) -> bytes:
    """The file with ids, partners and battery codes of its own, as if nobody had stated anything before."""
    mark = prefix.rpartition(":")[2]
    text = content.decode().replace("urn:uuid:", f"{prefix}:").replace("BPNL0", f"BPNL{mark}x0")
    return text.replace("X12MCPM27", f"X12MCPM27-{mark}-").encode()


def load(content: bytes) -> Json:
    """The JSON object."""
    return json.loads(content)
