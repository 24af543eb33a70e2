"""A bulk load from the first document to a server that answers."""

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import LiteralString

from graph.bulk import keep, recall
from graph.bulk.draft import Draft
from graph.bulk.memory import Memory
from graph.bulk.room import Spare, require_room, spare_bytes
from graph.database import Database, DatabaseConfig
from graph.intake.take import Prepared, take_prepared
from graph.intake.write import batches
from graph.migrate import open_database
from graph.server.config import Progress, silent
from graph.server.offline import Offline, has_store, take_offline
from rules.errors import Conflict, InvalidInput
from rules.report import Outcome, Report
from rules.right import require_local
from rules.scope import Scope

Tell = Callable[[str, Report], None]


@dataclass(slots=True)
class Bulk:
    """What a bulk load did."""

    documents: int = 0
    records: int = 0
    nodes: int = 0
    relationships: int = 0
    refused: bool = False
    """One document was refused, and so nothing was loaded."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Seconds by step."""


async def load_bulk(
    scope: Scope,
    config: DatabaseConfig,
    documents: Iterable[tuple[str, Prepared]],
    *,
    tell: Tell,
    of: int | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    progress: Progress = silent,
    spare: Spare = spare_bytes,
) -> Bulk:
    """Take the documents (title, document) into the empty graph of the managed server: all of them, or none where one is refused.

    `tell` is given each report; `of` is how many documents there are, where that is known. The graph is as if they had been taken in one by
    one. What is known of them is kept in memory. Raises Forbidden for anybody but whoever runs the process, InvalidInput for a server that is given and for documents that correct others,
    Conflict for a graph that is not empty and for a server that is in use, TooExpensive where memory is short, Unavailable.
    """
    require_local(scope.viewer, "A bulk load")
    if config.address is not None:
        raise InvalidInput(
            "A bulk load makes the store of the managed Neo4j, and NEO4J_URI names a server that is not managed: "
            "load without --bulk, or unset NEO4J_URI."
        )
    answer = Bulk()
    with _timed(answer, "look"):
        if has_store(config.server):
            async with open_database(config, progress=progress) as database:
                await require_empty(database)
    with take_offline(config.server, progress) as offline:
        empty = await _import(offline, _while_room(documents, answer, of, spare), answer, tell, now, progress)
    if answer.refused:
        return answer
    with _timed(answer, "start and index"):
        async with open_database(config, progress=progress) as database:
            for label, rows in empty.items():
                for batch in batches(rows):
                    await database.write(EMPTY[label], rows=batch)
            (counted,) = await database.read(RELATIONSHIPS)
            answer.relationships = counted["count"]
            (counted,) = await database.read(NODES)
            answer.nodes = counted["count"]
    return answer


NODES = "MATCH (n) RETURN count(n) AS count"
RELATIONSHIPS = "MATCH ()-[r]->() RETURN count(r) AS count"
OWN = "MATCH (n:Ledger) RETURN count(n) AS count UNION ALL MATCH (n:Migration) RETURN count(n) AS count"

EMPTY: dict[str, LiteralString] = {
    # Lists without elements, which files cannot tell from nothing.
    "Item": "UNWIND $rows AS row MATCH (n:Item {id: row.id}) SET n += row.properties",
    "Model": "UNWIND $rows AS row MATCH (n:Model {id: row.id}) SET n += row.properties",
    "Party": "UNWIND $rows AS row MATCH (n:Party {id: row.id}) SET n += row.properties",
    "Finding": "UNWIND $rows AS row MATCH (n:Finding {id: row.id}) SET n += row.properties",
}


async def require_empty(database: Database) -> None:
    """Raise Conflict on a graph that holds more than its ledger and its migrations."""
    (every,) = await database.read(NODES)
    own = sum([record["count"] for record in await database.read(OWN)])
    if every["count"] > own:
        raise Conflict(
            f"The graph holds {every['count'] - own:,} nodes, and a bulk load needs an empty one: "
            "load without --bulk, or set BATLAS_HOME to a new directory."
        )


async def _import(
    offline: Offline,
    documents: Iterable[tuple[str, Prepared]],
    answer: Bulk,
    tell: Tell,
    now: Callable[[], datetime],
    progress: Progress,
) -> dict[str, list[dict[str, object]]]:
    draft = Draft(offline.folder)
    memory = Memory(draft)
    recall.install(memory)
    keep.install(memory)
    with _uncollected(), _timed(answer, "read, check and write"):
        for title, prepared in documents:
            _require_plain(title, prepared)
            report = await take_prepared(memory.begin, prepared, now=now())
            tell(title, report)
            answer.documents += 1
            answer.records += sum(report.counts.values())
            if report.outcome is Outcome.REFUSED:
                answer.refused = True
                return {}
        memory.finish()
    del memory
    with _timed(answer, "import"):
        offline.import_store(draft.finish(), progress)
    empty: dict[str, list[dict[str, object]]] = {}
    for label, key, properties in draft.empty:
        empty.setdefault(label, []).append({"id": key, "properties": properties})
    return empty


def _while_room(
    documents: Iterable[tuple[str, Prepared]], answer: Bulk, of: int | None, spare: Spare
) -> Iterator[tuple[str, Prepared]]:
    before = spare()
    require_room(before, 0, 0, of)
    for each in documents:
        yield each
        left = spare()
        require_room(left, before - left, answer.documents, of)


def _require_plain(title: str, prepared: Prepared) -> None:
    header = prepared.reading.header
    if prepared.reading.withdrawn or (header is not None and header.corrects is not None):
        raise InvalidInput(
            f"{title} corrects or withdraws what an earlier document stated, which a bulk load cannot do; nothing was loaded. "
            "Load it afterwards without --bulk."
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """What is kept is kept to the end, and looking for rubbish in it again and again takes longer than all checks."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _timed(answer: Bulk, step: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    answer.seconds[step] = time.monotonic() - begun
