"""What every noun has: its key, whether anybody has stated it, and in which document."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from rules.stated import Stated
from schema.context import Info
from schema.node import Node, encode

if TYPE_CHECKING:
    from schema.submission import Submission


@strawberry.interface(description="Anything that parties make statements about.")
class Thing(Node):
    key: str = strawberry.field(description="Its key as its sender writes it, a URN or URI.")
    stated: bool = strawberry.field(description="Whether anybody has stated it; else others only refer to it.")
    revision: int | None = strawberry.field(description="The ledger's revision that stated it.")
    submission_key: strawberry.Private[str | None]

    @strawberry.field(description="The document that stated it.")
    async def submission(self, info: Info) -> Annotated["Submission", strawberry.lazy("schema.submission")] | None:
        """By the loader of submissions."""
        from schema.submission import find_submission

        return await find_submission(info, self.submission_key)


def told(noun: str, stated: Stated[Any]) -> dict[str, Any]:
    """The fields of a Thing."""
    return {
        "id": encode(noun, stated.key),
        "key": stated.key,
        "stated": not stated.is_stub,
        "revision": stated.since_rev,
        "submission_key": stated.submission,
    }
