"""Changes between two revisions over GraphQL."""

import asyncio
from typing import TYPE_CHECKING, Annotated, cast

import strawberry

from loaders import Loaders
from loaders.origins import OriginTerms
from loaders.trace import TraceTerms
from rules import changes
from rules.changes import ChangeKind
from rules.errors import InvalidInput
from rules.vocabulary import Mineral

if TYPE_CHECKING:
    from schema.submission import Submission


@strawberry.type(description="One field of a fact, then and now.")
class FieldChange:
    name: str = strawberry.field(description="The stored name of the field.")
    before: str | None = strawberry.field(description="Its value then, as text.")
    after: str | None = strawberry.field(description="Its value now, as text.")


@strawberry.type(description="What became of one fact upstream of the item.")
class FactChange:
    change: ChangeKind = strawberry.field(description="What became of it.")
    type: str = strawberry.field(description="ITEM, PROCESS, or the type of a link.")
    key: str = strawberry.field(
        description="Key of the item or process; of a link, of the later or larger thing at its beginning."
    )
    target: str | None = strawberry.field(description="Of a link: key of the earlier or smaller thing at its end.")
    fields: list[FieldChange] = strawberry.field(
        description="What differs; empty where a trace does not show it, as with a composition."
    )
    submission_key: str | None = strawberry.field(
        description="Key of the document that states it now; of what is gone, that stated it then."
    )
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="That document, and so who sent it when.")
    async def submission(self) -> Annotated["Submission", strawberry.lazy("schema.submission")] | None:
        """By the loader of submissions."""
        from schema.submission import find_submission

        return await find_submission(self.loaders, self.submission_key)

    @classmethod
    def of(cls, record: changes.FactChange, loaders: Loaders) -> "FactChange":
        """From the record."""
        return cls(
            change=record.change,
            type=record.type,
            key=record.key,
            target=record.target,
            fields=cast("list[FieldChange]", record.fields),
            submission_key=record.submission,
            loaders=loaders,
        )


@strawberry.type(description="How one origin's share of a mineral moved.")
class OriginMove:
    mineral: Mineral = strawberry.field(description="The mineral.")
    key: str | None = strawberry.field(description="Key of the mine, plant or recycler; none: what is unknown.")
    name: str | None = strawberry.field(description="Its name in English or as its sender writes it.")
    before: float = strawberry.field(description="Share then, 0 to 1.")
    after: float = strawberry.field(description="Share now, 0 to 1.")


@strawberry.type(description="What was known of an item at one revision and at another.")
class Changes:
    from_revision: int = strawberry.field(description="The earlier revision.")
    to_revision: int = strawberry.field(description="The later revision.")
    facts: list[FactChange] = strawberry.field(
        description="Facts upstream that came, changed and went: items and processes by key, then links."
    )
    truncated: bool = strawberry.field(
        description="Whether one of the two traces left things out, so that facts are missing here."
    )
    origins: list[OriginMove] = strawberry.field(
        description="Shares by source that moved, mineral by mineral, the largest moves first."
    )


async def compare(key: str, before: Loaders, after: Loaders) -> Changes | None:
    """What changed for the item; none where neither revision knows it. Both loaders are of a revision. Raises InvalidInput."""
    revisions = [loaders.scope.revision or 0 for loaders in (before, after)]
    if revisions[0] > revisions[1]:
        raise InvalidInput(f"`from` is revision {revisions[0]} and `to` is {revisions[1]}; `from` is the earlier one.")
    terms = TraceTerms()
    then, now = await asyncio.gather(*(loaders.trace.load((key, terms)) for loaders in (before, after)))
    if then is None and now is None:
        return None
    questions = [(key, mineral, OriginTerms()) for mineral in Mineral]
    old, new = await asyncio.gather(*(loaders.origins.load_many(questions) for loaders in (before, after)))
    return Changes(
        from_revision=revisions[0],
        to_revision=revisions[1],
        facts=[FactChange.of(change, after) for change in changes.compare(then, now)],
        truncated=any(trace is not None and trace.truncated for trace in (then, now)),
        origins=cast("list[OriginMove]", changes.moves(old, new)),
    )
