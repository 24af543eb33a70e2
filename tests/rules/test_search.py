"""Which of several things is meant."""

import pytest

from rules.search import Candidate, Noun, SearchField, rank


def thing(key: str, noun: Noun = Noun.ITEM, **called: str) -> Candidate:
    """A thing by its key and what else it is called."""
    fields = [(SearchField[name.upper()], value) for name, value in called.items()]
    return Candidate(noun, key, (*fields, (SearchField.KEY, key)))


def ranked(text: str, *things: Candidate) -> list[str]:
    """Keys of the hits in their order."""
    return [hit.key for hit in rank(text, things)]


def test_the_number_itself_comes_first_then_its_beginning_then_a_typo() -> None:
    things = [
        thing("urn:a", serial="MP000003"),
        thing("urn:b", serial="MP0000021"),
        thing("urn:c", serial="mp000002"),
        thing("urn:d", name="Spare for MP000002"),
        thing("urn:e", serial="MP000002"),
        thing("urn:f", serial="MP000114"),
    ]
    assert ranked("MP000002", *things) == ["urn:e", "urn:c", "urn:d", "urn:b", "urn:a"]


def test_all_words_must_be_near_to_one_field() -> None:
    things = [
        thing("urn:a", name="Pilbara mine"),
        thing("urn:b", name="Pilbara", lot="mine"),
        thing("urn:c", name="Mine"),
    ]
    assert ranked("mine pilbara", *things) == ["urn:a"]


def test_the_field_that_fits_best_is_told() -> None:
    (hit,) = rank("양극재", [thing("urn:a", name="Cathode 양극재 lot", name_ko="양극재")])
    assert (hit.field, hit.text, hit.score) == (SearchField.NAME_KO, "양극재", 1)


def test_a_field_that_says_less_besides_fits_better() -> None:
    # Of "cathode" all is asked for, of "cathode lot" 7 of 10 letters: 0.99 x (0.8 + 0.2 x 0.7).
    whole, part = rank("CATHODE", [thing("urn:a", name="cathode lot"), thing("urn:b", name="Cathode")])
    assert (whole.key, part.key) == ("urn:b", "urn:a")
    assert (whole.score, part.score) == (pytest.approx(0.99), pytest.approx(0.99 * 0.94))


def test_equal_hits_are_in_the_order_of_nouns_and_keys() -> None:
    things = [
        thing("urn:b", Noun.PARTY, name="Han"),
        thing("urn:c", name="Han"),
        thing("urn:a", Noun.PARTY, name="Han"),
    ]
    assert ranked("Han", *things) == ["urn:c", "urn:a", "urn:b"]


def test_what_has_no_word_hits_only_what_is_called_so() -> None:
    assert ranked("***", thing("urn:a", lot="***"), thing("urn:b", lot="**"), thing("urn:c", name="a")) == ["urn:a"]
