"""Summaries over GraphQL: the chain behind an item as groups and flows, with where each is drawn."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, cast

import strawberry

from loaders import Loaders
from loaders.trace import TraceTerms
from rules import summary
from rules.errors import InvalidInput
from rules.overview import summarise
from rules.summary import SummaryBy
from rules.vocabulary import ItemKind, ProcessKind
from rules.withheld import Withheld
from schema.context import Info
from schema.finding import Finding
from schema.history import position
from schema.node import After, Connection, Edge, First, decode, encode, encode_at, page_of, stand
from schema.trace import Coverage, TraceNode

MOST_NODES = 20_000
"""As many as a trace looks at."""

MOST_EXPANDED = 20

GROUP = "Group"
MEMBERS = "members"


@strawberry.type(description="Things that are drawn as one, or one thing of a group that was opened.")
class Group:
    key: strawberry.ID = strawberry.field(
        description="Opaque, and the same for the same things in every answer: give it to `expand` or `members`."
    )
    parent: strawberry.ID | None = strawberry.field(description="Of one thing: key of its group.")
    tier: int = strawberry.field(
        description="Column: fewest changes of group on a way from the item, whose own group is alone in column 0."
    )
    order: int = strawberry.field(description="Row within the column, from 0, chosen so that few flows cross.")
    items: int = strawberry.field(description="Items in it.")
    runs: int = strawberry.field(description="Processes in it.")
    gaps: int = strawberry.field(description="Items in it at which a way back ends too early.")
    rest: bool = strawberry.field(
        description="Whether it was opened and holds only what was not shown one by one; page through `members` for that."
    )
    country: str | None = strawberry.field(
        description="By country: ISO 3166-1 alpha-2; none for what has none stated, or several."
    )
    party_key: str | None = strawberry.field(
        description="By party: its key; none for what has none stated, or several."
    )
    party_name: str | None = strawberry.field(description="By party: its name.")
    item_kind: ItemKind | None = strawberry.field(
        description="By kind: what the items are; none for what is not stated."
    )
    process_kind: ProcessKind | None = strawberry.field(
        description="By kind, of material and components: what made them; none where that is not stated, or several."
    )
    party_changes: int | None = strawberry.field(description="By tier: fewest changes of party from the item.")
    member: TraceNode | None = strawberry.field(description="The one thing that was taken out of its group.")

    @classmethod
    def of(cls, record: summary.Group) -> "Group":
        """From the record."""
        values = {name: getattr(record, name) for name in record.__dataclass_fields__}
        return cls(
            **values | {"key": encode(GROUP, record.key), "parent": record.parent and encode(GROUP, record.parent)}
        )


@strawberry.type(description="All steps back from one group to another; steps within a group are no flow.")
class Flow:
    source: strawberry.ID = strawberry.field(description="Key of the group of the later or larger things.")
    target: strawberry.ID = strawberry.field(description="Key of the group of the earlier or smaller things.")
    steps: int = strawberry.field(description="How many steps it is.")
    mass_kg: float | None = strawberry.field(
        description="kg that the runs took and wholes hold by these steps, for the item or for others; of those that are known, none where no mass is."
    )
    untold: int = strawberry.field(description="Steps whose mass is not known, and so not in `massKg`.")

    @classmethod
    def of(cls, record: summary.Flow) -> "Flow":
        """From the record."""
        ends = encode(GROUP, record.source), encode(GROUP, record.target)
        return cls(source=ends[0], target=ends[1], steps=record.steps, mass_kg=record.mass_kg, untold=record.untold)


@strawberry.type(
    description="What is in a group, fewest steps from the item first, then by key; pages are of one revision."
)
class Members(Connection[TraceNode]):
    revision: int = strawberry.field(description="The ledger's revision that all pages are of.")


@strawberry.type(description="The chain behind an item drawn together.")
class Summary:
    start: str = strawberry.field(description="Key of the item that was asked about.")
    by: SummaryBy = strawberry.field(description="What puts things into one group.")
    groups: list[Group] = strawberry.field(description="By column, then row.")
    flows: list[Flow] = strawberry.field(description="By source, then target, as the groups come.")
    coverage: Coverage | None = strawberry.field(
        description="How much of all that is upstream is stated; none where that is more than was looked at."
    )
    truncated: bool = strawberry.field(description="Whether things were left out to stay under a limit.")
    revision: int = strawberry.field(description="The ledger's revision that it was answered at.")
    warnings: list[Finding] = strawberry.field(description="What intake had to say about the things it rests on.")
    withheld: list[Withheld] = strawberry.field(description="Why parts are not shown; empty where all is.")
    record: strawberry.Private[summary.Summary]
    loaders: strawberry.Private[Loaders]
    at: strawberry.Private[datetime | None]

    @strawberry.field(
        description="What is in a group, opened or not, page by page; nothing for a key that is none of its groups'."
    )
    async def members(
        self,
        info: Info,
        group: Annotated[strawberry.ID, strawberry.argument(description="Key of the group.")],
        first: First = None,
        after: After = None,
    ) -> Members:
        """As of the revision that the first page was of. Raises InvalidInput."""
        size, _ = page_of(first, None)
        revision, begin = position(after, MEMBERS)
        found = self.record
        if revision is not None and revision > found.revision:
            begin = 0
        elif revision is not None and revision < found.revision:
            earlier = await find_record(info.context.loaders_as_of(revision), self.start, self.by, (), self.at)
            found = found if earlier is None else earlier
        inside = found.members.get(group_key(group) or "", ())
        page = inside[begin : begin + size]
        edges = [
            Edge(cursor=encode_at(MEMBERS, found.revision, number), node=cast("TraceNode", node))
            for number, node in enumerate(page, start=begin + 1)
        ]
        page_info = stand(edges, more=begin + len(page) < len(inside), behind=begin > 0)
        return Members(edges=edges, page_info=page_info, revision=found.revision, count=len(inside))


async def find_summary(
    loaders: Loaders, key: str, by: SummaryBy, expand: Sequence[strawberry.ID] | None, at: datetime | None
) -> Summary | None:
    """The summary of the item; none where it is not known at that time. Raises InvalidInput for too many opened groups."""
    if len(expand or ()) > MOST_EXPANDED:
        raise InvalidInput(f"`expand` has {len(expand or ())} groups; open at most {MOST_EXPANDED} at once.")
    opened = [group for group in map(group_key, expand or ()) if group is not None]
    record = await find_record(loaders, key, by, opened, at)
    if record is None:
        return None
    return Summary(
        start=record.start,
        by=record.by,
        groups=[Group.of(group) for group in record.groups],
        flows=[Flow.of(flow) for flow in record.flows],
        coverage=cast("Coverage | None", record.coverage),
        truncated=record.truncated,
        revision=record.revision,
        warnings=[Finding.of(finding) for finding in record.warnings],
        withheld=list(record.withheld),
        record=record,
        loaders=loaders,
        at=at,
    )


async def find_record(
    loaders: Loaders, key: str, by: SummaryBy, expand: Sequence[str], at: datetime | None
) -> summary.Summary | None:
    """By the loader of traces."""
    trace = await loaders.trace.load((key, TraceTerms(at=at, max_nodes=MOST_NODES)))
    return None if trace is None else summarise(trace, by, expand)


def group_key(text: str) -> str | None:
    """The key of a group as the rules know it; none for junk."""
    noun, key = decode(text) or ("", "")
    return key if noun == GROUP else None
