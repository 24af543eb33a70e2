"""Origins on the real database: what the statement brings to the element rule, now and before."""

import random
from dataclasses import replace
from urllib.parse import quote

import pytest

from graph import origin
from graph.database import Database
from graph.origin import MOST_NODES, SYSTEM_NOW, SYSTEM_PAST, find_origins, read_system
from graph.path import find_paths
from graph.walk import walk
from rules.errors import InvalidInput, TooExpensive
from rules.origin import find_shares
from rules.origins import UnknownReason
from rules.scope import Scope
from rules.vocabulary import Basis, Mineral, Profile
from rules.way import find_path
from tests.chain import day
from tests.graph.conftest import Load
from tests.graph.origins import ask, shares

BLEND = """
    dig-a EXTRACTION CL by miner-a at pit-a: -> 700 kg ore-a {LITHIUM .02}
    dig-b EXTRACTION AU by miner-b at pit-b: -> 300 kg ore-b {LITHIUM .02}
    mix BLENDING blended: 700 kg ore-a, 300 kg ore-b -> 1000 kg ore {LITHIUM .02}
    refine REFINING blended: 1000 kg ore -> 125 kg salt {LITHIUM .16}
    bake CATHODE_PRODUCTION blended: 100 kg salt -> 200 kg cathode {LITHIUM .08}
    wind CELL_PRODUCTION blended: 150 kg cathode -> 100 pc cells @5 {LITHIUM .024}
    pack-1 = 10 pc cells
    vehicle-1 = pack-1
"""


async def test_a_lot_blended_70_30_is_answered_70_30_in_the_vehicle(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load(BLEND)
    found = await ask(scope, database, f"{prefix}:vehicle-1")
    assert shares(found.by_source, prefix) == pytest.approx({"pit-a": 0.7, "pit-b": 0.3})
    assert shares(found.by_operator, prefix) == pytest.approx({"miner-a": 0.7, "miner-b": 0.3})
    assert shares(found.by_country, prefix) == pytest.approx({"CL": 0.7, "AU": 0.3})
    # 10 cells x 5 kg x 0.024
    assert found.mass_kg == pytest.approx(1.2)
    assert (found.coverage, found.unknown, found.gaps) == (pytest.approx(1), 0, ())
    assert (found.item, found.basis, found.at, found.expectation) == (
        f"{prefix}:vehicle-1",
        Basis.PHYSICAL,
        None,
        False,
    )


# Nine lots, and cells of nine weights, that no fraction of two is.
MANY = "\n".join(
    [
        *(f"dig-{n} EXTRACTION by m-{n % 3}: -> {n}.7 kg ore-{n} {{LITHIUM .0{n}}}" for n in range(1, 10)),
        "mix BLENDING: " + ", ".join(f"{n}.3 kg ore-{n}" for n in range(1, 10)) + " -> 46 kg salt {LITHIUM .05}",
        "wind CELL_PRODUCTION: 46 kg salt -> "
        + ", ".join(f"1 pc cell-{n} @{n}.1 {{LITHIUM .0{n % 4 + 1}}}" for n in range(1, 10)),
        "pack-1 = " + ", ".join(f"cell-{n}" for n in range(1, 10)),
        "vehicle-1 = pack-1",
    ]
)


async def test_an_answer_does_not_hang_on_the_order_that_the_database_gives(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load(MANY)
    end = f"{prefix}:vehicle-1"
    found, _ = await walk(scope, database, SYSTEM_NOW, SYSTEM_PAST, [end], most=MOST_NODES)
    answers = []
    for seed in range(20):
        mixed = dict(found)
        shuffle = random.Random(seed).shuffle
        for name in ("edges", "items", "processes", "outputs", "certified"):
            mixed[name] = list(found[name])
            shuffle(mixed[name])
        for number, (*kind, sources, targets, quantities) in enumerate(mixed["edges"]):
            steps = list(zip(sources, targets, quantities or [None] * len(sources), strict=True))
            shuffle(steps)
            mixed["edges"][number] = [*kind, *(list(column) for column in zip(*steps, strict=True))]
        system = read_system(mixed)
        (origins,) = find_shares(system, [end], [Mineral.LITHIUM], revision=1)[end].values()
        answers.append((origins, find_path(system, f"{prefix}:m-1", end, Mineral.LITHIUM, ways=10, revision=1)))
    assert answers == [answers[0]] * 20


async def test_an_answer_is_to_the_last_digit_what_it_is_as_of_the_same_revision(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load(MANY)
    end = f"{prefix}:vehicle-1"
    now = await ask(scope, database, end)
    then = replace(scope, revision=now.revision)
    assert await ask(then, database, end) == now
    pairs = [(f"{prefix}:m-1", end)]
    assert await find_paths(then, database, pairs, mineral=Mineral.LITHIUM, ways=10) == [
        replace(path, revision=now.revision)
        for path in await find_paths(scope, database, pairs, mineral=Mineral.LITHIUM, ways=10)
        if path is not None
    ]


async def test_many_items_and_minerals_are_answered_in_the_order_of_the_keys(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load(BLEND)
    names = ("ore-b", "nowhere", "vehicle-1", "ore-b")
    found = await find_origins(
        scope, database, [f"{prefix}:{name}" for name in names], [Mineral.NICKEL, Mineral.LITHIUM]
    )
    assert [one is None for one in found] == [False, True, False, False]
    assert found[0] == found[3]
    assert all(one is None or list(one) == [Mineral.NICKEL, Mineral.LITHIUM] for one in found)
    for name, one in zip(names, found, strict=True):
        if one is not None:
            assert one[Mineral.LITHIUM] == await ask(scope, database, f"{prefix}:{name}")
    assert await find_origins(scope, database, [], [Mineral.LITHIUM]) == []


async def test_an_identifier_finds_the_origins_of_its_item(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load("dig EXTRACTION: -> 5 kg ore aka sand {LITHIUM .1}")
    found = await ask(scope, database, f"urn:batlas:item:{quote(f'{prefix}:buyer', safe='')}:material:sand")
    assert found.item == f"{prefix}:ore"
    assert found.mass_kg == pytest.approx(0.5)


async def test_mass_and_content_come_from_the_model_where_the_item_states_none(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load(
        """
        ~cell @2 {LITHIUM .05 only}
        dig-a EXTRACTION: -> 10 kg a {LITHIUM .1}
        dig-b EXTRACTION: -> 10 kg b {LITHIUM .1}
        wind-a CELL_PRODUCTION: 10 kg a -> 4 pc cells-a ~cell
        wind-b CELL_PRODUCTION: 6 kg b -> 6 pc cells-b @1 ~cell
        pack-1 = 3 pc cells-a, 6 pc cells-b
        """
    )
    found = await ask(scope, database, f"{prefix}:pack-1")
    # 3 x 2 kg x 0.05 = 0.3 kg by the model's mass, 6 x 1 kg x 0.05 = 0.3 kg by their own.
    assert found.mass_kg == pytest.approx(0.6)
    assert shares(found.by_source, prefix) == pytest.approx({"dig-a": 0.5, "dig-b": 0.5})


async def test_what_else_came_out_of_a_run_counts_for_what_had_to_go_in(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    # A thousand cells of one model hold 100 kg, 60 kg are stated to have gone in by the one lot that says what it holds.
    cells = ", ".join(f"1 pc cell-{n} ~cell" for n in range(1000))
    await load(
        f"""
        ~cell @1 {{LITHIUM .1}}
        600 kg ore {{LITHIUM .1}}
        400 kg precursor {{NICKEL .3}}
        dig EXTRACTION: -> ore
        wind CELL_PRODUCTION: 600 kg ore, 400 kg precursor -> {cells}
        """
    )
    found = await ask(scope, database, f"{prefix}:cell-7")
    assert shares(found.by_source, prefix) == pytest.approx({"dig": 0.6})
    assert [(gap.key, gap.share) for gap in found.gaps] == [(f"{prefix}:precursor", pytest.approx(0.4))]


async def test_an_output_that_two_runs_made_is_not_counted_whole_for_each(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load(
        """
        30 kg lot {LITHIUM .1}
        dig EXTRACTION: -> 100 kg ore {LITHIUM .1}
        first REFINING: 10 kg ore -> lot
        second REFINING: 20 kg ore -> 20 kg lot
        """
    )
    found = await ask(scope, database, f"{prefix}:lot")
    # 1 kg went into the first run, which does not say how much it made, and 2 kg into the second: neither needed the 3 kg of the lot.
    assert (found.coverage, found.gaps) == (pytest.approx(1), ())


async def test_who_ran_a_process_is_its_own_operator_before_its_facilitys(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load(
        """
        dig EXTRACTION by owner at pit 2024-03-01..2024-03-31: -> 5 kg a {LITHIUM .1}
        hire EXTRACTION by contractor at pit 2024-03-01..2024-03-31: -> 5 kg b {LITHIUM .1}
        mix BLENDING: 5 kg a, 5 kg b -> 10 kg lot {LITHIUM .1}
        audit QUALITY 2024-01-01..2024-12-31: owner
        """
    )
    found = await ask(scope, database, f"{prefix}:lot")
    assert shares(found.by_operator, prefix) == pytest.approx({"owner": 0.5, "contractor": 0.5})
    assert shares(found.by_source, prefix) == pytest.approx({"pit": 1})
    assert [one.share for one in found.certified] == pytest.approx([0.5])


async def test_origins_of_a_pack_follow_the_parts_that_it_had_then(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load(
        """
        dig-a EXTRACTION CL: -> 1 kg a {LITHIUM .1}
        dig-b EXTRACTION AU: -> 1 kg b {LITHIUM .1}
        wind-a CELL_PRODUCTION: 1 kg a -> 1 pc cell-a @1 {LITHIUM .1}
        wind-b CELL_PRODUCTION: 1 kg b -> 1 pc cell-b @1 {LITHIUM .1}
        pack-1 = cell-a 2025-01-01..2025-05-31, cell-b 2025-06-01..
        """
    )
    then = await ask(replace(scope, at=day("2025-03-01")), database, f"{prefix}:pack-1")
    now = await ask(scope, database, f"{prefix}:pack-1")
    assert shares(then.by_country, prefix) == {"CL": 1}
    assert shares(now.by_country, prefix) == {"AU": 1}
    assert (then.at, now.at) == (day("2025-03-01"), None)


async def test_asked_by_its_revision_an_answer_stays_what_it_was(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load("make REFINING KR: 5 kg ore -> 5 kg salt {LITHIUM .1}")
    before = await ask(scope, database, f"{prefix}:salt")
    await load("[miner]\ndig EXTRACTION CL by miner at pit 2024-01-01..2024-01-31: -> 5 kg ore {LITHIUM .1}")
    await load("[auditor]\naudit RESPONSIBLE_MINING 2023-01-01..2024-12-31: pit")
    after = await ask(scope, database, f"{prefix}:salt")
    assert (before.coverage, after.coverage) == (0, pytest.approx(1))
    assert [(gap.key, gap.reason) for gap in before.gaps] == [(f"{prefix}:ore", UnknownReason.NOT_STATED)]
    assert shares(after.by_country, prefix) == pytest.approx({"CL": 1})
    assert await ask(replace(scope, revision=before.revision), database, f"{prefix}:salt") == before
    assert await ask(replace(scope, revision=after.revision), database, f"{prefix}:salt") == after
    assert [one.share for one in after.certified] == pytest.approx([1])
    between = await ask(replace(scope, revision=after.revision - 1), database, f"{prefix}:salt")
    assert (between.coverage, between.certified) == (pytest.approx(1), ())


async def test_recycling_is_an_origin_unless_asked_through_it(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load(
        """
        dig EXTRACTION NC: -> 10 kg ore {NICKEL .1}
        old PACK_ASSEMBLY: 10 kg ore -> 10 kg waste {NICKEL .1}
        leach RECYCLING KR by recycler: 10 kg waste END_OF_LIFE -> 10 kg salt {NICKEL .1}
        """
    )
    stops = await ask(scope, database, f"{prefix}:salt", Mineral.NICKEL)
    goes_on = await ask(scope, database, f"{prefix}:salt", Mineral.NICKEL, through_recycling=True)
    assert shares(stops.by_country, prefix) == pytest.approx({"KR": 1})
    assert shares(goes_on.by_country, prefix) == pytest.approx({"NC": 1})


async def test_a_chain_beyond_the_bounds_is_no_answer_in_part(
    load: Load, scope: Scope, database: Database, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(BLEND)
    key = f"{prefix}:vehicle-1"
    # The vehicle, the pack, the cells, cathode, salt, three ores, and six runs are 14 things.
    monkeypatch.setattr(origin, "MOST_NODES", 14)
    assert (await ask(scope, database, key)).coverage == pytest.approx(1)
    monkeypatch.setattr(origin, "MOST_NODES", 13)
    with pytest.raises(TooExpensive, match="14 things or more"):
        await ask(scope, database, key)
    with pytest.raises(TooExpensive, match="51 items"):
        await find_origins(scope, database, [f"{prefix}:{n}" for n in range(51)], [Mineral.LITHIUM])


async def test_a_chain_of_more_steps_than_the_walk_takes_is_no_answer_in_part(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    steps = "\n".join(f"fill-{n} BLENDING: 9 kg lot-{n} -> 9 kg lot-{n + 1}" for n in range(1000))
    await load(f"dig EXTRACTION: -> 9 kg lot-0\n{steps}")
    # From lot 999 it is 2 x 999 + 1 steps to the mine, from lot 1000 2001.
    assert (await ask(scope, database, f"{prefix}:lot-999")).coverage == pytest.approx(1)
    with pytest.raises(TooExpensive, match="2,000 steps"):
        await ask(scope, database, f"{prefix}:lot-1000")


async def test_claims_are_not_mixed_with_matter(scope: Scope, database: Database, prefix: str) -> None:
    with pytest.raises(InvalidInput, match="PHYSICAL"):
        await find_origins(scope, database, [f"{prefix}:any"], [Mineral.LITHIUM], basis=Basis.CLAIMED)


async def test_warnings_are_about_what_is_upstream_of_the_very_item(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load("dig EXTRACTION: -> 9 kg ore\n9 kg other")
    (before,) = await find_origins(scope, database, [f"{prefix}:ore"], [Mineral.LITHIUM])
    await load("[maker]\nmake REFINING: 15 kg ore -> 9 kg salt", Profile.LENIENT)
    keys = [f"{prefix}:{name}" for name in ("salt", "ore", "other")]
    found = await find_origins(scope, database, keys, [Mineral.LITHIUM])
    codes = [one and [finding.code for finding in one[Mineral.LITHIUM].warnings] for one in found]
    assert codes == [["OVERDRAFT"], ["OVERDRAFT"], []]
    assert before is not None
    then = replace(scope, revision=before[Mineral.LITHIUM].revision)
    assert await find_origins(then, database, [f"{prefix}:ore"], [Mineral.LITHIUM]) == [before]
