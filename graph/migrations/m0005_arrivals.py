"""The order that documents came in."""

from typing import LiteralString

STATEMENTS: tuple[LiteralString, ...] = (
    "CREATE INDEX submission_revision IF NOT EXISTS FOR (s:Submission) ON (s.revision)",
)
