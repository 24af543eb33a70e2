"""Answers without HTTP and without a database, by plain Strawberry and by Batlas in turns: `python -m bench.execution [rounds]`.

Plain Strawberry is the same types without this program's executor, limits and memory of documents.
"""

import asyncio
import statistics
import sys
import time
from datetime import UTC, datetime
from typing import Any, TypeAlias

import orjson
import strawberry
from graphql import parse, print_ast

from rules import trace
from rules.finding import Finding
from rules.vocabulary import InputRole, ItemKind, ProcessKind, Severity, Unit
from schema.build import build
from schema.item import KINDS
from schema.limits import Limits
from schema.mutation import Mutation
from schema.query import Query
from schema.trace import Trace
from tests.execution.asking import ASKING

TIMES = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 3, tzinfo=UTC)


def node(number: int) -> trace.TraceNode:
    """Two items, then the run that made them."""
    item = number % 3 > 0
    return trace.TraceNode(
        key=f"urn:bench:{'item' if item else 'process'}:{number}",
        type=trace.NodeType.ITEM if item else trace.NodeType.PROCESS,
        depth=number % 19,
        tier=number % 7,
        stated=True,
        item_kind=ItemKind.MATERIAL if item else None,
        process_kind=None if item else ProcessKind.TRANSPORT,
        name=f"Lot {number}",
        name_ko=None if number % 2 else f"로트 {number}",
        quantity=number / 7 if item else None,
        unit=Unit.KG if item else None,
        mass_kg=number / 7 if item else None,
        party_key=f"urn:bench:party:{number % 40}",
        party_name=f"Party {number % 40}",
        facility_key=f"urn:bench:facility:{number % 90}",
        facility_name=f"Facility {number % 90}",
        country="KR",
        started=None if item else TIMES[0],
        ended=None if item else TIMES[1],
        submission=f"urn:bench:submission:{number % 10}",
    )


def edge(number: int, nodes: int) -> trace.TraceEdge:
    """Between any two of the nodes."""
    ends = f"urn:bench:item:{number % nodes}", f"urn:bench:process:{number * 7 % nodes}"
    return trace.TraceEdge(
        *ends, trace.EdgeType.CONSUMED, number / 3, InputRole.ACTIVE_MATERIAL, "urn:bench:submission:1"
    )


def answer(nodes: int, edges: int) -> trace.Trace:
    """As `graph/upstream.py` would give it."""
    return trace.Trace(
        start="urn:bench:item:1",
        nodes=tuple(map(node, range(nodes))),
        edges=tuple(edge(number, nodes) for number in range(edges)),
        gaps=(),
        coverage=trace.Coverage(nodes, 0),
        truncated=False,
        revision=7,
        warnings=(Finding("C001", Severity.WARNING, "line 1", "Said twice.", "Say it once."),) * 20,
    )


THOUSAND, LARGE = answer(1_000, 0), answer(1_072, 2_144)


@strawberry.type
class Measured(Query):
    @strawberry.field
    def thousand(self) -> Trace:
        """1,000 nodes."""
        return Trace.of(THOUSAND)

    @strawberry.field
    def large(self) -> Trace:
        """2,144 edges between half as many nodes."""
        return Trace.of(LARGE)


NODES = "nodes { key type depth tier stated itemKind processKind name nameKo quantity unit massKg partyKey partyName facilityKey facilityName country started ended submission }"
QUESTIONS = {
    "{ __typename }": "{ __typename }",
    "1,000 nodes": f"{{ thousand {{ start truncated coverage {{ items gaps share }} {NODES} }} }}",
    "2,144 edges": "{ large { start nodes { key type depth } edges { source target type quantity role submission } warnings { code message about } } }",
    "2,144 edges, all of it": f"{{ large {{ start {NODES} edges {{ source target type quantity role submission }} }} }}",
}

Schemas: TypeAlias = dict[str, strawberry.Schema]


async def taken(schemas: Schemas, query: str, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of the processor of each, for there is nothing to wait for, in turns; the first round is not counted."""
    times: dict[str, list[float]] = {name: [] for name in schemas}
    results: dict[str, Any] = {}
    for number in range(rounds + 1):
        for name, schema in schemas.items():
            begun = time.process_time()
            results[name] = await schema.execute(query, context_value=ASKING)
            if number:
                times[name].append((time.process_time() - begun) * 1000)
    assert len({orjson.dumps(result.data) for result in results.values()}) == 1
    assert not any(result.errors for result in results.values())
    return times


async def main(rounds: int) -> None:
    """A line for each question."""
    schemas = {
        "plain": strawberry.Schema(query=Measured, mutation=Mutation, types=list(KINDS.values())),
        "batlas": build(Limits(), query=Measured),
    }
    print(f"{'':26} {'plain p50':>10} {'p95':>9} {'batlas p50':>11} {'p95':>9}  times")
    for name, query in QUESTIONS.items():
        times = await taken(schemas, print_ast(parse(query)), rounds)
        figures = [(statistics.median(one), statistics.quantiles(one, n=20)[18]) for one in times.values()]
        (plain, plain_most), (ours, ours_most) = figures
        print(f"{name:26} {plain:10.3f} {plain_most:9.3f} {ours:11.3f} {ours_most:9.3f}  {plain / ours:5.1f}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
