"""The intake port: bytes of a format in, a report out."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from graph.database import Database
from graph.intake import take_in
from rules.reading import PLAIN, Terms
from rules.report import Outcome, Report
from rules.scope import Scope, Viewer
from seed.readers import read


class Intake:
    """Reads with the format's reader and takes the document in; `taken` is called where it was accepted."""

    def __init__(self, database: Database, max_records: int, taken: Callable[[], None] = lambda: None) -> None:
        self._database = database
        self._max_records = max_records
        self._taken = taken

    async def __call__(
        self,
        format: str,
        content: bytes,
        viewer: Viewer,
        *,
        dry_run: bool = False,
        terms: Terms = PLAIN,
    ) -> Report:
        """The report on the document. Raises InvalidInput for an unknown format and terms that it does not take."""
        reading = await asyncio.to_thread(read, format, content, terms)
        scope = Scope(viewer)
        now = datetime.now(UTC)
        report = await take_in(scope, self._database, reading, now=now, dry_run=dry_run, max_records=self._max_records)
        if report.outcome is Outcome.ACCEPTED:
            self._taken()
        return report
