"""Where a mineral begins: at mines, at graphite plants, and where a first life ends."""

import pytest

from rules.origins import OriginKind
from rules.vocabulary import Mineral
from tests.rules.upstream import gaps, origins, shares, sources

FIRST_LIFE = """
    dig-a EXTRACTION CL: -> 100 kg a {NICKEL .1}
    old CATHODE_PRODUCTION: 100 kg a -> 100 kg waste {NICKEL .1}
    dig-b EXTRACTION AU: -> 100 kg b {NICKEL .1}
    cut CELL_PRODUCTION: 100 kg b -> 100 kg scrap {NICKEL .1}
"""
SHRED = """
    shred SHREDDING KR by recycler: 80 kg waste END_OF_LIFE, 20 kg scrap PRODUCTION_SCRAP -> 100 kg black {NICKEL .1}
    leach RECYCLING KR: 100 kg black -> 50 kg salt {NICKEL .2}
"""


def kinds(text: str, start: str, mineral: Mineral = Mineral.NICKEL) -> dict[OriginKind | None, float]:
    """Share by kind of origin."""
    answer: dict[OriginKind | None, float] = {}
    for share in origins(text, start, mineral).by_source.shares:
        answer[share.kind] = answer.get(share.kind, 0) + share.share
    return answer


def test_a_first_life_ends_where_waste_and_scrap_are_taken_in() -> None:
    found = origins(FIRST_LIFE + SHRED, "salt", Mineral.NICKEL)
    assert shares(found.by_source) == pytest.approx({"shred": 1})
    assert shares(found.by_operator) == pytest.approx({"recycler": 1})
    assert shares(found.by_country) == pytest.approx({"KR": 1})
    assert found.by_source.shares[0].kind is None, "waste and scrap together"


def test_asked_through_recycling_origins_go_on_to_the_first_lifes_mines() -> None:
    found = origins(FIRST_LIFE + SHRED, "salt", Mineral.NICKEL, through=True)
    assert shares(found.by_country) == pytest.approx({"CL": 0.8, "AU": 0.2})
    assert found.through_recycling


RECYCLING = [
    pytest.param("100 kg waste END_OF_LIFE", {OriginKind.RECYCLED_POST_CONSUMER: 1}, id="waste-is-post-consumer"),
    pytest.param("100 kg scrap PRODUCTION_SCRAP", {OriginKind.RECYCLED_PRE_CONSUMER: 1}, id="scrap-is-pre-consumer"),
    pytest.param("100 kg scrap HOME_SCRAP", {OriginKind.EXTRACTION: 1}, id="home-scrap-is-no-origin"),
    pytest.param("", {OriginKind.RECYCLED: 1}, id="nobody-says-what-went-in"),
    pytest.param("5 kg acid AUXILIARY", {OriginKind.RECYCLED: 1}, id="only-an-auxiliary-went-in"),
    pytest.param("3 pc packs", {OriginKind.RECYCLED: 1}, id="batteries-in-no-role-waste-or-scrap"),
    pytest.param("3 pc packs HOME_SCRAP", {}, id="batteries-that-never-left-are-no-origin"),
    pytest.param(
        "unstated END_OF_LIFE, other END_OF_LIFE",
        {OriginKind.RECYCLED_POST_CONSUMER: 1},
        id="waste-of-unstated-content-is-waste-nevertheless",
    ),
    pytest.param(
        "unstated END_OF_LIFE, 20 kg scrap PRODUCTION_SCRAP",
        {OriginKind.RECYCLED: 1},
        id="waste-and-scrap-of-which-nobody-says-how-much",
    ),
    pytest.param(
        # 8 kg from waste, 2 kg newly mined that the recycler added.
        "80 kg waste END_OF_LIFE, 20 kg b",
        {OriginKind.RECYCLED_POST_CONSUMER: 0.8, OriginKind.EXTRACTION: 0.2},
        id="what-is-added-new-stays-new",
    ),
]


@pytest.mark.parametrize(("inputs", "expected"), RECYCLING)
def test_what_a_recycler_takes_in_tells_what_begins(inputs: str, expected: dict[OriginKind, float]) -> None:
    text = f"""{FIRST_LIFE}
        3 pc packs @100 {{NICKEL .1}}
        leach RECYCLING: {inputs} -> 100 kg salt {{NICKEL .1}}
    """
    assert kinds(text, "salt") == pytest.approx(expected)


def test_waste_taken_in_by_an_assembling_begins_there() -> None:
    # 1 kg of copper in the cells, 1 kg of used busbars.
    found = origins(
        """
        dig EXTRACTION: -> 10 kg foil {COPPER 1}
        wind CELL_PRODUCTION: 1 kg foil -> 10 pc cells @1 {COPPER .1 only}
        1 kg used {COPPER 1}
        join PACK_ASSEMBLY: 1 kg used END_OF_LIFE -> 1 pc pack
        pack = 10 pc cells
        """,
        "pack",
        Mineral.COPPER,
    )
    assert sources(found) == pytest.approx({"dig": 0.5, "join": 0.5})


MINES = [
    pytest.param("", {"dig": 1}, id="without-inputs"),
    pytest.param("2 kg diesel AUXILIARY", {"dig": 1}, id="with-an-auxiliary"),
    pytest.param("900 kg water", {"dig": 1}, id="with-an-input-of-unstated-content"),
    pytest.param(
        "25 kg returned {LITHIUM .1}", {"dig": 0.75, "away": 0.25}, id="with-what-it-says-to-hold-the-mineral"
    ),
]


@pytest.mark.parametrize(("inputs", "expected"), MINES)
def test_a_mine_is_the_origin_of_all_that_it_was_not_fed_with(inputs: str, expected: dict[str, float]) -> None:
    text = f"""
        away EXTRACTION: -> 25 kg returned {{LITHIUM .1}}
        900 kg water
        dig EXTRACTION: {inputs} -> 100 kg ore {{LITHIUM .1}}
    """
    assert sources(origins(text, "ore")) == pytest.approx(expected)


GRAPHITE = """
    dig EXTRACTION MZ: -> 60 kg flake {NATURAL_GRAPHITE .9 only}
    100 kg coke
    burn SYNTHESIS_OF_GRAPHITE CN: 100 kg coke -> 40 kg made {SYNTHETIC_GRAPHITE .9 only}
    mix ANODE_PRODUCTION blended: 60 kg flake, 40 kg made -> 100 kg anode {NATURAL_GRAPHITE .54, SYNTHETIC_GRAPHITE .36}
"""


def test_natural_and_synthetic_graphite_are_different_minerals() -> None:
    natural = origins(GRAPHITE, "anode", Mineral.NATURAL_GRAPHITE)
    synthetic = origins(GRAPHITE, "anode", Mineral.SYNTHETIC_GRAPHITE)
    assert (natural.mass_kg, sources(natural)) == (pytest.approx(54), {"dig": 1})
    assert (synthetic.mass_kg, sources(synthetic)) == (pytest.approx(36), {"burn": 1})
    assert [share.kind for share in synthetic.by_source.shares] == [OriginKind.SYNTHESIS]


def test_a_graphite_plant_is_the_origin_of_no_other_mineral() -> None:
    found = origins("burn SYNTHESIS_OF_GRAPHITE: -> 10 kg made {NATURAL_GRAPHITE .9}", "made", Mineral.NATURAL_GRAPHITE)
    assert gaps(found) == {"burn NO_INPUTS": 1}
