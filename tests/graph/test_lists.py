"""Lists of every noun: each filter by each way, sorted, page by page, as of one revision."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from graph.database import Database
from graph.listing.ask import count_things, list_things
from graph.listing.certificate import CERTIFICATES
from graph.listing.charger import CHARGERS
from graph.listing.dispute import DISPUTES
from graph.listing.facility import FACILITIES
from graph.listing.item import ITEMS
from graph.listing.measurement import MEASUREMENTS
from graph.listing.model import MODELS
from graph.listing.party import PARTIES
from graph.listing.process import PROCESSES
from graph.listing.statement import Lists
from graph.listing.submission import SUBMISSIONS
from graph.revision import newest_revision
from rules.errors import InvalidInput
from rules.listing import Order, Position, Sort
from rules.scope import Scope
from tests.conftest import NOW, RUN
from tests.facts import Facts
from tests.graph.intake import accept, take

P = f"urn:t:{RUN}:lists"
TAG = f"lists-{RUN}"
MOST_PAGES = 10
"""So that pages that never end are told."""

LISTS = {
    "items": ITEMS,
    "processes": PROCESSES,
    "parties": PARTIES,
    "facilities": FACILITIES,
    "models": MODELS,
    "chargers": CHARGERS,
    "certificates": CERTIFICATES,
    "measurements": MEASUREMENTS,
    "submissions": SUBMISSIONS,
    "disputes": DISPUTES,
}


def at(text: str) -> datetime:
    """A day's beginning in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture(scope="module")
async def world(database: Database) -> str:
    """Some of each noun, all named after the run; answers the submission's key."""
    f = Facts(P)

    def named(name: str, ko: str = "이름") -> dict[str, str]:
        return {"name": f"{name} {TAG}", "nameKo": f"{ko} {TAG}"}

    plant = {"operator": f.key("maker"), "country": "KR", **named("Plant", "공장")}
    mine = {"operator": f.key("miner"), "country": "CL", **named("Mine")}
    pack = {"model": f.key("model-b"), **named("Pack")}
    days = {"started": "2025-01-01", **named("Bake")}
    good = {"validFrom": "2025-01-01", "validTo": "2025-12-31", "issuer": f.key("auditor"), **named("Good")}
    bad = {"status": "SUSPENDED", "scope": "QUALITY", **named("Bad")}
    report = await accept(
        database,
        f,
        f.party("maker", roles=["MANUFACTURER", "RECYCLER"], country="KR", **named("Maker")),
        f.party("miner", roles=["MINER"], country="CL", **named("Bergbau")),
        {"type": "facility", "key": f.key("plant"), **plant},
        {"type": "facility", "key": f.key("mine"), **mine},
        {"type": "model", "key": f.key("model-a"), "kind": "CELL", "manufacturer": f.key("maker"), **named("A")},
        {"type": "model", "key": f.key("model-b"), "kind": "PACK", **named("B")},
        {"type": "charger", "key": f.key("charger-a"), "operator": f.key("maker"), "country": "KR", **named("Stop")},
        {"type": "charger", "key": f.key("charger-b"), **named("Rest")},
        f.run("bake", "CATHODE_PRODUCTION", facility=f.key("plant"), **days),
        f.run(
            "dig", "EXTRACTION", operator=f.key("maker"), facility=f.key("mine"), started="2025-02-01", **named("Dig")
        ),
        f.run("ship", "TRANSPORT", country="SG", **named("Ship")),
        f.lot("lot-a", 5, **named("Cathode", "양극재")),
        f.lot("lot-b", 5, **named("Ore")),
        f.piece("pack", "PACK", **pack),
        f.produced("lot-a", "bake"),
        f.produced("lot-b", "dig"),
        f.owned("pack", "owner", from_="2025-01-01"),
        f.certificate("good", "maker") | good,
        f.certificate("bad", "maker") | bad,
        f.measurement("warm", "pack", value=41, uom="CEL", device=TAG),
        f.measurement("hot", "pack", value=90, uom="CEL", device=TAG, time="2025-02-01"),
        f.measurement(
            "low", process=f.key("bake"), measured="Pressure", value=0.5, uom="BAR", device=TAG, time="2025-03-01"
        ),
    )
    return report.submission or ""


async def listed(
    scope: Scope,
    database: Database,
    noun: str,
    wanted: Mapping[str, Any],
    sort: Sort = Sort.KEY,
    order: Order = Order.ASC,
) -> list[str]:
    """Keys without the prefix, page by page of two."""
    revision = scope.revision or await newest_revision(scope, database)
    then, found, after = replace(scope, revision=revision), [], None
    for _ in range(MOST_PAGES):
        page = await list_things(then, database, LISTS[noun], wanted, sort=sort, order=order, first=2, after=after)
        found += page.positions
        if not page.more:
            break
        after = page.positions[-1]
    assert await count_things(then, database, LISTS[noun], wanted) == len(found)
    return [position.key.removeprefix(f"{P}:") for position in found]


FILTERS = [
    ("items", {}, ["lot-a", "lot-b", "pack"]),
    ("items", {"kind": "PACK"}, ["pack"]),
    ("items", {"sender": f"{P}:maker"}, ["lot-a", "lot-b", "pack"]),
    ("items", {"sender": f"{P}:miner"}, []),
    ("items", {"model": f"{P}:model-b"}, ["pack"]),
    ("items", {"owner": f"{P}:owner"}, ["pack"]),
    ("items", {"owner": f"{P}:owner", "kind": "MATERIAL"}, []),
    ("items", {"produced_at": f"{P}:plant"}, ["lot-a"]),
    ("items", {"country": "CL"}, ["lot-b"]),
    ("items", {"country": "KR", "produced_at": f"{P}:mine"}, []),
    ("items", {"name": "양극재 lists"}, ["lot-a"]),
    ("items", {"stated_since": 0}, ["lot-a", "lot-b", "pack"]),
    ("items", {"stated_since": 2**40}, []),
    ("processes", {}, ["bake", "dig", "ship"]),
    ("processes", {"kind": "EXTRACTION"}, ["dig"]),
    ("processes", {"facility": f"{P}:plant"}, ["bake"]),
    ("processes", {"operator": f"{P}:maker"}, ["bake", "dig"]),
    ("processes", {"operator": f"{P}:miner"}, []),
    ("processes", {"country": "CL"}, ["dig"]),
    ("processes", {"country": "SG"}, ["ship"]),
    ("processes", {"started_from": at("2025-01-02")}, ["dig"]),
    ("processes", {"started_before": at("2025-02-01")}, ["bake"]),
    ("parties", {}, ["maker", "miner"]),
    ("parties", {"role": "RECYCLER"}, ["maker"]),
    ("parties", {"country": "CL"}, ["miner"]),
    ("facilities", {}, ["mine", "plant"]),
    ("facilities", {"country": "CL"}, ["mine"]),
    ("facilities", {"operator": f"{P}:maker"}, ["plant"]),
    ("models", {}, ["model-a", "model-b"]),
    ("models", {"kind": "PACK"}, ["model-b"]),
    ("models", {"manufacturer": f"{P}:maker"}, ["model-a"]),
    ("chargers", {}, ["charger-a", "charger-b"]),
    ("chargers", {"country": "KR"}, ["charger-a"]),
    ("chargers", {"operator": f"{P}:maker"}, ["charger-a"]),
    ("measurements", {"device": TAG}, ["hot", "low", "warm"]),
    ("measurements", {"measured": "Temperature"}, ["hot", "warm"]),
    ("measurements", {"item": f"{P}:pack", "measured_from": at("2025-01-02")}, ["hot"]),
    ("measurements", {"item": f"{P}:pack", "measured_before": at("2025-02-01")}, ["warm"]),
    ("measurements", {"process": f"{P}:bake"}, ["low"]),
    ("certificates", {}, ["bad", "good"]),
    ("certificates", {"scope": "QUALITY"}, ["bad"]),
    ("certificates", {"status": "VALID"}, ["good"]),
    ("certificates", {"issuer": f"{P}:auditor"}, ["good"]),
    ("certificates", {"valid_at": at("2024-12-31")}, ["bad"]),
    ("certificates", {"valid_at": at("2025-12-31")}, ["bad", "good"]),
    ("certificates", {"valid_at": at("2026-01-01")}, ["bad"]),
]  # fmt: skip


@pytest.mark.parametrize(("noun", "wanted", "expected"), FILTERS, ids=[f"{n} {' '.join(w)}" for n, w, _ in FILTERS])
async def test_a_filter_keeps_what_fits(
    world: str, scope: Scope, database: Database, noun: str, wanted: dict[str, Any], expected: list[str]
) -> None:
    mine = {"device": TAG} if noun == "measurements" else {"name": TAG}
    assert await listed(scope, database, noun, mine | wanted) == expected


@pytest.mark.parametrize(
    ("noun", "wanted", "sort", "expected"),
    [
        ("items", {}, Sort.KEY, ["lot-a", "lot-b", "pack"]),
        ("items", {}, Sort.NAME, ["lot-a", "lot-b", "pack"]),
        ("items", {}, Sort.REVISION, ["lot-a", "lot-b", "pack"]),
        ("items", {"owner": f"{P}:owner"}, Sort.REVISION, ["pack"]),
        ("processes", {}, Sort.NAME, ["bake", "dig", "ship"]),
        ("processes", {}, Sort.REVISION, ["bake", "dig", "ship"]),
        ("parties", {}, Sort.NAME, ["miner", "maker"]),
        ("facilities", {"operator": f"{P}:maker"}, Sort.NAME, ["plant"]),
        ("certificates", {}, Sort.REVISION, ["bad", "good"]),
        ("chargers", {}, Sort.NAME, ["charger-b", "charger-a"]),
    ],
)
async def test_a_list_is_sorted_both_ways(
    world: str, scope: Scope, database: Database, noun: str, wanted: dict[str, Any], sort: Sort, expected: list[str]
) -> None:
    about = {"name": TAG} | wanted
    assert await listed(scope, database, noun, about, sort) == expected
    assert await listed(scope, database, noun, about, sort, Order.DESC) == expected[::-1]


async def test_what_has_no_such_value_comes_last_either_way(world: str, scope: Scope, database: Database) -> None:
    about = {"name": TAG}
    assert await listed(scope, database, "processes", about, Sort.STARTED) == ["bake", "dig", "ship"]
    assert await listed(scope, database, "processes", about, Sort.STARTED, Order.DESC) == ["dig", "bake", "ship"]


async def test_pages_go_on_among_those_without_a_value(scope: Scope, database: Database, prefix: str) -> None:
    f = Facts(prefix)
    named = {"name": f"run {f.key('n')}"}
    runs = [f.run(f"run-{n}", "REFINING", **named, **({"started": "2025-01-01"} if n > 2 else {})) for n in range(6)]
    await accept(database, f, *runs)
    for order, expected in ((Order.ASC, [3, 4, 5, 0, 1, 2]), (Order.DESC, [5, 4, 3, 2, 1, 0])):
        found = await listed(scope, database, "processes", named, Sort.STARTED, order)
        assert found == [f.key(f"run-{n}") for n in expected]


@pytest.mark.parametrize("sort", [Sort.KEY, Sort.NAME, Sort.REVISION])
@pytest.mark.parametrize("order", Order)
async def test_pages_lose_and_double_nothing_while_a_writer_adds_and_corrects(
    scope: Scope, database: Database, prefix: str, sort: Sort, order: Order
) -> None:
    f = Facts(prefix)
    wanted = {"sender": f.key("maker")}

    def lot(name: str, called: str | None = None) -> dict[str, Any]:
        return f.lot(name, 1, name=f"{called or name} of {prefix}")

    first = await accept(database, f, *(lot(f"m{n}") for n in range(6)))
    revision = await newest_revision(scope, database)
    then, found, after = replace(scope, revision=revision), [], None
    for turn in range(MOST_PAGES):
        page = await list_things(then, database, ITEMS, wanted, sort=sort, order=order, first=2, after=after)
        found += page.positions
        # Before, between and behind; and one of those that are still to come is called otherwise, so that its name and revision change.
        await accept(database, f, lot(f"a{turn}"), lot(f"m{turn}x"), lot(f"z{turn}"))
        await accept(database, f, lot(f"m{4 - turn}", f"{'zz' if turn % 2 else 'aa'}"), corrects=first.submission)
        if not page.more:
            break
        after = page.positions[-1]
    keys = [f.key(f"m{n}") for n in range(6)]
    assert [position.key for position in found] == (keys if order is Order.ASC else keys[::-1])
    assert await count_things(then, database, ITEMS, wanted) == 6
    # Three new ones after each of the three pages.
    now = replace(scope, revision=await newest_revision(scope, database))
    assert await count_things(now, database, ITEMS, wanted) == 6 + 9


async def test_what_was_withdrawn_is_listed_as_of_before(scope: Scope, database: Database, prefix: str) -> None:
    f = Facts(prefix)
    model = {"type": "model", "key": f.key("model"), "kind": "PACK"}
    pack, bought = f.piece("pack", "PACK", model=f.key("model")), f.owned("pack", "owner")
    first = await accept(
        database, f, model, pack, f.run("run", facility=f.key("place")), f.produced("pack", "run"), bought
    )
    facts = (f.withdrawn(fact) for fact in (pack, bought, f.produced("pack", "run")))
    await accept(database, f, *facts, corrects=first.submission)
    then = replace(scope, revision=first.revision)
    ways = {"model": "model", "owner": "owner", "produced_at": "place", "sender": "maker"}
    for wanted in ({way: f.key(key)} for way, key in ways.items()):
        assert await listed(then, database, "items", wanted) == [f.key("pack")], wanted
        assert await listed(scope, database, "items", wanted) == [], wanted
    kind = {"kind": "PACK", "model": f.key("model")}
    assert await listed(then, database, "items", kind, Sort.REVISION) == [f.key("pack")]


async def test_a_change_of_kind_is_found_by_the_kind_of_then(scope: Scope, database: Database, prefix: str) -> None:
    f = Facts(prefix)
    name = {"name": f"thing {prefix}"}
    first = await accept(database, f, f.piece("thing", "MODULE", **name))
    await accept(database, f, f.piece("thing", "PACK", **name), corrects=first.submission)
    then = replace(scope, revision=first.revision)
    found = {
        (when, kind): len(await listed(asked, database, "items", name | {"kind": kind}))
        for when, asked in (("then", then), ("now", scope))
        for kind in ("MODULE", "PACK")
    }
    assert found == {("then", "MODULE"): 1, ("then", "PACK"): 0, ("now", "MODULE"): 0, ("now", "PACK"): 1}


async def test_what_nobody_has_stated_is_listed_for_itself(scope: Scope, database: Database, prefix: str) -> None:
    f = Facts(prefix)
    await accept(database, f, f.contains("whole", "part"))
    then = replace(scope, revision=await newest_revision(scope, database))
    ask: dict[str, Any] = {"sort": Sort.KEY, "order": Order.ASC, "stated": False}
    page = await list_things(then, database, ITEMS, {}, first=2, after=Position(None, f"{prefix}:"), **ask)
    assert [position.key for position in page.positions] == [f.key("part"), f.key("whole")]
    before = replace(scope, revision=(then.revision or 0) - 1)
    page = await list_things(before, database, ITEMS, {}, first=2, after=Position(None, f"{prefix}:"), **ask)
    assert [key for position in page.positions if (key := position.key).startswith(prefix)] == []
    for sort, wanted in ((Sort.REVISION, {}), (Sort.KEY, {"kind": "PACK"})):
        with pytest.raises(InvalidInput, match="nobody has stated"):
            await list_things(then, database, ITEMS, wanted, sort=sort, order=Order.ASC, first=2, stated=False)


async def test_submissions_are_listed_by_sender_format_and_time(
    world: str, scope: Scope, database: Database, prefix: str
) -> None:
    f = Facts(prefix)
    reports = [
        await take(database, f.document(f.party(f"p{n}")), now=NOW.replace(day=1 + n, year=2025)) for n in (2, 0, 1)
    ]
    wanted = {"sender": f.key("maker")}
    by_time = [reports[1].submission, reports[2].submission, reports[0].submission]
    assert await listed(scope, database, "submissions", wanted, Sort.RECEIVED_AT) == by_time
    assert await listed(scope, database, "submissions", wanted, Sort.RECEIVED_AT, Order.DESC) == by_time[::-1]
    assert await listed(scope, database, "submissions", wanted) == sorted(by_time, key=str)
    second, third = NOW.replace(day=2, year=2025), NOW.replace(day=3, year=2025)
    for more, expected in (
        ({"received_from": second}, by_time[1:]),
        ({"received_before": third}, by_time[:2]),
        ({"format": "batlas"}, by_time),
        ({"format": "epcis"}, []),
    ):
        assert await listed(scope, database, "submissions", wanted | more, Sort.RECEIVED_AT) == expected, more
    before = replace(scope, revision=(reports[0].revision or 0) - 1)
    assert await listed(before, database, "submissions", wanted) == []


async def test_open_disputes_are_listed_until_they_are_settled(scope: Scope, database: Database, prefix: str) -> None:
    f = Facts(prefix)
    first = await accept(database, f, f.lot("lot", 5))
    other = await take(database, f.document(f.lot("lot", 6), sender="other"))
    wanted = {"sender": f.key("other")}
    assert len(await listed(scope, database, "disputes", wanted)) == 1
    assert len(await listed(scope, database, "disputes", wanted | {"type": "item"}, Sort.REVISION)) == 1
    assert await listed(scope, database, "disputes", wanted | {"type": "process"}) == []
    assert await listed(scope, database, "disputes", {"sender": f.key("maker")}) == []
    await take(database, f.document(f.lot("lot", 6), corrects=first.submission))
    assert await listed(scope, database, "disputes", wanted) == []
    assert len(await listed(replace(scope, revision=other.revision), database, "disputes", wanted)) == 1


async def test_a_sort_that_a_noun_does_not_have_is_told(scope: Scope, database: Database) -> None:
    with pytest.raises(InvalidInput, match="sort them by KEY, NAME, REVISION"):
        await list_things(scope, database, PARTIES, {}, sort=Sort.STARTED, order=Order.ASC, first=1)


def test_every_filter_is_tested() -> None:
    tested: dict[str, set[str]] = {}
    for noun, wanted, _ in FILTERS:
        tested.setdefault(noun, {"name"}).update(wanted)
    missing = {noun: set(lists.filters) - tested[noun] for noun, lists in LISTS.items() if noun in tested}
    assert not any(missing.values()), missing
    assert isinstance(ITEMS, Lists)
