"""Small Catena-X containers, written as their parts."""

import json
from typing import Any

CONTAINER = "https://catenax.io/schema/TestDataContainer/1.0.0"
ROOT = "/https:~1~1catenax.io~1schema~1TestDataContainer~11.0.0"
SERIAL = "urn:bamm:io.catenax.serial_part_typization:1.1.0#SerialPartTypization"
BATCH = "urn:bamm:io.catenax.batch:1.0.0#Batch"
ASSEMBLY = "urn:bamm:io.catenax.assembly_part_relationship:1.1.0#AssemblyPartRelationship"
DIMENSION = "urn:bamm:io.catenax.physical_dimension:1.0.0#PhysicalDimension"
VEHICLE = "urn:bamm:io.catenax.vehicle.product_description:1.0.1#ProductDescription"
BATTERY = "urn:bamm:io.catenax.battery.product_description:1.0.1#ProductDescription"

MAKER = ("manufacturerId", "BPNL00000003AVTH")

Json = dict[str, Any]


def container(*twins: Any) -> bytes:
    """A container of these twins."""
    return json.dumps({CONTAINER: twins}).encode()


def part(name: str = "Key", date: str = "2024-01-01T08:00:00Z", *numbers: tuple[str, str]) -> Json:
    """The content of SerialPartTypization or Batch; without `numbers` its number is S-1."""
    named = (MAKER, *(numbers or (("partInstanceId", "S-1"),)))
    return {
        "localIdentifiers": [{"key": key, "value": value} for key, value in named],
        "manufacturingInformation": {"date": date, "country": "DEU"},
        "partTypeInformation": {"nameAtManufacturer": name},
    }


def holds(*children: Json) -> Json:
    """The content of AssemblyPartRelationship."""
    return {"childParts": list(children)}


def child(key: str, amount: Any = 1, unit: str = "unit:piece", **more: Any) -> Json:
    """One child of an AssemblyPartRelationship."""
    return {
        "childCatenaXId": key,
        "quantity": {"quantityNumber": amount, "measurementUnit": {"lexicalValue": unit}},
        **more,
    }


def twin(number: int, **aspects: Json) -> Json:
    """The twin urn:uuid:{number}, whose aspects are named as the constants here in lower case."""
    names = {"serial": SERIAL, "batch": BATCH, "assembly": ASSEMBLY, "dimension": DIMENSION}
    names |= {"vehicle": VEHICLE, "battery": BATTERY}
    return {"catenaXId": f"urn:uuid:{number}"} | {names[name]: [content] for name, content in aspects.items()}
