"""A summary: the chain behind an item drawn together into groups, with the flows between them and where each is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique

from rules.finding import Finding
from rules.trace import Coverage, TraceNode
from rules.vocabulary import ItemKind, ProcessKind
from rules.withheld import Withheld


@unique
class SummaryBy(StrEnum):
    """What puts things into one group."""

    COUNTRY = "COUNTRY"
    """The country that they were made in, or ran in."""
    PARTY = "PARTY"
    """Who made or ran them."""
    KIND = "KIND"
    """What they are; of lots of material, and of components, also what kind of run made them. A run is with what it gave."""
    TIER = "TIER"
    """How many changes of party away they are."""


@dataclass(frozen=True, slots=True)
class Group:
    """Things that are drawn as one, or one thing of a group that was opened."""

    key: str
    """Stable: the same things of the world have it in every answer. Of one thing that was taken out of its group: `type:key`."""
    parent: str | None
    """Of one thing: key of its group."""
    tier: int
    """Column: fewest changes of group on a way from the item. The item's own group is alone in column 0."""
    order: int
    """Row within the column, from 0, chosen so that few flows cross."""
    items: int
    runs: int
    gaps: int
    """Items in it at which a way back ends too early."""
    rest: bool = False
    """Whether it was opened and holds what was not shown one by one."""
    country: str | None = None
    """What all of it have in common, where the grouping is by that; none for what nobody has stated."""
    party_key: str | None = None
    party_name: str | None = None
    item_kind: ItemKind | None = None
    process_kind: ProcessKind | None = None
    party_changes: int | None = None
    """Of a grouping by tier: changes of party."""
    member: TraceNode | None = None
    """The one thing."""


@dataclass(frozen=True, slots=True)
class Flow:
    """All steps back from one group to another."""

    source: str
    """Key of the group of the later or larger things."""
    target: str
    """Key of the group of the earlier or smaller things."""
    steps: int
    mass_kg: float | None
    """kg that the steps carry, of those whose mass is known; none where it is known of none."""
    untold: int
    """Steps whose mass is not known."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The chain behind one item, drawn together."""

    start: str
    by: SummaryBy
    groups: tuple[Group, ...]
    """By column, then row."""
    flows: tuple[Flow, ...]
    """By source, then target, as the groups come."""
    coverage: Coverage | None
    """As in a trace."""
    truncated: bool
    revision: int
    members: Mapping[str, tuple[TraceNode, ...]]
    """Key of each group, opened or not, to all that is in it, fewest steps first, then by key."""
    warnings: tuple[Finding, ...] = ()
    withheld: tuple[Withheld, ...] = ()
