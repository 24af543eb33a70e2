"""Submissions: who sent which document when."""

from dataclasses import dataclass
from datetime import datetime

from rules.vocabulary import Profile


@dataclass(frozen=True, slots=True)
class Submission:
    """One accepted document; its revision is the ledger's count when it was committed."""

    key: str
    sender: str
    format: str
    profile: Profile
    sha256: str
    revision: int
    received_at: datetime
    title: str | None = None
    record_count: int = 0
    finding_count: int = 0
