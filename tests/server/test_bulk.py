"""A bulk load gives the graph that the same documents give when they are taken in one by one."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.bulk import read_ahead
from graph.bulk import Bulk, load_bulk, spare_bytes
from graph.bulk.room import Spare
from graph.database import Database, DatabaseConfig
from graph.intake import take_in
from graph.intake.take import MAX_RECORDS
from graph.migrate import open_database
from graph.server import Address, ServerConfig
from graph.server.offline import take_offline
from rules.errors import Conflict, InvalidInput, TooExpensive, Unavailable
from rules.report import Outcome, Report
from rules.scope import LOCAL, Scope
from seed.readers import read
from seed.world import documents
from tests.conftest import NOW
from tests.facts import Facts

F = Facts("urn:t:bulk")

NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
LINKS = """
MATCH (a)-[r]->(b)
RETURN labels(a) AS from_labels, a.id AS source, type(r) AS type, labels(b) AS to_labels, b.id AS target, properties(r) AS properties
"""
UNLIKE = {"received_at", "applied_at"}
"""When it happened to be loaded."""


def number(value: str, issuer: str) -> dict[str, Any]:
    """An identifier that a party gave."""
    return {"identifiers": [{"scheme": "LOT", "value": value, "issuer": F.key(issuer)}]}


def supply() -> Iterator[tuple[str, bytes]]:
    """A customer before its supplier, who fills one stub by its key and one by another number; intervals that are ended later; disputes."""
    theirs = F.made_key("customer", "material", "C-1")
    known = F.lot("lot", 100, LITHIUM=0.1, **number("C-1", "customer"))
    yield (
        "customer",
        F.document(
            F.party("customer", name='Ü "Metall"\nund\tmehr', roles=[]),
            F.run("use", ended="2025-02-10T08:30:00.25+09:00", facility=F.key("works")),
            F.consumed("use", theirs, 40),
            F.consumed("use", "salt", role="AUXILIARY"),
            F.owned(theirs, "customer", from_="2025-01-20"),
            F.owned("salt", "customer", from_="2025-01-20"),
            F.certificate("audit", theirs, "works"),
            F.contains("box", "cell", from_="2025-03-01"),
            F.piece("cell", serial="C", massPerUnitKg=2.5),
            F.measurement("warm", theirs, value=21.5, uom="CEL", started="2024-12-31"),
            F.measurement("smoke", process=F.key("use"), flag=True),
            sender="customer",
        ),
    )
    yield (
        "supplier",
        F.document(
            known,
            F.lot("salt", composition={"kind": "MEASURED", "fractions": {}, "complete": False}),
            F.run("make", ended="2025-01-10", lossesKg={"LITHIUM": 1e-7}),
            F.run("make-more", ended="2025-01-11"),
            # Of a lot that came out of two runs one does not say how much: a warning.
            F.produced("lot", "make", 60),
            F.produced("lot", "make-more"),
            {"type": "facility", "key": F.key("works"), "country": "KR", "operator": F.key("customer")},
            {"type": "model", "key": F.key("plan"), "kind": "PACK", "massKg": 12},
            {"type": "hasPart", "model": F.key("plan"), "part": F.key("plan"), "quantity": 2},
            {"type": "madeAt", "model": F.key("plan"), "facility": F.key("works"), "validTo": "2999-01-01"},
            F.piece("box", "PACK", serial="B", model=F.key("plan")),
            {
                "type": "controlled",
                "party": F.key("supplier"),
                "by": F.key("holding"),
                "share": 0.5,
                "from": "2024-01-01",
            },
            sender="supplier",
        ),
    )
    yield "ends", F.document(
        F.contains("box", "cell", from_="2025-03-01", to="2025-04-01T12:00:00Z"),
        F.owned("lot", "customer", to="2025-05-01"),
        F.owned("cell", "customer", from_="2025-05-01", to="2025-06-01"),
        {"type": "controlled", "party": F.key("supplier"), "by": F.key("holding"), "share": 0.5, "from": "2024-01-01", "to": "2025-01-01"},
        sender="customer",
    )  # fmt: skip
    yield (
        "others",
        F.document(
            F.lot("lot", 90, LITHIUM=0.1),
            F.produced("lot", "make", 50),
            F.run("make", ended="2025-01-12"),
            F.piece("cell", serial="C", massPerUnitKg=2.5),
            F.measurement("smoke", process=F.key("use"), flag=False),
            F.measurement("late", "salt", text="wet"),
            sender="third",
        ),
    )
    yield "nothing new", F.document(known, sender="supplier")


def every() -> list[tuple[str, bytes]]:
    """The documents of both ways: a world with a repair, late papers and a document twice; and the supply of a lot."""
    world = [
        (document.title, document.content) for document in documents(8) if b'"corrects"' not in document.content[:999]
    ]
    return [*world, *supply(), world[3]]


async def one_by_one(database: Database) -> list[Report]:
    """Their reports when they are taken in."""
    return [await take_in(Scope(LOCAL), database, read("batlas", content), now=NOW) for _, content in every()]


async def in_bulk(
    config: DatabaseConfig, given: list[tuple[str, bytes]], spare: Spare = spare_bytes
) -> tuple[Bulk, list[Report]]:
    """What the load did, and the reports."""
    reports: list[Report] = []
    answer = await load_bulk(
        Scope(LOCAL),
        config,
        read_ahead(partial(list, given), "batlas", MAX_RECORDS),
        tell=lambda _title, report: reports.append(report),
        of=len(given),
        now=lambda: NOW,
        spare=spare,
    )
    return answer, reports


async def content(database: Database) -> tuple[list[str], list[str]]:
    """Every node and every relationship, in words, sorted."""
    nodes = [f"{sorted(record['labels'])} {told(record['properties'])}" for record in await database.read(NODES)]
    links = [
        f"{sorted(record['from_labels'])} {record['source']} {record['type']} {sorted(record['to_labels'])} {record['target']} {told(record['properties'])}"
        for record in await database.read(LINKS)
    ]
    return sorted(nodes), sorted(links)


def told(properties: dict[str, Any]) -> str:
    """Properties with their types, in one order."""
    return repr(sorted((name, repr(value)) for name, value in properties.items() if name not in UNLIKE))


@pytest.fixture(scope="module")
def bulk_config(config: ServerConfig, tmp_path_factory: pytest.TempPathFactory) -> DatabaseConfig:
    """A home of its own for the bulk load."""
    return DatabaseConfig(replace(config, home=tmp_path_factory.mktemp("bulk-home")))


@asynccontextmanager
async def opened(config: DatabaseConfig) -> AsyncIterator[Database]:
    """The database of the home."""
    async with open_database(config) as database:
        yield database


async def test_documents_that_are_refused_leave_nothing(bulk_config: DatabaseConfig) -> None:
    good, wrong = F.document(F.lot("a", 1)), F.document(F.run("r"), F.consumed("r", "a", 2))
    answer, reports = await in_bulk(bulk_config, [("good", good), ("takes too much", wrong), ("not reached", good)])
    assert answer.refused
    assert [report.outcome for report in reports] == [Outcome.ACCEPTED, Outcome.REFUSED]
    assert [finding.code for finding in reports[1].findings] == ["OVERDRAFT"]
    assert stores(bulk_config) == []


async def test_a_correction_is_refused_by_name_with_the_remedy(bulk_config: DatabaseConfig) -> None:
    correction = F.document(F.lot("a", 2), corrects="urn:batlas:submission:1")
    with pytest.raises(InvalidInput, match=r"late papers corrects or withdraws.*afterwards without --bulk"):
        await in_bulk(bulk_config, [("late papers", correction)])
    assert stores(bulk_config) == []


async def test_a_load_ends_before_the_memory_does(bulk_config: DatabaseConfig) -> None:
    # 1 GB is left at first, 0.25 GB after the first document, and after the second one 0.5 GB too little: 1.5 GB are held, 6 GB of all 8.
    left = iter([10**9, 10**9 // 4, -(10**9) // 2])
    given = [(f"part {n}", F.document(F.lot(f"part-{n}", 1))) for n in range(8)]
    with pytest.raises(
        TooExpensive, match=r"after 2 of 8 documents that is 1\.5 GB.*all take some 6 GB.*Nothing was loaded\."
    ):
        await in_bulk(bulk_config, given, lambda: next(left))
    assert stores(bulk_config) == []


async def test_without_memory_nothing_is_read(bulk_config: DatabaseConfig) -> None:
    with pytest.raises(TooExpensive, match="no memory to spare for a bulk load"):
        await in_bulk(bulk_config, [("one", F.document(F.lot("a", 1)))], lambda: -1)


async def test_a_server_of_ones_own_is_not_loaded_in_bulk(bulk_config: DatabaseConfig) -> None:
    given = replace(bulk_config, address=Address("bolt://127.0.0.1:9", "neo4j", "password"))
    with pytest.raises(InvalidInput, match="NEO4J_URI names a server that is not managed"):
        await in_bulk(given, [])


def test_an_import_that_fails_leaves_nothing(bulk_config: DatabaseConfig) -> None:
    with (
        take_offline(bulk_config.server) as offline,
        pytest.raises(Unavailable, match="import tool failed; nothing was loaded"),
    ):
        offline.import_store(["--nodes=Item=nowhere.tsv"])
    assert stores(bulk_config) == []


def stores(config: DatabaseConfig) -> list[Path]:
    """Whatever looks like a graph or like what a load left in the home."""
    home = config.server.home
    return [path for path in (home / "neo4j" / "data" / "databases" / "neo4j", home / "bulk") if path.exists()]


async def test_both_ways_give_one_graph(config: ServerConfig, bulk_config: DatabaseConfig) -> None:
    async with opened(DatabaseConfig(config)) as database:
        reports = await one_by_one(database)
        nodes, links = await content(database)
    assert {report.outcome for report in reports} == {Outcome.ACCEPTED, Outcome.UNCHANGED}
    codes = {finding.code for report in reports for finding in report.findings}
    assert codes == {"UNKNOWN_PORTION", "MODEL_CYCLE", "STATED_BY_ANOTHER"}, "the documents are to have warnings"
    answer, told_in_bulk = await in_bulk(bulk_config, every())
    assert told_in_bulk == reports
    assert (answer.nodes, answer.relationships) == (len(nodes), len(links))
    async with opened(bulk_config) as database:
        nodes_in_bulk, links_in_bulk = await content(database)
        assert [n for n in nodes_in_bulk if n not in set(nodes)] == []
        assert [r for r in links_in_bulk if r not in set(links)] == []
        assert nodes_in_bulk == nodes
        assert links_in_bulk == links
        # The graph goes on as any other, and takes no second bulk load.
        more = await take_in(Scope(LOCAL), database, read("batlas", F.document(F.lot("more", 1))), now=NOW)
        assert more.revision == max(report.revision or 0 for report in reports) + 1
        with pytest.raises(Conflict, match="needs it stopped"), take_offline(bulk_config.server):
            pass
        with pytest.raises(Conflict, match=r"needs an empty one.*BATLAS_HOME"):
            await in_bulk(bulk_config, every())
