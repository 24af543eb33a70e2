"""What was stated before a correction, what others state otherwise, and when Batlas learnt things."""

from typing import LiteralString

STATEMENTS: tuple[LiteralString, ...] = (
    "CREATE CONSTRAINT version_id IF NOT EXISTS FOR (n:Version) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT dispute_id IF NOT EXISTS FOR (n:Dispute) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX version_until IF NOT EXISTS FOR (n:Version) ON (n.until_rev)",
    "CREATE INDEX version_serial IF NOT EXISTS FOR (n:Version) ON (n.serial)",
    "CREATE INDEX version_lot IF NOT EXISTS FOR (n:Version) ON (n.lot)",
    "CREATE INDEX submission_received IF NOT EXISTS FOR (n:Submission) ON (n.received_at)",
)
