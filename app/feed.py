"""The feed of what comes in: whoever subscribes is told each submission once, in the order of revisions, whichever process took it in."""

import asyncio
import logging
from collections.abc import AsyncGenerator

from graph.arrival import list_arrivals
from graph.database import Database
from graph.revision import check_revision, newest_revision
from rules.errors import BatlasError, Unavailable
from rules.scope import LOCAL, Scope
from rules.submission import Submission

log = logging.getLogger("batlas.feed")

PERIOD_S = 1.0
"""How often the ledger is looked at: what another process took in is told that much later at the most."""

AT_ONCE = 100
"""Submissions that are read together."""


class Feed:
    """One for the process. While anybody subscribes it looks at the ledger's revision, once for all; each subscriber then reads what it has not seen."""

    def __init__(self, database: Database, most: int = 1000, period_s: float = PERIOD_S) -> None:
        self._database = database
        self._most = most
        self._period_s = period_s
        self._news = asyncio.Event()
        self._look = asyncio.Event()
        self._newest = 0
        self._watch: asyncio.Task[None] | None = None
        self._ended = False
        self.subscribers = 0

    @property
    def is_idle(self) -> bool:
        """Whether nobody subscribes and nothing runs."""
        return self.subscribers == 0 and (self._watch is None or self._watch.done())

    async def __call__(self, scope: Scope, since: int | None) -> AsyncGenerator[Submission, None]:
        """Submissions after the revision, or after the newest, until the caller closes it or the process ends.

        Raises InvalidInput for a revision that is yet to come, Unavailable where too many subscribe or the database does not answer: whoever
        comes back with the last revision that it saw misses nothing.
        """
        if self.subscribers >= self._most:
            raise Unavailable(
                f"There are {self._most} subscriptions already (BATLAS_MAX_SUBSCRIPTIONS); come back later with `since`."
            )
        self.subscribers += 1
        try:
            if since is None:
                seen = await newest_revision(scope, self._database)
            else:
                seen = await check_revision(scope, self._database, since)
            while not self._ended:
                # Taken before it is read, so that what comes in meanwhile is not slept through.
                news = self._news
                arrived = await list_arrivals(scope, self._database, seen, AT_ONCE)
                for revision, submission in arrived:
                    if submission is not None:
                        yield submission
                    seen = revision
                if not arrived:
                    await self._wait(news, seen)
        finally:
            self.subscribers -= 1
            if self.subscribers == 0:
                self._look.set()

    def wake(self) -> None:
        """This process took something in: look at once."""
        self._look.set()

    def end(self) -> None:
        """The process ends: let everybody go who waits."""
        self._ended = True
        self._tell()

    async def _wait(self, news: asyncio.Event, seen: int) -> None:
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._keep_watch())
        if self._newest > seen:
            # A reader of a cluster may lag behind the one that told the revision.
            await asyncio.sleep(self._period_s)
        else:
            await news.wait()

    async def _keep_watch(self) -> None:
        while self.subscribers and not self._ended:
            self._look.clear()
            try:
                newest = await newest_revision(Scope(LOCAL), self._database)
            except Exception as error:
                if not isinstance(error, BatlasError):
                    log.exception("the ledger could not be looked at")
                # Whoever subscribes meets the same and is told.
                self._tell()
            else:
                if newest > self._newest:
                    self._newest = newest
                    self._tell()
            try:
                async with asyncio.timeout(self._period_s):
                    await self._look.wait()
            except TimeoutError:
                continue

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
