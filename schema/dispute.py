"""Disputes over GraphQL."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from loaders import Loaders
from rules import dispute

if TYPE_CHECKING:
    from schema.party import Party


@strawberry.type(description="What somebody states of a thing otherwise than what answers rest on.")
class Dispute:
    record: str | None = strawberry.field(
        description="The record as a line of the native format, JSON; none where it is withheld."
    )
    revision: int = strawberry.field(description="The ledger's revision that it came in at.")
    submission_key: str = strawberry.field(description="Key of the document that states it.")
    sender_key: strawberry.Private[str]
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="Who states it.")
    async def sender(self) -> Annotated["Party", strawberry.lazy("schema.party")] | None:
        """By the loader of parties."""
        from schema.party import find_party

        return await find_party(self.loaders, self.sender_key)

    @classmethod
    def of(cls, record: dispute.Dispute, loaders: Loaders) -> "Dispute":
        """From the record."""
        return cls(
            record=record.record,
            revision=record.revision,
            submission_key=record.submission,
            sender_key=record.sender,
            loaders=loaders,
        )


async def find_dispute(loaders: Loaders, key: str) -> Dispute | None:
    """The dispute of the key; none where Batlas does not know it."""
    record = await loaders.dispute.load(key)
    return Dispute.of(record, loaders) if record else None
