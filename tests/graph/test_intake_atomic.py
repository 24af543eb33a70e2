"""A document is in whole or not at all, once, and one at a time."""

import asyncio
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from graph.database import Database
from graph.intake import take_in
from rules.errors import Conflict, Forbidden
from rules.key import submission_key
from rules.report import Outcome
from rules.scope import Scope, Viewer, ViewerKind
from seed.readers import read
from tests.conftest import NOW
from tests.facts import Facts, Record
from tests.graph.intake import accept, refuse, snapshot, take

LEDGER = "MATCH (l:Ledger {id: 'ledger'}) RETURN l.revision AS revision"
SUBMISSIONS = "MATCH (s:Submission {id: $key}) RETURN count(s) AS count"
PLACE = "CREATE (:Submission {id: $key})"
DROP = "MATCH (s:Submission {id: $key}) DELETE s"


def chain(f: Facts) -> list[Record]:
    """A document that uses every statement that writes a new fact."""
    return [
        f.party("maker", roles=["MANUFACTURER"]),
        {"type": "facility", "key": f.key("plant"), "operator": f.key("maker")},
        {"type": "charger", "key": f.key("charger"), "operator": f.key("maker")},
        {"type": "model", "key": f.key("model"), "kind": "CELL", "manufacturer": f.key("maker")},
        {"type": "hasPart", "model": f.key("pack-model"), "part": f.key("model"), "quantity": 2},
        {"type": "controlled", "party": f.key("maker"), "by": f.key("holding"), "share": 0.5},
        f.lot("lot", 10, LITHIUM=0.1),
        f.run("run", facility=f.key("plant"), operator=f.key("maker")),
        f.consumed("run", "lot", 5),
        f.piece("cell", model=f.key("model"), identifiers=[{"scheme": "LOT", "value": "C", "issuer": f.key("buyer")}]),
        f.produced("cell", "run"),
        f.contains("pack", "cell", from_="2025-01-01"),
        f.owned("cell", "maker", from_="2025-01-01", to="2025-02-01"),
        f.certificate("certificate", "plant", "cell", "model", "run", "maker"),
        {"type": "madeAt", "model": f.key("model"), "facility": f.key("plant"), "validFrom": "2025-01-01"},
        f.measurement("warm", "lot", value=1),
        f.measurement("damp", process=f.key("run"), value=1),
    ]


@contextmanager
def observing(database: Database, see: Callable[[str], None]) -> Iterator[None]:
    """Tell each statement that the block runs."""
    database.observe = see
    try:
        yield
    finally:
        database.observe = None


async def test_the_same_document_again_changes_nothing(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    first = await accept(database, f, *chain(f))
    before = await snapshot(database, prefix)
    again = await take(database, f.document(*chain(f)))
    assert (again.outcome, again.revision, again.created) == (Outcome.UNCHANGED, first.revision, 0)
    assert again.unchanged == len(chain(f)) == first.created
    assert await snapshot(database, prefix) == before
    assert len(before) > 10


async def test_the_same_facts_in_another_document_are_unchanged(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    await accept(database, f, *chain(f))
    before = await snapshot(database, prefix)
    for sender in ("maker", "other"):
        again = await accept(database, f, *reversed(chain(f)), sender=sender)
        assert (again.created, again.unchanged) == (0, len(chain(f)))
        assert [node for node in await snapshot(database, prefix) if node[0] != "P:other"] == before


async def test_a_dry_run_reports_and_writes_nothing(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    (before,) = await database.read(LEDGER)
    checked = await take(database, f.document(*chain(f)), dry_run=True)
    (after,) = await database.read(LEDGER)
    assert (checked.outcome, checked.revision, checked.created) == (Outcome.CHECKED, None, len(chain(f)))
    assert checked.stubs == tuple(map(f.key, ("buyer", "holding", "pack", "pack-model")))
    assert await snapshot(database, prefix) == []
    assert before == after
    bad = await take(database, f.document(*chain(f), f.contains("a", "a")), dry_run=True)
    assert bad.outcome is Outcome.REFUSED


async def test_whatever_statement_fails_nothing_is_left(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    await accept(
        database, f, f.consumed("p", f.made_key("buyer", "cell", "C")), f.contains("pack", "c2", from_="2025-01-01")
    )
    before = await snapshot(database, prefix)
    # On top of the chain it ends an interval and absorbs a stub, so that every statement of a write is among those that fail.
    content = f.document(*chain(f), f.contains("pack", "c2", from_="2025-01-01", to="2025-02-01"))
    seen: list[str] = []
    with observing(database, seen.append):
        assert (await take(database, content, dry_run=True)).outcome is Outcome.CHECKED
    assert await snapshot(database, prefix) == before
    # A dry run runs all that the document runs.
    assert len(seen) > 40

    class Broken(Exception):
        pass

    for last in range(len(seen)):
        ran: list[str] = []

        def fail(statement: str, ran: list[str] = ran, last: int = last) -> None:
            ran.append(statement)
            if len(ran) > last:
                raise Broken

        with observing(database, fail), pytest.raises(Broken):
            await take(database, content)
        assert await snapshot(database, prefix) == before
    assert (await take(database, content)).outcome is Outcome.ACCEPTED
    assert await snapshot(database, prefix) != before


async def test_a_constraint_that_trips_at_the_end_leaves_nothing(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    content = f.document(*chain(f))
    key = submission_key(hashlib.sha256(content).hexdigest())
    await database.write(PLACE, key=key)
    with pytest.raises(Conflict):
        await take(database, content)
    assert await snapshot(database, prefix) == []
    await database.write(DROP, key=key)
    assert (await take(database, content)).outcome is Outcome.ACCEPTED


async def test_a_sender_who_goes_away_leaves_nothing_and_lets_the_next_one_in(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    content = f.document(*chain(f))

    async def go_away() -> None:
        task = asyncio.current_task()
        assert task is not None

        def leave(statement: str) -> None:
            if "MERGE (n:Item" in statement:
                task.cancel()

        with observing(database, leave):
            await take(database, content)

    with pytest.raises(asyncio.CancelledError):
        await asyncio.create_task(go_away())
    assert await snapshot(database, prefix) == []
    assert (await take(database, content)).outcome is Outcome.ACCEPTED


async def test_a_refused_document_can_be_mended_and_sent_again(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    assert await refuse(database, f, *chain(f), f.consumed("run2", "lot", 6)) == [("OVERDRAFT", "line 10")]
    assert await snapshot(database, prefix) == []
    await accept(database, f, *chain(f), f.consumed("run2", "lot", 5))


async def test_a_viewer_without_rights_writes_nothing(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    with pytest.raises(Forbidden):
        await take_in(Scope(Viewer(ViewerKind.PUBLIC)), database, read("batlas", f.document(*chain(f))), now=NOW)
    assert await snapshot(database, prefix) == []


async def test_what_is_refused_makes_no_revision(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    first = await accept(database, f, f.lot("a"))
    await refuse(database, f, f.contains("x", "x"))
    second = await accept(database, f, f.lot("b"))
    assert first.revision is not None
    assert second.revision == first.revision + 1


async def test_a_document_of_too_many_records_is_refused_before_the_database_is_asked(
    database: Database, prefix: str, scope: Scope
) -> None:
    f = Facts(prefix)
    seen: list[str] = []
    with observing(database, seen.append):
        reading = read("batlas", f.document(*(f.party(f"p{n}") for n in range(3))))
        report = await take_in(scope, database, reading, now=NOW, max_records=2)
    assert (report.outcome, [finding.code for finding in report.findings]) == (Outcome.REFUSED, ["TOO_MANY_RECORDS"])
    assert seen == []
