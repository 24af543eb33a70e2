"""Native documents for tests, from records as dictionaries."""

import json
from typing import Any


def document(sender: str, *records: dict[str, Any]) -> str:
    """A document of the sender."""
    return "\n".join(json.dumps(record) for record in ({"type": "document", "sender": sender}, *records))


def car(prefix: str) -> str:
    """A vehicle with a pack of two cells; their one cathode lot is 70 % from mine A (Chile) and 30 % from mine B (Australia).

    Lithium: lots A and B are pure lithium compounds of content 0.2; the cathode holds 0.07 kg/kg; 10 kg of it take 3.5 kg of salt
    (0.7 kg of lithium, 2.45 kg of A and 1.05 kg of B), and each cell of 5 kg holds 0.14 kg/kg, that is 0.7 kg of lithium in all.
    """
    p = prefix

    def lot(name: str, kg: float, lithium: float) -> dict[str, Any]:
        content = {"kind": "MEASURED", "fractions": {"LITHIUM": lithium}, "complete": True}
        return {
            "type": "item",
            "key": f"{p}:{name}",
            "kind": "MATERIAL",
            "unit": "KG",
            "quantity": kg,
            "lot": f"{name}-{p}",
            "composition": content,
        }

    def piece(name: str, kind: str) -> dict[str, Any]:
        return {
            "type": "item",
            "key": f"{p}:{name}",
            "kind": kind,
            "unit": "PIECE",
            "quantity": 1,
            "serial": f"{name}-{p}",
        }

    def run(name: str, kind: str, ended: str, **more: Any) -> dict[str, Any]:
        return {"type": "process", "key": f"{p}:{name}", "kind": kind, "ended": ended, "mixing": "BLENDED", **more}

    cell = {"massPerUnitKg": 5, "composition": {"kind": "MEASURED", "fractions": {"LITHIUM": 0.07}, "complete": True}}
    return document(
        f"{p}:maker",
        {"type": "party", "key": f"{p}:maker", "name": "Maker", "nameKo": "메이커", "roles": ["MANUFACTURER"], "country": "KR"},
        {"type": "party", "key": f"{p}:owner", "roles": ["OWNER"]},
        {"type": "facility", "key": f"{p}:mine-a", "name": "Mine A", "country": "CL", "operator": f"{p}:miner-a"},
        {"type": "facility", "key": f"{p}:mine-b", "name": "Mine B", "country": "AU", "operator": f"{p}:miner-b"},
        {"type": "facility", "key": f"{p}:plant", "name": "Plant", "country": "KR", "operator": f"{p}:maker"},
        {"type": "model", "key": f"{p}:model", "kind": "PACK", "name": "Pack model", "massKg": 12},
        {"type": "madeAt", "model": f"{p}:model", "facility": f"{p}:plant", "validFrom": "2024-01-01", "validTo": "2030-12-31"},
        {"type": "charger", "key": f"{p}:charger", "name": "Charger", "powerKw": 50, "operator": f"{p}:maker"},
        run("dig-a", "EXTRACTION", "2025-01-01T00:00:00Z", facility=f"{p}:mine-a"),
        run("dig-b", "EXTRACTION", "2025-01-01T00:00:00Z", facility=f"{p}:mine-b"),
        lot("salt-a", 5, 0.2),
        lot("salt-b", 5, 0.2),
        {"type": "produced", "item": f"{p}:salt-a", "process": f"{p}:dig-a"},
        {"type": "produced", "item": f"{p}:salt-b", "process": f"{p}:dig-b"},
        run("make-cathode", "CATHODE_PRODUCTION", "2025-02-01T00:00:00Z", facility=f"{p}:plant"),
        {"type": "consumed", "process": f"{p}:make-cathode", "item": f"{p}:salt-a", "quantity": 2.45},
        {"type": "consumed", "process": f"{p}:make-cathode", "item": f"{p}:salt-b", "quantity": 1.05},
        lot("cathode", 10, 0.07),
        {"type": "produced", "item": f"{p}:cathode", "process": f"{p}:make-cathode"},
        run("make-cells", "CELL_PRODUCTION", "2025-03-01T00:00:00Z", facility=f"{p}:plant"),
        {"type": "consumed", "process": f"{p}:make-cells", "item": f"{p}:cathode", "quantity": 10, "role": "ACTIVE_MATERIAL"},
        *(piece(f"cell-{n}", "CELL") | cell for n in (1, 2)),
        *({"type": "produced", "item": f"{p}:cell-{n}", "process": f"{p}:make-cells"} for n in (1, 2)),
        piece("pack", "PACK") | {"model": f"{p}:model"},
        *({"type": "contains", "whole": f"{p}:pack", "part": f"{p}:cell-{n}", "from": "2025-04-01"} for n in (1, 2)),
        piece("car", "VEHICLE") | {"identifiers": [{"scheme": "VIN", "value": f"VIN-{p}"}]},
        {"type": "contains", "whole": f"{p}:car", "part": f"{p}:pack", "from": "2025-05-01"},
        {"type": "owned", "item": f"{p}:car", "party": f"{p}:owner", "from": "2025-06-01"},
        {"type": "measurement", "key": f"{p}:warm", "item": f"{p}:pack", "time": "2025-05-02T00:00:00Z", "measured": "Temperature", "value": 31.5, "uom": "CEL"},
        {"type": "measurement", "key": f"{p}:damp", "process": f"{p}:make-cells", "time": "2025-02-28T00:00:00Z", "measured": "RelativeHumidity", "mean": 1, "uom": "P1"},
        {
            "type": "certificate",
            "key": f"{p}:certificate",
            "scheme": "Audit",
            "scope": "RESPONSIBLE_MINING",
            "subjects": [f"{p}:mine-b"],
            "validFrom": "2024-01-01",
            "validTo": "2025-12-31",
            "issuer": f"{p}:maker",
        },
    )  # fmt: skip
