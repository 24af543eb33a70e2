"""Words, and how near one is to another."""

from unicodedata import normalize

import pytest

from rules.words import distance, edits, nearness, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("urn:batlas-demo:lot:pcam-export-0", ["urn", "batlas", "demo", "lot", "pcam", "export", "0"]),
        ("고니켈 양극재 1호", ["고니켈", "양극재", "1호"]),
        (normalize("NFD", "양극재"), ["양극재"]),
        ("HB_01/7", ["hb", "01", "7"]),
        (' *?"()[]{}^~+-!&|\\:/ ', []),
        ("", []),
    ],
    ids=["key", "korean", "taken-apart-korean", "joined-by-a-line", "signs", "nothing"],
)
def test_a_text_is_parted_into_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("a", "b", "most", "expected"),
    [
        ("cathode", "cathode", 2, 0),
        ("cathode", "cathodes", 2, 1),
        ("cathode", "cathde", 2, 1),
        ("cathode", "catohde", 2, 1),
        ("cathode", "kathoda", 2, 2),
        ("cathode", "kathodia", 2, 3),
        ("cathode", "anode", 2, 3),
        ("양극재", "양극제", 1, 1),
    ],
    ids=["same", "one-more", "one-less", "swapped", "two-others", "three", "far", "korean"],
)
def test_typos_are_counted_up_to_a_limit(a: str, b: str, most: int, expected: int) -> None:
    assert distance(a, b, most) == distance(b, a, most) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("ab", 0), ("abc", 1), ("abcde", 1), ("abcdef", 2), ("mp000002", 1), ("양극재", 1)]
)
def test_long_words_may_have_two_typos_and_numbers_one(word: str, expected: int) -> None:
    assert edits(word) == expected


def test_the_word_is_nearer_than_its_beginning_and_that_nearer_than_a_typo() -> None:
    # 0.6 + 0.3 x 4/7 for the beginning, 0.5 + 0.1 x 2/4 inside a Korean compound, 0.5 x (1 - 1/7) with a typo.
    assert nearness("cathode", "cathode") == 1
    assert nearness("cath", "cathode") == pytest.approx(0.6 + 0.3 * 4 / 7)
    assert nearness("니켈", "황산니켈") == pytest.approx(0.55)
    assert nearness("cathodr", "cathode") == pytest.approx(0.5 * 6 / 7)
    assert nearness("hode", "cathode") == 0, "inside a word of other letters"
    assert nearness("mp000003", "mp000112") == 0, "another number"
