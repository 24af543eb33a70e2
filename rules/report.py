"""The report that intake gives on a document."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, unique

from rules.finding import Finding
from rules.submission import Submission
from rules.vocabulary import Profile

FINDINGS_TOLD = 1000
"""Of a document's findings, how many its report tells."""


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


KEPT = ("counts", "created", "superseded", "unchanged", "stubs", "stub_count", "ignored")
"""What is in a report and nowhere else in the graph."""


def keep(report: Report) -> str:
    """That as JSON."""
    told = {name: getattr(report, name) for name in KEPT}
    return json.dumps({name: dict(value) if isinstance(value, Mapping) else value for name, value in told.items()})


def recall(kept: str, submission: Submission, findings: Sequence[Finding]) -> Report:
    """The report on an accepted document, as it was given when it came in; of the findings those that it told."""
    told = json.loads(kept)
    return Report(
        outcome=Outcome.ACCEPTED,
        submission=submission.key,
        format=submission.format,
        profile=submission.profile,
        sha256=submission.sha256,
        sender=submission.sender,
        revision=submission.revision,
        findings=tuple(findings),
        finding_count=submission.finding_count,
        **{**told, "stubs": tuple(told["stubs"])},
    )
