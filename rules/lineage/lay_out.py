"""From what a walk found to the trace of one item."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from rules.lineage.chain import Chain, Made, Thing
from rules.lineage.gap import find_gaps
from rules.lineage.tier import count_tiers
from rules.quantity import mass_kg
from rules.trace import Coverage, NodeType, Trace, TraceNode
from rules.vocabulary import ItemKind


def lay_out(
    start: str,
    chain: Chain,
    *,
    max_nodes: int,
    max_depth: int | None = None,
    kinds: frozenset[ItemKind] | None = None,
    most: int | None = None,
    revision: int,
) -> Trace:
    """The trace of what was found upstream or downstream of an item. Gaps and coverage speak of all that is upstream, shown or not.

    Shown are nodes of at most `max_depth` steps and of these `kinds`, then at most `max_nodes`, fewest steps first. Looked at are
    the `most` nearest; where the way goes on behind them, no coverage is told.
    """
    depths, whole = _depths(chain, start, most)
    tiers = count_tiers(chain, start)
    # What becomes of a thing is not known to be missing.
    gaps = () if chain.downstream else find_gaps(chain, depths, tiers)
    shown = [key for key, depth in depths.items() if max_depth is None or depth <= max_depth]
    if kinds is not None:
        chosen = _of_kinds(chain, shown, start, kinds)
        shown = [key for key in shown if key in chosen]
    kept = dict.fromkeys(islice(shown, max_nodes))
    steps = (step for key in kept for step in chain.targets.get(key, ()) if step.target in kept)
    edges = sorted(
        (replace(step, source=step.target, target=step.source) if chain.downstream else step for step in steps),
        key=lambda step: (step.source, step.target, step.type, step.role or ""),
    )
    items = sum(key in chain.items for key in depths)
    return Trace(
        start=start,
        nodes=tuple(_node(chain, key, depths[key], tiers[key]) for key in kept),
        edges=tuple(edges),
        gaps=gaps,
        coverage=Coverage(items, len(gaps)) if whole and not chain.downstream else None,
        truncated=not whole or len(shown) > max_nodes,
        revision=revision,
        warnings=tuple(finding for finding, about in chain.findings if not depths.keys().isdisjoint(about)),
    )


def _depths(chain: Chain, start: str, most: int | None) -> tuple[dict[str, int], bool]:
    """Fewest steps to what was walked to, nearest first, then by key, and whether that is all there is."""
    depths, whole = {start: 0}, True
    pending = deque([start])
    while pending:
        source = pending.popleft()
        for step in chain.targets.get(source, ()):
            if not chain.knows(step.target):
                whole = False
            elif step.target not in depths:
                depths[step.target] = depths[source] + 1
                pending.append(step.target)
    nearest = sorted(depths.items(), key=lambda item: (item[1], item[0]))[:most]
    return dict(nearest), whole and len(nearest) == len(depths)


def _of_kinds(chain: Chain, shown: Iterable[str], start: str, kinds: frozenset[ItemKind]) -> set[str]:
    items = {key for key in shown if key in chain.items and (key == start or chain.items[key].kind in kinds)}
    near = {step.target for key in items for step in chain.targets.get(key, ())}
    near |= {key for key in shown if any(step.target in items for step in chain.targets.get(key, ()))}
    return items | {key for key in near if key in chain.processes}


def _node(chain: Chain, key: str, depth: int, tier: int) -> TraceNode:
    if key in chain.items:
        return _item_node(key, chain.items[key], chain.runs.get(key, ()), depth, tier)
    return _process_node(chain.processes[key], depth, tier)


def _item_node(key: str, thing: Thing, runs: Sequence[Made], depth: int, tier: int) -> TraceNode:
    made = _common(runs)
    return TraceNode(
        key=key,
        type=NodeType.ITEM,
        depth=depth,
        tier=tier,
        stated=thing.stated,
        item_kind=thing.kind,
        name=thing.name,
        name_ko=thing.name_ko,
        quantity=thing.quantity,
        unit=thing.unit,
        mass_kg=None if thing.unit is None else mass_kg(thing.quantity, thing.unit, thing.mass_per_unit_kg),
        party_key=made.party,
        party_name=made.party_name,
        facility_key=made.facility,
        facility_name=made.facility_name,
        country=made.country,
        submission=thing.submission,
    )


NOBODY = Made("", stated=False)


def _common(runs: Sequence[Made]) -> Made:
    """Who made an item, and where, as far as its runs agree."""
    if len(runs) <= 1:
        return runs[0] if runs else NOBODY
    first = runs[0]
    agreed = replace(NOBODY, country=first.country) if {run.country for run in runs} == {first.country} else NOBODY
    if {run.party for run in runs} == {first.party}:
        agreed = replace(agreed, party=first.party, party_name=first.party_name)
    if {run.facility for run in runs} == {first.facility}:
        agreed = replace(agreed, facility=first.facility, facility_name=first.facility_name)
    return agreed


def _process_node(process: Made, depth: int, tier: int) -> TraceNode:
    return TraceNode(
        key=process.key,
        type=NodeType.PROCESS,
        depth=depth,
        tier=tier,
        stated=process.stated,
        process_kind=process.kind,
        name=process.name,
        name_ko=process.name_ko,
        party_key=process.party,
        party_name=process.party_name,
        facility_key=process.facility,
        facility_name=process.facility_name,
        country=process.country,
        started=process.started,
        ended=process.ended,
        submission=process.submission,
    )
