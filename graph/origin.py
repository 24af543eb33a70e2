"""Where do the minerals in this come from?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, LiteralString

from graph.database import Database
from graph.disclosure import admit, disclose
from graph.upstream import findings
from graph.walk import (
    DEEPEST,
    EDGES_NOW,
    EDGES_PAST,
    REACH_NOW,
    REACH_PAST,
    RUNS,
    STARTS_NOW,
    STARTS_PAST,
    WARNINGS,
    walk,
)
from rules.errors import InvalidInput, TooExpensive
from rules.origin import find_shares
from rules.origin.system import Certified, Content, ItemNode, Part, ProcessNode, System
from rules.origins import Origins
from rules.scope import Scope
from rules.vocabulary import Basis, CertificateScope, InputRole, ItemKind, Mineral, Mixing, ProcessKind, Unit

MOST_NODES = 100_000

# Things that are alike come as one row.
ITEMS: LiteralString = """
CALL (nodes) {
  UNWIND nodes AS x
  WITH x WHERE x:Item
  WITH x.id AS key, CASE WHEN x.since_rev <= $revision THEN x
    ELSE head([(x)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS i
  OPTIONAL MATCH (i)-[:INSTANCE_OF]->(model:Model)
  WITH key, i, CASE WHEN model.since_rev <= $revision THEN model
    ELSE head([(model)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS m
  WITH i IS NOT NULL AS stated, i.kind AS kind, i.unit AS unit, i.quantity AS quantity, i.mass_per_unit_kg AS mass,
    i.composition_minerals AS minerals, i.composition_fractions AS fractions, i.composition_complete AS complete, m,
    collect(key) AS keys
  WITH *, minerals IS NULL AS fallback
  RETURN collect([keys, stated, kind, unit, quantity, CASE WHEN unit = 'PIECE' THEN coalesce(mass, m.mass_kg) ELSE mass END,
    CASE WHEN fallback THEN m.composition_minerals ELSE minerals END,
    CASE WHEN fallback THEN m.composition_fractions ELSE fractions END,
    CASE WHEN fallback THEN m.composition_complete ELSE complete END]) AS items
}
"""

FLOWS: LiteralString = """
  RETURN collect([x.id, p.kind, p.mixing, p.loss_minerals, p.loss_kg, p.recovery_minerals, p.recovery_fractions,
    p.total_output_kg, site.id, f.name, f.name_ko, runner.id, party.name, party.name_ko,
    coalesce(f.country, p.country)]) AS processes
}
"""

# Pieces that are alike are one output, and only of a process that took something in. They are summed in the order of their quantities.
OUTPUTS: LiteralString = """
CALL (nodes) {
  UNWIND nodes AS x
  WITH x WHERE x:Process AND EXISTS {
    (x)-[c:CONSUMED|HAD_CONSUMED]->() WHERE c.since_rev <= $revision AND (c.until_rev IS NULL OR c.until_rev > $revision) }
  MATCH (output:Item)-[r:PRODUCED_BY|WAS_PRODUCED_BY]->(x)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  WITH x.id AS process, r.quantity AS quantity, output, CASE WHEN output.since_rev <= $revision THEN output
    ELSE head([(output)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS o
  OPTIONAL MATCH (o)-[:INSTANCE_OF]->(model:Model)
  WITH process, model, o.unit AS unit, o.mass_per_unit_kg AS mass,
    CASE WHEN quantity IS NOT NULL THEN quantity
      WHEN COUNT { (output)-[:PRODUCED_BY|WAS_PRODUCED_BY]->() } = 1 OR COUNT { (output)-[a:PRODUCED_BY|WAS_PRODUCED_BY]->()
        WHERE a.since_rev <= $revision AND (a.until_rev IS NULL OR a.until_rev > $revision) } = 1 THEN o.quantity END AS quantity,
    o.composition_minerals AS minerals, o.composition_fractions AS fractions, o.composition_complete AS complete
    ORDER BY quantity
  WITH process, model, unit, mass, minerals, fractions, complete, quantity IS NULL AS silent, sum(quantity) AS quantity
  WITH *, CASE WHEN model.since_rev <= $revision THEN model
    ELSE head([(model)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS m,
    minerals IS NULL AS fallback
  RETURN collect([process, unit, CASE WHEN silent THEN null ELSE quantity END,
    CASE WHEN unit = 'PIECE' THEN coalesce(mass, m.mass_kg) ELSE mass END,
    CASE WHEN fallback THEN m.composition_minerals ELSE minerals END,
    CASE WHEN fallback THEN m.composition_fractions ELSE fractions END,
    CASE WHEN fallback THEN m.composition_complete ELSE complete END]) AS outputs
}
"""

# A certificate counts that held for all of the run, or of all of an item's runs; half-open.
CERTIFIED: LiteralString = """
CALL (nodes) {
  UNWIND nodes AS x
  WITH x WHERE x:Process
  WITH x, CASE WHEN x.since_rev <= $revision THEN x
    ELSE head([(x)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS p
  OPTIONAL MATCH (p)-[:RAN_AT]->(site:Facility)
  OPTIONAL MATCH (p)-[:OPERATED_BY]->(own:Party)
  WITH x, p, own, site, CASE WHEN site.since_rev <= $revision THEN site
    ELSE head([(site)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS f
  OPTIONAL MATCH (f)-[:OPERATED_BY]->(of_site:Party)
  WITH x, p, [x, site, coalesce(own, of_site)] AS about
  UNWIND about AS y
  MATCH (c)-[:CERTIFIES]->(y)
  WHERE c.since_rev <= $revision AND (c.until_rev IS NULL OR c.until_rev > $revision) AND c.status = 'VALID'
  WITH x, c, p.started AS started, p.ended AS ended
  WHERE (c.valid_from IS NULL OR coalesce(c.valid_from <= started, c.valid_from < ended))
    AND (c.valid_to IS NULL OR coalesce(c.valid_to >= ended, c.valid_to > started))
  RETURN collect(DISTINCT [x.id, c.scope, coalesce(c.of, c.id)]) AS certified_runs
}
CALL (nodes) {
  UNWIND nodes AS x
  WITH x WHERE x:Item
  WITH x, CASE WHEN x.since_rev <= $revision THEN x
    ELSE head([(x)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS i
  CALL (x, i) {
    MATCH (c)-[:CERTIFIES]->(x) RETURN c
    UNION MATCH (i)-[:INSTANCE_OF]->(:Model)<-[:CERTIFIES]-(c) RETURN c
  }
  WITH x, c WHERE c.since_rev <= $revision AND (c.until_rev IS NULL OR c.until_rev > $revision) AND c.status = 'VALID'
  OPTIONAL MATCH (x)-[r:PRODUCED_BY|WAS_PRODUCED_BY]->(made:Process)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  WITH x, c, made, CASE WHEN made.since_rev <= $revision THEN made
    ELSE head([(made)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS run
  WITH x, c, min(coalesce(run.started, run.ended)) AS started, max(coalesce(run.ended, run.started)) AS ended,
    count(run.started) = count(made) AS begun, count(coalesce(run.started, run.ended)) = count(made) AS dated
  WHERE (c.valid_from IS NULL OR dated AND CASE WHEN begun THEN c.valid_from <= started ELSE c.valid_from < started END)
    AND (c.valid_to IS NULL OR dated AND c.valid_to >= ended AND (NOT begun OR c.valid_to > started))
  RETURN collect(DISTINCT [x.id, c.scope, coalesce(c.of, c.id)]) AS certified_items
}
"""

ANSWER: LiteralString = """
MATCH (ledger:Ledger {id: 'ledger'})
RETURN before, starts, count, items, processes, outputs, edges, certified_runs + certified_items AS certified, findings,
  ledger.revision AS after
"""

COLUMNS: LiteralString = ITEMS + RUNS + FLOWS + OUTPUTS + CERTIFIED + WARNINGS + ANSWER

SYSTEM_NOW: LiteralString = STARTS_NOW + REACH_NOW + EDGES_NOW + COLUMNS
SYSTEM_PAST: LiteralString = STARTS_PAST + REACH_PAST + EDGES_PAST + COLUMNS


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

    Raises InvalidInput for the basis CLAIMED; TooExpensive for more than 50 items, 100,000 things upstream or 2,000 steps.
    """
    if basis is Basis.CLAIMED:
        raise InvalidInput(
            "Chain-of-custody claims are not recorded yet, so shares can only be asked with basis PHYSICAL."
        )
    found, starts = await walk(
        scope, database, SYSTEM_NOW, SYSTEM_PAST, await admit(scope, database, keys), most=MOST_NODES + 1
    )
    answers = find_shares(
        read_system(found),
        sorted(set(starts.values())),
        minerals,
        through_recycling=through_recycling,
        revision=found["revision"],
        at=scope.at,
        warnings=findings(found),
    )
    return await disclose(scope, database, [answers[starts[key]] if key in starts else None for key in keys])


def read_system(found: Mapping[str, Any]) -> System:
    """From the columns of SYSTEM_NOW or SYSTEM_PAST. Raises TooExpensive where the walk was cut: a share of a part of the chain would be a wrong answer."""
    steps: dict[str, dict[str, list[Part]]] = {"CONTAINS": {}, "PRODUCED_BY": {}, "CONSUMED": {}}
    for kind, role, _, sources, targets, quantities in found["edges"]:
        of_kind = steps[kind]
        of_input = InputRole(role) if kind == "CONSUMED" else None
        for source, target, quantity in zip(sources, targets, quantities or [None] * len(sources), strict=True):
            of_kind.setdefault(source, []).append(Part(target, quantity, of_input))
    # Sums of fractions hang on their order, and that of the database is another one now and as of the past.
    for of_kind in steps.values():
        for parts in of_kind.values():
            parts.sort(key=_place)
    outputs: dict[str, list[Content]] = {}
    for process, *content in sorted(found["outputs"], key=repr):
        outputs.setdefault(process, []).append(read_content(content))
    inputs = steps["CONSUMED"]
    items = {item.key: item for item in _items(found["items"], steps["CONTAINS"], steps["PRODUCED_BY"])}
    processes = {
        row[0]: read_process(row, inputs.get(row[0], ()), outputs.get(row[0], ())) for row in found["processes"]
    }
    if any(
        part.key not in items and part.key not in processes
        for of in steps.values()
        for ps in of.values()
        for part in ps
    ):
        raise TooExpensive(f"The chain goes on beyond {DEEPEST:,} steps; ask for an item further up.")
    certified = [Certified(about, CertificateScope(what), name) for about, what, name in sorted(found["certified"])]
    return System(items, processes, certified)


def _place(part: Part) -> tuple[str, float, str]:
    return part.key, -1.0 if part.quantity is None else part.quantity, part.role or ""


def _items(rows: Sequence[list[Any]], parts: Mapping[str, Any], runs: Mapping[str, Any]) -> Iterator[ItemNode]:
    for keys, stated, kind, *row in rows:
        content = read_content(row) if stated else None
        of_kind = kind and ItemKind(kind)
        for key in keys:
            yield ItemNode(key, of_kind, content, parts.get(key, ()), runs.get(key, ()))


def read_content(row: Sequence[Any]) -> Content:
    """What is stated of an item or output: unit, quantity, mass of one unit, minerals, their fractions, whether that is all."""
    unit, quantity, mass, minerals, fractions, complete = row
    # An output that is a stub has no unit; it then states nothing that could be counted.
    return Content(Unit(unit or Unit.PIECE), quantity, mass, _by_mineral(minerals, fractions), bool(complete))


def read_process(row: Sequence[Any], inputs: Sequence[Part], outputs: Sequence[Content]) -> ProcessNode:
    """A process from its columns, in the order of FLOWS."""
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
