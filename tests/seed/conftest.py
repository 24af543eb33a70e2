"""A small demo world in the run's database: 51 vehicles, so that the first cells of the Polish plant are in it."""

from collections.abc import Awaitable, Callable

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
    *early, late = documents(51, namespace=WORLD)
    for document in early:
        report = await take(document)
        assert (report.outcome, report.findings) == (Outcome.ACCEPTED, ()), document.title
    return [late]
