"""The element rule: origins weighted by the contained element, over blends, recipes, lots and ways that meet again."""

import pytest

from rules.vocabulary import Mineral
from tests.rules.upstream import gaps, origins, shares, sources

BLEND = """
    dig-a EXTRACTION CL: -> 700 kg ore-a {LITHIUM .02}
    dig-b EXTRACTION AU: -> 300 kg ore-b {LITHIUM .02}
    mix BLENDING blended: 700 kg ore-a, 300 kg ore-b -> 1000 kg ore {LITHIUM .02}
    refine REFINING blended: 1000 kg ore -> 125 kg salt {LITHIUM .16}
    bake CATHODE_PRODUCTION blended: 100 kg salt -> 200 kg cathode {LITHIUM .08}
    wind CELL_PRODUCTION blended: 150 kg cathode -> 100 pc cells @5 {LITHIUM .024}
"""


@pytest.mark.parametrize("tier", ["ore", "salt", "cathode", "cells"])
def test_a_lot_blended_70_30_is_answered_70_30_four_tiers_down(tier: str) -> None:
    found = origins(BLEND, tier)
    assert sources(found) == pytest.approx({"dig-a": 0.7, "dig-b": 0.3})
    assert shares(found.by_country) == pytest.approx({"CL": 0.7, "AU": 0.3})
    assert (found.coverage, found.unknown, found.expectation) == (pytest.approx(1), 0, False)


def test_kilograms_are_the_items_own_amount_times_its_own_content() -> None:
    found = origins(BLEND, "cells")
    assert found.mass_kg == pytest.approx(100 * 5 * 0.024)
    assert {share.key: share.mass_kg for share in found.by_source.shares} == pytest.approx({"dig-a": 8.4, "dig-b": 3.6})


CASES = [
    pytest.param(
        # 100 kg x 0.01 = 1 kg and 10 kg x 0.3 = 3 kg of lithium: 1 : 3, though the masses are 10 : 1.
        "mix BLENDING: 100 kg a, 10 kg b -> 110 kg out {LITHIUM .036}",
        "100 kg a {LITHIUM .01}\n10 kg b {LITHIUM .3}",
        {"a": 0.25, "b": 0.75},
        {},
        id="by-the-element-and-not-by-mass",
    ),
    pytest.param(
        # 6 of the 10 kg that came out are stated to have gone in.
        "make REFINING: 60 kg a -> 100 kg out {LITHIUM .1}",
        "60 kg a {LITHIUM .1}",
        {"a": 0.6},
        {"make INPUTS_INCOMPLETE": 0.4},
        id="a-recipe-that-states-one-of-two-lots",
    ),
    pytest.param(
        "make REFINING: 100 kg a -> 80 kg out {LITHIUM .1}",
        "100 kg a {LITHIUM .1}",
        {"a": 1},
        {},
        id="less-out-than-in-is-normal",
    ),
    pytest.param(
        # 8 kg out + 2 kg lost = 10 kg needed, 8 kg stated.
        "make REFINING loss LITHIUM 2: 80 kg a -> 80 kg out {LITHIUM .1}",
        "80 kg a {LITHIUM .1}",
        {"a": 0.8},
        {"make INPUTS_INCOMPLETE": 0.2},
        id="stated-losses-are-needed-too",
    ),
    pytest.param(
        # 8 kg out at a recovery of 0.8 need 10 kg; 5 kg are stated.
        "make REFINING recovery LITHIUM .8: 50 kg a -> 80 kg out {LITHIUM .1}",
        "50 kg a {LITHIUM .1}",
        {"a": 0.5},
        {"make INPUTS_INCOMPLETE": 0.5},
        id="recovery-raises-the-need",
    ),
    pytest.param(
        # Of 400 kg only 100 kg are recorded, which hold 10 kg: all of it needs 40 kg, and 10 kg are stated.
        "make REFINING total 400: 100 kg a -> 100 kg out {LITHIUM .1}",
        "100 kg a {LITHIUM .1}",
        {"a": 0.25},
        {"make INPUTS_INCOMPLETE": 0.75},
        id="outputs-that-are-not-recorded-count-by-the-total",
    ),
    pytest.param(
        # 4 kg in the product and 6 kg in the slag came from 10 kg.
        "make REFINING: 100 kg a -> 40 kg out {LITHIUM .1}, 60 kg slag {LITHIUM .1} WASTE",
        "100 kg a {LITHIUM .1}",
        {"a": 1},
        {},
        id="waste-needs-its-share",
    ),
    pytest.param(
        # The slag took 6 kg, so 4 kg of 10 are not explained by the 6 kg of a.
        "make REFINING: 60 kg a -> 40 kg out {LITHIUM .1}, 60 kg slag {LITHIUM .1} WASTE",
        "60 kg a {LITHIUM .1}",
        {"a": 0.6},
        {"make INPUTS_INCOMPLETE": 0.4},
        id="outputs-share-one-mix",
    ),
]


@pytest.mark.parametrize(("run", "inputs", "expected", "lost"), CASES)
def test_a_run_divides_by_need(run: str, inputs: str, expected: dict[str, float], lost: dict[str, float]) -> None:
    digs = "\n".join(f"dig-{name} EXTRACTION: -> {name}" for name in expected)
    found = origins(f"{digs}\n{inputs}\n{run}", "out")
    assert sources(found) == pytest.approx({f"dig-{name}": share for name, share in expected.items()})
    assert gaps(found) == pytest.approx(lost)
    assert found.coverage + found.unknown == pytest.approx(1)


BLACK_MASS = """
    dig EXTRACTION FI: -> 100 kg mix {LITHIUM .04, NICKEL .2, COBALT .1}
    leach REFINING: 100 kg mix -> 25 kg li {LITHIUM .16 only}, 100 kg ni {NICKEL .2 only}, 40 kg co {COBALT .25}
"""


def test_an_output_without_the_element_gets_none() -> None:
    found = origins(BLACK_MASS, "li", Mineral.NICKEL)
    assert (found.mass_kg, found.by_source.shares, found.gaps) == (0, (), ())
    assert (found.coverage, found.unknown, found.by_source.unknown) == (0, 0, 0)


@pytest.mark.parametrize(
    ("lot", "mineral", "kg"),
    [("li", Mineral.LITHIUM, 4), ("ni", Mineral.NICKEL, 20), ("co", Mineral.COBALT, 10)],
    ids=["lithium", "nickel", "cobalt"],
)
def test_each_output_holds_its_own_mineral_of_the_one_input(lot: str, mineral: Mineral, kg: float) -> None:
    found = origins(BLACK_MASS, lot, mineral)
    assert found.mass_kg == pytest.approx(kg)
    assert sources(found) == {"dig": 1}


def test_ways_that_part_and_meet_again_are_summed() -> None:
    found = origins(
        """
        dig-a EXTRACTION: -> 100 kg ore {LITHIUM .1}
        dig-b EXTRACTION: -> 40 kg other {LITHIUM .1}
        left REFINING: 30 kg ore, 10 kg other -> 40 kg l {LITHIUM .1}
        right REFINING: 50 kg ore, 10 kg other -> 60 kg r {LITHIUM .1}
        join BLENDING blended: 40 kg l, 60 kg r -> 100 kg out {LITHIUM .1}
        """,
        "out",
    )
    # 0.4 x 3/4 + 0.6 x 5/6 = 0.3 + 0.5
    assert sources(found) == pytest.approx({"dig-a": 0.8, "dig-b": 0.2})


RUNS = [
    pytest.param("60 kg", "40 kg", "100 kg", {"dig-a": 0.6, "dig-b": 0.4}, {}, id="weighted-by-quantity"),
    pytest.param(
        "60 kg", "20 kg", "100 kg", {"dig-a": 0.6, "dig-b": 0.2}, {"lot NO_ORIGIN": 0.2}, id="a-part-that-no-run-made"
    ),
    pytest.param("60 kg", "", "100 kg", {"dig-a": 0.6, "dig-b": 0.4}, {}, id="one-run-made-what-the-other-left"),
    pytest.param("", "", "100 kg", {}, {"lot CONTENT_NOT_STATED": 1}, id="nobody-says-how-much-of-each"),
    pytest.param("60 kg", "", "", {}, {"lot CONTENT_NOT_STATED": 1}, id="how-much-there-is-is-not-known"),
]


@pytest.mark.parametrize(("one", "other", "all_of_it", "expected", "lost"), RUNS)
def test_a_lot_out_of_two_runs(
    one: str, other: str, all_of_it: str, expected: dict[str, float], lost: dict[str, float]
) -> None:
    text = f"""
        {all_of_it} lot {{LITHIUM .1}}
        dig-a EXTRACTION: -> {one} lot
        dig-b EXTRACTION: -> {other} lot
    """
    found = origins(text, "lot")
    assert sources(found) == pytest.approx(expected)
    assert gaps(found) == pytest.approx(lost)


def test_of_a_lot_that_one_run_made_in_part_the_rest_is_unknown() -> None:
    found = origins("100 kg lot {LITHIUM .1}\ndig EXTRACTION: -> 60 kg lot", "lot")
    assert (sources(found), gaps(found)) == ({"dig": pytest.approx(0.6)}, {"lot NO_ORIGIN": pytest.approx(0.4)})


@pytest.mark.parametrize(
    ("mixing", "inputs", "expectation"),
    [
        ("pooled", "50 kg a, 50 kg b", True),
        ("", "50 kg a, 50 kg b", True),
        ("blended", "50 kg a, 50 kg b", False),
        ("tracked", "50 kg a, 50 kg b", False),
        ("pooled", "100 kg a", False),
        ("pooled", "60 kg a", False),
        ("pooled", "60 kg a, stub", True),
    ],
    ids=["pooled", "not-stated", "blended", "tracked", "one-lot", "one-lot-of-less-than-came-out", "a-stub-beside-it"],
)
def test_shares_of_pooled_lots_are_expectations(mixing: str, inputs: str, expectation: bool) -> None:
    found = origins(
        f"""
        dig-a EXTRACTION: -> 100 kg a {{LITHIUM .1}}
        dig-b EXTRACTION: -> 100 kg b {{LITHIUM .1}}
        wind CELL_PRODUCTION {mixing}: {inputs} -> 100 pc cells @1 {{LITHIUM .1}}
        """,
        "cells",
    )
    assert found.expectation is expectation


def test_each_grouping_has_its_own_unknown_and_sums_to_1() -> None:
    found = origins(
        """
        dig-a EXTRACTION CL by miner at pit: -> 50 kg a {LITHIUM .1}
        dig-b EXTRACTION AU: -> 30 kg b {LITHIUM .1}
        dig-c EXTRACTION by miner: -> 15 kg c {LITHIUM .1}
        5 kg d {LITHIUM .1}
        mix BLENDING: 50 kg a, 30 kg b, 15 kg c, 5 kg d -> 100 kg out {LITHIUM .1}
        """,
        "out",
    )
    assert shares(found.by_source) == pytest.approx({"pit": 0.5, "dig-b": 0.3, "dig-c": 0.15})
    assert shares(found.by_operator) == pytest.approx({"miner": 0.65})
    assert shares(found.by_country) == pytest.approx({"CL": 0.5, "AU": 0.3})
    unknown = (found.by_source.unknown, found.by_operator.unknown, found.by_country.unknown)
    assert unknown == pytest.approx((0.05, 0.35, 0.2))
    assert gaps(found) == pytest.approx({"d NO_ORIGIN": 0.05})


def test_a_circle_in_contradictory_data_ends_in_the_unknown() -> None:
    found = origins(
        """
        dig EXTRACTION: -> 50 kg ore {LITHIUM .1}
        mix BLENDING: 50 kg ore, 50 kg back -> 100 kg lot {LITHIUM .1}
        turn BLENDING: 100 kg lot -> 100 kg back {LITHIUM .1}
        """,
        "lot",
    )
    assert sources(found) == pytest.approx({"dig": 0.5})
    assert gaps(found) == pytest.approx({"lot NO_ORIGIN": 0.5})


def test_a_thousand_steps_are_no_deeper_than_python_goes() -> None:
    steps = "\n".join(f"step-{n} REFINING: 10 kg lot-{n} -> 10 kg lot-{n + 1} {{LITHIUM .1}}" for n in range(1500))
    found = origins(f"dig EXTRACTION: -> 10 kg lot-0 {{LITHIUM .1}}\n{steps}", "lot-1500")
    assert sources(found) == pytest.approx({"dig": 1})
