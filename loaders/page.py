"""Pages of what hangs on things, for many things at once."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from graph.database import Database
from loaders.batch import ask_alike
from rules.errors import BatlasError
from rules.page import Page
from rules.scope import Scope

Fetch = Callable[[Scope, Database, Sequence[str], int, str], Awaitable[list[Page]]]


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """The `first` keys behind `after` that hang on a thing."""

    key: str
    first: int
    after: str = ""
    at: datetime | None = None


class Pages(Protocol):
    """A loader of pages."""

    def load(self, key: PageQuestion, /) -> Awaitable[Page]:
        """The page."""
        ...


def pages(fetch: Fetch) -> Callable[[Scope, Database, Sequence[PageQuestion]], Awaitable[list[Page | BatlasError]]]:
    """A batch function of one kind of page."""

    async def load(scope: Scope, database: Database, questions: Sequence[PageQuestion]) -> list[Page | BatlasError]:
        async def ask(terms: tuple[int, str, datetime | None], alike: list[PageQuestion]) -> list[Page]:
            first, after, at = terms
            return await fetch(replace(scope, at=at), database, [question.key for question in alike], first, after)

        return await ask_alike(questions, lambda question: (question.first, question.after, question.at), ask)

    return load
