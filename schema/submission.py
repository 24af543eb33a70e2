"""Submissions over GraphQL."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from loaders import Loaders
from rules import submission
from rules.vocabulary import Profile
from schema.node import Node, encode
from schema.party import Party, find_party

if TYPE_CHECKING:
    from schema.report import Report


@strawberry.type(description="One accepted document: who sent it when, in which format.")
class Submission(Node):
    key: str = strawberry.field(description="Made from the document's SHA-256.")
    format: str = strawberry.field(description="The format that it was read as.")
    profile: Profile = strawberry.field(description="How strictly it was judged.")
    sha256: str = strawberry.field(description="SHA-256 of the document's bytes, hex.")
    revision: int = strawberry.field(description="The ledger's revision that it made.")
    received_at: datetime = strawberry.field(description="When Batlas took it in.")
    title: str | None = strawberry.field(description="Its title.")
    record_count: int = strawberry.field(description="How many records it has.")
    finding_count: int = strawberry.field(description="How many findings intake had on it.")
    sender_key: strawberry.Private[str]
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="The party that sent it.")
    async def sender(self) -> Party | None:
        """By the loader of parties."""
        return await find_party(self.loaders, self.sender_key)

    @strawberry.field(
        description="What intake said of it when it came in; none of a document that came in before reports were kept."
    )
    async def report(self) -> Annotated["Report", strawberry.lazy("schema.report")] | None:
        """By the loader of reports."""
        from schema.report import Report

        record = await self.loaders.report.load(self.key)
        return Report.of(record) if record else None

    @classmethod
    def of(cls, record: submission.Submission, loaders: Loaders) -> "Submission":
        """From the record."""
        return cls(
            id=encode("Submission", record.key),
            key=record.key,
            format=record.format,
            profile=record.profile,
            sha256=record.sha256,
            revision=record.revision,
            received_at=record.received_at,
            title=record.title,
            record_count=record.record_count,
            finding_count=record.finding_count,
            sender_key=record.sender,
            loaders=loaders,
        )


async def find_submission(loaders: Loaders, key: str | None) -> Submission | None:
    """The submission of the key; none without a key, and where Batlas does not know it."""
    record = await loaders.submission.load(key) if key else None
    return Submission.of(record, loaders) if record else None
