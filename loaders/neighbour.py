"""What is next to many things at once."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

from graph.database import Database
from loaders.batch import ask_alike
from rules.errors import BatlasError
from rules.scope import Scope

Fetch = Callable[[Scope, Database, Sequence[str]], Awaitable[list[list[str]]]]

NeighbourQuestion = tuple[str, datetime | None]
"""Key of the thing, and about when; none: now."""


def neighbours(
    fetch: Fetch,
) -> Callable[[Scope, Database, Sequence[NeighbourQuestion]], Awaitable[list[list[str] | BatlasError]]]:
    """A batch function of one kind of neighbour."""

    async def load(
        scope: Scope, database: Database, questions: Sequence[NeighbourQuestion]
    ) -> list[list[str] | BatlasError]:
        async def ask(at: datetime | None, alike: list[NeighbourQuestion]) -> list[list[str]]:
            return await fetch(replace(scope, at=at), database, [key for key, _ in alike])

        return await ask_alike(questions, lambda question: question[1], ask)

    return load
