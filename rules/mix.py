"""What met in a pack: the lots that were mixed with each other on the way to it, and the packs that share them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.vocabulary import ItemKind, Mixing, ProcessKind


@dataclass(frozen=True, slots=True)
class Meeting:
    """A run in which several lots met, and which is upstream of the pack."""

    process: str
    kind: ProcessKind | None
    mixing: Mixing
    """POOLED where nobody has stated it."""
    lots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharingPack:
    """Another pack, and how many of the lots are upstream of it too."""

    key: str
    shared: int


@dataclass(frozen=True, slots=True)
class MixedLot:
    """A lot that met others, and how many other packs it is upstream of too."""

    key: str
    kind: ItemKind | None
    packs: int


@dataclass(frozen=True, slots=True)
class Mix:
    """All lots that were mixed on the way to a pack, and the other packs that share them."""

    pack: str
    revision: int
    meetings: tuple[Meeting, ...]
    """By process."""
    lots: tuple[MixedLot, ...]
    """By key."""
    packs: Sequence[SharingPack]
    """Those with most lots in common first, then by key."""
