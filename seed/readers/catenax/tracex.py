"""The import file of Trace-X: `{"assets": [{"assetMetaInfo": {"catenaXId": ...}, "submodels": [{"aspectType", "payload"}, ...]}, ...]}`."""

from typing import Any

from seed.readers.catenax.aspect import paths
from seed.readers.catenax.source import Source, collect, no_id
from seed.readers.catenax.twin import Ledger, Twin, read_aspect, read_key

SENDER = "urn:batlas:party:catenax-trace-x"


def is_import(document: dict[str, Any]) -> bool:
    """Whether it has a list of assets."""
    return isinstance(document.get("assets"), list)


def read_import(document: dict[str, Any], ledger: Ledger) -> Source:
    """Its assets as twins."""
    for other in document.keys() - {"assets"}:
        ledger.ignored[other] += 1
    assets = document["assets"]
    twins = (_twin(asset, f"/assets/{number}", ledger) for number, asset in enumerate(assets))
    return Source(SENDER, "Trace-X import", "/assets", len(assets), collect(twins, ledger))


def _twin(asset: Any, pointer: str, ledger: Ledger) -> Twin | None:
    meta = asset.get("assetMetaInfo") if isinstance(asset, dict) else None
    key = read_key(meta.get("catenaXId") if isinstance(meta, dict) else None)
    if key is None or meta is None:
        no_id(f"{pointer}/assetMetaInfo", ledger)
        return None
    twin = Twin(key, pointer)
    for name in asset.keys() - {"assetMetaInfo", "submodels"}:
        ledger.ignored.update(paths(asset[name], f"assets.{name}"))
    for name in meta.keys() - {"catenaXId"}:
        ledger.ignored.update(paths(meta[name], f"assets.assetMetaInfo.{name}"))
    submodels = asset.get("submodels")
    for number, submodel in enumerate(submodels if isinstance(submodels, list) else []):
        read_submodel(twin, submodel, f"{pointer}/submodels/{number}", "assets.submodels", ledger)
    if submodels is not None and not isinstance(submodels, list):
        message = "`submodels` is no list."
        ledger.say("INVALID_VALUE", f"{pointer}/submodels", message, "Send a list, even of one.", key)
    return twin


def read_submodel(twin: Twin, submodel: Any, pointer: str, name: str, ledger: Ledger) -> None:
    """Add an aspect given as `aspectType` and `payload`."""
    kind = submodel.get("aspectType") if isinstance(submodel, dict) else None
    if not isinstance(kind, str) or "payload" not in submodel:
        message = "The submodel has no `aspectType` or no `payload`."
        ledger.say("MISSING_FIELD", pointer, message, "State both.", twin.key)
        return
    for other in submodel.keys() - {"aspectType", "payload", "identification"}:
        ledger.ignored.update(paths(submodel[other], f"{name}.{other}"))
    read_aspect(twin, kind, submodel["payload"], f"{pointer}/payload", ledger)
