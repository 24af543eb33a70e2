"""The orders that lists of items and processes are read in, page by page."""

from typing import LiteralString

STATEMENTS: tuple[LiteralString, ...] = (
    "CREATE INDEX item_kind IF NOT EXISTS FOR (n:Item) ON (n.kind, n.id)",
    "CREATE INDEX item_sender IF NOT EXISTS FOR (n:Item) ON (n.sender, n.id)",
    "CREATE INDEX item_revision IF NOT EXISTS FOR (n:Item) ON (n.since_rev, n.id)",
    "CREATE INDEX process_kind IF NOT EXISTS FOR (n:Process) ON (n.kind, n.id)",
    "CREATE INDEX process_revision IF NOT EXISTS FOR (n:Process) ON (n.since_rev, n.id)",
)
