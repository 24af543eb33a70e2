"""What is this made of, back to the mines?"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, LiteralString

from graph.database import Database
from graph.walk import NEWEST, WALK_NOW, WALK_PAST, is_past
from rules.disclosure import disclose
from rules.finding import Finding
from rules.lineage import Made, Step, Thing, lay_out
from rules.scope import Scope
from rules.trace import EdgeType, Trace
from rules.vocabulary import InputRole, ItemKind, ProcessKind, Severity, Unit

MOST_FINDINGS = 1000

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
RETURN items, processes, edges, findings, ledger.revision AS revision
"""

TRACE_NOW: LiteralString = WALK_NOW + COLUMNS
TRACE_PAST: LiteralString = WALK_PAST + COLUMNS


async def trace_upstream(
    scope: Scope,
    database: Database,
    key: str,
    *,
    max_depth: int | None = None,
    kinds: frozenset[ItemKind] | None = None,
    max_nodes: int = 10_000,
) -> Trace | None:
    """The provenance graph of an item at `scope.at`, as known at `scope.revision`; none for an item that Batlas does not know.

    `max_depth` is in edges; `kinds` keeps items of these kinds (and the start), and processes next to an item that is kept.
    """
    limit = max_nodes + 1
    if is_past(scope):
        revision = NEWEST if scope.revision is None else scope.revision
        found = await database.columns(TRACE_PAST, key=key, limit=limit, at=scope.at, revision=revision)
    else:
        found = await database.columns(TRACE_NOW, key=key, limit=limit)
    if not found["items"]:
        return None
    trace = lay_out(
        key,
        [_thing(row) for row in found["items"]],
        [_made(row) for row in found["processes"]],
        [_step(row) for row in found["edges"]],
        max_nodes=max_nodes,
        max_depth=max_depth,
        kinds=kinds,
        revision=found["revision"] if scope.revision is None else scope.revision,
        warnings=findings(found),
    )
    return disclose(scope, trace)


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
