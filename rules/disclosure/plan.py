"""Where the names are in each answer: which fields are keys, and what goes with them.

A text that no plan speaks of is a defect: a test looks at every field of every answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rules.history import Event, History
from rules.origins import CertifiedShare, Grouping, Origins, OriginShare, UnknownShare
from rules.page import Page
from rules.path import Path, Way, WayStep
from rules.recalls import Carried, Carriers, Keeper, Recall
from rules.site import Site
from rules.trace import Gap, Trace, TraceEdge, TraceNode


@dataclass(frozen=True, slots=True)
class Plan:
    """How an answer is concealed."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A field that is a key, or several, to the fields that are told only to who sees the key."""
    dropped: tuple[str, ...] = ()
    """Keys that nothing stands for."""
    within: tuple[str, ...] = ()
    """Fields that hold answers with names of their own."""
    told: tuple[str, ...] = ()
    """Texts that are told to all who get the answer."""
    sorted_by: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    """Fields whose order is that of keys, and is to be that of the names in their place."""


PLANS: Mapping[type[Any], Plan] = {
    TraceNode: Plan(
        keys={
            "key": ("name", "name_ko", "quantity", "mass_kg", "started", "ended"),
            "party_key": ("party_name",),
            "facility_key": ("facility_name",),
        },
        dropped=("submission",),
        told=("country",),
    ),
    # How much a step carries is known to who took it.
    TraceEdge: Plan(keys={"source": ("quantity",), "target": ()}, dropped=("submission",)),
    Gap: Plan(keys={"key": ()}),
    Trace: Plan(keys={"start": ()}, within=("nodes", "edges", "gaps", "warnings")),
    OriginShare: Plan(keys={"key": ("name", "name_ko")}, told=("country",)),
    Grouping: Plan(within=("shares",)),
    CertifiedShare: Plan(keys={"certificates": ()}),
    UnknownShare: Plan(keys={"key": ()}),
    # Keys of a grouping by country are countries.
    Origins: Plan(
        keys={"item": ()}, within=("by_source", "by_operator", "certified", "gaps", "warnings"), told=("by_country",)
    ),
    WayStep: Plan(
        keys={
            "item_key": ("quantity",),
            "process_key": (),
            "party_key": ("party_name",),
            "facility_key": ("facility_name",),
        },
        told=("country",),
    ),
    Way: Plan(within=("steps",)),
    Path: Plan(keys={"start": (), "end": ()}, within=("ways", "warnings")),
    Event: Plan(keys={"other": ("name",), "party": (), "facility": ()}, dropped=("submission",), told=("country",)),
    History: Plan(within=("events",)),
    Carried: Plan(keys={"keys": ()}),
    Carriers: Plan(within=("carried",)),
    Keeper: Plan(keys={"party": ("name",), "item": ()}),
    Recall: Plan(
        keys={"lots": ()},
        within=("carriers", "keepers", "warnings"),
        sorted_by={"keepers": lambda keeper: (keeper.party, keeper.item)},
    ),
    Site: Plan(keys={"facility": (), "submission": ()}),
    Page: Plan(keys={"keys": ()}),
}
