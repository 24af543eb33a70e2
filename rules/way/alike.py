"""Pieces that are alike as one: the hundred cells of a pack that came out of one run are one way and not a hundred."""

from collections.abc import Container, Hashable, Mapping, Sequence
from dataclasses import dataclass

from rules.origin.system import ItemNode, System
from rules.way.link import Link, Links

DIGITS = 9
"""Shares that are the same to so many digits are the same."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Links between classes of things, each under the first key of its class."""

    links: Links
    ordered: Sequence[str]
    members: Mapping[str, Sequence[str]]
    """Key of a class to all that is in it, in the order of keys."""


def merge(system: System, links: Links, ordered: Sequence[str], ends: Container[str], apart: Container[str]) -> Alike:
    """Classes of pieces of one kind that were made by the same at the same place, and came from the same by the same shares.

    So each way through a class is as strong as all ways through its members together. Lots, runs and what is in `apart` stay alone.
    """
    class_of: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    outward: dict[str, dict[str, Link]] = {}
    last: dict[str, int] = {}
    found: dict[Hashable, str] = {}
    for number in range(len(ordered) - 1, -1, -1):
        key = ordered[number]
        if key not in links:
            continue
        behind = {} if key in ends else _together(links[key], class_of)
        item = system.items.get(key)
        own = key
        if item is not None and item.is_piece and key not in apart:
            own = found.setdefault(_traits(system, item, behind), key)
        class_of[key] = own
        members.setdefault(own, []).append(key)
        outward.setdefault(own, behind)
        # Behind all that any of its members is a part of.
        last.setdefault(own, number)
    name = {own: min(keys) for own, keys in members.items()}
    return Alike(
        links={name[own]: {name[target]: link for target, link in behind.items()} for own, behind in outward.items()},
        ordered=[name[own] for own in sorted(last, key=lambda own: last[own])],
        members={name[own]: sorted(keys) for own, keys in members.items()},
    )


def _together(links: Mapping[str, Link], class_of: Mapping[str, str]) -> dict[str, Link]:
    found: dict[str, Link] = {}
    for target, link in links.items():
        own = class_of.get(target)
        if own is None:
            # Contradictory data that go round.
            continue
        other = found.get(own, Link(0.0, expectation=False))
        share = None if link.share is None or other.share is None else min(1.0, link.share + other.share)
        found[own] = Link(share, link.expectation or other.expectation)
    return found


def _traits(system: System, item: ItemNode, behind: Mapping[str, Link]) -> tuple[Hashable, ...]:
    runs = (system.processes[run.key] for run in item.runs)
    made = frozenset((run.kind, run.source, run.operator, run.country) for run in runs)
    shares = frozenset(
        (target, None if link.share is None else round(link.share, DIGITS), link.expectation)
        for target, link in behind.items()
    )
    return item.kind, made, shares
