"""A document with its keys resolved, sorted by noun for the checks and for writing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from rules.document import Fact
from rules.item import Item
from rules.reading import Placed
from rules.record import Record

NOUNS = {
    "item": "Item",
    "process": "Process",
    "party": "Party",
    "facility": "Facility",
    "model": "Model",
    "charger": "Charger",
    "certificate": "Certificate",
    "measurement": "Measurement",
}
"""Record type of a node to its label."""

REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "facility": (("operator", "Party"),),
    "charger": (("operator", "Party"),),
    "model": (("manufacturer", "Party"),),
    "item": (("model", "Model"),),
    "process": (("operator", "Party"), ("facility", "Facility")),
    "certificate": (("issuer", "Party"),),
    "measurement": (("item", "Item"), ("process", "Process")),
    "produced": (("item", "Item"), ("process", "Process")),
    "consumed": (("process", "Process"), ("item", "Item")),
    "contains": (("whole", "Item"), ("part", "Item")),
    "owned": (("item", "Item"), ("party", "Party")),
    "custody": (("item", "Item"), ("party", "Party")),
    "duty": (("item", "Item"), ("party", "Party")),
    "controlled": (("party", "Party"), ("by", "Party")),
    "hasPart": (("model", "Model"), ("part", "Model")),
    "madeAt": (("model", "Model"), ("facility", "Facility")),
}
"""Record type to the fields that name another thing, and the label of that thing."""


@dataclass(slots=True)
class Document:
    """The facts of a document by type, each with its place; keys are global."""

    nodes: dict[tuple[str, str], Placed] = field(default_factory=dict)
    """(label, key) to the fact that states the node."""
    links: dict[tuple[str, ...], Placed] = field(default_factory=dict)
    """Identity to the fact that states the link."""
    withdrawn: dict[tuple[str, ...], Placed] = field(default_factory=dict)
    """Identity to the fact that is withdrawn."""
    unread: Mapping[str, str] = field(default_factory=dict)
    """Local names that lines state which could not be read, each to a key that stands for it."""

    def without(self, facts: Iterable[Fact]) -> "Document":
        """The document as if it did not state these."""
        left_out = {identity(fact) for fact in facts}
        nodes = {name: placed for name, placed in self.nodes.items() if identity(placed.fact) not in left_out}
        links = {who: placed for who, placed in self.links.items() if who not in left_out}
        return Document(nodes, links, self.withdrawn, self.unread)

    @property
    def texts(self) -> set[str]:
        """All texts that it says itself, keys among them."""
        placed = (*self.nodes.values(), *self.links.values(), *self.withdrawn.values())
        values = [value for one in placed for value in vars(one.fact).values()]
        several = [part for value in values if isinstance(value, tuple) for part in value]
        return {value for value in (*values, *several) if isinstance(value, str)}

    @property
    def items(self) -> dict[str, Item]:
        """The stated items by key."""
        return {p.fact.key: p.fact for p in self.nodes.values() if isinstance(p.fact, Item)}


def identity(fact: Fact) -> tuple[str, ...]:
    """What makes a fact the same fact: the key of a node; ends, and for intervals the beginning, of a link."""
    kind = fact.type
    fields = vars(fact)
    # By the type's name: to ask for a class takes longer than all the rest.
    if kind in NOUNS:
        return (kind, fields["key"])
    ends = REFERENCES[kind]
    both = (kind, fields[ends[0][0]], fields[ends[1][0]])
    if "from_" in fields:
        return (*both, _begin(fields["from_"]))
    return (*both, fields["role"]) if kind == "consumed" else both


@lru_cache(1024)
def _begin(time: datetime | None) -> str:
    return "" if time is None else time.isoformat()


def references(fact: Record) -> Iterable[tuple[str, str]]:
    """(label, key) of each thing that the fact names besides itself; the subjects of a certificate have no label yet."""
    fields = vars(fact)
    for name, label in REFERENCES.get(fields["type"], ()):
        key = fields[name]
        if key is not None:
            yield label, key
    if fields["type"] == "item" and isinstance(fact, Item):
        for identifier in fact.identifiers:
            if identifier.issuer is not None:
                yield "Party", identifier.issuer
