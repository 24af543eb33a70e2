"""What carries material of a lot: how sure that is, how much it is, and when. Figures are worked out beside each chain."""

from datetime import UTC, datetime

import pytest

from graph.database import Database
from graph.recall import find_carriers
from rules.errors import InvalidInput
from rules.recalls import Carrier, Certainty, Interval, Recall, RecallTerms
from rules.scope import LOCAL, Scope
from rules.vocabulary import ItemKind, Mineral
from tests.chain import parse, take

NOW = Scope(LOCAL)
JANUARY, FEBRUARY, MARCH, APRIL = (datetime(2025, month, 1, tzinfo=UTC) for month in (1, 2, 3, 4))

BLENDED = """
90 kg cam-a {NICKEL .5}
40 kg cam-b {NICKEL .5}
mill CELL_PRODUCTION blended: 60 kg cam-a, 40 kg cam-b -> 1 pc cell-1 @1, 1 pc cell-2 @1, 1 pc cell-3 @98
pack-1 @10 = cell-1, cell-2
vehicle-1 @100 = pack-1
"""

POOLED = """
10 kg cam-a {NICKEL .5}
30 kg cam-b {NICKEL .4}
20 kg anode {NATURAL_GRAPHITE 1}
mill CELL_PRODUCTION: 10 kg cam-a, 30 kg cam-b, 20 kg anode -> 1 pc cell-1 @30, 1 pc cell-2 @30
module-1 @70 = cell-1, cell-2
"""


async def recall(database: Database, prefix: str, text: str, *lots: str, **terms: object) -> Recall:
    """Take the chain in and ask."""
    await take(database, parse(text, prefix))
    scope = Scope(LOCAL, at=terms.pop("at", None))  # pyright: ignore[reportArgumentType]
    return await find_carriers(scope, database, [f"{prefix}:{lot}" for lot in lots], RecallTerms(**terms))  # pyright: ignore[reportArgumentType]


def by_name(found: Recall, prefix: str) -> dict[str, Carrier]:
    """Carriers by their name."""
    return {carrier.key.removeprefix(f"{prefix}:"): carrier for carrier in found.carriers.page(500)}


async def test_blended_material_is_in_each_output_by_its_share(database: Database, prefix: str) -> None:
    found = by_name(await recall(database, prefix, BLENDED, "cam-a"), prefix)
    assert {c.certainty for c in found.values()} == {Certainty.YES}
    assert {name: c.share for name, c in found.items()} == pytest.approx(
        # 60 of 100 kg; in the pack 2 x 0.6 kg of 10, in the vehicle the same of 100.
        {"cell-1": 0.6, "cell-2": 0.6, "cell-3": 0.6, "pack-1": 0.12, "vehicle-1": 0.012}
    )
    assert {name: c.mass_kg for name, c in found.items()} == pytest.approx(
        {"cell-1": 0.6, "cell-2": 0.6, "cell-3": 98 * 0.6, "pack-1": 1.2, "vehicle-1": 1.2}
    )


async def test_of_several_lots_the_shares_add_up(database: Database, prefix: str) -> None:
    found = by_name(await recall(database, prefix, BLENDED, "cam-a", "cam-b"), prefix)
    assert found["cell-1"].share == pytest.approx(1)
    assert found["pack-1"].share == pytest.approx(0.2)


@pytest.mark.parametrize("other", ["40 kg cam", "cam"])
async def test_of_a_lot_of_several_runs_each_counts_with_what_it_made(
    database: Database, prefix: str, other: str
) -> None:
    text = f"""
    100 kg cam
    bake-1 CATHODE_PRODUCTION blended: 60 kg salt-a -> {"cam" if other != "cam" else "60 kg cam"}
    bake-2 CATHODE_PRODUCTION blended: 40 kg salt-b -> {other}
    """
    found = by_name(await recall(database, prefix, text, "salt-a"), prefix)
    # The run that the lot is not recalled for made 40 of 100 kg, be it stated of that run or of the other.
    assert found["cam"].share == pytest.approx(0.6)


async def test_pooled_material_is_possible_with_its_probability(database: Database, prefix: str) -> None:
    found = by_name(await recall(database, prefix, POOLED, "cam-a"), prefix)
    assert {c.certainty for c in found.values()} == {Certainty.POSSIBLE}
    # One of the two cathode lots went into each cell: 10 of 40 kg. The anode is another thing.
    assert found["cell-1"].probability == pytest.approx(0.25)
    # That neither of two cells got it: 0.75 x 0.75.
    assert found["module-1"].probability == pytest.approx(1 - 0.75**2)
    # Expected: 10 of 60 kg of what went in, in two cells of 30 kg.
    assert found["module-1"].mass_kg == pytest.approx(60 * 10 / 60)


async def test_of_a_lot_of_pieces_each_draws_for_itself(database: Database, prefix: str) -> None:
    text = """
    10 kg cam-a {NICKEL .5}
    30 kg cam-b {NICKEL .4}
    mill CELL_PRODUCTION: 10 kg cam-a, 30 kg cam-b -> 10 pc cells @4
    pack-1 = 4 pc cells
    """
    found = by_name(await recall(database, prefix, text, "cam-a"), prefix)
    assert found["pack-1"].probability == pytest.approx(1 - 0.75**4)
    assert found["cells"].probability == pytest.approx(1 - 0.75**10)
    # 10 of 40 kg, in 4 of 10 cells.
    assert found["pack-1"].mass_kg == pytest.approx(10 * 0.4)


async def test_what_had_no_other_beside_it_in_the_pool_is_sure(database: Database, prefix: str) -> None:
    found = by_name(await recall(database, prefix, POOLED, "anode"), prefix)
    assert {c.certainty for c in found.values()} == {Certainty.YES}
    assert found["module-1"].probability == 1


async def test_all_lots_of_a_pool_together_are_sure(database: Database, prefix: str) -> None:
    found = by_name(await recall(database, prefix, POOLED, "cam-a", "cam-b"), prefix)
    assert {c.certainty for c in found.values()} == {Certainty.YES}


async def test_a_pool_of_lots_without_stated_minerals_tells_no_probability(database: Database, prefix: str) -> None:
    text = "30 kg cam-b {NICKEL .4}\n10 kg slurry\nmill CELL_PRODUCTION: 10 kg slurry, 30 kg cam-b -> 1 pc cell-1, 1 pc cell-2\nmodule-1 = cell-1"
    found = by_name(await recall(database, prefix, text, "cam-b"), prefix)
    assert {(c.certainty, c.probability) for c in found.values()} == {(Certainty.POSSIBLE, None)}
    assert found["module-1"].share is None, "nobody has stated a mass of the module"


async def test_one_pooled_lot_is_one_draw_however_many_pieces_are_made_of_it(database: Database, prefix: str) -> None:
    text = """
    10 kg salt-a {NICKEL .2}
    30 kg salt-b {NICKEL .2}
    pool CATHODE_PRODUCTION: 10 kg salt-a, 30 kg salt-b -> 20 kg cam {NICKEL .4}, 1 kg slag
    mill CELL_PRODUCTION blended: 20 kg cam -> 1 pc cell-1, 1 pc cell-2
    module-1 = cell-1, cell-2
    """
    found = by_name(await recall(database, prefix, text, "salt-a"), prefix)
    assert [found[name].probability for name in ("cam", "cell-1", "module-1")] == pytest.approx([0.25, 0.25, 0.25])


async def test_a_mineral_is_followed_by_what_it_holds_and_not_by_mass(database: Database, prefix: str) -> None:
    found = by_name(await recall(database, prefix, POOLED, "cam-a", mineral=Mineral.NICKEL), prefix)
    # 10 kg x 0.5 of 10 x 0.5 + 30 x 0.4 kg of nickel.
    assert found["cell-1"].share == pytest.approx(5 / 17)
    # Which of the two went into a cell does not hang on how rich they are.
    assert found["cell-1"].probability == pytest.approx(0.25)


async def test_a_mineral_that_the_lot_does_not_hold_is_carried_by_nothing(database: Database, prefix: str) -> None:
    await take(database, parse("1 kg ore {LITHIUM .1 only}\nmill REFINING: 1 kg ore -> 1 kg salt", prefix))
    found = await find_carriers(NOW, database, [f"{prefix}:ore"], RecallTerms(Mineral.NICKEL))
    assert found.carriers.count() == 0


MOVED = """
1 kg cam {NICKEL .5}
mill CELL_PRODUCTION blended: 1 kg cam -> 1 pc cell-1 @1
module-1 @2 = cell-1 2025-01-01..
pack-1 @10 = module-1 2025-01-01..2025-02-28
pack-2 @20 = module-1 2025-04-01..
vehicle-1 @100 = pack-1 2025-02-01..
vehicle-2 @100 = pack-1 2025-01-01..2025-01-31
"""


async def test_now_only_what_holds_it_now_carries(database: Database, prefix: str) -> None:
    found = by_name(await recall(database, prefix, MOVED, "cam"), prefix)
    assert found.keys() == {"cell-1", "module-1", "pack-2"}
    assert found["pack-2"].intervals == (Interval(APRIL, None),)
    assert found["pack-2"].share == pytest.approx(1 / 20)


async def test_at_a_time_what_held_it_then_carried(database: Database, prefix: str) -> None:
    found = by_name(await recall(database, prefix, MOVED, "cam", at=datetime(2025, 2, 10, tzinfo=UTC)), prefix)
    assert found.keys() == {"cell-1", "module-1", "pack-1", "vehicle-1"}
    assert found["vehicle-1"].share == pytest.approx(1 / 100)
    between = await find_carriers(Scope(LOCAL, at=datetime(2025, 3, 10, tzinfo=UTC)), database, [f"{prefix}:cam"])
    assert by_name(between, prefix).keys() == {"cell-1", "module-1"}


async def test_ever_asks_for_all_times_and_intersects_them(database: Database, prefix: str) -> None:
    found = by_name(await recall(database, prefix, MOVED, "cam", ever=True), prefix)
    assert {name: c.intervals for name, c in found.items() if name != "cell-1"} == {
        "module-1": (Interval(JANUARY, None),),
        "pack-1": (Interval(JANUARY, MARCH),),
        "pack-2": (Interval(APRIL, None),),
        # The pack was in it from February on, and had the module to the end of February.
        "vehicle-1": (Interval(FEBRUARY, MARCH),),
        "vehicle-2": (Interval(JANUARY, FEBRUARY),),
    }
    assert found["pack-1"].share == pytest.approx(1 / 10)


async def test_a_whole_that_no_longer_held_it_passes_nothing_on(database: Database, prefix: str) -> None:
    text = MOVED + "reuse REPURPOSING 2025-05-01..2025-05-02: 1 pc pack-1 -> 1 pc pack-3 @9\n"
    found = by_name(await recall(database, prefix, text, "cam", ever=True), prefix)
    assert "pack-1" in found
    assert "pack-3" not in found


async def test_recycling_ends_it_unless_asked_through(database: Database, prefix: str) -> None:
    text = """
    1 kg cam {NICKEL .5}
    mill CELL_PRODUCTION blended: 1 kg cam -> 1 pc cell-1 @2
    melt RECYCLING blended: 1 pc cell-1 END_OF_LIFE -> 1 kg mass {NICKEL .4}
    """
    found = by_name(await recall(database, prefix, text, "cam"), prefix)
    assert found.keys() == {"cell-1"}
    through = await find_carriers(NOW, database, [f"{prefix}:cam"], RecallTerms(through_recycling=True))
    assert by_name(through, prefix).keys() == {"cell-1", "mass"}


async def test_owners_are_told_for_as_long_as_what_they_owned_carried(database: Database, prefix: str) -> None:
    documents = parse(MOVED, prefix)
    vehicle = f"{prefix}:vehicle-1"
    documents[0].records += [
        {"type": "owned", "item": vehicle, "party": f"{prefix}:first", "from": "2025-02-01", "to": "2025-02-14"},
        {"type": "owned", "item": vehicle, "party": f"{prefix}:second", "from": "2025-02-15"},
        {"type": "owned", "item": f"{prefix}:pack-2", "party": f"{prefix}:third", "from": "2025-01-01"},
    ]
    await take(database, documents)
    found = await find_carriers(NOW, database, [f"{prefix}:cam"], RecallTerms(ever=True))
    middle = datetime(2025, 2, 15, tzinfo=UTC)
    told = {(k.party.removeprefix(f"{prefix}:"), k.item.removeprefix(f"{prefix}:")): k.intervals for k in found.keepers}
    assert told == {
        ("first", "vehicle-1"): (Interval(FEBRUARY, middle),),
        ("second", "vehicle-1"): (Interval(middle, MARCH),),
        ("third", "pack-2"): (Interval(APRIL, None),),
    }
    now = await find_carriers(NOW, database, [f"{prefix}:cam"])
    assert [keeper.item for keeper in now.keepers] == [f"{prefix}:pack-2"]


async def test_as_of_an_earlier_revision_a_recall_answers_what_was_known(database: Database, prefix: str) -> None:
    before = await recall(database, prefix, BLENDED, "cam-a")
    await take(
        database,
        parse("vehicle-2 @50 = pack-2\npack-2 = cell-9\nfit CELL_PRODUCTION: 1 kg cam-a -> 1 pc cell-9", prefix),
    )
    after = await find_carriers(NOW, database, [f"{prefix}:cam-a"])
    again = await find_carriers(Scope(LOCAL, revision=before.revision), database, [f"{prefix}:cam-a"])
    assert after.carriers.count([ItemKind.VEHICLE]) == 2
    assert (again.carriers.page(500), again.revision) == (before.carriers.page(500), before.revision)


async def test_an_unknown_lot_is_named(database: Database, prefix: str) -> None:
    with pytest.raises(InvalidInput, match=f"knows no {prefix}:nothing"):
        await find_carriers(NOW, database, [f"{prefix}:nothing"])


async def test_a_piece_can_be_recalled_too(database: Database, prefix: str) -> None:
    found = by_name(await recall(database, prefix, BLENDED, "cell-1"), prefix)
    # 1 kg of 10, and of 100.
    assert {name: c.share for name, c in found.items()} == pytest.approx({"pack-1": 0.1, "vehicle-1": 0.01})


async def test_pages_go_by_key_and_filters_count(database: Database, prefix: str) -> None:
    found = await recall(database, prefix, BLENDED, "cam-a")
    first = found.carriers.page(2, kinds=[ItemKind.CELL])
    second = found.carriers.page(2, first[-1].key, kinds=[ItemKind.CELL])
    assert [c.key for c in (*first, *second)] == [f"{prefix}:cell-{n}" for n in (1, 2, 3)]
    assert [(c.kind, c.yes, c.possible) for c in found.carriers.counts()] == [
        (ItemKind.CELL, 3, 0),
        (ItemKind.PACK, 1, 0),
        (ItemKind.VEHICLE, 1, 0),
    ]
    assert found.carriers.count(certainties=[Certainty.POSSIBLE]) == 0


LIVED = """
1 kg cam {NICKEL .5}
mill CELL_PRODUCTION blended 2025-02-10..2025-02-12: 1 kg cam -> 1 pc cell-1 @1
pack-1 @10 = cell-1 2025-02-15..
vehicle-1 @100 = pack-1 2025-02-20..
strip DISMANTLING 2025-06-01..2025-06-02: 1 pc pack-1 END_OF_LIFE -> 1 kg scrap
"""


async def test_nothing_carries_before_it_was_made_or_after_its_end(database: Database, prefix: str) -> None:
    documents = parse(LIVED, prefix)
    documents[0].records.append(
        {"type": "owned", "item": f"{prefix}:pack-1", "party": f"{prefix}:oz", "from": "2025-02-15"}
    )
    await take(database, documents)
    lots = [f"{prefix}:cam"]
    # The pack was taken apart in June, though nobody has said that the car no longer holds it.
    now = await find_carriers(NOW, database, lots)
    assert (by_name(now, prefix).keys(), now.keepers) == ({"cell-1"}, [])
    early = await find_carriers(Scope(LOCAL, at=datetime(2025, 1, 15, tzinfo=UTC)), database, lots)
    assert early.carriers.count() == 0
    ever = await find_carriers(NOW, database, lots, RecallTerms(ever=True))
    made, done = datetime(2025, 2, 10, tzinfo=UTC), datetime(2025, 6, 3, tzinfo=UTC)
    assert {name: c.intervals for name, c in by_name(ever, prefix).items()} == {
        "cell-1": (Interval(made, None),),
        "pack-1": (Interval(datetime(2025, 2, 15, tzinfo=UTC), done),),
        "vehicle-1": (Interval(datetime(2025, 2, 20, tzinfo=UTC), done),),
    }
    assert [keeper.intervals for keeper in ever.keepers] == [(Interval(datetime(2025, 2, 15, tzinfo=UTC), done),)]
