"""What is this made of, back to the mines?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, LiteralString

from graph.database import Database
from graph.disclosure import admit, disclose
from graph.finding import read_finding
from graph.walk import (
    EDGES_NOW,
    EDGES_PAST,
    NEAREST_NOW,
    NEAREST_PAST,
    RUNS,
    STARTS_NOW,
    STARTS_PAST,
    WARNINGS,
    walk,
)
from rules.finding import Finding
from rules.lineage import Chain, Made, Thing, lay_out
from rules.scope import Scope
from rules.trace import EdgeType, Trace, TraceEdge
from rules.vocabulary import InputRole, ItemKind, ProcessKind, Unit

MOST_LOOKED_AT = 20_000
"""Nodes that are looked at for one trace; where there are more, coverage is not told."""

MOST_TOGETHER = 100_000
"""Nodes that are looked at for all traces of one question."""

ITEMS: LiteralString = """
CALL (nodes) {
  UNWIND nodes AS x
  WITH x WHERE x:Item
  WITH x.id AS key, CASE WHEN x.since_rev <= $revision THEN x
    ELSE head([(x)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS i
  OPTIONAL MATCH (i)-[:INSTANCE_OF]->(model:Model)
  WITH key, i, CASE WHEN model.since_rev <= $revision THEN model
    ELSE head([(model)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS m
  WITH i IS NOT NULL AS stated, i.kind AS kind, i.name AS name, i.name_ko AS name_ko, i.quantity AS quantity, i.unit AS unit,
    CASE WHEN i.unit = 'PIECE' THEN coalesce(i.mass_per_unit_kg, m.mass_kg) ELSE i.mass_per_unit_kg END AS mass,
    i.submission AS submission, collect(key) AS keys
  RETURN collect([keys, stated, kind, name, name_ko, quantity, unit, mass, submission]) AS items
}
"""

PROCESSES: LiteralString = """
  RETURN collect([x.id, p IS NOT NULL, p.kind, p.name, p.name_ko, runner.id, party.name, site.id, f.name,
                  coalesce(f.country, p.country), p.started, p.ended, p.submission]) AS processes
}
"""

ANSWER: LiteralString = """
MATCH (ledger:Ledger {id: 'ledger'})
RETURN before, starts, count, items, processes, edges, findings, ledger.revision AS after
"""

COLUMNS: LiteralString = ITEMS + RUNS + PROCESSES + WARNINGS + ANSWER

TRACE_NOW: LiteralString = STARTS_NOW + NEAREST_NOW + EDGES_NOW + COLUMNS
TRACE_PAST: LiteralString = STARTS_PAST + NEAREST_PAST + EDGES_PAST + COLUMNS


async def trace_upstream(
    scope: Scope,
    database: Database,
    keys: Sequence[str],
    *,
    max_depth: int | None = None,
    kinds: frozenset[ItemKind] | None = None,
    max_nodes: int = 10_000,
) -> list[Trace | None]:
    """The provenance graphs of items at `scope.at`, as known at `scope.revision`, in the order of the keys; none for an unknown item.

    `max_depth` is in edges; `kinds` keeps items of these kinds (and the start), and processes next to an item that is kept. The
    20,000 nearest nodes are looked at. Raises TooExpensive for more than 50 items, or 100,000 nodes for all of them together.
    """
    most = max(max_nodes, MOST_LOOKED_AT)
    found, starts = await walk(
        scope, database, TRACE_NOW, TRACE_PAST, await admit(scope, database, keys), most=MOST_TOGETHER, limit=most + 1
    )
    chain = chain_of(found)
    traces = {
        key: lay_out(
            key, chain, max_nodes=max_nodes, max_depth=max_depth, kinds=kinds, most=most, revision=found["revision"]
        )
        for key in set(starts.values())
    }
    return await disclose(scope, database, [traces[starts[key]] if key in starts else None for key in keys])


def chain_of(columns: Mapping[str, Any], *, downstream: bool = False) -> Chain:
    """What a walk found."""
    return Chain(
        dict(_things(columns["items"])),
        {row[0]: _made(row) for row in columns["processes"]},
        list(_steps(columns["edges"])),
        findings(columns),
        downstream,
    )


def findings(columns: Mapping[str, Any]) -> list[tuple[Finding, frozenset[str]]]:
    """The findings of intake about what an answer rests on, each with the keys of what it is about."""
    return [(read_finding(*row), frozenset(about)) for *row, about in columns["findings"]]


def _things(rows: Sequence[list[Any]]) -> Iterator[tuple[str, Thing]]:
    for keys, stated, kind, name, name_ko, quantity, unit, mass, submission in rows:
        alike = Thing(stated, kind and ItemKind(kind), name, name_ko, quantity, unit and Unit(unit), mass, submission)
        for key in keys:
            yield key, alike


def _made(row: list[Any]) -> Made:
    key, stated, kind, *told, started, ended, submission = row
    started, ended = started and started.to_native(), ended and ended.to_native()
    return Made(key, stated, kind and ProcessKind(kind), *told, started=started, ended=ended, submission=submission)


def _steps(rows: Sequence[list[Any]]) -> Iterator[TraceEdge]:
    for kind, role, submission, sources, targets, quantities in rows:
        edge = EdgeType(kind)
        # An output has a role too, and another vocabulary.
        of_input = InputRole(role) if edge is EdgeType.CONSUMED else None
        for source, target, quantity in zip(sources, targets, quantities or [None] * len(sources), strict=True):
            yield TraceEdge(source, target, edge, quantity, of_input, submission)
