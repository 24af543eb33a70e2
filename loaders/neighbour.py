"""What is next to many things at once, and how much."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeVar

from graph.database import Database
from loaders.batch import ask_alike
from rules.errors import BatlasError
from rules.scope import Scope

A = TypeVar("A")

NeighbourQuestion = tuple[str, datetime | None]
"""Key of the thing, and about when; none: now."""


class Counts(Protocol):
    """A loader of numbers."""

    def load(self, key: NeighbourQuestion, /) -> Awaitable[int]:
        """How many there are."""
        ...


def neighbours(
    fetch: Callable[[Scope, Database, Sequence[str]], Awaitable[list[A]]],
) -> Callable[[Scope, Database, Sequence[NeighbourQuestion]], Awaitable[list[A | BatlasError]]]:
    """A batch function of one kind of neighbour, or of its number."""

    async def load(scope: Scope, database: Database, questions: Sequence[NeighbourQuestion]) -> list[A | BatlasError]:
        async def ask(at: datetime | None, alike: list[NeighbourQuestion]) -> list[A]:
            return await fetch(replace(scope, at=at), database, [key for key, _ in alike])

        return await ask_alike(questions, lambda question: question[1], ask)

    return load
