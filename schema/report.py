"""Reports of intake over GraphQL."""

from collections.abc import Mapping

import strawberry

from rules import report
from rules.report import Outcome
from rules.right import require
from rules.scope import Right
from rules.vocabulary import Profile
from schema.context import Info
from schema.finding import Finding
from schema.submission import Submission, find_submission


@strawberry.type(description="How many of something.")
class Count:
    name: str = strawberry.field(description="What is counted.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="What became of a document. One that is refused or only checked has changed nothing.")
class Report:
    outcome: Outcome = strawberry.field(description="What became of it.")
    format: str = strawberry.field(description="The format that it was read as.")
    profile: Profile = strawberry.field(description="How strictly it was judged.")
    sha256: str = strawberry.field(description="SHA-256 of the document's bytes, hex.")
    sender: str | None = strawberry.field(description="Key of the party that it says it is from.")
    submission_key: str = strawberry.field(description="Key of the submission, made from the SHA-256.")
    revision: int | None = strawberry.field(
        description="The ledger's revision that it made; none where nothing was written."
    )
    dry_run: bool = strawberry.field(
        description="Whether it was a dry run, which writes nothing whatever becomes of the document."
    )
    counts: list[Count] = strawberry.field(description="Records by type, as read.")
    created: int = strawberry.field(description="Facts that are new.")
    superseded: int = strawberry.field(description="Facts of an earlier document that this one corrects or withdraws.")
    unchanged: int = strawberry.field(description="Facts that were known already.")
    stubs: list[str] = strawberry.field(
        description="Keys that it refers to and that nobody has stated yet, the first hundred."
    )
    stub_count: int = strawberry.field(description="How many such keys there are.")
    ignored: list[Count] = strawberry.field(description="What its reader does not understand, by name.")
    findings: list[Finding] = strawberry.field(description="The first thousand findings, errors first.")
    finding_count: int = strawberry.field(description="How many findings there are.")

    @strawberry.field(description="The submission, where the document was accepted now or before.")
    async def submission(self, info: Info) -> Submission | None:
        """By the loader of submissions. Raises Forbidden for a viewer who may only send."""
        require(info.context.scope.viewer, Right.READ)
        return await find_submission(info.context.loaders, self.submission_key)

    @classmethod
    def of(cls, record: report.Report) -> "Report":
        """From the record."""
        return cls(
            outcome=record.outcome,
            format=record.format,
            profile=record.profile,
            sha256=record.sha256,
            sender=record.sender,
            submission_key=record.submission,
            revision=record.revision,
            dry_run=record.dry_run,
            counts=_counts(record.counts),
            created=record.created,
            superseded=record.superseded,
            unchanged=record.unchanged,
            stubs=list(record.stubs),
            stub_count=record.stub_count,
            ignored=_counts(record.ignored),
            findings=[Finding.of(finding) for finding in record.findings],
            finding_count=record.finding_count,
        )


def _counts(counts: Mapping[str, int]) -> list[Count]:
    return [Count(name=name, count=count) for name, count in counts.items()]
