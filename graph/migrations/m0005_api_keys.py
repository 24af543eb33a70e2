"""API keys, found by the id that each key begins with."""

from typing import LiteralString

STATEMENTS: tuple[LiteralString, ...] = (
    "CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (n:ApiKey) REQUIRE n.id IS UNIQUE",
    "CALL db.awaitIndexes(120)",
)
