"""What a request carries: who asks, the database, its loaders, and the port that documents come in by."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias

from strawberry.types import Info as StrawberryInfo

from graph.database import Database
from loaders import Loaders
from rules.reading import PLAIN, Terms
from rules.report import Report
from rules.scope import Scope, Viewer
from rules.submission import Submission


class Intake(Protocol):
    """Bytes of a format in, a report out."""

    async def __call__(
        self,
        format: str,
        content: bytes,
        viewer: Viewer,
        *,
        dry_run: bool = False,
        terms: Terms = PLAIN,
    ) -> Report:
        """The report. Raises InvalidInput for an unknown format and terms that it does not take, Unavailable."""
        ...


class Feed(Protocol):
    """What comes in, as it comes in."""

    def __call__(self, scope: Scope, since: int | None) -> AsyncGenerator[Submission, None]:
        """Submissions after the revision, or after the newest. Raises InvalidInput for a revision that is yet to come, Unavailable."""
        ...


@dataclass(slots=True)
class Context:
    """One per operation."""

    scope: Scope
    database: Database
    loaders: Loaders
    intake: Intake
    request_id: str
    feed: Feed
    connection_params: Mapping[str, object] | None = None
    """What the first message of a WebSocket said beside its type."""
    past: dict[int, Loaders] = field(default_factory=dict)
    """Loaders by the revision that their answers are as of."""

    def renew(self) -> None:
        """Forget what was read: what is asked from here on is asked anew."""
        self.loaders, self.past = Loaders(self.scope, self.database), {}

    def loaders_as_of(self, revision: int) -> Loaders:
        """Loaders whose answers are as of the revision, the same for all who ask for it."""
        if revision not in self.past:
            self.past[revision] = Loaders(replace(self.scope, revision=revision), self.database)
        return self.past[revision]


Info: TypeAlias = StrawberryInfo[Context, None]
