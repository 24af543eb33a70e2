"""What was measured of items and runs: page by page in the order of time, now and as of before, and nothing of it in what things are made of."""

import re
from dataclasses import replace

import pytest

from graph.database import Database
from graph.item import fetch_items
from graph.measurement import fetch_measurements, page_measurements_of_items, page_measurements_of_processes
from graph.origin import find_origins
from graph.recall import find_carriers
from graph.recall_gap import find_unknown
from graph.upstream import trace_upstream
from rules.measurement import read_place
from rules.recalls import PLAIN
from rules.report import Outcome
from rules.scope import Scope
from rules.vocabulary import Mineral
from tests.facts import Facts
from tests.graph.intake import accept, refuse, take


async def of_items(scope: Scope, database: Database, f: Facts, name: str, first: int = 10) -> list[str]:
    """Names of what was measured of the item, over all pages."""
    found, after, more = [], "", True
    while more:
        (page,) = await page_measurements_of_items(scope, database, [f.key(name)], first, after)
        found += [read_place(place)[1].removeprefix(f"{f.prefix}:") for place in page.keys]
        after, more = (page.keys or ("",))[-1], page.more
    return found


async def test_they_come_in_the_order_of_time_and_of_keys_in_pages_of_any_size(
    database: Database, scope: Scope, prefix: str
) -> None:
    f = Facts(prefix)
    times = {"d": "2025-01-01", "a": "2025-01-03T00:00:00.5Z", "c": "2025-01-02T09:00:00+09:00", "b": "2025-01-02"}
    await accept(
        database,
        f,
        f.piece("pack", "PACK"),
        f.run("test"),
        *(f.measurement(name, "pack", value=1, time=time) for name, time in times.items()),
        f.measurement("of-run", process=f.key("test"), text="smoke"),
        f.measurement("of-other", "other", value=1),
    )
    for first in (1, 2, 3, 10):
        assert await of_items(scope, database, f, "pack", first) == ["d", "b", "c", "a"], first
    pages = await page_measurements_of_processes(scope, database, [f.key("test"), f.key("nothing")], 10)
    assert [len(page.keys) for page in pages if page.keys] == [1]
    (other,) = await fetch_items(scope, database, [f.key("other")])
    assert other is not None
    assert other.is_stub, "what was measured and nobody has stated is a stub"


async def test_what_was_corrected_and_withdrawn_is_there_as_of_before(
    database: Database, scope: Scope, prefix: str
) -> None:
    """The pack is measured twice; the first figure is corrected and put later, the second withdrawn."""
    f = Facts(prefix)
    early, late = f.measurement("early", "pack", value=40), f.measurement("late", "pack", value=50, time="2025-01-02")
    first = await accept(database, f, f.piece("pack", "PACK"), early, late)
    moved = f.measurement("early", "pack", value=41, time="2025-01-03")
    second = await accept(database, f, moved, f.withdrawn(late), corrects=first.submission)
    then = replace(scope, revision=first.revision)
    assert await of_items(then, database, f, "pack", 1) == ["early", "late"]
    assert await of_items(scope, database, f, "pack", 1) == ["early"]
    assert await of_items(replace(scope, revision=second.revision), database, f, "pack", 1) == ["early"]
    keys = [f.key("early"), f.key("late")]
    now, gone = await fetch_measurements(scope, database, keys)
    before, held = await fetch_measurements(then, database, keys)
    assert [one and one.record and one.record.value for one in (now, gone, before, held)] == [41, None, 40, 50]


async def test_an_item_may_be_called_by_another_number_before_and_after_it_is_stated(
    database: Database, scope: Scope, prefix: str
) -> None:
    f = Facts(prefix)
    car = f.piece("car", "VEHICLE", identifiers=[{"scheme": "VIN", "value": f"VIN-{prefix}"}])
    alias = f"urn:batlas:identifier:vin:{f'VIN-{prefix}'.replace(':', '%3A')}"
    before = f.measurement("before", alias, value=1)
    await accept(database, f, before, sender="garage")
    await accept(database, f, car)
    after = f.measurement("after", alias, value=2)
    report = await accept(database, f, after, sender="garage")
    assert report.stub_count == 0
    assert await of_items(scope, database, f, "car") == ["after", "before"]
    # The same words are the same statement, whatever has become known of the number since.
    again = await take(database, f.document(before, after, sender="garage", title="again"))
    assert (again.outcome, again.unchanged, again.findings) == (Outcome.ACCEPTED, 2, ())
    (found,) = await fetch_measurements(scope, database, [f.key("before")])
    assert found is not None
    assert found.record is not None
    assert found.record.item == f.key("car")


async def test_local_names_are_of_their_document(database: Database, scope: Scope, prefix: str) -> None:
    f = Facts(prefix)
    lot, measured = f.lot("_:l", 1, lot="L"), f.measurement("_:m", "_:l", value=1)
    await accept(database, f, lot, measured)
    (page,) = await page_measurements_of_items(scope, database, [f.made_key("maker", "material", "L")], 10)
    (key,) = (read_place(place)[1] for place in page.keys)
    assert re.fullmatch("urn:batlas:measurement:[0-9a-f]{32}:m", key)
    assert await refuse(database, f, f.measurement("m", "_:nobody", value=1)) == [("DANGLING_LOCAL_NAME", "line 2")]


async def test_what_will_be_measured_is_refused(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    assert await refuse(database, f, f.measurement("m", "pack", value=1, time="2999-01-01")) == [
        ("FUTURE_PROCESS", "line 2 /time")
    ]


async def test_it_is_of_an_item_or_a_run_and_of_nothing_else(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    assert await refuse(database, f, f.party("maker"), f.measurement("m", "maker", value=1)) == [
        ("NOUN_MISMATCH", "line 3")
    ]


async def test_origins_traces_and_recalls_are_what_they_were(database: Database, scope: Scope, prefix: str) -> None:
    f = Facts(prefix)
    await accept(
        database,
        f,
        f.lot("ore", 10, LITHIUM=0.1),
        f.run("dig", "EXTRACTION", ended="2025-01-01"),
        f.produced("ore", "dig"),
        f.lot("salt", 10, LITHIUM=0.1),
        f.run("refine", "REFINING", ended="2025-01-02", mixing="BLENDED"),
        f.consumed("refine", "ore", 10),
        f.produced("salt", "refine"),
    )

    async def answers() -> list[object]:
        key = [f.key("salt")]
        origins = await find_origins(scope, database, key, [Mineral.LITHIUM])
        traces = await trace_upstream(scope, database, key)
        recall = await find_carriers(scope, database, [f.key("ore")])
        unknown = await find_unknown(scope, database, recall.lots, recall.carriers.carried, PLAIN)
        assert origins[0] is not None
        assert traces[0] is not None
        here = [key for group in unknown.carriers.carried for key in group.keys if key.startswith(f.prefix)]
        same = [replace(answer, revision=0) for answer in (origins[0][Mineral.LITHIUM], traces[0])]
        return [*same, list(recall.keepers), recall.carriers.carried, here]

    before = await answers()
    measured = [f.measurement(f"{name}-m", name, value=1) for name in ("ore", "salt")]
    runs = [f.measurement(f"{name}-m", process=f.key(name), value=1) for name in ("dig", "refine")]
    await accept(database, f, *measured, *runs, sender="laboratory")
    assert await answers() == before


@pytest.mark.parametrize("junk", ["junk", "2025-01-01 x", "9999-99-99T00:00:00Z urn:x"])
async def test_a_place_that_is_junk_is_no_error(database: Database, scope: Scope, prefix: str, junk: str) -> None:
    f = Facts(prefix)
    await accept(database, f, f.measurement("m", "pack", value=1, time="2025-06-01"))
    (page,) = await page_measurements_of_items(scope, database, [f.key("pack")], 10, junk)
    assert len(page.keys) == 1
