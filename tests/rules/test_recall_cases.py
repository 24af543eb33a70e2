"""What carries material of a lot, without a database: figures are worked out beside each chain."""

from collections import defaultdict
from datetime import UTC, datetime

import pytest

from rules.origin.system import System
from rules.recall import Flow, Held, recall_lots
from rules.recall.chance import any_of, drawn, mixed
from rules.recall.gap import Stuff, suspect
from rules.recall.owners import keep
from rules.recall.span import Span
from rules.recalls import Carried, Certainty, Interval
from rules.vocabulary import ItemKind, Mineral
from tests.chain import parse
from tests.rules.upstream import system

POSSIBLE, YES = Certainty.POSSIBLE, Certainty.YES
JANUARY, MARCH = datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC)


def flow(text: str) -> Flow:
    """The text as a recall of all times sees it; each piece stands for itself."""
    found: System = system(text)
    held: dict[str, list[Held]] = defaultdict(list)
    ran: dict[str, tuple[datetime | None, datetime | None]] = {}
    for record in parse(text, "x")[0].records:
        if record["type"] == "contains":
            begin, end = _time(record.get("from")), _time(record.get("to"))
            whole, part = (record[name].removeprefix("x:") for name in ("whole", "part"))
            held[whole].append(Held(part, record.get("quantity"), begin, end))
        elif record["type"] == "process":
            ran[record["key"].removeprefix("x:")] = _time(record.get("started")), _time(record.get("ended"))
    return Flow(found, held, {key: (key,) for key in found.items}, ran, ever=True)


def carriers(text: str, *lots: str, mineral: Mineral | None = None, through: bool = False) -> dict[str, Carried]:
    """By name."""
    return {one.keys[0]: one for one in recall_lots(flow(text), lots, mineral, through=through)}


def _time(day: str | None) -> datetime | None:
    return None if day is None else datetime.fromisoformat(day).replace(tzinfo=UTC)


def test_a_pooled_lot_is_one_draw_also_where_a_pooled_run_uses_it_alone_of_its_kind() -> None:
    text = """
    10 kg flake-a {NATURAL_GRAPHITE 1}
    30 kg flake-b {NATURAL_GRAPHITE 1}
    20 kg cam {NICKEL .5}
    pool ANODE_PRODUCTION: 10 kg flake-a, 30 kg flake-b -> 40 kg anode {NATURAL_GRAPHITE 1}, 1 kg dust
    mill CELL_PRODUCTION: 40 kg anode, 20 kg cam -> 1 pc cell-1 @30, 1 pc cell-2 @30
    module-1 @70 = cell-1, cell-2
    """
    found = carriers(text, "flake-a")
    # All of the anode is of a or all of b: both cells have it, or none.
    assert [found[name].probability for name in ("anode", "cell-1", "module-1")] == pytest.approx([0.25] * 3)


def test_an_output_has_as_many_draws_as_pieces_went_into_it_whatever_else_did() -> None:
    text = """
    1 kg cam-a {NICKEL .5}
    99 kg cam-b {NICKEL .5}
    2 kg wire {COPPER 1}
    mill CELL_PRODUCTION: 1 kg cam-a, 99 kg cam-b -> 192 pc cells @1 {NICKEL .2}
    weld MODULE_ASSEMBLY: 192 pc cells, 2 kg wire -> 1 pc module-1 @97, 1 pc module-2 @97
    """
    found = carriers(text, "cam-a")
    assert found["module-1"].probability == pytest.approx(1 - 0.99**96)


@pytest.mark.parametrize("mixing", ["", "tracked"])
def test_a_piece_that_is_shipped_is_as_likely_as_before(mixing: str) -> None:
    text = f"""
    1 kg cam-a {{NICKEL .5}}
    99 kg cam-b {{NICKEL .5}}
    mill CELL_PRODUCTION: 1 kg cam-a, 99 kg cam-b -> 1000 pc cells @.1
    ship TRANSPORT {mixing}: 1000 pc cells -> 400 pc cells-east @.1, 600 pc cells-west @.1
    pack-1 = 1 pc cells-east
    """
    found = carriers(text, "cam-a")
    assert found["pack-1"].probability == pytest.approx(0.01)
    assert found["cells-east"].probability == pytest.approx(1 - 0.99**400)


def test_pieces_that_were_blended_are_one_draw_for_all_that_came_out() -> None:
    text = """
    1 kg cam-a {NICKEL .5}
    99 kg cam-b {NICKEL .5}
    mill CELL_PRODUCTION: 1 kg cam-a, 99 kg cam-b -> 10 pc cells @10
    crush SHREDDING blended: 10 pc cells HOME_SCRAP -> 50 kg mass-a, 50 kg mass-b
    """
    found = carriers(text, "cam-a")
    assert found["mass-a"].probability == pytest.approx(1 - 0.99**10)


def test_two_pooled_runs_are_two_draws_also_where_both_are_as_likely() -> None:
    text = """
    1 kg salt-a {NICKEL .2}
    3 kg salt-b {NICKEL .2}
    1 kg salt-c {NICKEL .2}
    3 kg salt-d {NICKEL .2}
    pool-1 REFINING: 1 kg salt-a, 3 kg salt-b -> 4 kg liquor, 1 kg rest-1
    pool-2 REFINING: 1 kg salt-c, 3 kg salt-d -> 4 kg liquor, 1 kg rest-2
    """
    found = carriers(text, "salt-a", "salt-c")
    assert found["liquor"].probability == pytest.approx(1 - 0.75**2)


def test_pieces_that_a_run_took_in_two_roles_count_together() -> None:
    text = """
    1 kg cam-a {NICKEL .5}
    99 kg cam-b {NICKEL .5}
    mill CELL_PRODUCTION: 1 kg cam-a, 99 kg cam-b -> 10 pc cells @10
    weld MODULE_ASSEMBLY: 6 pc cells COMPONENT, 4 pc cells MATERIAL -> 1 pc module-1 @100
    """
    assert carriers(text, "cam-a")["module-1"].probability == pytest.approx(1 - 0.99**10)


def test_of_very_many_pieces_in_one_it_is_possible_with_a_probability_of_one() -> None:
    text = """
    1 kg cam-a {NICKEL .5}
    9 kg cam-b {NICKEL .5}
    mill CELL_PRODUCTION: 1 kg cam-a, 9 kg cam-b -> 10000 pc cells @.001
    crush SHREDDING blended: 10000 pc cells HOME_SCRAP -> 10 kg mass
    """
    found = carriers(text, "cam-a")["mass"]
    assert (found.certainty, found.probability) == (POSSIBLE, 1)


PIECES = """
10 kg cam-a {NICKEL .5}
10 kg cam-b {NICKEL .5}
mill-1 CELL_PRODUCTION blended: 10 kg cam-a -> 10 pc cells @1
mill-2 CELL_PRODUCTION blended: 10 kg cam-b -> 10 pc cells @1
pack-1 = 4 pc cells
"""


def test_of_a_lot_of_pieces_out_of_two_runs_some_are_of_the_recalled_one() -> None:
    found = carriers(PIECES, "cam-a")
    assert found["pack-1"].certainty is POSSIBLE
    assert found["pack-1"].probability == pytest.approx(1 - 0.5**4)
    assert found["pack-1"].mass_kg == pytest.approx(2)


def test_of_pieces_that_all_came_out_of_recalled_runs_each_is_sure() -> None:
    found = carriers(PIECES, "cam-a", "cam-b")
    assert {one.certainty for one in found.values()} == {YES}


def test_of_several_wholes_alike_each_has_its_part_of_the_pieces() -> None:
    text = """
    1 kg cam-a {NICKEL .5}
    99 kg cam-b {NICKEL .5}
    mill CELL_PRODUCTION: 1 kg cam-a, 99 kg cam-b -> 120 pc cells @1
    10 pc modules @14
    modules = 120 pc cells
    pack-1 = 1 pc modules
    """
    text = text.replace("    10 pc modules @14\n    modules", "    10 pc modules @14")
    found = carriers(text, "cam-a")
    assert found["modules"].probability == pytest.approx(1 - 0.99**120)
    assert found["pack-1"].probability == pytest.approx(1 - 0.99**12)


def test_the_share_is_of_all_that_the_whole_holds_when_it_carries() -> None:
    text = """
    1 kg cam {NICKEL .5}
    mill CELL_PRODUCTION blended: 1 kg cam -> 1 pc cell-1 @1
    1 pc cell-2 @3
    module-1 = cell-1 2025-01-01..
    module-1 = cell-2 2025-03-01..
    """
    # Now: 1 of 4 kg.
    assert carriers(text, "cam")["module-1"].share == pytest.approx(0.25)


def test_a_whole_of_several_times_is_weighed_by_what_it_held_then() -> None:
    text = """
    1 kg cam {NICKEL .5}
    mill CELL_PRODUCTION blended: 1 kg cam -> 1 pc cell-1 @1
    1 pc cell-2 @1
    1 pc cell-3 @2
    module-1 = cell-1 2025-01-01..2025-02-28, cell-2 2025-01-01..2025-02-28
    module-1 = cell-3 2025-03-01..
    pack-1 = module-1 2025-01-01..
    """
    found = carriers(text, "cam")
    # 1 of 2 kg up to March; both cells then made way for a third.
    assert (found["module-1"].share, found["pack-1"].share) == pytest.approx((0.5, 0.5))


@pytest.mark.parametrize(
    ("days", "carries"),
    [
        pytest.param("2025-05-01..2025-05-02", True, id="its stay ended with the run"),
        pytest.param("2025-05-01..2025-05-04", True, id="its stay ended while the run went on"),
        pytest.param("2025-04-01..2025-05-01", True, id="it ended after the run"),
        pytest.param("..2025-05-02", True, id="nobody has stated when the run began"),
        pytest.param("2025-05-02..2025-05-04", False, id="its stay ended when the run began"),
        pytest.param("2024-05-02..2024-05-04", False, id="it came in after the run"),
        pytest.param("..2025-06-01", False, id="it ended long before"),
    ],
)
def test_what_a_whole_held_while_a_run_took_it_goes_on(days: str, carries: bool) -> None:
    text = f"""
    module-1 = cell-1
    1 pc module-1 @2
    1 pc cell-1 @1
    pack-1 @10 = module-1 2025-01-01..2025-05-02
    reuse REPURPOSING {days}: 1 pc pack-1 -> 1 pc pack-2 @9
    """
    found = carriers(text, "cell-1")
    assert ("pack-2" in found) is carries
    if carries:
        # 1 kg of 10 that the run took.
        assert found["pack-2"].share == pytest.approx(0.1)


def test_what_holds_no_mineral_could_stand_for_its_like() -> None:
    text = """
    1 kg film-a {COPPER 0 only}
    3 kg film-b {COPPER 0 only}
    20 kg cam {NICKEL .5}
    mill CELL_PRODUCTION: 1 kg film-a, 3 kg film-b, 20 kg cam -> 1 pc cell-1 @12, 1 pc cell-2 @12
    """
    found = carriers(text, "film-a")["cell-1"]
    assert (found.certainty, found.probability) == (POSSIBLE, None)
    assert found.share == pytest.approx(1 / 24)
    assert carriers(text, "cam")["cell-1"].certainty is YES


def test_a_lot_that_holds_no_mineral_can_be_in_any_gap() -> None:
    film = Stuff(["film"], ItemKind.MATERIAL, {Mineral.COPPER: 0.0}, complete=True, time=None)
    gap = Stuff(["gap"], ItemKind.MATERIAL, {Mineral.NICKEL: 0.5}, complete=True, time=None)
    assert suspect([film], [gap], None, through=False) == ["gap"]


def test_what_is_stated_to_be_all_of_another_mineral_carries_none() -> None:
    text = """
    1 kg foil {COPPER 1}
    1 kg salt {NICKEL .2}
    melt REFINING blended: 1 kg foil, 1 kg salt -> 1 kg plate {COPPER 1}, 1 kg liquor {NICKEL .2}
    """
    assert carriers(text, "foil", mineral=Mineral.NICKEL) == {}
    assert carriers(text, "salt", mineral=Mineral.NICKEL).keys() == {"liquor"}


def test_of_a_lot_of_unstated_size_a_whole_has_its_share_of_what_it_took() -> None:
    text = """
    10 kg glue-a {COPPER .1}
    30 kg glue-b {COPPER .1}
    stir BLENDING blended: 10 kg glue-a, 30 kg glue-b -> glue
    module-1 @10 = 4 kg glue
    """
    found = carriers(text, "glue-a")["module-1"]
    # A quarter of 4 kg, in 10 kg.
    assert (found.mass_kg, found.share) == pytest.approx((1, 0.1))


def test_what_drew_from_lots_that_had_drawn_tells_a_probability_by_itself_alone() -> None:
    text = """
    10 kg ore-a {NICKEL .1}
    10 kg ore-b {NICKEL .1}
    melt-1 REFINING: 5 kg ore-a, 5 kg ore-b -> 5 kg salt-1 {NICKEL .2}, 1 kg slag-1
    melt-2 REFINING: 5 kg ore-a, 5 kg ore-b -> 5 kg salt-2 {NICKEL .2}, 1 kg slag-2
    mill CELL_PRODUCTION: 5 kg salt-1, 5 kg salt-2 -> 1 pc cell-1 @5, 1 pc cell-2 @5
    pack-1 = cell-1, cell-2
    """
    found = carriers(text, "ore-a")
    # Half of each salt's draws, and half of either salt: 0.5 x 0.5 + 0.5 x 0.5.
    assert found["cell-1"].probability == pytest.approx(0.5)
    # At most 1 - 0.5 x 0.5, for both cells hang on the same two salts; independent they would give the same, and with twenty cells 1.
    assert (found["pack-1"].certainty, found["pack-1"].probability) == (POSSIBLE, None)


def test_a_pooled_run_that_gave_one_lot_gave_all_to_it() -> None:
    text = "5 kg cam-a {NICKEL .5}\n5 kg cam-b {NICKEL .5}\nmix BLENDING: 5 kg cam-a, 5 kg cam-b -> 10 kg cam"
    assert carriers(text, "cam-a")["cam"].certainty is YES
    # Of 20 kg half is not recorded here, and may have it all.
    assert carriers(text.replace("BLENDING:", "BLENDING total 20:"), "cam-a")["cam"].certainty is POSSIBLE


def test_a_tracked_run_of_several_pieces_does_not_tell_which_piece_got_which() -> None:
    text = "1 pc cell-1 {NICKEL .1}\n1 pc cell-2 {NICKEL .1}\nfix REPAIR tracked: 1 pc cell-1, 1 pc cell-2 -> 1 pc cell-3, 1 pc cell-4"
    assert {carriers(text, "cell-1")[name].certainty for name in ("cell-3", "cell-4")} == {POSSIBLE}
    one = "1 pc cell-1 {NICKEL .1}\n1 pc cell-2 {NICKEL .1}\nfix REPAIR tracked: 1 pc cell-1, 1 pc cell-2 -> 1 pc module-1"
    assert carriers(one, "cell-1")["module-1"].certainty is YES


def test_which_lot_a_piece_got_does_not_hang_on_how_rich_it_is() -> None:
    text = "30 kg cam-a {NICKEL .2}\n10 kg cam-b {NICKEL .4}\nmill CELL_PRODUCTION: 30 kg cam-a, 10 kg cam-b -> 1 pc cell-1 @20, 1 pc cell-2 @20"
    found = carriers(text, "cam-a", mineral=Mineral.NICKEL)
    # 6 of 10 kg of the nickel, and 30 of 40 kg of what was in the pool.
    assert (found["cell-1"].share, found["cell-1"].probability) == pytest.approx((0.6, 0.75))


def test_cathodes_of_other_metals_could_take_each_others_place() -> None:
    text = "10 kg cam-a {NICKEL .5}\n30 kg cam-b {COBALT .5}\n20 kg anode {NATURAL_GRAPHITE 1}\nmill CELL_PRODUCTION: 10 kg cam-a, 30 kg cam-b, 20 kg anode -> 1 pc cell-1 @30, 1 pc cell-2 @30"
    assert carriers(text, "cam-a")["cell-1"].probability == pytest.approx(0.25)
    assert carriers(text, "anode")["cell-1"].certainty is YES


def test_the_same_draw_again_is_no_other_draw_also_where_it_hangs_on_others() -> None:
    one = mixed(drawn(0.5, alone=True), "blend")
    assert any_of([(one, 1), (one, 1)]).probability == pytest.approx(0.5)
    assert any_of([(one, 1), (drawn(0.5), 1)]).probability is None


def test_a_stay_that_ends_when_another_begins_is_no_stay_together() -> None:
    assert Span(end=MARCH).within(MARCH, None) is None
    assert Span(end=MARCH).within(JANUARY, None) == Span(JANUARY, MARCH)


def test_a_piece_ends_with_the_first_run_that_ends_it() -> None:
    text = """
    1 kg cam {NICKEL .5}
    mill CELL_PRODUCTION blended: 1 kg cam -> 1 pc cell-1 @1
    strip DISMANTLING 2025-01-01..2025-03-01: 1 pc cell-1 -> 1 kg scrap
    melt RECYCLING 2025-01-01..2025-04-01: 1 pc cell-1 -> 1 kg mass
    """
    assert carriers(text, "cam")["cell-1"].intervals == (Interval(None, MARCH),)


def test_who_owned_it_before_owns_it_no_longer() -> None:
    carried = [Carried(("cell-1",), ItemKind.CELL, YES, 1.0, 1.0, 1.0)]
    owned = [("first", None, "cell-1", None, MARCH), ("second", None, "cell-1", MARCH, None)]
    assert [keeper.party for keeper in keep(carried, owned, None, ever=False)] == ["second"]
    assert [keeper.party for keeper in keep(carried, owned, JANUARY, ever=False)] == ["first"]
    assert [keeper.party for keeper in keep(carried, owned, None, ever=True)] == ["first", "second"]


def test_a_gap_that_was_first_used_when_the_lot_was_made_could_hide_it() -> None:
    lot = Stuff(["lot"], ItemKind.MATERIAL, None, complete=False, time=MARCH)
    same, before = (Stuff(["gap"], ItemKind.MATERIAL, None, complete=False, time=at) for at in (MARCH, JANUARY))
    assert suspect([lot], [same], None, through=False) == ["gap"]
    assert suspect([lot], [before], None, through=False) == []
