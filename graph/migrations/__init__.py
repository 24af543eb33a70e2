"""The graph's migrations, numbered and forward-only. One that has been released is never changed."""

from dataclasses import dataclass
from typing import LiteralString

from graph.migrations import m0001_nouns, m0002_versions, m0003_words, m0004_lists, m0005_api_keys


@dataclass(frozen=True, slots=True)
class Migration:
    """Statements that may run again without harm, each in a transaction of its own."""

    number: int
    name: str
    statements: tuple[LiteralString, ...]


MIGRATIONS = (
    Migration(1, "nouns", m0001_nouns.STATEMENTS),
    Migration(2, "versions", m0002_versions.STATEMENTS),
    Migration(3, "words", m0003_words.STATEMENTS),
    Migration(4, "lists", m0004_lists.STATEMENTS),
    Migration(5, "api keys", m0005_api_keys.STATEMENTS),
)

NEWEST = MIGRATIONS[-1].number
