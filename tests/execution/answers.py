"""A schema over the API's own flat types, and some that have what those lack, for which values can be made up."""

from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Annotated, Any, NewType

import strawberry
from strawberry.extensions.field_extension import FieldExtension
from strawberry.scalars import JSON
from strawberry.schema.config import StrawberryConfig

from rules import origins, recalls, summary, trace
from schema.carrier import Carrier, Interval, Keeper, KindCount
from schema.changes import FactChange
from schema.composition import Composition
from schema.finding import Finding
from schema.history import History
from schema.name import Name
from schema.node import Connection
from schema.origins import Origins
from schema.summary import Flow, Group
from schema.trace import Trace, TraceEdge, TraceNode

RECORDS: dict[str, type] = {
    record.__name__: record
    for record in (
        trace.TraceNode,
        trace.TraceEdge,
        trace.Gap,
        trace.Coverage,
        trace.Trace,
        summary.Group,
        summary.Flow,
        origins.OriginShare,
        origins.Grouping,
        origins.CertifiedShare,
        origins.UnknownShare,
        recalls.Carrier,
        recalls.Keeper,
        recalls.KindCount,
    )
}
"""Records of the rules that answer types of this name."""


Shy = NewType("Shy", str)


class Loud(FieldExtension):
    """What a field answers, in capitals."""

    def resolve(self, next_: Any, source: Any, info: Any, **kwargs: Any) -> Any:
        """After all others."""
        return str(next_(source, info, **kwargs)).upper()


@strawberry.enum
class Size(IntEnum):
    SMALL = 1
    LARGE = 2


@strawberry.interface
class Marked:
    key: str


@strawberry.type
class Mark(Marked):
    weight: float | None


@strawberry.type
class Other(Marked):
    sizes: list[Size]


@strawberry.type
class Left:
    one: str
    two: str | None


@strawberry.type
class Right:
    one: float | None
    two: str | None


Either = Annotated[Left | Right, strawberry.union("Either")]


@strawberry.type
class Odd:
    price: Decimal
    day: date | None
    told: JSON | None
    id: strawberry.ID
    size: Size | None
    count: int | None
    sure: bool | None
    table: list[list[float | None]]
    marks: list[Mark] | None
    marked: Marked | None
    odd: "Odd | None"
    either: Either | None
    shy: Shy | None
    loud: str | None = strawberry.field(extensions=[Loud()])

    @strawberry.field
    def twice(self, times: int = 2) -> int:
        """A field with an argument."""
        return times * 2


@strawberry.type
class Query:
    trace: Trace | None
    traces: list[Trace]
    nodes: list[TraceNode | None] | None
    edges: list[TraceEdge]
    page: Connection[TraceNode] | None
    either: list[Either] | None
    groups: list[Group] | None
    flows: list[Flow]
    origins: list[Origins] | None
    carriers: Connection[Carrier] | None
    keepers: list[Keeper] | None
    counts: list[KindCount] | None
    times: list[Interval | None]
    facts: list[FactChange] | None
    history: History | None
    findings: list[Finding | None]
    names: list[Name | None]
    compositions: list[Composition] | None
    odd: list[Odd | None] | None
    marked: list[Marked] | None
    marks: list[Mark | None] | None
    words: list[str] | None
    sizes: list[Size | None]


OWN = {"Mark": Mark, "Other": Other, "Left": Left, "Right": Right}
"""Types whose values must be theirs, for else nobody could tell which they are of."""

SCHEMA = strawberry.Schema(
    query=Query,
    config=StrawberryConfig(scalar_map={Shy: strawberry.scalar(name="Shy", serialize=lambda value: value or None)}),
)._schema
