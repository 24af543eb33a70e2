"""Words of keys, numbers and names, and how near one is to another."""

import re
from collections.abc import Callable
from functools import lru_cache
from unicodedata import normalize

WORD = re.compile(r"[^\W_]+")
HANGUL = re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")
DIGIT = re.compile(r"\d")

PREFIX = 0.9
INSIDE = 0.6
TYPO = 0.5

Nearness = Callable[[str, str], float]


def fold(text: str) -> str:
    """The text as it is compared: composed and without case."""
    return normalize("NFC", text).casefold()


def words(text: str) -> list[str]:
    """Runs of letters and digits, folded."""
    return WORD.findall(fold(text))


def edits(word: str) -> int:
    """How many typos a word may have: none below 3 characters, 1 below 6 and in numbers, else 2."""
    if len(word) < 3:
        return 0
    return 1 if len(word) < 6 or DIGIT.search(word) else 2


def nearness(asked: str, word: str) -> float:
    """1 for the word itself, less for one that begins with it, holds it (Korean writes compounds together) or has a typo; 0 for another."""
    if asked == word:
        return 1
    if word.startswith(asked):
        return INSIDE + (PREFIX - INSIDE) * len(asked) / len(word)
    if len(asked) > 1 and HANGUL.search(asked) and asked in word:
        return TYPO + (INSIDE - TYPO) * len(asked) / len(word)
    most = edits(asked)
    if abs(len(asked) - len(word)) > most:
        return 0
    found = distance(asked, word, most)
    return 0 if found > most else TYPO * (1 - found / len(asked))


def remembering() -> Nearness:
    """`nearness` for one search, in which the same words meet again and again."""
    return lru_cache(maxsize=100_000)(nearness)


def distance(a: str, b: str, most: int) -> int:
    """Insertions, deletions, replacements and swaps of neighbours from one word to the other; `most` + 1 where it is more."""
    # A letter that the other has not costs an edit, and one edit removes two such letters at the most.
    if len(set(a) ^ set(b)) > 2 * most:
        return most + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        row = [i]
        for j, y in enumerate(b, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
