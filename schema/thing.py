"""What every noun has: its key, whether anybody has stated it, and in which document."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from loaders import Loaders
from rules.stated import Stated
from rules.withheld import Withheld
from schema.dispute import Dispute
from schema.node import Node, encode

if TYPE_CHECKING:
    from schema.submission import Submission


@strawberry.interface(description="Anything that parties make statements about.")
class Thing(Node):
    key: str = strawberry.field(description="Its key as its sender writes it, a URN or URI.")
    stated: bool = strawberry.field(description="Whether anybody has stated it; else others only refer to it.")
    revision: int | None = strawberry.field(description="The ledger's revision that stated it.")
    withheld: list[Withheld] = strawberry.field(
        description="Why parts are not shown; empty where all is. A key that is withheld has a name in its place, the same in every answer to this viewer."
    )
    submission_key: strawberry.Private[str | None]
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="The ledger's revision that it is told as of; none: the newest.")
    def as_of(self) -> int | None:
        """What was asked for; all that is reached from here is told as of it too."""
        return self.loaders.scope.revision

    @strawberry.field(description="The document that stated it.")
    async def submission(self) -> Annotated["Submission", strawberry.lazy("schema.submission")] | None:
        """By the loader of submissions."""
        from schema.submission import find_submission

        return await find_submission(self.loaders, self.submission_key)

    @strawberry.field(
        description="What others state of it, or of its links, otherwise than what answers rest on, oldest first."
    )
    async def disputes(self) -> list[Dispute]:
        """By the loader of disputes."""
        return [Dispute.of(record, self.loaders) for record in await self.loaders.disputes.load(self.key)]


def told(noun: str, stated: Stated[Any], loaders: Loaders) -> dict[str, Any]:
    """The fields of a Thing."""
    return {
        "id": encode(noun, stated.key),
        "key": stated.key,
        "stated": not stated.is_stub,
        "revision": stated.since_rev,
        "withheld": list(stated.withheld),
        "submission_key": stated.submission,
        "loaders": loaders,
    }
