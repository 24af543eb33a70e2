"""What signing in and withholding need."""

from typing import LiteralString

STATEMENTS: tuple[LiteralString, ...] = ("CREATE CONSTRAINT salt_id IF NOT EXISTS FOR (n:Salt) REQUIRE n.id IS UNIQUE",)
