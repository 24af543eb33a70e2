"""All that is downstream of some items, with what it was mixed with on the way: what recalls, impacts and mixes look at."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, LiteralString

from graph.origin import OUTPUTS, read_content, read_process
from graph.walk import RUNS, WARNINGS
from rules.origin.system import Content, ItemNode, Part, ProcessNode, System
from rules.recall import Flow, Held
from rules.recall.owners import Owned
from rules.recall.span import Span
from rules.vocabulary import InputRole, ItemKind

MOST_NODES = 3_000_000

# Downstream of the roots; then all that was mixed with them, and all that is in what holds them.
DOWN_NOW: LiteralString = """
CALL (roots) {
  UNWIND roots AS root
  MATCH (root)<-[:PRODUCED_BY|CONSUMED|CONTAINS*0..2000]-(x)
  WITH DISTINCT x LIMIT $most
  RETURN collect(x) AS down
}
WITH before, starts, roots, singles, size(down) AS count, CASE WHEN size(down) < $most THEN down ELSE [] END AS down
CALL (down) {
  UNWIND down AS x
  MATCH (x)-[:CONTAINS*1..2000]->(y)
  RETURN collect(DISTINCT y) AS held
}
CALL (down, held) {
  UNWIND down + held AS x
  CALL (x) {
    WITH x WHERE x:Process RETURN x AS run
    UNION
    WITH x WHERE x:Item AND EXISTS { (x)-[:CONTAINS]->() }
    MATCH (x)-[:PRODUCED_BY]->(run:Process) RETURN run
  }
  WITH DISTINCT run
  RETURN collect(run) AS runs
}
CALL (runs) {
  UNWIND runs AS run
  MATCH (run)-[:CONSUMED]->(y)
  WITH DISTINCT y
  MATCH (y)-[:CONTAINS*0..2000]->(z)
  RETURN collect(DISTINCT z) AS taken
}
CALL (down, held, runs, taken) {
  UNWIND down + held + runs + taken AS x
  RETURN collect(DISTINCT x) AS nodes
}
"""

# Whatever the time; a time that is asked about is looked for among the intervals.
DOWN_PAST: LiteralString = """
CALL (roots) {
  UNWIND roots AS root
  MATCH (root)<-[rs:PRODUCED_BY|CONSUMED|CONTAINS|CONTAINED|WAS_PRODUCED_BY|HAD_CONSUMED|HAD_CONTAINED*0..2000]-(x)
  WHERE all(r IN rs WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision))
  WITH DISTINCT x LIMIT $most
  RETURN collect(x) AS down
}
WITH before, starts, roots, singles, size(down) AS count, CASE WHEN size(down) < $most THEN down ELSE [] END AS down
CALL (down) {
  UNWIND down AS x
  MATCH (x)-[rs:CONTAINS|CONTAINED|HAD_CONTAINED*1..2000]->(y)
  WHERE all(r IN rs WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision))
  RETURN collect(DISTINCT y) AS held
}
CALL (down, held) {
  UNWIND down + held AS x
  CALL (x) {
    WITH x WHERE x:Process RETURN x AS run
    UNION
    WITH x WHERE x:Item AND EXISTS { (x)-[:CONTAINS|CONTAINED|HAD_CONTAINED]->() }
    MATCH (x)-[r:PRODUCED_BY|WAS_PRODUCED_BY]->(run:Process)
    WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
    RETURN run
  }
  WITH DISTINCT run
  RETURN collect(run) AS runs
}
CALL (runs) {
  UNWIND runs AS run
  MATCH (run)-[r:CONSUMED|HAD_CONSUMED]->(y)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  WITH DISTINCT y
  MATCH (y)-[rs:CONTAINS|CONTAINED|HAD_CONTAINED*0..2000]->(z)
  WHERE all(r IN rs WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision))
  RETURN collect(DISTINCT z) AS taken
}
CALL (down, held, runs, taken) {
  UNWIND down + held + runs + taken AS x
  RETURN collect(DISTINCT x) AS nodes
}
"""

# Pieces that are alike come as one: of one run, one model, one mass, nothing in them, and none of `singles`.
ALIKE: LiteralString = """
CALL (nodes, singles) {
  UNWIND nodes AS x
  WITH x WHERE x:Item
  WITH x, CASE WHEN x.since_rev <= $revision THEN x
    ELSE head([(x)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS i,
    [(x)-[r:PRODUCED_BY|WAS_PRODUCED_BY]->(p:Process)
      WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision) | [p.id, r.quantity]] AS made
  OPTIONAL MATCH (i)-[:INSTANCE_OF]->(model:Model)
  WITH i IS NOT NULL AS stated, i.kind AS kind, i.unit AS unit, i.quantity AS quantity, i.mass_per_unit_kg AS mass,
    i.composition_minerals AS minerals, i.composition_fractions AS fractions, i.composition_complete AS complete, model, made, x,
    CASE WHEN i.unit = 'PIECE' AND i.quantity = 1 AND size(made) = 1 AND NOT x IN singles
      AND NOT EXISTS { (x)-[:CONTAINS|CONTAINED|HAD_CONTAINED]->() } THEN null ELSE x.id END AS alone
  WITH stated, kind, unit, quantity, mass, minerals, fractions, complete, model, made, alone, collect(x) AS members
  WITH *, CASE WHEN model.since_rev <= $revision THEN model
    ELSE head([(model)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS m,
    minerals IS NULL AS fallback
  WITH members, [stated, kind, made, unit, quantity, CASE WHEN unit = 'PIECE' THEN coalesce(mass, m.mass_kg) ELSE mass END,
    CASE WHEN fallback THEN m.composition_minerals ELSE minerals END,
    CASE WHEN fallback THEN m.composition_fractions ELSE fractions END,
    CASE WHEN fallback THEN m.composition_complete ELSE complete END] AS said
  RETURN collect(members) AS classes, collect(said) AS said
}
CALL (classes) {
  UNWIND classes AS members
  RETURN collect([x IN members | x.id]) AS members
}
CALL (classes) {
  UNWIND range(0, size(classes) - 1) AS number
  UNWIND classes[number] AS x
  MATCH (x)<-[r:CONTAINS|CONTAINED|HAD_CONTAINED]-(whole:Item)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  WITH number, whole.id AS whole, r.from AS begin, CASE WHEN coalesce(r.ended_rev, 0) <= $revision THEN r.to END AS end,
    r.quantity IS NULL AS silent, count(*) AS count, sum(r.quantity) AS quantity
  WITH begin, end, silent, collect(number) AS numbers, collect(whole) AS wholes, collect(count) AS counts, collect(quantity) AS quantities
  RETURN collect([begin, end, silent, numbers, wholes, counts, quantities]) AS holdings
}
CALL (classes) {
  UNWIND range(0, size(classes) - 1) AS number
  UNWIND classes[number] AS x
  MATCH (x)<-[r:CONSUMED|HAD_CONSUMED]-(run:Process)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  WITH number, run.id AS run, r.role AS role, r.quantity IS NULL AS silent, count(*) AS count, sum(r.quantity) AS quantity
  RETURN collect([number, run, role, silent, count, quantity]) AS takings
}
CALL (down) {
  UNWIND down AS x
  MATCH (x)-[r:OWNED_BY|OWNED_BEFORE|WAS_OWNED_BY]->(owner:Party)
  WHERE r.since_rev <= $revision AND (r.until_rev IS NULL OR r.until_rev > $revision)
  WITH x, r, owner, CASE WHEN owner.since_rev <= $revision THEN owner
    ELSE head([(owner)-[:HAD_VERSION]->(v:Version) WHERE v.since_rev <= $revision AND v.until_rev > $revision | v]) END AS party
  RETURN collect([owner.id, party.name, x.id, r.from, CASE WHEN coalesce(r.ended_rev, 0) <= $revision THEN r.to END]) AS owned
}
"""

FLOWS: LiteralString = """
  RETURN collect([x.id, p.kind, p.mixing, p.loss_minerals, p.loss_kg, p.recovery_minerals, p.recovery_fractions,
    p.total_output_kg, p.started, p.ended]) AS processes
}
"""

ANSWER: LiteralString = """
MATCH (ledger:Ledger {id: 'ledger'})
RETURN before, starts, [x IN roots | x.id] AS roots, count, said, members, holdings, takings, owned, processes, outputs, findings, ledger.revision AS after
"""

COLUMNS: LiteralString = ALIKE + RUNS + FLOWS + OUTPUTS + WARNINGS + ANSWER


def read_flow(found: Mapping[str, Any], at: datetime | None, *, ever: bool = False) -> Flow:
    """The flow of the columns; of the parts that a whole held, those at the time (none: now), or ever."""
    names = [members[0] if len(members) == 1 else min(members) for members in found["members"]]
    pieces = [len(members) for members in found["members"]]
    held: dict[str, list[Held]] = {}
    for begun, ended, silent, numbers, wholes, counts, quantities in found["holdings"]:
        begin, end = read_time(begun), read_time(ended)
        if not ever and not Span(begin, end).holds(at):
            continue
        for number, whole, count, quantity in zip(numbers, wholes, counts, quantities, strict=True):
            of = None if silent else quantity
            held.setdefault(whole, []).append(Held(names[number], _of(pieces[number], count, of), begin, end))
    inputs: dict[str, list[Part]] = {}
    for number, run, role, silent, count, quantity in found["takings"]:
        of = _of(pieces[number], count, None if silent else quantity)
        inputs.setdefault(run, []).append(Part(names[number], of, InputRole(role) if role else None))
    outputs: dict[str, list[Content]] = {}
    for process, *content in sorted(found["outputs"], key=str):
        outputs.setdefault(process, []).append(read_content(content))
    processes: dict[str, ProcessNode] = {}
    ran: dict[str, tuple[datetime | None, datetime | None]] = {}
    for *row, started, ended in found["processes"]:
        processes[row[0]] = read_process([*row, *[None] * 7], inputs.get(row[0], ()), outputs.get(row[0], ()))
        ran[row[0]] = read_time(started), read_time(ended)
    # In a fixed order, so that sums are the same to the last digit whenever they are asked for.
    for one in (*held.values(), *inputs.values()):
        one.sort(key=str)
    items = {item.key: item for item in sorted(_items(found["said"], names, pieces, held), key=lambda item: item.key)}
    # Of a run that was not looked at, since nothing of it matters here, only that it made its part of a lot does.
    for run in {run.key for item in items.values() for run in item.runs} - processes.keys():
        processes[run] = ProcessNode(run, None)
    members = dict(zip(names, found["members"], strict=True))
    return Flow(System(items, processes), held, members, ran, at, ever)


def _items(
    rows: Sequence[list[Any]],
    names: Sequence[str],
    pieces: Sequence[int],
    held: Mapping[str, Sequence[Held]],
) -> Iterator[ItemNode]:
    for (stated, kind, made, unit, quantity, *row), key, count in zip(rows, names, pieces, strict=True):
        content = read_content([unit, quantity and quantity * count, *row]) if stated else None
        parts = [Part(one.part, one.quantity) for one in held.get(key, ())]
        runs = [Part(run, amount and amount * count) for run, amount in made]
        yield ItemNode(key, kind and ItemKind(kind), content, parts, runs)


def read_owned(found: Mapping[str, Any]) -> list[Owned]:
    """Who owned what is downstream."""
    return [(*row, read_time(begin), read_time(end)) for *row, begin, end in found["owned"]]


def _of(pieces: int, count: int, quantity: float | None) -> float | None:
    """How much of an item is meant: of pieces that are one item, as many as there are where no quantity is stated."""
    return count if quantity is None and pieces > 1 else quantity


def read_time(value: Any) -> datetime | None:
    """A time of the database, in UTC."""
    return None if value is None else value.to_native().astimezone(UTC)
