"""The intake port: bytes of a format in, a report out."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from graph.database import Database
from graph.intake import take_in
from rules.reading import PLAIN, Terms
from rules.report import Outcome, Report
from rules.right import require
from rules.scope import Right, Scope, Viewer
from seed.readers import LISTS, read


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
        """The report on the document. Raises InvalidInput for an unknown format and terms that it does not take, Forbidden.

        A list that does not say who states it is stated by the party that sends it.
        """
        # Before it is read, which may take long.
        require(viewer, Right.SUBMIT)
        if format in LISTS:
            terms = replace(terms, sender=terms.sender or viewer.party)
        reading = await asyncio.to_thread(read, format, content, terms)
        scope = Scope(viewer)
        now = datetime.now(UTC)
        report = await take_in(scope, self._database, reading, now=now, dry_run=dry_run, max_records=self._max_records)
        if report.outcome is Outcome.ACCEPTED:
            self._taken()
        return report
