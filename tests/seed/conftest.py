"""A small demo world in the run's database: 8 vehicles, two with cells of each plant. Others' real data beside it."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from graph.database import Database
from graph.intake import take_in
from rules.report import Outcome, Report
from rules.scope import LOCAL, Scope
from seed.readers import read
from seed.world import WorldDocument, documents
from tests.conftest import NOW, RUN

WORLD = f"urn:t:{RUN}:world"

Take = Callable[[WorldDocument], Awaitable[Report]]


@pytest.fixture(scope="session")
def take(database: Database) -> Take:
    """Take one document in."""

    async def run(document: WorldDocument) -> Report:
        return await take_in(Scope(LOCAL), database, read("batlas", document.content), now=NOW)

    return run


@pytest.fixture(scope="session")
async def before_late(take: Take) -> list[WorldDocument]:
    """The world without its last document, which is answered: the late supplier's."""
    *early, late = documents(8, namespace=WORLD)
    for document in early:
        report = await take(document)
        assert (report.outcome, report.findings) == (Outcome.ACCEPTED, ()), document.title
    return [late]


@pytest.fixture(scope="session")
def real(shared_data: Path) -> bytes:
    """The published test data of Tractus-X."""
    return (shared_data / "tractusx" / "smallTestdata.json").read_bytes()


@pytest.fixture(scope="session")
async def loaded(real: bytes, database: Database) -> Report:
    """The report on it; it is loaded once a run."""
    return await take_in(Scope(LOCAL), database, read("catenax", real), now=NOW)
