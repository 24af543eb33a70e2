"""From a trace to its summary."""

from collections import Counter
from collections.abc import Collection, Mapping

from rules.overview.arrange import find_columns, find_rows
from rules.overview.assign import Label, assign
from rules.overview.flow import carried_kg
from rules.summary import Flow, Group, Summary, SummaryBy
from rules.trace import NodeType, Trace, TraceEdge, TraceNode

MOST_OPENED = 100
"""Things of one group that are drawn one by one; the rest stays together."""


def summarise(trace: Trace, by: SummaryBy, expand: Collection[str] = ()) -> Summary:
    """The trace drawn together; of each group whose key is in `expand` the first hundred things are drawn one by one.

    Other keys in `expand` mean nothing. A step within a group is no flow.
    """
    labels = assign(trace, by)
    members: dict[str, list[TraceNode]] = {}
    for node in trace.nodes:
        members.setdefault(labels[node.key].key, []).append(node)
    opened = {node.key: f"{node.type}:{node.key}" for key in expand for node in members.get(key, ())[:MOST_OPENED]}
    group_of = {node.key: opened.get(node.key) or labels[node.key].key for node in trace.nodes}
    steps: dict[str, list[TraceEdge]] = {}
    for edge in trace.edges:
        steps.setdefault(edge.source, []).append(edge)
    columns = find_columns(trace.start, steps, group_of)
    flows = _flows(trace, group_of)
    rows = find_rows(columns, flows)
    groups = _groups(trace, labels, group_of, columns, rows, expand)
    place = {group.key: number for number, group in enumerate(groups)}
    return Summary(
        start=trace.start,
        by=by,
        groups=tuple(groups),
        flows=tuple(sorted(flows.values(), key=lambda flow: (place[flow.source], place[flow.target]))),
        coverage=trace.coverage,
        truncated=trace.truncated,
        revision=trace.revision,
        members={key: tuple(nodes) for key, nodes in members.items()},
        warnings=trace.warnings,
        withheld=trace.withheld,
    )


def _flows(trace: Trace, group_of: Mapping[str, str]) -> dict[tuple[str, str], Flow]:
    nodes = {node.key: node for node in trace.nodes}
    steps: Counter[tuple[str, str]] = Counter()
    known: Counter[tuple[str, str]] = Counter()
    mass: dict[tuple[str, str], float] = {}
    for edge in trace.edges:
        ends = group_of[edge.source], group_of[edge.target]
        if ends[0] == ends[1]:
            continue
        steps[ends] += 1
        kg = carried_kg(edge, nodes[edge.source], nodes[edge.target])
        if kg is not None:
            known[ends] += 1
            mass[ends] = mass.get(ends, 0.0) + kg
    return {ends: Flow(*ends, count, mass.get(ends), count - known[ends]) for ends, count in steps.items()}


def _groups(
    trace: Trace,
    labels: Mapping[str, Label],
    group_of: Mapping[str, str],
    columns: Mapping[str, int],
    rows: Mapping[str, int],
    expand: Collection[str],
) -> list[Group]:
    gaps = Counter(group_of[gap.key] for gap in trace.gaps if gap.key in group_of)
    held: dict[str, list[TraceNode]] = {}
    for node in trace.nodes:
        held.setdefault(group_of[node.key], []).append(node)
    groups = []
    for key, nodes in held.items():
        first, label = nodes[0], labels[nodes[0].key]
        items = sum(node.type is NodeType.ITEM for node in nodes)
        one = key != label.key
        groups.append(
            Group(
                key=key,
                parent=label.key if one else None,
                tier=columns[key],
                order=rows[key],
                items=items,
                runs=len(nodes) - items,
                gaps=gaps[key],
                rest=key in expand,
                country=label.country,
                party_key=label.party_key,
                party_name=label.party_name,
                item_kind=label.item_kind,
                process_kind=label.process_kind,
                party_changes=label.party_changes,
                member=first if one else None,
            )
        )
    return sorted(groups, key=lambda group: (group.tier, group.order))
