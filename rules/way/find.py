"""From a system to the path between two things."""

from collections.abc import Container, Sequence
from datetime import datetime
from itertools import pairwise
from math import prod

from rules.finding import Finding
from rules.origin.content import Contents
from rules.origin.order import order
from rules.origin.system import System
from rules.path import Path, Way
from rules.vocabulary import Mineral
from rules.way.alike import Alike, merge
from rules.way.bottleneck import find_bottlenecks
from rules.way.link import Links, link
from rules.way.step import tell_steps
from rules.way.strongest import Hop, Passed, find_strongest, weigh


def find_path(
    system: System,
    start: str,
    end: str,
    mineral: Mineral | None = None,
    *,
    ways: int = 1,
    through_recycling: bool = False,
    merged: bool = True,
    revision: int,
    at: datetime | None = None,
    warnings: Sequence[tuple[Finding, frozenset[str]]] = (),
) -> Path:
    """By which ways an item, process, facility or party reaches the item `end`, at most so many.

    A way begins where the matter last left the start. The first is the strongest of all; each further one is the strongest of
    those that have no item in common with the ways before it, save what every way passes: the ends, and say the one pack of a
    car. That choice is greedy: other ways could bring more together, or be more in number. Pieces that are alike are one unless `merged` is false: what came by
    a hundred cells of one run is one way. Warnings are those about what is on the ways.
    """
    ordered = order(system, end)
    contents = Contents(system, mineral)
    contents.extend(ordered)
    mass = contents.amounts[end].kg if end in contents.amounts else None
    links: Links = {end: {}} if mass == 0 else link(contents, ordered, through=through_recycling)
    ends = _ends(system, ordered, start)
    alike = merge(system, links, ordered, ends, {start, end} if merged else system.items)
    found = _disjoint(system, alike.links, alike.ordered, ends, ways)
    passed = weigh(alike.links, alike.ordered, ends) if found else Passed(0.0, complete=True)
    on_ways = {member for keys in found for key in keys for member in alike.members[key]}
    return Path(
        start=start,
        end=end,
        mineral=mineral,
        through_recycling=through_recycling,
        merged=merged,
        revision=revision,
        at=at,
        mass_kg=mass,
        share=passed.share,
        complete=passed.complete,
        ways=tuple(_way(system, links, alike, keys, mass) for keys in found),
        warnings=tuple(finding for finding, about in warnings if not about.isdisjoint(on_ways)),
    )


def _ends(system: System, ordered: Sequence[str], start: str) -> set[str]:
    """Where ways end, as they are looked for backwards: the item or run, or the runs of the facility or party."""
    runs = {key for key, run in system.processes.items() if start in (key, run.source, run.operator)}
    ends = runs | {start}
    for key in ordered:
        item = system.items.get(key)
        # All of a whole passed the run that assembled it, though its parts do not come from there.
        if item is not None and item.parts and item.runs and all(run.key in runs for run in item.runs):
            ends.add(key)
    return ends


def _disjoint(system: System, links: Links, ordered: Sequence[str], ends: Container[str], most: int) -> list[list[str]]:
    keys = find_strongest(links, ordered, ends)
    found = [keys] if keys else []
    if not keys or most == 1:
        return found
    common = find_bottlenecks(links, ordered, ends)
    shut: set[str] = set()
    cut: set[Hop] = set()
    while len(found) < most:
        own = [key for key in keys[1:] if key not in common.nodes]
        between = {key for key in own if key in system.items}
        # Ways that differ by no item are told apart by their runs, else by a link.
        apart = between or {key for key in own if key in system.processes}
        hop = None if apart else next((hop for hop in pairwise(keys) if hop not in common.hops), None)
        if hop is not None:
            cut.add(hop)
        elif not apart:
            break
        shut |= apart
        keys = find_strongest(links, ordered, ends, shut=shut, cut=cut)
        if not keys:
            break
        found.append(keys)
    return found


def _way(system: System, links: Links, alike: Alike, keys: Sequence[str], mass: float | None) -> Way:
    steps = tell_steps(system, links, alike, keys)
    shares = [step.share for step in steps if step.share is not None]
    share = prod(shares) if len(shares) == len(steps) else None
    return Way(
        steps=tuple(steps),
        share=share,
        mass_kg=None if share is None or mass is None else share * mass,
        expectation=any(step.expectation for step in steps),
    )
