"""What a request carries: who asks, the database, its loaders, and the port that documents come in by."""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from strawberry.types import Info as StrawberryInfo

from graph.database import Database
from loaders import Loaders
from rules.report import Report
from rules.scope import Scope, Viewer


class Intake(Protocol):
    """Bytes of a format in, a report out."""

    async def __call__(self, format: str, content: bytes, viewer: Viewer, *, dry_run: bool = False) -> Report:  # noqa: A002
        """The report. Raises InvalidInput for an unknown format, Unavailable."""
        ...


@dataclass(slots=True)
class Context:
    """One per request."""

    scope: Scope
    database: Database
    loaders: Loaders
    intake: Intake
    request_id: str


Info: TypeAlias = StrawberryInfo[Context, None]
