"""Records and documents of tests, in few words. A name without a colon gets the prefix."""

import json
from typing import Any
from urllib.parse import quote

Record = dict[str, Any]


class Facts:
    """Records whose keys begin with one prefix."""

    def __init__(self, prefix: str = "urn:x") -> None:
        self.prefix = prefix

    def key(self, name: str) -> str:
        """The key of a name; a local name or a whole key stays."""
        return name if ":" in name else f"{self.prefix}:{name}"

    def made_key(self, party: str, kind: str, number: str) -> str:
        """The key that a local item, or an identifier with an issuer, gets: by hand, not by the code under test."""
        return f"urn:batlas:item:{quote(self.key(party), safe='')}:{kind}:{quote(number, safe='')}"

    def document(
        self, *records: Record, sender: str = "maker", title: str | None = None, corrects: str | None = None
    ) -> bytes:
        """A document of the sender; `corrects` is the submission key of an earlier one."""
        more = {"title": title, "corrects": corrects}
        head = {"type": "document", "sender": self.key(sender)} | {k: v for k, v in more.items() if v is not None}
        return "\n".join(json.dumps(record, ensure_ascii=False) for record in (head, *records)).encode()

    def lot(self, name: str, kg: float | None = None, /, **more: Any) -> Record:
        """A lot of material; minerals by name, as in LITHIUM=0.2, make a complete composition."""
        minerals = {k: more.pop(k) for k in list(more) if k.isupper()}
        quantity = {} if kg is None else {"quantity": kg}
        record = {"type": "item", "key": self.key(name), "kind": "MATERIAL", "unit": "KG", **quantity}
        if minerals:
            record["composition"] = {"kind": "MEASURED", "fractions": minerals, "complete": True}
        return record | more

    def piece(self, name: str, kind: str = "CELL", /, **more: Any) -> Record:
        """One piece."""
        return {"type": "item", "key": self.key(name), "kind": kind, "unit": "PIECE", "quantity": 1} | more

    def run(self, name: str, kind: str = "REFINING", /, **more: Any) -> Record:
        """A process."""
        return {"type": "process", "key": self.key(name), "kind": kind} | more

    def party(self, name: str, /, **more: Any) -> Record:
        """A party."""
        return {"type": "party", "key": self.key(name)} | more

    def produced(self, item: str, process: str, quantity: float | None = None, /, **more: Any) -> Record:
        """An output."""
        return _link("produced", quantity, item=self.key(item), process=self.key(process)) | more

    def consumed(self, process: str, item: str, quantity: float | None = None, /, **more: Any) -> Record:
        """An input."""
        return _link("consumed", quantity, process=self.key(process), item=self.key(item)) | more

    def contains(self, whole: str, part: str, quantity: float | None = None, /, **more: Any) -> Record:
        """A stay; `from_` is its beginning."""
        start = {"from": more.pop("from_")} if "from_" in more else {}
        return _link("contains", quantity, whole=self.key(whole), part=self.key(part)) | start | more

    def owned(self, item: str, party: str, /, **more: Any) -> Record:
        """An ownership; `from_` is its beginning."""
        start = {"from": more.pop("from_")} if "from_" in more else {}
        return {"type": "owned", "item": self.key(item), "party": self.key(party)} | start | more

    def withdrawn(self, fact: Record) -> Record:
        """That the fact does not hold."""
        return {"type": "withdrawn", "fact": fact}

    def certificate(self, name: str, *subjects: str) -> Record:
        """A certificate of responsible mining."""
        about = [self.key(subject) for subject in subjects]
        scope = {"scheme": "Audit", "scope": "RESPONSIBLE_MINING"}
        return {"type": "certificate", "key": self.key(name), "subjects": about} | scope

    def measurement(self, name: str, item: str | None = None, /, **more: Any) -> Record:
        """A temperature of 2025-01-01 of the item; of a run with `process`."""
        about = {} if item is None else {"item": self.key(item)}
        found = {"measured": "Temperature", "time": "2025-01-01T00:00:00Z"}
        return {"type": "measurement", "key": self.key(name)} | about | found | more


def _link(kind: str, quantity: float | None, **ends: str) -> Record:
    return {"type": kind, **ends} | ({} if quantity is None else {"quantity": quantity})
