"""Where do the minerals in this come from?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, LiteralString

from graph.database import Database
from graph.upstream import findings
from graph.walk import DEEPEST, WALK_NOW, WALK_PAST, walk
from rules.disclosure import disclose
from rules.errors import InvalidInput, TooExpensive
from rules.origin import find_shares
from rules.origin.system import Certified, Content, ItemNode, Part, ProcessNode, System
from rules.origins import Origins
from rules.scope import Scope
from rules.vocabulary import Basis, CertificateScope, InputRole, ItemKind, Mineral, Mixing, ProcessKind, Unit

MOST_NODES = 200_000

# Outputs that are alike come as one row: a run of a thousand cells of one model is one.
COLUMNS: LiteralString = """
CALL (nodes) {
  UNWIND nodes AS x
  WITH x WHERE x:Item
  OPTIONAL MATCH (x)-[:INSTANCE_OF]->(m:Model)
  WITH x, m, x.composition_minerals IS NULL AS fallback
  RETURN collect([x.id, x.since_rev IS NOT NULL, x.kind, x.unit, x.quantity, coalesce(x.mass_per_unit_kg, m.mass_kg),
    CASE WHEN fallback THEN m.composition_minerals ELSE x.composition_minerals END,
    CASE WHEN fallback THEN m.composition_fractions ELSE x.composition_fractions END,
    CASE WHEN fallback THEN m.composition_complete ELSE x.composition_complete END]) AS items
}
CALL (nodes) {
  UNWIND nodes AS x
  WITH x WHERE x:Process
  OPTIONAL MATCH (x)-[:RAN_AT]->(f:Facility)
  OPTIONAL MATCH (x)-[:OPERATED_BY]->(own:Party)
  OPTIONAL MATCH (f)-[:OPERATED_BY]->(of_facility:Party)
  WITH x, f, coalesce(own, of_facility) AS party
  RETURN collect([x.id, x.kind, x.mixing, x.loss_minerals, x.loss_kg, x.recovery_minerals, x.recovery_fractions,
    x.total_output_kg, f.id, f.name, f.name_ko, party.id, party.name, party.name_ko,
    coalesce(f.country, x.country)]) AS processes
}
CALL (nodes) {
  UNWIND nodes AS x
  WITH x WHERE x:Process
  MATCH (o:Item)-[r:PRODUCED_BY]->(x)
  OPTIONAL MATCH (o)-[:INSTANCE_OF]->(m:Model)
  WITH x.id AS process, o.unit AS unit, coalesce(r.quantity, o.quantity) AS quantity,
    coalesce(o.mass_per_unit_kg, m.mass_kg) AS mass, o.composition_minerals IS NULL AS fallback, o, m
  WITH process, unit, mass, quantity IS NULL AS silent,
    CASE WHEN fallback THEN m.composition_minerals ELSE o.composition_minerals END AS minerals,
    CASE WHEN fallback THEN m.composition_fractions ELSE o.composition_fractions END AS fractions,
    CASE WHEN fallback THEN m.composition_complete ELSE o.composition_complete END AS complete, sum(quantity) AS quantity
  RETURN collect([process, unit, CASE WHEN silent THEN null ELSE quantity END, mass, minerals, fractions, complete]) AS outputs
}
CALL (nodes) {
  UNWIND nodes AS x
  OPTIONAL MATCH (x)-[:RAN_AT]->(f:Facility)
  OPTIONAL MATCH (x)-[:OPERATED_BY]->(own:Party)
  OPTIONAL MATCH (f)-[:OPERATED_BY]->(of_facility:Party)
  OPTIONAL MATCH (x)-[:PRODUCED_BY]->(run:Process)
  WITH x, [x, f, coalesce(own, of_facility)] AS about, coalesce(x.ended, x.started, run.ended, run.started) AS ran
  WHERE ran IS NOT NULL
  UNWIND about AS y
  MATCH (c:Certificate)-[:CERTIFIES]->(y)
  WHERE c.status = 'VALID' AND (c.valid_from IS NULL OR c.valid_from <= ran) AND (c.valid_to IS NULL OR c.valid_to > ran)
  RETURN collect(DISTINCT [x.id, c.scope, c.id]) AS certified
}
CALL (nodes) {
  UNWIND nodes AS x
  MATCH (x)<-[:CONCERNS]-(f:Finding)
  WITH DISTINCT f ORDER BY f.id LIMIT 1000
  RETURN collect([f.code, f.severity, f.pointer, f.message, f.remedy, f.about, f.params]) AS findings
}
MATCH (ledger:Ledger {id: 'ledger'})
RETURN starts, items, processes, outputs, edges, certified, findings, ledger.revision AS revision
"""

SYSTEM_NOW: LiteralString = WALK_NOW + COLUMNS
SYSTEM_PAST: LiteralString = WALK_PAST + COLUMNS


async def find_origins(
    scope: Scope,
    database: Database,
    keys: Sequence[str],
    minerals: Sequence[Mineral],
    *,
    basis: Basis = Basis.PHYSICAL,
    through_recycling: bool = False,
) -> list[dict[Mineral, Origins] | None]:
    """The origins of minerals in items at `scope.at`, as known at `scope.revision`, in the order of the keys; none for an unknown item.

    Raises InvalidInput for the basis CLAIMED; TooExpensive for more than 50 items, 200,000 things upstream or 60 steps.
    """
    if basis is Basis.CLAIMED:
        raise InvalidInput(
            "Chain-of-custody claims are not recorded yet, so shares can only be asked with basis PHYSICAL."
        )
    found, starts = await walk(scope, database, SYSTEM_NOW, SYSTEM_PAST, keys, MOST_NODES + 1)
    _require_whole(found)
    system = _system(found)
    warnings = findings(found)
    revision = found["revision"] if scope.revision is None else scope.revision
    answers = {
        key: {
            mineral: find_shares(
                replace(system, start=key),
                mineral,
                through_recycling=through_recycling,
                revision=revision,
                at=scope.at,
                warnings=warnings,
            )
            for mineral in minerals
        }
        for key in set(starts.values())
    }
    return disclose(scope, [answers[starts[key]] if key in starts else None for key in keys])


def _require_whole(found: Mapping[str, Any]) -> None:
    """Raise TooExpensive where the walk was cut: a share of a part of the chain would be a wrong answer."""
    known = {row[0] for row in (*found["items"], *found["processes"])}
    if len(known) > MOST_NODES:
        raise TooExpensive(f"More than {MOST_NODES:,} things are upstream; ask for a smaller item.")
    if any(target not in known for _, target, *_ in found["edges"]):
        raise TooExpensive(f"The chain goes on beyond {DEEPEST} steps; ask for an item further up.")


def _system(found: Mapping[str, Any]) -> System:
    parts: dict[str, list[Part]] = {}
    runs: dict[str, list[Part]] = {}
    inputs: dict[str, list[Part]] = {}
    for source, target, kind, quantity, role, _ in found["edges"]:
        match kind:
            case "CONTAINS":
                parts.setdefault(source, []).append(Part(target, quantity))
            case "PRODUCED_BY":
                runs.setdefault(source, []).append(Part(target, quantity))
            case _:
                inputs.setdefault(source, []).append(Part(target, quantity, InputRole(role)))
    items = {row[0]: _item(row, parts.get(row[0], ()), runs.get(row[0], ())) for row in found["items"]}
    outputs: dict[str, list[Content]] = {}
    for process, *content in found["outputs"]:
        outputs.setdefault(process, []).append(_content(content))
    processes = {row[0]: _process(row, inputs.get(row[0], ()), outputs.get(row[0], ())) for row in found["processes"]}
    certified = [Certified(about, CertificateScope(what), name) for about, what, name in found["certified"]]
    return System("", items, processes, certified)


def _item(row: list[Any], parts: Any, runs: Any) -> ItemNode:
    key, stated, kind, *content = row
    return ItemNode(key, kind and ItemKind(kind), _content(content) if stated else None, parts, runs)


def _content(row: list[Any]) -> Content:
    unit, quantity, mass, minerals, fractions, complete = row
    # An output that is a stub has no unit; it then states nothing that could be counted.
    return Content(Unit(unit or Unit.PIECE), quantity, mass, _by_mineral(minerals, fractions), bool(complete))


def _process(row: list[Any], inputs: Any, outputs: Any) -> ProcessNode:
    key, kind, mixing, losses, loss_kg, recoveries, recovered, total, *place = row
    return ProcessNode(
        key,
        kind and ProcessKind(kind),
        inputs,
        outputs,
        mixing and Mixing(mixing),
        _by_mineral(losses, loss_kg) or {},
        _by_mineral(recoveries, recovered) or {},
        total,
        *place,
    )


def _by_mineral(minerals: list[str] | None, values: list[float] | None) -> dict[Mineral, float] | None:
    if minerals is None or values is None:
        return None
    return {Mineral(mineral): value for mineral, value in zip(minerals, values, strict=True)}
