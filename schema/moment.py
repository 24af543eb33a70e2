"""Points in time that a caller gives."""

from datetime import UTC, datetime
from typing import Annotated

import strawberry

from graph.revision import check_revision, find_revision, newest_revision
from loaders import Loaders
from rules.errors import InvalidInput
from schema.context import Info

At = Annotated[
    datetime | None, strawberry.argument(description="The state at this time, with its zone; left out: now.")
]


@strawberry.input(description="As known when: by revision or by time, one of the two.", one_of=True)
class AsOf:
    revision: int | None = strawberry.field(
        default=strawberry.UNSET, description="As of this revision of the ledger, as an answer told it."
    )
    time: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="As of what Batlas had taken in by this time, with its zone."
    )


KnownAsOf = Annotated[
    AsOf | None,
    strawberry.argument(description="As known then, all that is reached from here too; left out: as known now."),
]


async def loaders_of(info: Info, as_of: AsOf | None) -> Loaders:
    """The loaders of what was known then. Raises InvalidInput for a revision that is yet to come, and a time without a zone."""
    context = info.context
    if as_of is None:
        return context.loaders
    if isinstance(as_of.revision, int):
        if as_of.revision in context.past:
            return context.past[as_of.revision]
        return context.loaders_as_of(await check_revision(context.scope, context.database, as_of.revision))
    time = moment(as_of.time or None)
    if time is None:
        raise InvalidInput("`asOf` needs a `revision` or a `time`.")
    return context.loaders_as_of(await find_revision(context.scope, context.database, time))


async def fixed_loaders(info: Info, as_of: AsOf | None) -> Loaders:
    """As `loaders_of`; without a revision or a time, of the newest revision and of no later one."""
    context = info.context
    if as_of is not None:
        return await loaders_of(info, as_of)
    return context.loaders_as_of(await newest_revision(context.scope, context.database))


def moment(at: datetime | None) -> datetime | None:
    """The time in UTC. Raises InvalidInput for one without a zone."""
    if at is None:
        return None
    if at.tzinfo is None:
        raise InvalidInput(f"`at` is {at.isoformat()}, without a zone; write it with one, as in {at.isoformat()}Z.")
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise InvalidInput(f"`at` is {at.isoformat()}, beyond the years 1 to 9999.") from error
