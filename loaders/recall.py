"""Recalls of several lots on several terms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph.database import Database
from graph.recall import find_carriers
from loaders.batch import ask_alike
from rules.errors import BatlasError
from rules.recalls import Recall
from rules.scope import Scope
from rules.vocabulary import Mineral


@dataclass(frozen=True, slots=True)
class RecallTerms:
    """What is recalled, and how it is asked."""

    lots: tuple[str, ...]
    mineral: Mineral | None = None
    through_recycling: bool = False
    at: datetime | None = None
    ever: bool = False


async def load_recalls(
    scope: Scope, database: Database, questions: Sequence[RecallTerms]
) -> list[Recall | BatlasError]:
    """One statement for each; they rarely come together."""

    async def ask(terms: RecallTerms, alike: list[RecallTerms]) -> list[Recall]:
        found = await find_carriers(
            replace(scope, at=terms.at),
            database,
            terms.lots,
            mineral=terms.mineral,
            through_recycling=terms.through_recycling,
            ever=terms.ever,
        )
        return [found] * len(alike)

    return await ask_alike(questions, lambda terms: terms, ask)
