"""Aspects of the later generations of Catena-X, written as their parts."""

from typing import Any

Json = dict[str, Any]

MODELS = {
    "SerialPart": "serial_part:3.0.0",
    "Batch": "batch:3.0.0",
    "JustInSequencePart": "just_in_sequence_part:3.0.0",
    "PartAsPlanned": "part_as_planned:2.0.0",
    "SingleLevelBomAsBuilt": "single_level_bom_as_built:3.0.0",
    "SingleLevelBomAsPlanned": "single_level_bom_as_planned:3.0.0",
    "SingleLevelUsageAsBuilt": "single_level_usage_as_built:3.0.0",
    "SingleLevelUsageAsPlanned": "single_level_usage_as_planned:2.0.0",
    "TractionBatteryCode": "traction_battery_code:2.0.0",
    "PartSiteInformationAsPlanned": "part_site_information_as_planned:1.0.0",
    "SecondaryMaterialContent": "shared.secondary_material_content:1.0.0",
}


def urn(aspect: str, version: str = "") -> str:
    """The aspect's name, of the version that is current or of another."""
    model, _, current = MODELS[aspect].partition(":")
    return f"urn:samm:io.catenax.{model}:{version or current}#{aspect}"


def later(number: int, bpnl: str | None = None, **aspects: Json) -> Json:
    """The twin urn:uuid:{number} with these aspects."""
    named = {urn(name): [content] for name, content in aspects.items()}
    return {"catenaXId": f"urn:uuid:{number}", **({"bpnl": bpnl} if bpnl else {}), **named}


def planned(name: str) -> Json:
    """The content of PartAsPlanned."""
    return {"partTypeInformation": {"nameAtManufacturer": name}}


def items_of(*numbers: int, unit: str = "unit:piece", value: float = 1) -> Json:
    """The content of a bill of the third generation."""
    return {"childItems": [{"catenaXId": f"urn:uuid:{n}", "quantity": {"value": value, "unit": unit}} for n in numbers]}


def used_in(*numbers: int, value: float = 1, **more: Any) -> Json:
    """The content of a usage of the third generation."""
    quantity = {"value": value, "unit": "unit:piece"}
    return {"parentItems": [{"catenaXId": f"urn:uuid:{n}", "quantity": quantity, **more} for n in numbers]}
