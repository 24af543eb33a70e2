"""What signing in and withholding need: API keys, found by the id that each key begins with, and what names for withheld keys are made with."""

from typing import LiteralString

STATEMENTS: tuple[LiteralString, ...] = (
    "CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (n:ApiKey) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX facility_sender IF NOT EXISTS FOR (n:Facility) ON (n.sender)",
    "CREATE CONSTRAINT salt_id IF NOT EXISTS FOR (n:Salt) REQUIRE n.id IS UNIQUE",
)
