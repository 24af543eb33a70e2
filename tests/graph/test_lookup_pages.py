"""What hangs on things: neighbours as lists, pages in the order of keys."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import pytest

from graph.database import Database
from graph.neighbour import fetch_owners, fetch_producers, fetch_wholes
from graph.page import page_holdings, page_inputs, page_outputs, page_parts
from rules.page import Page
from rules.scope import Scope
from rules.vocabulary import Profile
from tests.chain import Document, day, take
from tests.facts import Facts
from tests.graph.conftest import Load
from tests.graph.intake import accept

Pages = Callable[[Scope, Database, Sequence[str], int, str], Awaitable[list[Page]]]

PARTS = ", ".join(f"cell-{n}" for n in range(1, 6))
CHAIN = f"""
    pack-1 = {PARTS}
    wind CELL_PRODUCTION: 1 kg lot-1, 1 kg lot-2 ACTIVE_MATERIAL, 1 kg lot-2 MATERIAL, 1 kg lot-3, lot-4, lot-5 -> \
        {", ".join(f"1 pc cell-{n}" for n in range(1, 6))}
"""
OWNED = [(f"cell-{n}", "fleet") for n in range(1, 6)]

PAGES: dict[str, tuple[Pages, str, str]] = {
    "parts": (page_parts, "pack-1", "cell"),
    "inputs": (page_inputs, "wind", "lot"),
    "outputs": (page_outputs, "wind", "cell"),
    "holdings": (page_holdings, "fleet", "cell"),
}


@pytest.fixture
async def chain(load: Load, database: Database, prefix: str) -> None:
    """Five of everything."""
    await load(CHAIN)
    owned = [{"type": "owned", "item": f"{prefix}:{item}", "party": f"{prefix}:{party}"} for item, party in OWNED]
    await take(database, [Document(f"{prefix}:fleet", owned)])


@pytest.mark.parametrize("what", PAGES)
async def test_pages_follow_each_other_by_the_last_key(
    chain: None, scope: Scope, database: Database, prefix: str, what: str
) -> None:
    page, of, noun = PAGES[what]
    seen, after, pages = [], "", 0
    while True:
        (found,) = await page(scope, database, [f"{prefix}:{of}"], 2, after)
        seen += found.keys
        pages += 1
        if not found.more:
            break
        after = found.keys[-1]
    assert seen == [f"{prefix}:{noun}-{n}" for n in range(1, 6)]
    assert pages == 3


@pytest.mark.parametrize("what", PAGES)
@pytest.mark.parametrize(
    ("first", "after", "keys", "more"),
    [(5, "", 5, False), (4, "", 4, True), (9, "~", 0, False)],
    ids=["exactly-all", "one-left", "behind-the-end"],
)
async def test_a_page_knows_whether_there_is_more(
    chain: None,
    scope: Scope,
    database: Database,
    prefix: str,
    what: str,
    first: int,
    after: str,
    keys: int,
    more: bool,
) -> None:
    page, of, _ = PAGES[what]
    (found,) = await page(scope, database, [f"{prefix}:{of}"], first, f"{prefix}:{after}" if after else "")
    assert (len(found.keys), found.more) == (keys, more)


@pytest.mark.parametrize("what", PAGES)
async def test_pages_of_many_things_come_in_their_order(
    chain: None, scope: Scope, database: Database, prefix: str, what: str
) -> None:
    page, of, _ = PAGES[what]
    keys = [f"{prefix}:nowhere", f"{prefix}:{of}", f"{prefix}:{of}"]
    nothing, one, again = await page(scope, database, keys, 2, "")
    assert nothing == Page((), more=False)
    assert one == again
    assert len(one.keys) == 2
    assert await page(scope, database, [], 2, "") == []


async def test_neighbours_come_in_the_order_of_the_keys(
    chain: None, scope: Scope, database: Database, prefix: str
) -> None:
    keys = [f"{prefix}:{name}" for name in ("cell-2", "nowhere", "pack-1", "cell-2")]
    assert await fetch_wholes(scope, database, keys) == [[f"{prefix}:pack-1"], [], [], [f"{prefix}:pack-1"]]
    assert await fetch_producers(scope, database, keys) == [[f"{prefix}:wind"], [], [], [f"{prefix}:wind"]]
    assert await fetch_owners(scope, database, keys) == [[f"{prefix}:fleet"], [], [], [f"{prefix}:fleet"]]
    assert await fetch_owners(scope, database, []) == []


async def test_wholes_and_parts_that_ended_are_not_of_now(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load("pack-1 = cell-1 2025-01-01..2025-01-31\npack-2 = cell-1 2025-02-01..\n1 pc cell-1")
    assert await fetch_wholes(scope, database, [f"{prefix}:cell-1"]) == [[f"{prefix}:pack-2"]]
    assert await page_parts(scope, database, [f"{prefix}:pack-1"], 9) == [Page((), more=False)]


async def test_contradictory_wholes_are_all_told_and_each_once(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load("1 pc cell-1\npack-2 = cell-1\npack-1 = cell-1, cell-1 2025-01-01..", Profile.LENIENT)
    found = await fetch_wholes(scope, database, [f"{prefix}:cell-1"])
    assert found == [[f"{prefix}:pack-1", f"{prefix}:pack-2"]]
    assert await page_parts(scope, database, [f"{prefix}:pack-1"], 9) == [Page((f"{prefix}:cell-1",), more=False)]


async def test_wholes_and_parts_are_told_as_they_were(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load("pack-1 = cell-1 2025-01-01..2025-01-31\npack-2 = cell-1 2025-02-01..\n1 pc cell-1")
    then = replace(scope, at=day("2025-01-15"))
    assert await fetch_wholes(then, database, [f"{prefix}:cell-1"]) == [[f"{prefix}:pack-1"]]
    assert await page_parts(then, database, [f"{prefix}:pack-1", f"{prefix}:pack-2"], 9) == [
        Page((f"{prefix}:cell-1",), more=False),
        Page((), more=False),
    ]


async def test_owners_and_holdings_are_told_as_they_were(scope: Scope, database: Database, prefix: str) -> None:
    f = Facts(prefix)
    first = f.owned("car", "first", from_="2025-01-01", to="2025-01-31")
    await accept(database, f, first, f.owned("car", "second", from_="2025-02-01"))
    then = replace(scope, at=day("2025-01-31"))
    assert await fetch_owners(then, database, [f.key("car")]) == [[f.key("first")]]
    assert await fetch_owners(scope, database, [f.key("car")]) == [[f.key("second")]]
    nobody = replace(scope, at=day("2024-12-31"))
    assert await fetch_owners(nobody, database, [f.key("car")]) == [[]]
    parties = [f.key("first"), f.key("second")]
    held, nothing = Page((f.key("car"),), more=False), Page((), more=False)
    assert await page_holdings(then, database, parties, 9) == [held, nothing]
    assert await page_holdings(scope, database, parties, 9) == [nothing, held]


async def test_what_hangs_on_things_is_told_as_it_was_known(scope: Scope, database: Database, prefix: str) -> None:
    f = Facts(prefix)
    links = [f.produced("out", "run"), f.consumed("run", "in", 1), f.contains("pack", "out"), f.owned("pack", "fleet")]
    first = await accept(database, f, *links)
    withdrawn = await accept(database, f, *map(f.withdrawn, links), corrects=first.submission)
    assert first.revision is not None
    asked = [replace(scope, revision=first.revision + n) for n in (-1, 0, 1)] + [scope]
    assert withdrawn.revision == first.revision + 1
    expected = [False, True, False, False]
    for fetch, key in ((fetch_wholes, "out"), (fetch_producers, "out"), (fetch_owners, "pack")):
        assert [(await fetch(then, database, [f.key(key)])) != [[]] for then in asked] == expected
    pages: list[tuple[Pages, str]] = [
        (page_parts, "pack"),
        (page_inputs, "run"),
        (page_outputs, "run"),
        (page_holdings, "fleet"),
    ]
    for page, key in pages:
        assert [(await page(then, database, [f.key(key)], 1, ""))[0].keys != () for then in asked] == expected
