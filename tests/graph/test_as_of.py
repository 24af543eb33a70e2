"""As known when, by time and by revision: before and after a quantity, a link, a reference, a name and a date are corrected."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from graph.database import Database
from graph.facility import fetch_facilities
from graph.revision import find_revision
from graph.upstream import trace_upstream
from rules.report import Outcome
from rules.scope import Scope
from rules.trace import Trace
from tests.facts import Facts, Record
from tests.graph.intake import take
from tests.graph.origins import ask, shares

YEARS = count(2100)
"""No document of another test arrives in these."""

Ask = Callable[[Scope, Database, Facts], Awaitable[Any]]


def stated(f: Facts) -> list[Record]:
    """Of two mines' lots, 70 kg and 30 kg, each with 10 % lithium, comes one of 100 kg with 10 %: shares 0.7 and 0.3."""
    return [
        {"type": "facility", "key": f.key("pit"), "name": "Old pit", "country": "CL"},
        {"type": "facility", "key": f.key("hole"), "name": "Hole", "country": "AU"},
        f.run("dig-a", "EXTRACTION", facility=f.key("pit"), ended="2025-01-10"),
        f.run("dig-b", "EXTRACTION", facility=f.key("hole"), ended="2025-01-10"),
        f.lot("a", 100, LITHIUM=0.1),
        f.lot("b", 100, LITHIUM=0.1),
        f.produced("a", "dig-a"),
        f.produced("b", "dig-b"),
        f.run("mix", "BLENDING", mixing="BLENDED", ended="2025-02-01"),
        f.consumed("mix", "a", 70),
        f.consumed("mix", "b", 30),
        f.lot("mixed", 100, LITHIUM=0.1),
        f.produced("mixed", "mix"),
    ]


async def mines(scope: Scope, database: Database, f: Facts) -> dict[str, float] | None:
    """Lithium of the mix by mine."""
    if await trace(scope, database, f) is None:
        return None
    found = await ask(scope, database, f.key("mixed"))
    return {key: round(share, 9) for key, share in shares(found.by_source, f.prefix).items()}


async def trace(scope: Scope, database: Database, f: Facts) -> Trace | None:
    (found,) = await trace_upstream(scope, database, [f.key("mixed")])
    return found


async def ended(scope: Scope, database: Database, f: Facts) -> str | None:
    """When the mix was done."""
    found = await trace(scope, database, f)
    return found and next(str(node.ended) for node in found.nodes if node.key == f.key("mix"))


async def name(scope: Scope, database: Database, f: Facts) -> str | None:
    """What the mine is called."""
    (found,) = await fetch_facilities(scope, database, [f.key("pit")])
    return found and found.record and found.record.name


async def weight(scope: Scope, database: Database, f: Facts) -> float | None:
    """kg of the mix."""
    found = await trace(scope, database, f)
    return found and next(node.quantity for node in found.nodes if node.key == f.key("mixed"))


def moved(f: Facts) -> list[Record]:
    """The second lot did not go in, and its kg were of the first."""
    return [f.withdrawn(f.consumed("mix", "b", 30)), f.consumed("mix", "a", 100)]


@pytest.mark.parametrize(
    ("correction", "question", "before", "after"),
    [
        pytest.param(
            lambda f: [f.consumed("mix", "a", 50), f.consumed("mix", "b", 50)],
            mines, {"pit": 0.7, "hole": 0.3}, {"pit": 0.5, "hole": 0.5}, id="quantity-of-a-link",
        ),
        pytest.param(lambda f: [f.lot("mixed", 95, LITHIUM=0.1)], weight, 100, 95, id="quantity-of-a-lot"),
        pytest.param(moved, mines, {"pit": 0.7, "hole": 0.3}, {"pit": 1}, id="relationship"),
        pytest.param(
            lambda f: [f.run("dig-b", "EXTRACTION", facility=f.key("pit"), ended="2025-01-10")],
            mines, {"pit": 0.7, "hole": 0.3}, {"pit": 1}, id="reference-of-a-node",
        ),
        pytest.param(
            lambda f: [{"type": "facility", "key": f.key("pit"), "name": "New pit", "country": "CL"}],
            name, "Old pit", "New pit", id="name",
        ),
        pytest.param(
            lambda f: [f.run("mix", "BLENDING", mixing="BLENDED", ended="2025-02-03")],
            ended, "2025-02-02 00:00:00+00:00", "2025-02-04 00:00:00+00:00", id="date",
        ),
    ],
)  # fmt: skip
async def test_before_and_after_a_correction(
    database: Database,
    scope: Scope,
    prefix: str,
    correction: Callable[[Facts], list[Record]],
    question: Ask,
    before: object,
    after: object,
) -> None:
    """Stated in January, something else is stated in February, and corrected in March."""
    f, year = Facts(prefix), next(YEARS)
    january, february, march = (datetime(year, month, 1, 12, tzinfo=UTC) for month in (1, 2, 3))

    async def send(when: datetime, *records: Record, corrects: str | None = None) -> tuple[str, int]:
        report = await take(database, f.document(*records, corrects=corrects), now=when)
        assert (report.outcome, report.findings) == (Outcome.ACCEPTED, ())
        assert report.revision is not None
        return report.submission, report.revision

    first, stating = await send(january, *stated(f))
    _, other = await send(february, f.lot("unrelated", 1))
    _, correcting = await send(march, *correction(f), corrects=first)
    second = timedelta(seconds=1)
    known_by = {
        january: (stating, before),
        january + second: (stating, before),
        february: (other, before),
        march - second: (other, before),
        march: (correcting, after),
        march + second: (correcting, after),
    }
    for time, (revision, expected) in known_by.items():
        assert await find_revision(scope, database, time) == revision, time
        assert await question(replace(scope, revision=revision), database, f) == expected, time
    assert await question(scope, database, f) == after
    for revision in (stating - 1, await find_revision(scope, database, january - second)):
        assert await question(replace(scope, revision=revision), database, f) is None


async def test_of_documents_of_one_moment_all_are_known_by_then(database: Database, scope: Scope, prefix: str) -> None:
    f, then = Facts(prefix), datetime(next(YEARS), 1, 1, tzinfo=UTC)
    reports = [await take(database, f.document(f.lot(f"lot-{n}", 1)), now=then) for n in range(8)]
    assert await find_revision(scope, database, then) == max(report.revision or 0 for report in reports)
