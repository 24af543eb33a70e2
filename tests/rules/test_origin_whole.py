"""Wholes: what parts hold, and what their assembling took besides."""

import pytest

from rules.vocabulary import Mineral
from tests.rules.upstream import gaps, origins, sources

CELLS = """
    dig-a EXTRACTION: -> 100 kg a {LITHIUM .1}
    dig-b EXTRACTION: -> 100 kg b {LITHIUM .1}
    wind-a CELL_PRODUCTION blended: 10 kg a -> 10 pc cells-a @1 {LITHIUM .1 only}
    wind-b CELL_PRODUCTION blended: 20 kg b -> 10 pc cells-b @2 {LITHIUM .1 only}
"""


def test_a_pack_holds_what_its_parts_hold_in_the_number_that_it_holds() -> None:
    # 6 x 1 kg x 0.1 = 0.6 kg and 2 x 2 kg x 0.1 = 0.4 kg.
    found = origins(f"{CELLS}\npack = 6 pc cells-a, 2 pc cells-b", "pack")
    assert found.mass_kg == pytest.approx(1)
    assert sources(found) == pytest.approx({"dig-a": 0.6, "dig-b": 0.4})
    assert not found.expectation


def test_parts_without_a_number_are_whole() -> None:
    found = origins(f"{CELLS}\npack = cells-a, cells-b", "pack")
    assert found.mass_kg == pytest.approx(10 * 0.1 + 10 * 0.2)
    assert sources(found) == pytest.approx({"dig-a": 1 / 3, "dig-b": 2 / 3})


def test_parts_of_parts_are_summed() -> None:
    text = f"{CELLS}\nmodule-1 = 6 pc cells-a\nmodule-2 = 2 pc cells-b\npack = module-1, module-2\nvehicle = pack"
    found = origins(text, "vehicle")
    assert found.mass_kg == pytest.approx(1)
    assert sources(found) == pytest.approx({"dig-a": 0.6, "dig-b": 0.4})


def test_the_own_statement_of_a_whole_goes_before_the_sum_of_its_parts() -> None:
    # 10 kg x 0.2 = 2 kg are stated, and the parts hold 1 kg.
    found = origins(f"{CELLS}\npack @10 {{LITHIUM .2}} = 6 pc cells-a, 2 pc cells-b", "pack")
    assert found.mass_kg == pytest.approx(2)
    assert sources(found) == pytest.approx({"dig-a": 0.3, "dig-b": 0.2})
    assert gaps(found) == pytest.approx({"pack INPUTS_INCOMPLETE": 0.5})


WITH_BUSBARS = """
    dig-c EXTRACTION: -> 100 kg copper {COPPER 1 only}
    dig-d EXTRACTION: -> 100 kg foil {COPPER 1 only}
    wind CELL_PRODUCTION: 30 kg foil -> 100 pc cells @1 {COPPER .3 only}
    join PACK_ASSEMBLY blended: 8 kg copper -> 1 pc pack-1, 1 pc pack-2
    pack-1 @50 = 10 pc cells
    pack-2 @150 = 20 pc cells
"""


def test_what_an_assembling_took_goes_into_its_wholes_by_mass() -> None:
    # Of 8 kg of busbars pack 1 has 50 / 200, which are 2 kg; its cells hold 10 x 0.3 = 3 kg.
    found = origins(WITH_BUSBARS, "pack-1", Mineral.COPPER)
    assert found.mass_kg == pytest.approx(5)
    assert sources(found) == pytest.approx({"dig-c": 0.4, "dig-d": 0.6})
    # Pack 2: 6 kg of busbars and 20 x 0.3 = 6 kg in cells.
    assert sources(origins(WITH_BUSBARS, "pack-2", Mineral.COPPER)) == pytest.approx({"dig-c": 0.5, "dig-d": 0.5})


def test_wholes_that_are_not_recorded_have_their_part_of_what_an_assembling_took() -> None:
    # 400 kg of packs came out of the run: pack 1 has 50 / 400 of 8 kg.
    text = WITH_BUSBARS.replace("PACK_ASSEMBLY blended", "PACK_ASSEMBLY blended total 400")
    assert origins(text, "pack-1", Mineral.COPPER).mass_kg == pytest.approx(1 + 3)


def test_what_went_into_which_whole_is_unknown_where_nothing_compares_them() -> None:
    # The pack has no mass and the scrap no number: up to 8 kg may be in the pack, beside the 3 kg of its cells.
    text = (
        WITH_BUSBARS.replace("1 pc pack-2", "5 kg scrap SCRAP")
        .replace("@50 ", "")
        .replace("pack-2 @150 = 20 pc cells", "")
    )
    found = origins(text, "pack-1", Mineral.COPPER)
    assert found.mass_kg is None
    assert sources(found) == pytest.approx({"dig-d": 3 / 11})
    assert gaps(found) == pytest.approx({"copper CONTENT_NOT_STATED": 8 / 11})


def test_pooled_lots_of_an_assembling_make_expectations() -> None:
    text = WITH_BUSBARS.replace("8 kg copper ->", "4 kg copper, 4 kg foil ->")
    assert not origins(text, "pack-1", Mineral.COPPER).expectation
    assert origins(text.replace("PACK_ASSEMBLY blended", "PACK_ASSEMBLY"), "pack-1", Mineral.COPPER).expectation


@pytest.mark.parametrize("told", ["loss COPPER 4", "recovery COPPER .5"], ids=["losses", "recovery"])
def test_what_an_assembling_lost_does_not_reach_its_wholes(told: str) -> None:
    # Of 8 kg 4 kg were kept, of which pack 1 has a quarter: 1 kg beside the 3 kg of its cells.
    text = WITH_BUSBARS.replace("PACK_ASSEMBLY blended", f"PACK_ASSEMBLY blended {told}")
    found = origins(text, "pack-1", Mineral.COPPER)
    assert found.mass_kg == pytest.approx(4)
    assert sources(found) == pytest.approx({"dig-c": 0.25, "dig-d": 0.75})


def test_without_masses_what_an_assembling_took_goes_by_number() -> None:
    # Two packs out of one run have 4 kg each.
    text = WITH_BUSBARS.replace("@50 ", "").replace("@150 ", "")
    found = origins(text, "pack-1", Mineral.COPPER)
    assert found.mass_kg == pytest.approx(4 + 3)
    assert sources(found) == pytest.approx({"dig-c": 4 / 7, "dig-d": 3 / 7})


def test_of_a_part_of_unstated_content_the_most_that_it_can_hold_is_unknown() -> None:
    # 0.6 kg are known. The box of 2.4 kg may be anything.
    found = origins(f"{CELLS}\n1 pc box @2.4\npack = 6 pc cells-a, box", "pack")
    assert found.mass_kg is None
    assert sources(found) == pytest.approx({"dig-a": 0.2})
    assert gaps(found) == pytest.approx({"box CONTENT_NOT_STATED": 0.8})


def test_a_silent_part_deep_down_does_not_hide_what_stands_beside_it() -> None:
    # Module 1: 0.6 kg of lithium and a board of 0.2 kg; module 2: 0.4 kg. At most 1.2 kg together.
    text = f"""{CELLS}
        1 pc board @.2
        module-1 = 6 pc cells-a, board
        module-2 = 2 pc cells-b
        pack = module-1, module-2
    """
    found = origins(text, "pack")
    assert sources(found) == pytest.approx({"dig-a": 0.6 / 1.2, "dig-b": 0.4 / 1.2})
    assert gaps(found) == pytest.approx({"board CONTENT_NOT_STATED": 0.2 / 1.2})


def test_a_whole_that_is_half_something_else_holds_no_more_than_the_rest() -> None:
    # Module 1 is 1 kg and half nickel, so its board of 0.8 kg holds 0.5 kg at the most; beside it are 0.6 kg.
    found = origins(
        f"{CELLS}\n1 pc board @.8\nmodule-1 @1 {{NICKEL .5}} = board\npack = 6 pc cells-a, module-1", "pack"
    )
    assert sources(found) == pytest.approx({"dig-a": 0.6 / 1.1})
    assert gaps(found) == pytest.approx({"board NO_ORIGIN": 0.5 / 1.1})


def test_a_part_that_nobody_has_stated_makes_all_unknown_where_nothing_bounds_it() -> None:
    found = origins(f"{CELLS}\npack = 6 pc cells-a, stub", "pack")
    assert (sources(found), gaps(found)) == ({}, {"stub NOT_STATED": 1})


def test_a_part_that_nobody_has_stated_gets_what_the_whole_states_beyond_its_known_parts() -> None:
    # 10 kg x 0.1 = 1 kg are stated, 0.6 kg known.
    found = origins(f"{CELLS}\npack @10 {{LITHIUM .1}} = 6 pc cells-a, stub", "pack")
    assert sources(found) == pytest.approx({"dig-a": 0.6})
    assert gaps(found) == pytest.approx({"stub NOT_STATED": 0.4})
