"""Recalls of lots, and of all that somebody made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph.database import Database
from graph.impact import find_impact
from graph.recall import find_carriers
from loaders.batch import ask_alike
from rules.errors import BatlasError
from rules.recalls import Recall, RecallTerms
from rules.scope import Scope


@dataclass(frozen=True, slots=True)
class RecallQuestion:
    """What is recalled, and how it is asked."""

    terms: RecallTerms
    lots: tuple[str, ...] = ()
    maker: str | None = None
    """Key of a party or facility, all of whose lots are meant."""
    at: datetime | None = None


async def load_recalls(
    scope: Scope, database: Database, questions: Sequence[RecallQuestion]
) -> list[Recall | BatlasError]:
    """One statement for each: each is about other roots."""

    async def ask(question: RecallQuestion, alike: list[RecallQuestion]) -> list[Recall]:
        then = replace(scope, at=question.at)
        if question.maker is None:
            found = await find_carriers(then, database, question.lots, question.terms)
        else:
            found = await find_impact(then, database, question.maker, question.terms)
        return [found] * len(alike)

    return await ask_alike(questions, lambda question: question, ask)
