"""Recalls of lots, and of all that somebody made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from weakref import WeakKeyDictionary

from graph.database import Database
from graph.impact import find_impact
from graph.recall import find_carriers
from loaders.batch import ask_alike
from loaders.remember import Remembered
from rules.errors import BatlasError
from rules.recalls import Recall, RecallTerms
from rules.scope import Scope, Viewer


@dataclass(frozen=True, slots=True)
class RecallQuestion:
    """What is recalled, and how it is asked."""

    terms: RecallTerms
    lots: tuple[str, ...] = ()
    maker: str | None = None
    """Key of a party or facility, all of whose lots are meant."""
    at: datetime | None = None


MOST_CARRIERS = 2_000_000
"""Carriers of all recalls that are remembered for their later pages: with keys of 30 characters, of 80 bytes each and 8 more in a list, 180 MB."""

Pages = Remembered[tuple[Viewer, int, RecallQuestion], Recall]

REMEMBERED: WeakKeyDictionary[Database, Pages] = WeakKeyDictionary()


async def load_recalls(
    scope: Scope, database: Database, questions: Sequence[RecallQuestion]
) -> list[Recall | BatlasError]:
    """One statement for each: each is about other roots. A page of what was worked out before at this revision asks none."""
    remembered = REMEMBERED.setdefault(database, Pages(MOST_CARRIERS))

    async def ask(question: RecallQuestion, alike: list[RecallQuestion]) -> list[Recall]:
        found = None
        if scope.revision is not None:
            found = remembered.get((scope.viewer, scope.revision, question))
        if found is None:
            found = await _find(replace(scope, at=question.at), database, question)
            remembered.put((scope.viewer, found.revision, question), found, found.carriers.count())
        return [found] * len(alike)

    return await ask_alike(questions, lambda question: question, ask)


async def _find(scope: Scope, database: Database, question: RecallQuestion) -> Recall:
    if question.maker is None:
        return await find_carriers(scope, database, question.lots, question.terms)
    return await find_impact(scope, database, question.maker, question.terms)
