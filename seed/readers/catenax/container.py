"""The test-data container: `{".../TestDataContainer/...": [twin, ...]}`, each twin a catenaXId and its aspects by name."""

from typing import Any

from seed.readers.catenax.item import PARTNER
from seed.readers.catenax.source import Source, collect, no_id
from seed.readers.catenax.twin import Ledger, Twin, read_aspect, read_key
from seed.readers.faults import escape

SENDER = "urn:batlas:party:catenax-test-data"
MARK = "/TestDataContainer/"


def is_container(document: dict[str, Any]) -> bool:
    """Whether it has a list of twins under a key of this form."""
    return isinstance(document.get(_root(document)), list)


def read_container(document: dict[str, Any], ledger: Ledger) -> Source:
    """Its twins."""
    name = _root(document)
    for other in document.keys() - {name}:
        ledger.ignored[other] += 1
    entries, root = document[name], f"/{escape(name)}"
    twins = (_twin(entry, f"{root}/{number}", ledger) for number, entry in enumerate(entries))
    return Source(SENDER, "Catena-X test data", root, len(entries), collect(twins, ledger))


def _root(document: dict[str, Any]) -> str:
    return next((name for name in document if MARK in name), "")


def _twin(entry: Any, pointer: str, ledger: Ledger) -> Twin | None:
    key = read_key(entry.get("catenaXId") if isinstance(entry, dict) else None)
    if key is None:
        no_id(pointer, ledger)
        return None
    twin = Twin(key, pointer)
    for name, contents in entry.items():
        if name == "bpnl" and isinstance(contents, str) and PARTNER.fullmatch(contents):
            twin.bpnl = contents
        elif name != "catenaXId":
            read_aspect(twin, name, contents, f"{pointer}/{escape(name)}", ledger)
    return twin
