"""From what a walk found to the trace of one item."""

from collections import deque
from collections.abc import Iterable

from rules.lineage.chain import Chain, Made, Thing
from rules.lineage.gap import find_gaps
from rules.lineage.tier import count_tiers, producer
from rules.quantity import mass_kg
from rules.trace import Coverage, NodeType, Trace, TraceEdge, TraceNode
from rules.vocabulary import ItemKind


def lay_out(
    start: str,
    chain: Chain,
    *,
    max_nodes: int,
    max_depth: int | None = None,
    kinds: frozenset[ItemKind] | None = None,
    revision: int,
) -> Trace:
    """The trace of what was found upstream of an item. Gaps and coverage speak of all of it.

    Shown are nodes of at most `max_depth` steps and of these `kinds`, then at most `max_nodes`, fewest steps first. A walk that was
    cut knows no coverage.
    """
    depths, whole = _depths(chain, start)
    tiers = count_tiers(chain, start)
    gaps = find_gaps(chain, depths, tiers)
    shown = [key for _, key in sorted((d, k) for k, d in depths.items() if max_depth is None or d <= max_depth)]
    if kinds is not None:
        chosen = _of_kinds(chain, shown, start, kinds)
        shown = [key for key in shown if key in chosen]
    kept = set(shown[:max_nodes])
    edges = sorted(
        (step for key in kept for step in chain.back(key) if step.target in kept),
        key=lambda step: (step.source, step.target, step.type, step.role or ""),
    )
    items = sum(key in chain.items for key in depths)
    return Trace(
        start=start,
        nodes=tuple(_node(chain, key, depths[key], tiers[key]) for key in shown[:max_nodes]),
        edges=tuple(TraceEdge(s.source, s.target, s.type, s.quantity, s.role, s.submission) for s in edges),
        gaps=gaps,
        coverage=Coverage(items, len(gaps)) if whole else None,
        truncated=not whole or len(shown) > max_nodes,
        revision=revision,
        warnings=tuple(finding for finding in chain.findings if depths.keys() & set(finding.about)),
    )


def _depths(chain: Chain, start: str) -> tuple[dict[str, int], bool]:
    """Fewest steps to all that is upstream, and whether the walk went to all ends."""
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
    return depths, whole


def _of_kinds(chain: Chain, shown: Iterable[str], start: str, kinds: frozenset[ItemKind]) -> set[str]:
    items = {key for key in shown if key in chain.items and (key == start or chain.items[key].kind in kinds)}
    near = {step.target for key in items for step in chain.back(key)}
    near |= {key for key in shown if any(step.target in items for step in chain.back(key))}
    return items | {key for key in near if key in chain.processes}


def _node(chain: Chain, key: str, depth: int, tier: int) -> TraceNode:
    if key in chain.items:
        return _item_node(chain.items[key], producer(chain, key), depth, tier)
    return _process_node(chain.processes[key], depth, tier)


def _item_node(thing: Thing, made: Made | None, depth: int, tier: int) -> TraceNode:
    return TraceNode(
        key=thing.key,
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
        party_key=made and made.party,
        party_name=made and made.party_name,
        facility_key=made and made.facility,
        facility_name=made and made.facility_name,
        country=made and made.country,
        submission=thing.submission,
    )


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
