"""What the memory of a bulk load keeps of a node and of a link: what later documents may have to be checked against."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple


class Source(NamedTuple):
    """Which document stated a thing."""

    submission: str
    revision: int


class Facts(NamedTuple):
    """What checks read of an item, a process or a model, by stored name; equal ones are kept once."""

    kind: str
    unit: str | None = None
    quantity: float | None = None
    mass_kg: float | None = None
    """Of an item, that of one unit."""
    minerals: tuple[str, ...] | None = None
    amounts: tuple[float, ...] | None = None
    """Fractions, or of a process the kilograms that are lost."""
    complete: bool | None = None
    started: datetime | None = None
    ended: datetime | None = None


class Node:
    """A node; one without a source is a stub."""

    __slots__ = (
        "about",
        "digest",
        "facts",
        "held",
        "key",
        "made",
        "model",
        "number",
        "parts",
        "source",
        "used",
        "whole",
    )

    def __init__(self, key: str, number: int) -> None:
        self.key = key
        self.number = number
        """Its id in the import."""
        self.digest: int | None = None
        self.source: Source | None = None
        self.facts: Facts | None = None
        self.model: Node | None = None
        self.made: list[Link] | tuple[()] = ()
        """PRODUCED_BY, of an item and of a process."""
        self.used: list[Link] | tuple[()] = ()
        """CONSUMED, of both."""
        self.whole: list[Link] | tuple[()] = ()
        """What contains or contained it."""
        self.parts: list[Link] | tuple[()] = ()
        self.held: list[Link] | tuple[()] = ()
        """Other links that begin here: who owns an item, what controls a party, what a model has and where it is made by plan."""
        self.about: list[Link] | tuple[()] = ()
        """Of an item: certificates, findings and disputes on it."""


SIDES = {
    "produced": ("made", "made"),
    "consumed": ("used", "used"),
    "contains": ("parts", "whole"),
    "owned": ("held", None),
    "custody": ("held", None),
    "duty": ("held", None),
    "controlled": ("held", None),
    "hasPart": ("held", None),
    "madeAt": ("held", None),
}
"""Record type to where its beginning and its end keep it; anything else is kept by its end alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What a link says besides its ends and its interval; links that say the same share it."""

    properties: dict[str, Any]
    source: Source

    @property
    def role(self) -> str | None:
        """What an item is to a process."""
        return self.properties.get("role")


class Link:
    """A link between two nodes."""

    __slots__ = ("a", "b", "content", "ended", "from_", "kind", "to")

    def __init__(
        self, kind: str, a: Node, b: Node, content: Content, from_: datetime | None = None, to: datetime | None = None
    ) -> None:
        self.kind = kind
        """Record type; or the relationship itself, of what is about an item."""
        self.a = a
        self.b = b
        self.content = content
        self.from_ = from_
        self.to = to
        self.ended: dict[str, Any] | None = None
        """What is stored of an end that a later document told."""

    def join(self) -> None:
        """Let its ends keep it."""
        for node, side in self._kept():
            kept = getattr(node, side)
            if kept:
                kept.append(self)
            else:
                setattr(node, side, [self])

    def leave(self) -> None:
        """Let its ends forget it."""
        for node, side in self._kept():
            getattr(node, side).remove(self)

    def _kept(self) -> "list[tuple[Node, str]]":
        first, second = SIDES.get(self.kind, (None, "about"))
        return [(node, side) for node, side in ((self.a, first), (self.b, second)) if side is not None]
