"""What can be subscribed to."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import strawberry

from schema.context import Info
from schema.submission import Submission


@strawberry.type(description="What can be subscribed to.")
class Subscription:
    @strawberry.subscription(
        description="Each accepted document once it is committed, in the order of revisions, whichever process took it in."
    )
    async def submissions(
        self,
        info: Info,
        since: Annotated[
            int | None,
            strawberry.argument(
                description="The last revision that was seen: what came in after it is told first, so that nothing is missed; left out: from now on."
            ),
        ] = None,
    ) -> AsyncGenerator[Submission, None]:
        """By the feed. Raises InvalidInput for a revision that is yet to come, Unavailable."""
        context = info.context
        async with aclosing(context.feed(context.scope, since)) as arrivals:
            async for record in arrivals:
                context.renew()
                yield Submission.of(record, context.loaders)
