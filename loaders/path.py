"""Paths between many things at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph.database import Database
from graph.path import find_paths
from loaders.batch import ask_alike
from rules.errors import BatlasError
from rules.path import Path
from rules.scope import Scope
from rules.vocabulary import Mineral


@dataclass(frozen=True, slots=True)
class PathTerms:
    """How paths are asked for."""

    mineral: Mineral | None = None
    ways: int = 1
    through_recycling: bool = False
    merged: bool = True
    at: datetime | None = None


PathQuestion = tuple[str, str, PathTerms]
"""Key of the item, process, facility or party that it begins at, key of the item that it ends at, and the terms."""


async def load_paths(
    scope: Scope, database: Database, questions: Sequence[PathQuestion]
) -> list[Path | BatlasError | None]:
    """One statement for all paths that are asked for on the same terms."""

    async def ask(terms: PathTerms, alike: list[PathQuestion]) -> list[Path | None]:
        return await find_paths(
            replace(scope, at=terms.at),
            database,
            [(start, end) for start, end, _ in alike],
            mineral=terms.mineral,
            ways=terms.ways,
            through_recycling=terms.through_recycling,
            merged=terms.merged,
        )

    return await ask_alike(questions, lambda question: question[2], ask)
