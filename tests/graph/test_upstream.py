"""Traces on the real database: what the walk reaches, now and before, and what is told of it."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from graph import upstream
from graph.database import Database
from graph.intake import take_in
from graph.upstream import trace_upstream
from rules.errors import InvalidInput, TooExpensive
from rules.scope import Scope
from rules.trace import Coverage, EdgeType, GapReason, Trace, TraceEdge
from rules.vocabulary import InputRole, ItemKind, ProcessKind, Profile, Unit
from seed.readers import read
from tests.chain import Document, day, take
from tests.conftest import NOW
from tests.facts import Facts
from tests.graph.conftest import Load

CHAIN = """
    dig EXTRACTION CL by miner at pit 2024-01-01..2024-01-31: -> 100 kg ore
    wind CELL_PRODUCTION KR by maker 2024-03-01..2024-03-02: 80 kg ore ACTIVE_MATERIAL, 5 kg stub -> 10 pc cells ~cell
    ~cell @7
    pack-1 = 4 pc cells
"""


async def trace(scope: Scope, database: Database, key: str, **more: object) -> Trace:
    """The trace of a known item."""
    (found,) = await trace_upstream(scope, database, [key], **more)  # pyright: ignore[reportArgumentType]
    assert found is not None
    return found


def names(found: Trace, prefix: str) -> list[str]:
    """The nodes' keys without the prefix, in their order."""
    return [node.key.removeprefix(f"{prefix}:") for node in found.nodes]


async def test_a_trace_tells_what_is_stated(load: Load, scope: Scope, database: Database, prefix: str) -> None:
    await load(CHAIN)
    found = await trace(scope, database, f"{prefix}:pack-1")
    assert names(found, prefix) == ["pack-1", "cells", "wind", "ore", "stub", "dig"]
    nodes = {node.key.removeprefix(f"{prefix}:"): node for node in found.nodes}
    cells, wind, stub, dig = nodes["cells"], nodes["wind"], nodes["stub"], nodes["dig"]
    assert (cells.item_kind, cells.quantity, cells.unit, cells.mass_kg) == (ItemKind.CELL, 10, Unit.PIECE, 70)
    assert (cells.party_key, cells.country, cells.stated) == (f"{prefix}:maker", "KR", True)
    assert (wind.process_kind, wind.started, wind.ended) == (
        ProcessKind.CELL_PRODUCTION,
        day("2024-03-01"),
        day("2024-03-03"),
    )
    assert (stub.item_kind, stub.stated, stub.submission) == (None, False, None)
    assert (dig.party_key, dig.facility_key, dig.country) == (f"{prefix}:miner", f"{prefix}:pit", "CL")
    submission = cells.submission
    assert submission is not None
    assert TraceEdge(
        f"{prefix}:wind", f"{prefix}:ore", EdgeType.CONSUMED, 80, InputRole.ACTIVE_MATERIAL, submission
    ) in (found.edges)
    assert TraceEdge(f"{prefix}:pack-1", f"{prefix}:cells", EdgeType.CONTAINS, 4, None, submission) in found.edges
    assert [(gap.key, gap.reason) for gap in found.gaps] == [(f"{prefix}:stub", GapReason.NOT_STATED)]
    assert found.coverage == Coverage(items=4, gaps=1)


async def test_many_items_come_in_the_order_of_their_keys_with_the_unknown_as_none(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load(CHAIN)
    asked = [f"{prefix}:{name}" for name in ("ore", "nowhere", "pack-1", "ore")]
    found = await trace_upstream(scope, database, asked)
    assert [one and names(one, prefix)[0] for one in found] == ["ore", None, "pack-1", "ore"]
    assert [one and len(one.nodes) for one in found] == [2, None, 6, 2]
    assert await trace_upstream(scope, database, []) == []


async def test_what_one_trace_shows_does_not_depend_on_what_else_is_asked(
    load: Load, scope: Scope, database: Database, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(CHAIN)
    monkeypatch.setattr(upstream, "MOST_LOOKED_AT", 2)
    alone = await trace(scope, database, f"{prefix}:pack-1", max_nodes=2)
    together = await trace_upstream(scope, database, [f"{prefix}:ore", f"{prefix}:pack-1"], max_nodes=2)
    assert together[1] == alone
    assert (names(alone, prefix), alone.truncated, alone.coverage, alone.gaps) == (["pack-1", "cells"], True, None, ())


async def test_an_identifier_finds_the_trace_of_its_item(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load("dig EXTRACTION: -> 5 kg ore aka sand")
    alias = f"urn:batlas:item:{quote(f'{prefix}:buyer', safe='')}:material:sand"
    found = await trace(scope, database, alias)
    assert (found.start, names(found, prefix)) == (f"{prefix}:ore", ["ore", "dig"])


MOVED = """
    pack-1 = cell-1 2025-01-01..2025-05-31, cell-2 2025-01-01..
    pack-2 = cell-1 2025-06-01..
    1 pc cell-1
    1 pc cell-2
"""


@pytest.mark.parametrize(
    ("at", "first", "second"),
    [
        ("2024-12-31", [], []),
        ("2025-01-01", ["cell-1", "cell-2"], []),
        ("2025-05-31", ["cell-1", "cell-2"], []),
        ("2025-06-01", ["cell-2"], ["cell-1"]),
        (None, ["cell-2"], ["cell-1"]),
    ],
    ids=["before", "its-first-day", "its-last-day", "the-day-after", "now"],
)
async def test_a_part_that_moved_counts_where_it_was(
    load: Load, scope: Scope, database: Database, prefix: str, at: str | None, first: list[str], second: list[str]
) -> None:
    await load(MOVED)
    then = replace(scope, at=at and day(at))
    assert names(await trace(then, database, f"{prefix}:pack-1"), prefix)[1:] == first
    found = await trace(then, database, f"{prefix}:pack-2")
    assert names(found, prefix)[1:] == second
    assert {edge.type for edge in found.edges} <= {EdgeType.CONTAINS}


async def test_a_trace_by_an_earlier_revision_knows_what_was_known_then(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load("wind CELL_PRODUCTION: 5 kg salt -> 2 pc cells\npack-1 = cells 2025-01-01..")
    first = await trace(scope, database, f"{prefix}:pack-1")
    await load("[supplier]\nmake REFINING KR by refiner: 5 kg ore -> 5 kg salt")
    second = await trace(scope, database, f"{prefix}:pack-1")
    await load("[maker]\npack-1 = cells 2025-01-01..2025-03-31")
    third = await trace(scope, database, f"{prefix}:pack-1")
    assert [names(one, prefix) for one in (first, second, third)] == [
        ["pack-1", "cells", "wind", "salt"],
        ["pack-1", "cells", "wind", "salt", "make", "ore"],
        ["pack-1"],
    ]
    for before in (first, second, third):
        assert await trace(replace(scope, revision=before.revision), database, f"{prefix}:pack-1") == before
    # What was stated later was a stub then, or not there at all.
    then = replace(scope, revision=first.revision)
    (salt, ore) = await trace_upstream(then, database, [f"{prefix}:salt", f"{prefix}:ore"])
    assert salt is not None
    assert (salt.nodes[0].stated, salt.nodes[0].item_kind, [gap.reason for gap in salt.gaps]) == (
        False,
        None,
        [GapReason.NOT_STATED],
    )
    assert ore is None


async def test_a_run_that_was_stated_later_was_a_stub_then(scope: Scope, database: Database, prefix: str) -> None:
    item = {"type": "item", "key": f"{prefix}:lot", "kind": "MATERIAL", "unit": "KG"}
    produced = {"type": "produced", "item": f"{prefix}:lot", "process": f"{prefix}:run"}
    await take(database, [Document(f"{prefix}:one", [item, produced])])
    before = await trace(scope, database, f"{prefix}:lot")
    await take(
        database, [Document(f"{prefix}:two", [{"type": "process", "key": f"{prefix}:run", "kind": "EXTRACTION"}])]
    )
    after = await trace(scope, database, f"{prefix}:lot")
    assert [(node.stated, node.process_kind) for node in (before.nodes[1], after.nodes[1])] == [
        (False, None),
        (True, ProcessKind.EXTRACTION),
    ]
    assert ([gap.reason for gap in before.gaps], after.gaps) == ([GapReason.NO_INPUTS], ())
    assert await trace(replace(scope, revision=before.revision), database, f"{prefix}:lot") == before


async def test_a_revision_that_is_yet_to_come_is_refused(scope: Scope, database: Database) -> None:
    with pytest.raises(InvalidInput, match="yet to come"):
        await trace_upstream(replace(scope, revision=10**9), database, ["urn:x:any"])


async def test_a_silo_filled_two_hundred_times_is_walked_to_the_mine(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    steps = "\n".join(f"fill-{n} BLENDING: 10 kg lot-{n} -> 10 kg lot-{n + 1}" for n in range(200))
    await load(f"dig EXTRACTION: -> 10 kg lot-0\n{steps}")
    found = await trace(scope, database, f"{prefix}:lot-200")
    assert (found.nodes[-1].key, found.nodes[-1].depth) == (f"{prefix}:dig", 401)
    assert (found.truncated, found.coverage) == (False, Coverage(items=201, gaps=0))


@pytest.mark.parametrize(
    ("more", "shown", "truncated"),
    [
        ({"max_depth": 1}, ["pack-1", "cells"], False),
        ({"max_nodes": 3}, ["pack-1", "cells", "wind"], True),
        ({"kinds": frozenset({ItemKind.CELL})}, ["pack-1", "cells", "wind"], False),
        ({"kinds": frozenset[ItemKind]()}, ["pack-1"], False),
    ],
    ids=["depth", "nodes", "kinds", "no-kind"],
)
async def test_a_part_is_shown_and_all_is_judged(
    load: Load,
    scope: Scope,
    database: Database,
    prefix: str,
    more: dict[str, object],
    shown: list[str],
    truncated: bool,
) -> None:
    await load(CHAIN)
    found = await trace(scope, database, f"{prefix}:pack-1", **more)
    assert (names(found, prefix), found.truncated) == (shown, truncated)
    assert found.coverage == Coverage(items=4, gaps=1)


async def test_more_than_can_be_looked_at_together_is_too_expensive(
    load: Load, scope: Scope, database: Database, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(CHAIN)
    monkeypatch.setattr(upstream, "MOST_TOGETHER", 5)
    with pytest.raises(TooExpensive, match="5 things or more"):
        await trace_upstream(scope, database, [f"{prefix}:pack-1"])
    with pytest.raises(TooExpensive, match="51 items"):
        await trace_upstream(scope, database, [f"{prefix}:{n}" for n in range(51)])


async def test_warnings_are_about_what_is_upstream_of_the_very_item(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load("dig EXTRACTION: -> 9 kg ore\n9 kg other")
    before = await trace(scope, database, f"{prefix}:ore")
    await load("[maker]\nmake REFINING: 15 kg ore -> 9 kg salt", Profile.LENIENT)
    found = await trace_upstream(scope, database, [f"{prefix}:{name}" for name in ("salt", "ore", "other")])
    codes = [one and [finding.code for finding in one.warnings] for one in found]
    assert codes == [["OVERDRAFT"], ["OVERDRAFT"], []]
    assert await trace(replace(scope, revision=before.revision), database, f"{prefix}:ore") == before


async def test_an_answer_into_which_a_document_came_is_asked_again_as_of_before_it(
    load: Load, scope: Scope, database: Database, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load("make REFINING KR: 5 kg ore -> 5 kg salt")
    before = await trace(scope, database, f"{prefix}:salt")
    await load("[miner]\ndig EXTRACTION CL: -> 5 kg ore")
    read = database.read

    async def read_while_it_comes(statement: str, /, **parameters: object) -> list[dict[str, object]]:
        (record,) = await read(statement, **parameters)  # pyright: ignore[reportArgumentType]
        return [{**dict(record.items()), "before": before.revision}]

    monkeypatch.setattr(database, "read", read_while_it_comes)
    assert await trace(scope, database, f"{prefix}:salt") == before
    then = await trace(replace(scope, at=day("2026-01-01")), database, f"{prefix}:salt")
    assert (then.nodes, then.revision) == (before.nodes, before.revision)


async def test_every_warning_is_kept_however_many_there_are(scope: Scope, database: Database, prefix: str) -> None:
    """1,001 pieces in two wholes each; the trace of the last one says so too."""
    f = Facts(prefix)
    cells = [f"cell-{number:04}" for number in range(1001)]
    records = [*map(f.piece, cells), *(f.contains(whole, cell) for cell in cells for whole in ("a", "b"))]
    reading = replace(read("batlas", f.document(*records)), profile=Profile.LENIENT)
    report = await take_in(scope, database, reading, now=NOW)
    assert (report.finding_count, len(report.findings)) == (1001, 1000)
    warnings = [(await trace(scope, database, f.key(cell))).warnings for cell in cells[::250]]
    assert [[w.code for w in about] for about in warnings] == [["TWO_WHOLES"]] * 5
