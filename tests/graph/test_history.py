"""What happened to a module: in the order of time, now and as it was known."""

from dataclasses import replace

import pytest

from graph.database import Database
from graph.history import fetch_histories
from rules.history import Event, Happening
from rules.scope import Scope
from rules.vocabulary import ItemKind, ProcessKind
from tests.chain import day
from tests.facts import Facts
from tests.graph.intake import accept

H = Happening


@pytest.fixture
def f(prefix: str) -> Facts:
    return Facts(prefix)


async def events(scope: Scope, database: Database, key: str) -> list[tuple[H, str]]:
    """(what happened, day) of each event."""
    (found,) = await fetch_histories(scope, database, [key])
    return [(event.happening, event.at.date().isoformat() if event.at else "") for event in found.events]


async def test_a_module_goes_from_a_pack_to_another_and_is_recycled(
    database: Database, scope: Scope, f: Facts, prefix: str
) -> None:
    made = f.run("make", "MODULE_ASSEMBLY", ended="2025-01-01T12:00:00Z", facility=f.key("plant"))
    first = await accept(
        database,
        f,
        {"type": "facility", "key": f.key("plant"), "country": "KR", "operator": f.key("maker")},
        f.piece("module", "MODULE"),
        f.piece("cell", name="Cell 1"),
        made,
        f.produced("module", "make"),
        f.contains("module", "cell"),
        f.contains("old", "module", from_="2025-01-02T00:00:00Z", to="2025-03-01T00:00:00Z"),
        f.owned("module", "maker", from_="2025-01-01T12:00:00Z", to="2025-01-02T00:00:00Z"),
        f.owned("module", "driver", from_="2025-01-02T00:00:00Z"),
    )
    await accept(
        database,
        f,
        f.contains("new", "module", from_="2025-03-01T00:00:00Z", to="2025-06-01T00:00:00Z"),
        f.run("shred", "SHREDDING", ended="2025-07-01T12:00:00Z"),
        f.consumed("shred", "module", 1, role="END_OF_LIFE"),
        sender="workshop",
    )
    assert await events(scope, database, f.key("module")) == [
        (H.PRODUCED, "2025-01-01"),
        (H.OWNED, "2025-01-01"),
        (H.DISOWNED, "2025-01-02"),
        (H.FITTED, "2025-01-02"),
        (H.OWNED, "2025-01-02"),
        (H.REMOVED, "2025-03-01"),
        (H.FITTED, "2025-03-01"),
        (H.REMOVED, "2025-06-01"),
        (H.USED, "2025-07-01"),
        (H.PART_FITTED, ""),
    ]
    (found,) = await fetch_histories(scope, database, [f.key("module")])
    assert found.events[0] == Event(
        H.PRODUCED,
        day("2025-01-01").replace(hour=12),
        f.key("make"),
        process_kind=ProcessKind.MODULE_ASSEMBLY,
        party=f.key("maker"),
        facility=f.key("plant"),
        country="KR",
        submission=first.submission,
    )
    part = found.events[-1]
    assert (part.other, part.name, part.item_kind, part.at) == (f.key("cell"), "Cell 1", ItemKind.CELL, None)
    then = await events(replace(scope, revision=first.revision), database, f.key("module"))
    assert len(then) == 7
    assert H.USED not in {happening for happening, _ in then}


async def test_an_end_that_was_told_later_was_not_known_before(database: Database, scope: Scope, f: Facts) -> None:
    stay = f.contains("pack", "module", from_="2025-01-01")
    first = await accept(database, f, stay)
    last = await accept(database, f, stay | {"to": "2025-02-01T00:00:00Z"}, sender="workshop")
    assert await events(scope, database, f.key("module")) == [(H.FITTED, "2025-01-01"), (H.REMOVED, "2025-02-01")]
    assert await events(replace(scope, revision=first.revision), database, f.key("module")) == [
        (H.FITTED, "2025-01-01")
    ]
    (found,) = await fetch_histories(scope, database, [f.key("module")])
    assert [event.submission for event in found.events] == [first.submission, last.submission]


async def test_of_what_nobody_has_spoken_nothing_has_happened(database: Database, scope: Scope, f: Facts) -> None:
    found = await fetch_histories(scope, database, [f.key("nothing"), f.key("nobody")])
    assert [history.events for history in found] == [(), ()]
