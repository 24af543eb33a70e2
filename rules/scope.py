"""Who asks, about which time, as known when: the first argument of every function of graph/."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

from rules.errors import InvalidInput


@unique
class ViewerKind(StrEnum):
    """LOCAL is whoever runs the process without sign-in and sees all."""

    LOCAL = "LOCAL"
    PUBLIC = "PUBLIC"
    PARTY = "PARTY"
    AUTHORITY = "AUTHORITY"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks."""

    kind: ViewerKind
    party: str | None = None
    """Key of the party that the viewer speaks for."""


LOCAL = Viewer(ViewerKind.LOCAL)


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks (`viewer`), about which state (`at`, none: now), as known at which revision (none: the newest)."""

    viewer: Viewer
    at: datetime | None = None
    revision: int | None = None

    def require_present(self) -> None:
        """Raise InvalidInput where it is not about the present state as it is known now, for answers that know no other."""
        if self.at is not None or self.revision is not None:
            raise InvalidInput(
                "What holds, owns and made things can be listed for now only; a trace answers for another time."
            )
