"""Which group each thing of a trace is in."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.summary import SummaryBy
from rules.trace import EdgeType, NodeType, Trace, TraceNode
from rules.vocabulary import ItemKind, ProcessKind

MADE = (ItemKind.MATERIAL, ItemKind.COMPONENT)
"""Items that are told apart by the run that made them: an ore and a salt are both material."""


@dataclass(frozen=True, slots=True)
class Label:
    """What the things of a group have in common."""

    key: str
    country: str | None = None
    party_key: str | None = None
    party_name: str | None = None
    item_kind: ItemKind | None = None
    process_kind: ProcessKind | None = None
    party_changes: int | None = None


def assign(trace: Trace, by: SummaryBy) -> dict[str, Label]:
    """The label of each node, by its key. What nobody has stated is in a group of its own, whose label tells nothing."""
    match by:
        case SummaryBy.COUNTRY:
            return {n.key: Label(f"{by}:{n.country or ''}", country=n.country) for n in trace.nodes}
        case SummaryBy.PARTY:
            return {
                n.key: Label(f"{by}:{n.party_key or ''}", party_key=n.party_key, party_name=n.party_name)
                for n in trace.nodes
            }
        case SummaryBy.TIER:
            return {n.key: Label(f"{by}:{n.tier}", party_changes=n.tier) for n in trace.nodes}
        case SummaryBy.KIND:
            return _by_kind(trace)


def _by_kind(trace: Trace) -> dict[str, Label]:
    nodes = {node.key: node for node in trace.nodes}
    made = [edge for edge in trace.edges if edge.type is EdgeType.PRODUCED_BY]
    runs: dict[str, list[TraceNode]] = {}
    for edge in made:
        runs.setdefault(edge.source, []).append(nodes[edge.target])
    labels = {n.key: _kind(n, runs) for n in trace.nodes if n.type is NodeType.ITEM}
    for edge in made:
        # Of several outputs the first by key; edges come in the order of their source.
        labels.setdefault(edge.target, labels[edge.source])
    return labels


def _kind(item: TraceNode, runs: Mapping[str, list[TraceNode]]) -> Label:
    kinds = {run.process_kind for run in runs.get(item.key, ())} if item.item_kind in MADE else set()
    process = kinds.pop() if len(kinds) == 1 else None
    key = f"{SummaryBy.KIND}:{item.item_kind or ''}"
    return Label(f"{key}.{process}" if process else key, item_kind=item.item_kind, process_kind=process)
