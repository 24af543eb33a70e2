"""By which ways one thing reaches another: the strongest first, by the mass or mineral that came along it."""

import pytest

from rules.path import Path
from rules.trace import EdgeType
from rules.vocabulary import Mineral, ProcessKind, Unit
from rules.way import find_path
from tests.rules.upstream import origins, sources, system

LITHIUM = Mineral.LITHIUM


def path(text: str, start: str, end: str, mineral: Mineral | None = LITHIUM, **more: object) -> Path:
    """The path from `start` to `end` in the text, up to ten ways."""
    return find_path(system(text), start, end, mineral, **{"ways": 10, "revision": 7} | more)  # pyright: ignore[reportArgumentType]


def told(found: Path) -> list[tuple[str, float | None]]:
    """Items of each way, from where it begins, with the share of all of it."""
    return [(" ".join(step.item_key for step in way.steps), way.share) for way in found.ways]


TWO_WAYS = """
    dig EXTRACTION CL by miner at pit: -> 100 kg ore {LITHIUM .1}
    dig-b EXTRACTION: -> 40 kg other {LITHIUM .1}
    left REFINING blended: 30 kg ore, 10 kg other -> 40 kg l {LITHIUM .1}
    right REFINING blended: 50 kg ore, 10 kg other -> 60 kg r {LITHIUM .1}
    join BLENDING blended: 40 kg l, 60 kg r -> 100 kg out {LITHIUM .1}
"""


def test_the_strongest_way_is_the_largest_product_of_shares() -> None:
    # By r: 0.6 x 5/6 = 0.5. By l: 0.4 x 3/4 = 0.3.
    for start in ("dig", "ore"):
        found = told(path(TWO_WAYS, start, "out"))
        assert found == [("ore r out", pytest.approx(0.5)), ("ore l out", pytest.approx(0.3))]
    assert told(path(TWO_WAYS, "dig", "out", ways=1)) == [("ore r out", pytest.approx(0.5))]


@pytest.mark.parametrize("start", ["dig", "pit", "miner", "ore"])
def test_all_ways_together_bring_what_the_origins_say(start: str) -> None:
    found = path(TWO_WAYS, start, "out")
    assert found.share == pytest.approx(0.8)
    assert sources(origins(TWO_WAYS, "out"))["pit"] == pytest.approx(found.share)
    assert (found.complete, found.start, found.end, found.revision) == (True, start, "out", 7)


def test_a_step_tells_the_item_and_how_it_came_out_of_the_one_before() -> None:
    (way,) = path(TWO_WAYS, "pit", "out", ways=1).ways
    ore, r, out = way.steps
    assert (ore.link, ore.process_key, ore.process_kind) == (EdgeType.PRODUCED_BY, "dig", ProcessKind.EXTRACTION)
    assert (ore.party_key, ore.facility_key, ore.country) == ("miner", "pit", "CL")
    assert (ore.share, ore.quantity, ore.unit) == (1, 100, Unit.KG)
    assert (r.link, r.process_key, r.quantity, r.unit) == (EdgeType.CONSUMED, "right", 50, Unit.KG)
    assert (r.share, out.share) == (pytest.approx(5 / 6), pytest.approx(0.6))
    # 100 kg of out hold 10 kg of lithium; half of it came this way.
    assert way.mass_kg == pytest.approx(5)


def test_a_way_from_an_item_begins_with_that_item() -> None:
    first = path(TWO_WAYS, "ore", "out").ways[0].steps[0]
    assert (first.item_key, first.link, first.share, first.process_key) == ("ore", None, 1, "dig")


CAR = """
    dig EXTRACTION by miner: -> 20 kg salt {LITHIUM .2}
    wind CELL_PRODUCTION by maker pooled: 6 kg salt, 4 kg more -> 4 pc cells @5 {LITHIUM .06}
    dig-b EXTRACTION: -> 9 kg more {LITHIUM .3}
    1 kg glue {NICKEL .1 only}
    fit PACK_ASSEMBLY by packer: 1 kg glue -> 1 pc pack-1 @25
    pack-1 = 2 pc cells
    vehicle-1 @100 = pack-1
"""


def test_parts_come_by_what_they_hold() -> None:
    # Of the 2.4 kg that went in 6 kg x 0.2 = 1.2 came from the salt, whichever cell got it: half, and all of it is in the pack.
    (way,) = path(CAR, "miner", "vehicle-1").ways
    assert [step.item_key for step in way.steps] == ["salt", "cells", "pack-1", "vehicle-1"]
    assert [step.link for step in way.steps[2:]] == [EdgeType.CONTAINS, EdgeType.CONTAINS]
    assert [step.share for step in way.steps] == pytest.approx([1, 0.5, 1, 1])
    assert [step.expectation for step in way.steps] == [False, True, False, False]
    assert (way.steps[2].process_key, way.steps[2].quantity, way.steps[2].unit) == ("fit", 2, Unit.PIECE)
    assert way.expectation


def test_without_a_mineral_shares_are_of_all_mass() -> None:
    # 6 of 10 kg went into the cells, which are put down with 5 kg each: 20 kg came out, so 6/20. Two cells are 10 of 25 kg, the pack a quarter.
    (way,) = path(CAR, "salt", "vehicle-1", None).ways
    assert [step.share for step in way.steps] == pytest.approx([1, 0.3, 0.4, 0.25])
    assert way.share == pytest.approx(0.03)
    # 3 kg of salt: half of the 6 kg that four cells took.
    assert way.mass_kg == pytest.approx(3)


def test_all_of_a_whole_passed_who_assembled_it() -> None:
    found = path(CAR, "packer", "vehicle-1")
    assert told(found) == [("pack-1 vehicle-1", 1)]
    assert found.ways[0].steps[0].process_key == "fit"
    assert found.share == 1


def test_a_way_begins_where_the_matter_last_left_the_start() -> None:
    text = """
        dig EXTRACTION by firm: -> 10 kg ore {LITHIUM .1}
        wash CONCENTRATION by other blended: 10 kg ore, 10 kg bought -> 20 kg washed {LITHIUM .1}
        10 kg bought {LITHIUM .1}
        melt REFINING by firm: 10 kg washed -> 10 kg salt {LITHIUM .1}
        mix BLENDING blended: 10 kg salt, 30 kg own -> 40 kg out {LITHIUM .1}
        own-dig EXTRACTION: -> 30 kg own {LITHIUM .1}
    """
    found = path(text, "firm", "out")
    # All of the salt passed the firm's hands, and half of it did so twice, which counts once.
    assert (told(found), found.share) == ([("salt out", 0.25)], 0.25)


UNTOLD = [
    pytest.param(
        "make REFINING: 5 kg a, 5 kg b -> 10 kg out\n5 kg a\n5 kg b", [("a out", None)], id="contents-not-stated"
    ),
    pytest.param(
        "make REFINING: a, 6 kg b -> 10 kg out {LITHIUM .1}\n9 kg a {LITHIUM .1}\n6 kg b {LITHIUM .1}",
        [("a out", None)],
        id="how-much-went-in-is-not-stated",
    ),
    pytest.param("make REFINING: 5 kg a, 5 kg c -> 10 kg out {LITHIUM .1}", [("a out", None)], id="two-stubs"),
    pytest.param(
        "make REFINING: 5 kg a, 10 kg b -> 10 kg out {LITHIUM .1}\n5 kg a\n10 kg b {LITHIUM .1}",
        [("a out", None)],
        id="what-the-others-cover-may-be-from-it-nevertheless",
    ),
    pytest.param(
        "make REFINING: 5 kg a, 5 kg c -> 10 kg out\n5 kg a {LITHIUM .1}",
        [("a out", None)],
        id="beside-what-may-have-brought-anything",
    ),
    pytest.param(
        "out = 1 pc a, 1 pc box\na @1 {LITHIUM .1} = 1 pc c\nbox = 1 pc stub",
        [("a out", None)],
        id="a-part-beside-one-that-may-hold-anything",
    ),
    pytest.param("dig EXTRACTION: 5 kg a -> 10 kg out {LITHIUM .1}\n5 kg a", [], id="at-a-mine-it-begins-anew"),
    pytest.param(
        "10 kg out\nmake REFINING: 1 kg a -> 0 kg out\ndig EXTRACTION: -> 10 kg out {LITHIUM .1}\n1 kg a {LITHIUM .1}",
        [],
        id="a-run-that-gave-nothing",
    ),
    pytest.param(
        "make REFINING: 5 kg a AUXILIARY, 10 kg b -> 10 kg out {LITHIUM .1}\n10 kg b {LITHIUM .1}\n5 kg a",
        [],
        id="an-auxiliary-stays-out",
    ),
    pytest.param(
        "make REFINING: 5 kg a, 10 kg b -> 10 kg out {LITHIUM .1}\n10 kg b {LITHIUM .1}\n5 kg a {NICKEL .1 only}",
        [],
        id="what-is-stated-to-hold-none-brings-none",
    ),
    pytest.param(
        "make-1 REFINING: a -> out\nmake-2 REFINING: b -> out\nout {LITHIUM .1}", [("a out", None)], id="of-two-runs-nobody-says-how-much"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), UNTOLD)
def test_a_way_is_there_though_its_share_cannot_be_told(text: str, expected: list[tuple[str, float | None]]) -> None:
    found = path(text, "a", "out")
    assert told(found) == expected
    # What nobody can tell is no zero.
    assert (found.share, found.complete) == ((None, False) if expected else (0, True))


def test_ways_of_untold_share_come_last() -> None:
    found = path(
        """
        50 kg ore {LITHIUM .1}
        l REFINING: 5 kg ore -> 5 kg little {LITHIUM .1}
        s REFINING: 40 kg ore -> 40 kg silent
        join BLENDING blended: 5 kg little, 40 kg silent, 5 kg own -> 50 kg out {LITHIUM .1}
        5 kg own {LITHIUM .1}
        """,
        "ore",
        "out",
    )
    # Of 5 kg of lithium that came out little brought 0.5.
    assert told(found) == [("ore little out", pytest.approx(0.1)), ("ore silent out", None)]
    assert (found.share, found.complete) == (pytest.approx(0.1), False)
    assert found.ways[1].mass_kg is None


def test_ways_have_no_item_between_the_ends_in_common() -> None:
    text = """
        dig EXTRACTION: -> 90 kg ore {LITHIUM .1}
        one REFINING: 20 kg ore -> 20 kg a {LITHIUM .1}
        two REFINING: 30 kg ore -> 30 kg b {LITHIUM .1}
        three REFINING: 10 kg ore -> 10 kg c {LITHIUM .1}
        first BLENDING blended: 20 kg a, 30 kg b -> 50 kg d {LITHIUM .1}
        second BLENDING blended: 50 kg d, 10 kg c -> 60 kg out {LITHIUM .1}
    """
    # Over b and d 30/60; over a it would be 20/60, through d as well; over c 10/60.
    found = path(text, "ore", "out")
    assert told(found) == [("ore b d out", pytest.approx(1 / 2)), ("ore c out", pytest.approx(1 / 6))]
    assert found.share == pytest.approx(1)
    assert len(path(text, "ore", "out", ways=1).ways) == 1


def test_the_choice_is_greedy_the_strongest_may_stand_in_the_way_of_two_others() -> None:
    text = """
        100 kg ore {LITHIUM .1}
        a REFINING: 60 kg ore -> 60 kg p {LITHIUM .1}
        b REFINING: 40 kg ore -> 40 kg q {LITHIUM .1}
        c BLENDING blended: 50 kg p, 10 kg q -> 60 kg x {LITHIUM .1}
        d BLENDING blended: 10 kg p, 30 kg q -> 40 kg y {LITHIUM .1}
        e BLENDING blended: 60 kg x, 40 kg y -> 100 kg out {LITHIUM .1}
    """
    # p x 0.5, q y 0.3, and not p y 0.1 or q x 0.1.
    assert told(path(text, "ore", "out")) == [("ore p x out", pytest.approx(0.5)), ("ore q y out", pytest.approx(0.3))]


def test_two_runs_of_one_place_are_two_ways_though_no_item_lies_between() -> None:
    found = path(
        """
        100 kg lot {LITHIUM .1}
        dig-a EXTRACTION by miner at pit: -> 70 kg lot
        dig-b EXTRACTION at pit: -> 30 kg lot
        """,
        "pit",
        "lot",
    )
    assert [(way.steps[0].process_key, way.share) for way in found.ways] == [
        ("dig-a", pytest.approx(0.7)),
        ("dig-b", pytest.approx(0.3)),
    ]
    assert found.share == pytest.approx(1)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("out", "ore", []),
        ("nobody", "out", []),
        ("out", "out", [("out", 1)]),
    ],
    ids=["downstream", "not-upstream", "itself"],
)
def test_ends_that_are_not_upstream_have_no_way(start: str, end: str, expected: list[tuple[str, float | None]]) -> None:
    found = path(TWO_WAYS, start, end)
    assert (told(found), found.share, found.complete) == (expected, len(expected), True)


def test_an_item_that_holds_none_of_the_mineral_was_reached_by_none() -> None:
    text = "dig EXTRACTION: -> 9 kg ore {LITHIUM .1}\nmake REFINING: 9 kg ore -> 5 kg slag {NICKEL .1 only}"
    found = path(text, "dig", "slag")
    assert (found.ways, found.share, found.mass_kg) == ((), 0, 0)
    assert told(path(text, "dig", "slag", None)) == [("ore slag", 1)]


OLD = """
    dig EXTRACTION: -> 10 kg ore {LITHIUM .1}
    wind CELL_PRODUCTION: 10 kg ore -> 1 pc cell-old @10 {LITHIUM .1}
    leach RECYCLING: 1 pc cell-old END_OF_LIFE -> 10 kg salt {LITHIUM .1}
    """


def test_a_first_life_ends_at_recycling_unless_it_is_asked_through() -> None:
    assert told(path(OLD, "dig", "salt")) == []
    assert told(path(OLD, "leach", "salt")) == [("salt", 1)]
    assert told(path(OLD, "dig", "salt", through_recycling=True)) == [("ore cell-old salt", 1)]


def test_data_that_go_round_have_ways_that_do_not() -> None:
    found = path(
        """
        dig EXTRACTION: -> 50 kg ore {LITHIUM .1}
        mix BLENDING blended: 50 kg ore, 50 kg back -> 100 kg lot {LITHIUM .1}
        turn BLENDING: 100 kg lot -> 100 kg back {LITHIUM .1}
        """,
        "dig",
        "lot",
    )
    assert (told(found), found.share) == ([("ore lot", 0.5)], 0.5)


def test_what_the_assembling_took_is_a_step_by_its_run() -> None:
    found = path(
        """
        weld PACK_ASSEMBLY: 2 kg busbar -> 1 pc pack-1 @10
        2 kg busbar
        cells = 1 pc cell-1
        1 pc cell-1 @8
        pack-1 = 1 pc cell-1
        """,
        "busbar",
        "pack-1",
        None,
    )
    (way,) = found.ways
    # 2 kg of 10.
    assert (way.share, way.steps[1].link, way.steps[1].process_key) == (pytest.approx(0.2), EdgeType.CONSUMED, "weld")


def test_which_part_is_in_a_whole_is_no_expectation_though_its_assembling_pools() -> None:
    text = """
        weld PACK_ASSEMBLY pooled: 2 kg busbar, 1 kg screws -> 1 pc pack-1 @11
        2 kg busbar
        1 kg screws
        pack-1 = 1 pc cell-1
        1 pc cell-1 @8
    """
    assert [way.expectation for way in path(text, "cell-1", "pack-1", None).ways] == [False]
    assert [way.expectation for way in path(text, "busbar", "pack-1", None).ways] == [True]


def test_an_old_battery_that_is_built_in_ends_its_first_life_too() -> None:
    text = """
        dig EXTRACTION: -> 10 kg ore {LITHIUM .1}
        wind CELL_PRODUCTION: 10 kg ore -> 1 pc cell-old @10 {LITHIUM .1}
        fit PACK_ASSEMBLY: 1 pc cell-old END_OF_LIFE -> 1 pc pack-1 @20
        pack-1 = 1 pc cell-new
        1 pc cell-new @10 {LITHIUM .1}
    """
    assert told(path(text, "dig", "pack-1")) == []
    assert told(path(text, "dig", "pack-1", through_recycling=True)) == [("ore cell-old pack-1", pytest.approx(0.5))]


def test_a_lot_that_went_in_twice_is_one_step() -> None:
    text = "make REFINING: 5 kg b, 3 kg a, 2 kg a ACTIVE_MATERIAL -> 10 kg out\n5 kg a\n5 kg b"
    (way,) = path(text, "a", "out", None).ways
    assert (way.share, way.steps[1].quantity) == (pytest.approx(0.5), 5)


def test_an_auxiliary_has_mass_and_is_no_part_of_the_products() -> None:
    text = "make REFINING: 10 kg a, 90 kg water AUXILIARY -> 10 kg out\n10 kg a\n90 kg water"
    assert told(path(text, "a", "out", None)) == [("a out", 1)]
    assert told(path(text, "water", "out", None)) == []


def test_what_every_way_passes_is_on_all_of_them() -> None:
    text = """
        dig EXTRACTION: -> 9 kg ore {LITHIUM .1}
        wind-1 CELL_PRODUCTION: 6 kg ore -> 1 pc cell-1 @6 {LITHIUM .1}
        wind-2 CELL_PRODUCTION: 3 kg ore -> 1 pc cell-2 @3 {LITHIUM .1}
        pack-1 = cell-1, cell-2
        vehicle-1 = pack-1
    """
    # The one lot and the one pack, and two cells between them.
    assert told(path(text, "dig", "vehicle-1")) == [
        ("ore cell-1 pack-1 vehicle-1", pytest.approx(2 / 3)),
        ("ore cell-2 pack-1 vehicle-1", pytest.approx(1 / 3)),
    ]


def test_ways_that_differ_by_runs_alone_are_told_apart_by_them() -> None:
    text = """
        10 kg ore {LITHIUM .1}
        10 kg salt {LITHIUM .1}
        by-day REFINING: 6 kg ore -> 6 kg salt
        by-night REFINING: 4 kg ore -> 4 kg salt
        pack-1 = 10 kg salt
        vehicle-1 = pack-1
    """
    found = path(text, "ore", "vehicle-1")
    assert [(way.steps[1].process_key, way.share) for way in found.ways] == [
        ("by-day", pytest.approx(0.6)),
        ("by-night", pytest.approx(0.4)),
    ]


def test_a_thousand_blends_are_counted_and_not_enumerated() -> None:
    """Two runs at each of 500 steps are 2^500 ways, and each of them passes each lot."""
    steps = "\n".join(
        f"10 kg lot-{n + 1}\na-{n} REFINING: 6 kg lot-{n} -> 6 kg lot-{n + 1}\nb-{n} REFINING: 4 kg lot-{n} -> 4 kg lot-{n + 1}"
        for n in range(500)
    )
    found = path(f"10 kg lot-0\n{steps}", "lot-0", "lot-500", None)
    assert [way.share for way in found.ways] == pytest.approx([0.6**500, 0.4**500], rel=1e-9, abs=0)
    assert found.share == pytest.approx(1)


def test_a_part_that_went_in_by_itself_and_within_another_took_two_ways() -> None:
    text = "pack-1 = 1 pc bolt, 1 pc lid\nlid = 1 pc bolt\n2 pc bolt @1\nvehicle-1 = pack-1"
    # The lid is one of the two bolts.
    assert told(path(text, "bolt", "vehicle-1", None)) == [
        ("bolt pack-1 vehicle-1", 0.5),
        ("bolt lid pack-1 vehicle-1", 0.5),
    ]


PACK = """
    dig EXTRACTION: -> 9 kg ore {LITHIUM .1}
    bought-dig EXTRACTION: -> 9 kg bought {LITHIUM .1}
    wind-a CELL_PRODUCTION KR by maker at plant: 9 kg ore -> 1 pc cell-1 @1 {LITHIUM .1}, 1 pc cell-2 @1 {LITHIUM .1}, 1 pc cell-3 @1 {LITHIUM .1}
    wind-b CELL_PRODUCTION KR by maker at plant: 9 kg bought -> 1 pc cell-4 @1 {LITHIUM .1}
    fit-1 MODULE_ASSEMBLY KR by fitter: -> 1 pc module-1
    fit-2 MODULE_ASSEMBLY KR by fitter: -> 1 pc module-2
    module-1 = cell-1, cell-2
    module-2 = cell-3, cell-4
    pack-1 = module-1, module-2
"""


def test_pieces_that_are_alike_are_one_step() -> None:
    text = f"{PACK}\npack-2 = cell-5, cell-6\nwind-c CELL_PRODUCTION: 9 kg ore -> 1 pc cell-5 @1 {{LITHIUM .1}}, 1 pc cell-6 @1 {{LITHIUM .1}}"
    (way,) = path(text, "dig", "pack-2").ways
    assert (way.share, [(step.item_key, step.items) for step in way.steps]) == (
        1,
        [("ore", 1), ("cell-5", 2), ("pack-2", 1)],
    )
    assert (way.steps[1].share, way.steps[1].quantity, way.steps[2].share, way.steps[2].quantity) == (1, 9, 1, None)
    two = path(text, "dig", "pack-2", merged=False)
    assert told(two) == [("ore cell-5 pack-2", 0.5), ("ore cell-6 pack-2", 0.5)]
    assert (way.steps[1].items, two.merged, two.share) == (2, False, 1)


def test_wholes_of_other_parts_are_not_alike_and_of_parts_only_those_on_the_way_count() -> None:
    # Both cells of module 1 came from the ore, one of module 2 did, and so those are of two kinds. Each module is half the pack.
    first, second = path(PACK, "dig", "pack-1").ways
    assert [(step.item_key, step.items) for step in first.steps[1:3]] == [("cell-1", 2), ("module-1", 1)]
    assert [(step.item_key, step.items) for step in second.steps[1:3]] == [("cell-3", 1), ("module-2", 1)]
    assert (first.share, second.share) == (pytest.approx(0.5), pytest.approx(0.25))
    assert first.steps[1].process_key == "wind-a"


@pytest.mark.parametrize(
    ("second", "ways"),
    [
        ("MODULE_ASSEMBLY KR by fitter", 1),
        ("MODULE_ASSEMBLY CN by fitter", 2),
        ("MODULE_ASSEMBLY KR by another", 2),
        ("MODULE_ASSEMBLY KR by fitter at hall", 2),
        ("REPAIR KR by fitter", 2),
    ],
    ids=["alike", "another-country", "another-party", "another-place", "another-kind-of-run"],
)
def test_what_was_made_by_others_is_not_alike(second: str, ways: int) -> None:
    text = f"""
        wind CELL_PRODUCTION: 9 kg ore -> 1 pc cell-1 @1, 1 pc cell-2 @1
        fit-1 MODULE_ASSEMBLY KR by fitter: -> 1 pc module-1
        fit-2 {second}: -> 1 pc module-2
        module-1 = cell-1
        module-2 = cell-2
        pack-1 = module-1, module-2
    """
    assert len(path(text, "ore", "pack-1", None).ways) == ways


def test_the_piece_that_a_way_begins_at_is_itself() -> None:
    text = "wind CELL_PRODUCTION: 9 kg ore -> 1 pc cell-1 @1, 1 pc cell-2 @1\npack-1 = cell-1, cell-2"
    (way,) = path(text, "cell-2", "pack-1", None).ways
    assert (way.share, [(step.item_key, step.items) for step in way.steps]) == (0.5, [("cell-2", 1), ("pack-1", 1)])


def test_where_a_way_begins_only_what_it_began_with_is_alike() -> None:
    # Both modules were put together by one firm, whatever they hold; by one of its runs just one was.
    (both,) = path(PACK, "fitter", "pack-1").ways
    assert (both.share, [(step.item_key, step.items) for step in both.steps]) == (1, [("module-1", 2), ("pack-1", 1)])
    alike = """
        wind CELL_PRODUCTION: 9 kg ore -> 1 pc cell-1 @1, 1 pc cell-2 @1
        fit-1 MODULE_ASSEMBLY by fitter: -> 1 pc module-1
        fit-2 MODULE_ASSEMBLY by fitter: -> 1 pc module-2
        module-1 = cell-1
        module-2 = cell-2
        pack-1 = module-1, module-2
    """
    (one,) = path(alike, "fit-2", "pack-1", None).ways
    assert [(step.item_key, step.items) for step in one.steps] == [("module-2", 1), ("pack-1", 1)]
    assert one.share == 0.5


def test_things_of_two_kinds_are_not_alike() -> None:
    text = "make MANUFACTURING: 9 kg ore -> 1 pc cell-1 @1, 1 pc lid @1\npack-1 = cell-1, lid"
    assert told(path(text, "ore", "pack-1", None)) == [("ore cell-1 pack-1", 0.5), ("ore lid pack-1", 0.5)]


def test_the_cells_and_modules_of_a_pack_are_one_way() -> None:
    cells = ", ".join(f"1 pc cell-{n:02} @.7" for n in range(96))
    held = [", ".join(f"cell-{n:02}" for n in range(12 * m, 12 * m + 12)) for m in range(8)]
    modules = "\n".join(f"module-{m} = {parts}" for m, parts in enumerate(held))
    text = (
        f"wind CELL_PRODUCTION: 80 kg ore -> {cells}\n{modules}\npack-1 = {', '.join(f'module-{m}' for m in range(8))}"
    )
    found = path(text, "ore", "pack-1", None)
    (way,) = found.ways
    assert [step.items for step in way.steps] == [1, 96, 8, 1]
    assert (found.share, way.share) == (pytest.approx(1), pytest.approx(1))
