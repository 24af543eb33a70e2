"""What people look for by a word of it: the best hits, judged by what they are called and by nothing that changes with the graph's size."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique

from rules.words import Nearness, fold, remembering, words

IN_FULL = 0.8
"""What a hit keeps of its score where next to nothing of the field was asked for."""

SAME_BUT_CASE = 0.99


@unique
class Noun(StrEnum):
    """What can be searched for."""

    ITEM = "ITEM"
    PARTY = "PARTY"
    FACILITY = "FACILITY"
    MODEL = "MODEL"
    PROCESS = "PROCESS"
    CHARGER = "CHARGER"
    CERTIFICATE = "CERTIFICATE"


@unique
class SearchField(StrEnum):
    """Where a search looks. Numbers go before names, names before parts of keys."""

    SERIAL = "SERIAL"
    LOT = "LOT"
    IDENTIFIER = "IDENTIFIER"
    NAME = "NAME"
    NAME_KO = "NAME_KO"
    KEY = "KEY"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing with all that it is called."""

    noun: Noun
    key: str
    called: tuple[tuple[SearchField, str], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that is called so: the field that fits best, and how well."""

    noun: Noun
    key: str
    field: SearchField
    text: str
    score: float
    """1: the field is the text; below: it has its words, begins with them, or has typos."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits of a search, as of a revision."""

    hits: tuple[Hit, ...]
    truncated: bool
    """Whether more things may be called so than were looked at or are shown."""
    revision: int


def rank(text: str, candidates: Iterable[Candidate]) -> list[Hit]:
    """The candidates that are called so, the best first, then by noun and key."""
    return sorted(_hits(text, candidates), key=lambda hit: (-hit.score, list(Noun).index(hit.noun), hit.key))


def _hits(text: str, candidates: Iterable[Candidate]) -> Iterator[Hit]:
    near, asked = remembering(), words(text)
    for candidate in candidates:
        scored = [
            (_score(text, asked, value, near), -list(SearchField).index(field), field, value)
            for field, value in candidate.called
        ]
        score, _, field, value = max(scored)
        if score > 0:
            yield Hit(candidate.noun, candidate.key, field, value, score)


def _score(text: str, asked: Sequence[str], value: str, near: Nearness) -> float:
    """How well a field fits; 0 unless it has something near to every word."""
    if value == text:
        return 1
    if fold(value) == fold(text):
        return SAME_BUT_CASE
    there = words(value)
    if not asked or not there:
        return 0
    total = 0.0
    for word in asked:
        best = max(near(word, other) for other in there)
        if best == 0:
            return 0
        total += best
    share = min(1, sum(map(len, asked)) / sum(map(len, there)))
    return SAME_BUT_CASE * total / len(asked) * (IN_FULL + (1 - IN_FULL) * share)
