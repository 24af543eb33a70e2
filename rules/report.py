"""The report that intake gives on a document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, unique

from rules.finding import Finding
from rules.vocabulary import Profile


@unique
class Outcome(StrEnum):
    """What became of a document."""

    ACCEPTED = "ACCEPTED"
    UNCHANGED = "UNCHANGED"
    REFUSED = "REFUSED"
    CHECKED = "CHECKED"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a document, and every finding at once; a refused or only checked one has changed nothing."""

    outcome: Outcome
    submission: str
    """Key of the submission, made from the document's SHA-256 and what was told beside it."""
    format: str
    profile: Profile
    sha256: str
    sender: str | None
    revision: int | None
    """The ledger's revision that the document made; none where nothing was written."""
    dry_run: bool = False
    """Whether it was a dry run, which writes nothing whatever becomes of the document."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Records by type, as read."""
    created: int = 0
    """Facts that were new."""
    superseded: int = 0
    """Facts of an earlier document that do not hold any more."""
    unchanged: int = 0
    """Facts that were known already."""
    stubs: tuple[str, ...] = ()
    """Keys that are referred to and that nobody has stated yet, the first hundred."""
    stub_count: int = 0
    ignored: Mapping[str, int] = field(default_factory=dict)
    """What a reader does not understand, counted by name."""
    findings: tuple[Finding, ...] = ()
    """The first thousand findings, errors first."""
    finding_count: int = 0
