"""Who asks, about which time, as known when: the first argument of every function of graph/."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

NEWEST = 2**62
"""A revision that no ledger reaches."""


@unique
class ViewerKind(StrEnum):
    """LOCAL is whoever runs the process without sign-in and sees all."""

    LOCAL = "LOCAL"
    PUBLIC = "PUBLIC"
    PARTY = "PARTY"
    AUTHORITY = "AUTHORITY"


@unique
class Right(StrEnum):
    """What a viewer may do at all; what of it is shown is another question."""

    READ = "read"
    SUBMIT = "submit"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks."""

    kind: ViewerKind
    party: str | None = None
    """Key of the party that the viewer speaks for."""
    rights: frozenset[Right] = frozenset({Right.READ})


LOCAL = Viewer(ViewerKind.LOCAL, rights=frozenset(Right))
PUBLIC = Viewer(ViewerKind.PUBLIC)
"""Whoever sends no credential where sign-in is on."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks (`viewer`), about which state (`at`, none: now), as known at which revision (none: the newest)."""

    viewer: Viewer
    at: datetime | None = None
    revision: int | None = None

    @property
    def is_present(self) -> bool:
        """Whether it is about the present state as it is known now."""
        return self.at is None and self.revision is None
