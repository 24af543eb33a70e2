"""The questions whose answers can be had as files. One more is a function that gives its tables, and a line in `QUESTIONS`.

A question with a table `nodes` (with a column `key`) and a table `edges` (with `source` and `target`) can be had as a graph too.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.export.table import Answer, Column, Extra, Kind, Table, table_of, together
from graph.recall_gap import find_unknown
from loaders import Loaders
from loaders.origins import OriginTerms
from loaders.recall import RecallQuestion
from loaders.trace import TraceTerms
from rules.errors import NotFound
from rules.finding import Finding
from rules.history import Event
from rules.origins import CertifiedShare, Origins, OriginShare, UnknownShare
from rules.recalls import Carrier, Keeper, KindCount, RecallTerms
from rules.trace import Gap, Trace, TraceEdge, TraceNode
from rules.vocabulary import Mineral


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked about an item, or of a recall about several."""

    keys: tuple[str, ...]
    at: datetime | None = None
    max_depth: int | None = None
    minerals: tuple[Mineral, ...] = tuple(Mineral)
    through_recycling: bool = False
    ever: bool = False

    @property
    def key(self) -> str:
        """Of the only item, or the first."""
        return self.keys[0]


Question = Callable[[Loaders, Ask], Awaitable[Answer]]

COVERAGE = Extra(
    (Column("items", Kind.WHOLE), Column("gaps", Kind.WHOLE), Column("share", Kind.NUMBER)),
    lambda one: (None,) * 3 if one.coverage is None else (one.coverage.items, one.coverage.gaps, one.coverage.share),
)
UNKNOWN = Extra(
    tuple(Column(f"unknownBy{by}", Kind.NUMBER) for by in ("Source", "Operator", "Country")),
    lambda one: (one.by_source.unknown, one.by_operator.unknown, one.by_country.unknown),
)


TIMES = Extra(
    (Column("from", Kind.TIME), Column("to", Kind.TIME), Column("times", Kind.WHOLE)),
    lambda one: (one.intervals[0].begin, one.intervals[-1].end, len(one.intervals)),
)
"""From the first time on, up to the last one, and how many times with breaks between them."""


async def trace(loaders: Loaders, ask: Ask) -> Answer:
    """All that the item was made of. Raises NotFound."""
    found = await loaders.trace.load((ask.key, TraceTerms(ask.at, ask.max_depth)))
    if found is None:
        raise _not_found(ask)
    tables = (
        table_of("trace", Trace, [found], after=COVERAGE),
        table_of("nodes", TraceNode, found.nodes),
        table_of("edges", TraceEdge, found.edges),
        table_of("gaps", Gap, found.gaps),
        table_of("findings", Finding, found.warnings),
    )
    return Answer(found.revision, tables)


async def origins(loaders: Loaders, ask: Ask) -> Answer:
    """Where the minerals in the item come from, a row of `origins` for each. Raises NotFound."""
    terms = OriginTerms(through_recycling=ask.through_recycling, at=ask.at)
    answers = await loaders.origins.load_many([(ask.key, mineral, terms) for mineral in ask.minerals])
    found = [one for one in answers if one is not None]
    if not found:
        raise _not_found(ask)
    shares = [
        _of_mineral("shares", OriginShare, one, grouping.shares, Column("by", Kind.TEXT), by)
        for one in found
        for by, grouping in (("SOURCE", one.by_source), ("OPERATOR", one.by_operator), ("COUNTRY", one.by_country))
    ]
    tables = (
        table_of("origins", Origins, found, after=UNKNOWN),
        together(shares),
        together([_of_mineral("certified", CertifiedShare, one, one.certified) for one in found]),
        together([_of_mineral("gaps", UnknownShare, one, one.gaps) for one in found]),
        table_of("findings", Finding, _once(finding for one in found for finding in one.warnings)),
    )
    return Answer(max(one.revision for one in found), tables)


async def history(loaders: Loaders, ask: Ask) -> Answer:
    """What happened to the item. Raises NotFound."""
    if await loaders.item.load(ask.key) is None:
        raise _not_found(ask)
    found = await loaders.history.load(ask.key)
    about = (Column("item", Kind.TEXT), Column("revision", Kind.WHOLE))
    whole = Table("history", about, [(ask.key, found.revision)])
    return Answer(found.revision, (whole, table_of("events", Event, found.events)))


async def findings(loaders: Loaders, ask: Ask) -> Answer:
    """What intake had to say about the item and all that it was made of. Raises NotFound."""
    answer = await trace(loaders, ask)
    return Answer(answer.revision, answer.tables[-1:])


async def downstream(loaders: Loaders, ask: Ask) -> Answer:
    """All that the item went into. Raises NotFound."""
    found = await loaders.trace.load((ask.key, TraceTerms(ask.at, ask.max_depth, downstream=True)))
    if found is None:
        raise _not_found(ask)
    tables = (
        table_of("trace", Trace, [found]),
        table_of("nodes", TraceNode, found.nodes),
        table_of("edges", TraceEdge, found.edges),
        table_of("findings", Finding, found.warnings),
    )
    return Answer(found.revision, tables)


async def recall(loaders: Loaders, ask: Ask) -> Answer:
    """All that carries material of the items, which are lots, or their mineral where one alone is named. Raises InvalidInput."""
    mineral = ask.minerals[0] if len(ask.minerals) == 1 else None
    terms = RecallTerms(mineral, ask.through_recycling, ask.ever)
    found = await loaders.recall.load(RecallQuestion(terms, lots=ask.keys, at=ask.at))
    about = (
        Column("lots", Kind.LIST),
        Column("mineral", Kind.TEXT),
        Column("throughRecycling", Kind.TRUTH),
        Column("ever", Kind.TRUTH),
        Column("at", Kind.TIME),
        Column("revision", Kind.WHOLE),
    )
    # What is unknown is a part of the answer: without it, nobody is told to be safe.
    scope = replace(loaders.scope, at=ask.at, revision=found.revision)
    unknown = await find_unknown(scope, loaders.database, found.lots, found.carriers.carried, terms)
    whole = (found.lots, mineral and mineral.value, ask.through_recycling, ask.ever, found.at, found.revision)
    counts = [*found.carriers.counts(), *unknown.carriers.counts()]
    kinds = (Column("key", Kind.TEXT), Column("kind", Kind.TEXT))
    could = [(one.key, one.kind and one.kind.value) for one in unknown.carriers.page(unknown.carriers.count())]
    tables = (
        Table("recall", about, [whole]),
        table_of("counts", KindCount, counts),
        table_of("carriers", Carrier, found.carriers.page(found.carriers.count()), after=TIMES),
        table_of("owners", Keeper, found.keepers, after=TIMES),
        Table("unknown", kinds, could),
        Table("gaps", (Column("key", Kind.TEXT),), [(key,) for key in unknown.gaps]),
        table_of("findings", Finding, found.warnings),
    )
    return Answer(found.revision, tables)


QUESTIONS: Mapping[str, Question] = {
    "trace": trace,
    "downstream": downstream,
    "origins": origins,
    "recall": recall,
    "history": history,
    "findings": findings,
}


OF_WALKS = frozenset({"at", "maxDepth"})
OF_MINERALS = frozenset({"at", "mineral", "throughRecycling"})

TERMS: Mapping[str, frozenset[str]] = {
    "trace": OF_WALKS,
    "downstream": OF_WALKS,
    "origins": OF_MINERALS,
    "recall": OF_MINERALS | {"ever"},
    "history": frozenset(),
    "findings": OF_WALKS,
}
"""What a question can be narrowed by, as parameters are called; each takes `item`, `table` and `asOf`."""

OF_SEVERAL = ("recall",)
"""Questions about several items at once."""


def _of_mineral(
    name: str, record: type, of: Origins, records: Sequence[Any], column: Column | None = None, value: str = ""
) -> Table:
    """The records led by their mineral, and by one more value where there is one."""
    columns = (Column("mineral", Kind.TEXT), *((column,) if column else ()))
    values = (of.mineral.value, *((value,) if column else ()))
    return table_of(name, record, records, before=Extra(columns, lambda _: values))


def _once(found: Iterable[Finding]) -> Iterable[Finding]:
    """Each finding once: one document may concern what several minerals come from."""
    return {(one.code, one.pointer, one.message, one.about): one for one in found}.values()


def _not_found(ask: Ask) -> NotFound:
    return NotFound(f"Batlas does not know {ask.key}, or you may not see it.")
