"""What is this made of, back to the mines?"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString

from graph.database import Database
from graph.walk import WALK_NOW, WALK_PAST, walk
from rules.disclosure import disclose
from rules.finding import Finding
from rules.lineage import Chain, Made, Step, Thing, lay_out
from rules.scope import Scope
from rules.trace import EdgeType, Trace
from rules.vocabulary import InputRole, ItemKind, ProcessKind, Severity, Unit

MOST_WALKED = 100_000
"""Nodes that are looked at; of more, coverage is not told."""

COLUMNS: LiteralString = """
CALL (nodes) {
  UNWIND nodes AS x
  WITH x WHERE x:Item
  OPTIONAL MATCH (x)-[:INSTANCE_OF]->(m:Model)
  RETURN collect([x.id, x.since_rev IS NOT NULL, x.kind, x.name, x.name_ko, x.quantity, x.unit,
                  coalesce(x.mass_per_unit_kg, m.mass_kg), x.submission]) AS items
}
CALL (nodes) {
  UNWIND nodes AS x
  WITH x WHERE x:Process
  OPTIONAL MATCH (x)-[:RAN_AT]->(f:Facility)
  OPTIONAL MATCH (x)-[:OPERATED_BY]->(own:Party)
  OPTIONAL MATCH (f)-[:OPERATED_BY]->(of_facility:Party)
  WITH x, f, coalesce(own, of_facility) AS party
  RETURN collect([x.id, x.since_rev IS NOT NULL, x.kind, x.name, x.name_ko, party.id, party.name, f.id, f.name,
                  coalesce(f.country, x.country), x.started, x.ended, x.submission]) AS processes
}
CALL (nodes) {
  UNWIND nodes AS x
  MATCH (x)<-[:CONCERNS]-(f:Finding)
  WITH DISTINCT f ORDER BY f.id LIMIT 1000
  RETURN collect([f.code, f.severity, f.pointer, f.message, f.remedy, f.about, f.params]) AS findings
}
MATCH (ledger:Ledger {id: 'ledger'})
RETURN starts, items, processes, edges, findings, ledger.revision AS revision
"""

TRACE_NOW: LiteralString = WALK_NOW + COLUMNS
TRACE_PAST: LiteralString = WALK_PAST + COLUMNS


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

    `max_depth` is in edges; `kinds` keeps items of these kinds (and the start), and processes next to an item that is kept.
    Raises TooExpensive for more than 50 items.
    """
    found, starts = await walk(scope, database, TRACE_NOW, TRACE_PAST, keys, MOST_WALKED + 1)
    chain = Chain(
        [_thing(row) for row in found["items"]],
        [_made(row) for row in found["processes"]],
        [_step(row) for row in found["edges"]],
        findings(found),
    )
    revision = found["revision"] if scope.revision is None else scope.revision
    traces = {
        key: lay_out(key, chain, max_nodes=max_nodes, max_depth=max_depth, kinds=kinds, revision=revision)
        for key in set(starts.values())
    }
    return disclose(scope, [traces[starts[key]] if key in starts else None for key in keys])


def findings(columns: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The findings of intake about what an answer rests on."""
    return tuple(
        Finding(code, Severity(severity), pointer, message, remedy, tuple(about), json.loads(params))
        for code, severity, pointer, message, remedy, about, params in columns["findings"]
    )


def _thing(row: list[Any]) -> Thing:
    key, stated, kind, name, name_ko, quantity, unit, mass_per_unit, submission = row
    return Thing(
        key, stated, kind and ItemKind(kind), name, name_ko, quantity, unit and Unit(unit), mass_per_unit, submission
    )


def _made(row: list[Any]) -> Made:
    (
        key,
        stated,
        kind,
        name,
        name_ko,
        party,
        party_name,
        facility,
        facility_name,
        country,
        started,
        ended,
        submission,
    ) = row
    return Made(
        key,
        stated,
        kind and ProcessKind(kind),
        name,
        name_ko,
        party,
        party_name,
        facility,
        facility_name,
        country,
        _native(started),
        _native(ended),
        submission,
    )


def _step(row: list[Any]) -> Step:
    source, target, kind, quantity, role, submission = row
    edge = EdgeType(kind)
    return Step(source, target, edge, quantity, InputRole(role) if edge is EdgeType.CONSUMED else None, submission)


def _native(value: Any) -> datetime | None:
    return None if value is None else value.to_native()
