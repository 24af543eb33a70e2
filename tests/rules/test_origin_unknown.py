"""What is not stated stays unknown, at the place where somebody could state it."""

import pytest

from rules.vocabulary import Mineral
from tests.rules.upstream import gaps, origins, sources

MINES = """
    dig-a EXTRACTION: -> 100 kg a {LITHIUM .1}
    dig-b EXTRACTION: -> 100 kg b {LITHIUM .1}
"""

CASES = [
    pytest.param(
        # 10 kg came out and 6 kg of it with a; the precursor, of which nobody says that it holds none, may have brought the 4 kg.
        "30 kg precursor {NICKEL .5}\nmake REFINING: 60 kg a, 30 kg precursor -> 100 kg out {LITHIUM .1}",
        {"dig-a": 0.6},
        {"precursor CONTENT_NOT_STATED": 0.4},
        id="what-no-known-input-covers-may-be-in-the-silent-one",
    ),
    pytest.param(
        "30 kg precursor {NICKEL .5}\nmake REFINING: 100 kg a, 30 kg precursor -> 100 kg out {LITHIUM .1}",
        {"dig-a": 1},
        {},
        id="a-silent-input-is-not-needed-where-the-known-ones-cover-all",
    ),
    pytest.param(
        "30 kg precursor {NICKEL .5 only}\nmake REFINING: 60 kg a, 30 kg precursor -> 100 kg out {LITHIUM .1}",
        {"dig-a": 0.6},
        {"make INPUTS_INCOMPLETE": 0.4},
        id="an-input-that-is-stated-complete-holds-none",
    ),
    pytest.param(
        # Nobody says what came out. 10 kg went in with a, and at most 30 x (1 - 0.5) = 15 kg with the precursor.
        "30 kg precursor {NICKEL .5}\nmake REFINING: 100 kg a, 30 kg precursor -> 100 kg out",
        {"dig-a": 0.4},
        {"precursor CONTENT_NOT_STATED": 0.6},
        id="where-nothing-bounds-it-the-most-that-fits-in-is-unknown",
    ),
    pytest.param(
        "water\nmake REFINING: 100 kg a, water -> 100 kg out",
        {},
        {"water CONTENT_NOT_STATED": 1},
        id="where-even-the-amount-is-unknown-all-is",
    ),
    pytest.param(
        "make REFINING: 60 kg a, 10 kg stub -> 100 kg out {LITHIUM .1}",
        {"dig-a": 0.6},
        {"stub NOT_STATED": 0.4},
        id="a-stub-is-not-stated",
    ),
    pytest.param(
        # 4 kg are open; of the two silent inputs the one can hold 30 kg and the other 10 kg.
        "30 kg c {}\n10 kg d {}\nmake REFINING: 60 kg a, 30 kg c, 10 kg d -> 100 kg out {LITHIUM .1}",
        {"dig-a": 0.6},
        {"c CONTENT_NOT_STATED": 0.3, "d CONTENT_NOT_STATED": 0.1},
        id="two-silent-inputs-share-by-what-they-can-hold",
    ),
    pytest.param(
        # The silent input weighs 1 kg and cannot have brought in 4 kg.
        "1 kg c {}\nmake REFINING: 60 kg a, 1 kg c -> 100 kg out {LITHIUM .1}",
        {"dig-a": 0.6},
        {"c CONTENT_NOT_STATED": 0.1, "make INPUTS_INCOMPLETE": 0.3},
        id="no-input-holds-more-than-its-mass",
    ),
    pytest.param(
        # Nickel is all of c, so it cannot have brought in lithium.
        "30 kg c {NICKEL 1}\nmake REFINING: 60 kg a, 30 kg c -> 100 kg out {LITHIUM .1}",
        {"dig-a": 0.6},
        {"make INPUTS_INCOMPLETE": 0.4},
        id="what-is-all-of-something-else-holds-none",
    ),
    pytest.param(
        # Not how much of b was taken, but that the other 6 kg came with a.
        "make REFINING: 60 kg a, b -> 100 kg out {LITHIUM .1}",
        {"dig-a": 0.6},
        {"b CONTENT_NOT_STATED": 0.4},
        id="a-quantity-left-out-is-not-all-of-the-lot",
    ),
    pytest.param(
        "make TRANSPORT: 100 kg c -> 100 kg out\ndig-c EXTRACTION: -> 100 kg c",
        {"dig-c": 1},
        {},
        id="the-one-input-brought-in-all-there-is",
    ),
    pytest.param(
        # One kg of c cannot hold the 10 kg that came out.
        "make REFINING: 1 kg c -> 100 kg out {LITHIUM .1}\ndig-c EXTRACTION: -> 100 kg c",
        {"dig-c": 0.1},
        {"make INPUTS_INCOMPLETE": 0.9},
        id="the-one-input-brought-in-no-more-than-its-mass",
    ),
    pytest.param(
        "make REFINING: 100 kg a, 50 kg acid AUXILIARY -> 100 kg out {LITHIUM .1}\n50 kg acid",
        {"dig-a": 1},
        {},
        id="an-auxiliary-stays-out",
    ),
    pytest.param(
        # An auxiliary that says that it holds lithium counts: 9 : 1.
        "make REFINING: 90 kg a, 10 kg flux AUXILIARY -> 100 kg out {LITHIUM .1}\n"
        "10 kg flux {LITHIUM .1}\ndig-f EXTRACTION: -> flux",
        {"dig-a": 0.9, "dig-f": 0.1},
        {},
        id="an-auxiliary-that-states-the-mineral-counts",
    ),
    pytest.param("100 kg out {LITHIUM .1}", {}, {"out NO_ORIGIN": 1}, id="an-item-without-origin"),
    pytest.param("make REFINING: -> 100 kg out", {}, {"make NO_INPUTS": 1}, id="a-run-without-inputs"),
    pytest.param(
        "make REFINING: 5 kg acid AUXILIARY -> 100 kg out {LITHIUM .1}",
        {},
        {"make NO_INPUTS": 1},
        id="auxiliaries-are-no-inputs",
    ),
    pytest.param(
        # The model says what the input holds: 60 kg x 0.1 of the 10 kg.
        "~salt {LITHIUM .1 only}\n60 kg c ~salt\ndig-c EXTRACTION: -> c\nmake REFINING: 60 kg c -> 100 kg out {LITHIUM .1}",
        {"dig-c": 0.6},
        {"make INPUTS_INCOMPLETE": 0.4},
        id="content-by-the-model",
    ),
]


@pytest.mark.parametrize(("text", "expected", "lost"), CASES)
def test_unknown_is_told_and_sums_to_1_with_the_known(
    text: str, expected: dict[str, float], lost: dict[str, float]
) -> None:
    found = origins(f"{MINES}\n{text}", "out")
    assert sources(found) == pytest.approx(expected)
    assert gaps(found) == pytest.approx(lost)
    assert found.coverage + found.unknown == pytest.approx(1)
    assert found.unknown == pytest.approx(sum(lost.values()))


def test_what_rounding_loses_is_no_unknown() -> None:
    found = origins(f"{MINES}\nmake REFINING: 99.99995 kg a -> 100 kg out {{LITHIUM .1}}", "out")
    assert (sources(found), found.unknown, found.gaps) == ({"dig-a": 1}, 0, ())


def test_kilograms_are_none_where_the_content_is_not_stated_and_shares_are_told_nevertheless() -> None:
    found = origins(f"{MINES}\nmake REFINING: 60 kg a, 40 kg b -> 100 kg out", "out")
    assert found.mass_kg is None
    assert sources(found) == pytest.approx({"dig-a": 0.6, "dig-b": 0.4})
    assert {share.mass_kg for share in found.by_source.shares} == {None}


@pytest.mark.parametrize(
    ("content", "kg"),
    [("", None), ("{LITHIUM .1}", None), ("{LITHIUM .1 only}", 0), ("{NICKEL 0}", 0), ("{NICKEL .5}", 50)],
    ids=["nothing-stated", "not-complete", "complete", "stated-to-be-absent", "stated"],
)
def test_absent_is_not_the_same_as_not_stated(content: str, kg: float | None) -> None:
    found = origins(f"100 kg lot {content}", "lot", Mineral.NICKEL)
    assert found.mass_kg == kg
    assert found.unknown == (0 if kg == 0 else 1)
