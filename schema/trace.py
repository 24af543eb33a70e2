"""Traces over GraphQL: flat nodes and edges, as the rules lay them out."""

from datetime import datetime
from typing import cast

import strawberry

from rules import trace
from rules.trace import EdgeType, GapReason, NodeType
from rules.vocabulary import InputRole, ItemKind, ProcessKind, Unit
from rules.withheld import Withheld
from schema.finding import Finding


@strawberry.type(description="An item or a process of a trace.")
class TraceNode:
    key: str = strawberry.field(description="Key of the item or process.")
    type: NodeType = strawberry.field(description="Item or process.")
    depth: int = strawberry.field(description="Fewest steps from the start; a step is one edge.")
    tier: int = strawberry.field(description="Fewest changes of party from the start; a transport is none.")
    stated: bool = strawberry.field(description="Whether anybody has stated it; else others only refer to it.")
    item_kind: ItemKind | None = strawberry.field(description="Of an item.")
    process_kind: ProcessKind | None = strawberry.field(description="Of a process.")
    name: str | None = strawberry.field(description="Name in English or as its sender writes it.")
    name_ko: str | None = strawberry.field(description="Name in Korean.")
    quantity: float | None = strawberry.field(description="How much there is of the item, in its unit.")
    unit: Unit | None = strawberry.field(description="The item's unit.")
    mass_kg: float | None = strawberry.field(
        description="Mass of the whole item, kg; its model's where it states none."
    )
    party_key: str | None = strawberry.field(description="Who ran the process, or the process that made the item.")
    party_name: str | None = strawberry.field(description="That party's name.")
    facility_key: str | None = strawberry.field(description="Where it ran.")
    facility_name: str | None = strawberry.field(description="That facility's name.")
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-2 of where it ran.")
    started: datetime | None = strawberry.field(description="When the process began.")
    ended: datetime | None = strawberry.field(description="When the process was done.")
    submission: str | None = strawberry.field(description="Key of the submission that stated it.")


@strawberry.type(description="One step back, read from source to target.")
class TraceEdge:
    source: str = strawberry.field(description="Key of the later or larger thing.")
    target: str = strawberry.field(description="Key of the earlier or smaller thing.")
    type: EdgeType = strawberry.field(description="How they hang together.")
    quantity: float | None = strawberry.field(
        description="In the unit of the item at its end; of PRODUCED_BY, of the item at its beginning."
    )
    role: InputRole | None = strawberry.field(description="What an input is to its process.")
    submission: str | None = strawberry.field(description="Key of the submission that stated it.")


@strawberry.type(description="Where a way back ends too early.")
class Gap:
    key: str = strawberry.field(description="Key of the item.")
    reason: GapReason = strawberry.field(description="Why.")
    item_kind: ItemKind | None = strawberry.field(description="What the item is, where it is stated.")
    tier: int = strawberry.field(description="How many changes of party away.")


@strawberry.type(description="How much of a trace is stated, by count of items.")
class Coverage:
    items: int = strawberry.field(description="Items upstream, the start included, shown or not.")
    gaps: int = strawberry.field(description="Items at which a way back ends too early.")
    share: float = strawberry.field(description="Share of the items that are no gap, 0 to 1.")


@strawberry.type(description="All that a thing was made of, back to the mines, as far as anybody has stated it.")
class Trace:
    start: str = strawberry.field(description="Key of the item that was asked about.")
    nodes: list[TraceNode] = strawberry.field(description="By depth, then key.")
    edges: list[TraceEdge] = strawberry.field(description="By source, then target; only between nodes that are here.")
    gaps: list[Gap] = strawberry.field(description="Where ways back end too early, nearest first.")
    coverage: Coverage | None = strawberry.field(
        description="How much of all that is upstream is stated; none where that is more than was looked at."
    )
    truncated: bool = strawberry.field(
        description="Whether nodes were left out to stay under `maxNodes` or another limit."
    )
    revision: int = strawberry.field(description="The ledger's revision that it was answered at.")
    warnings: list[Finding] = strawberry.field(description="What intake had to say about the things it rests on.")
    withheld: list[Withheld] = strawberry.field(description="Why parts are not shown; empty where all is.")

    @classmethod
    def of(cls, record: trace.Trace) -> "Trace":
        """From the record. Its flat lists are answered as they are: a copy of each node would cost more than the walk."""
        return cls(
            start=record.start,
            nodes=cast("list[TraceNode]", record.nodes),
            edges=cast("list[TraceEdge]", record.edges),
            gaps=cast("list[Gap]", record.gaps),
            coverage=cast("Coverage | None", record.coverage),
            truncated=record.truncated,
            revision=record.revision,
            warnings=[Finding.of(finding) for finding in record.warnings],
            withheld=list(record.withheld),
        )
