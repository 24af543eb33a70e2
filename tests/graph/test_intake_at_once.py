"""Documents that are sent at once: each is checked on what the one before it left."""

import asyncio
from random import Random

from graph.database import Database
from rules.report import Outcome
from tests.facts import Facts, Record
from tests.graph.intake import accept, snapshot, take

LEDGER = "MATCH (l:Ledger {id: 'ledger'}) RETURN l.revision AS revision"


def use(f: Facts, run: str, more: int) -> list[Record]:
    """A run that takes 6 kg of the lot and makes cells of it, perhaps more than a few: a longer document takes longer to be read."""
    cells = [f"{run}-cell-{number}" for number in range(3 + more)]
    made = [record for cell in cells for record in (f.piece(cell), f.produced(cell, run))]
    return [f.run(run, "CELL_PRODUCTION"), f.consumed(run, "lot", 6), *made]


async def test_of_two_who_take_sixty_percent_at_once_one_gets_it_in_ten_tries(database: Database, prefix: str) -> None:
    """Together they take 12 kg of 10. Who is first differs: by the order of sending, by a few milliseconds, and by the length."""
    chance = Random(5)
    for number in range(10):
        f, alone = Facts(f"{prefix}:{number}:both"), Facts(f"{prefix}:{number}:one")
        for facts in (f, alone):
            await accept(database, facts, facts.lot("lot", 10))
        longer = {"p": chance.choice((0, 40)), "q": chance.choice((0, 40))}
        delays = {"p": chance.uniform(0, 0.01), "q": chance.uniform(0, 0.01)}

        async def send(run: str, f: Facts = f, longer: dict[str, int] = longer, delays: dict[str, float] = delays):
            await asyncio.sleep(delays[run])
            return run, await take(database, f.document(*use(f, run, longer[run]), sender=f"maker-of-{run}"))

        sent = ["p", "q"] if number % 2 else ["q", "p"]
        reports = dict(await asyncio.gather(*map(send, sent)))
        (got,) = [run for run, report in reports.items() if report.outcome is Outcome.ACCEPTED]
        (refused,) = [report for report in reports.values() if report.outcome is Outcome.REFUSED]
        (finding,) = refused.findings
        assert (finding.code, finding.pointer) == ("OVERDRAFT", "line 3")
        assert (finding.params["total"], finding.about) == (12, (f.key("lot"),))
        # What is there is the lot and all of the one document, as if the other had never been sent.
        await accept(database, alone, *use(alone, got, longer[got]), sender=f"maker-of-{got}")
        assert await snapshot(database, f.prefix) == await snapshot(database, alone.prefix)


async def test_documents_at_once_get_revisions_one_by_one(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    reports = await asyncio.gather(*(take(database, f.document(f.lot(f"lot-{n}"))) for n in range(8)))
    revisions = sorted(report.revision or 0 for report in reports)
    assert len(set(revisions)) == 8
    (ledger,) = await database.read(LEDGER)
    assert ledger["revision"] >= revisions[-1]
