"""What `batlas load --bulk` and `batlas demo --bulk` share: many documents at once into an empty graph."""

import asyncio
from collections.abc import Callable

from app.bulk import Source, read_ahead
from app.cli.console import answers, bar, server_progress
from app.settings import database_config, read_settings
from graph.bulk import Bulk, load_bulk
from rules.report import Report
from rules.scope import LOCAL, Scope


def load_at_once(source: Source, format: str, tell: Callable[[str, Report], None], of: int | None = None) -> Bulk:
    """Load the documents of the source, `of` how many where that is known; `tell` is given each title and report."""
    settings = read_settings()
    with bar() as progress:
        task = progress.add_task("Checking", total=None, done="")
        count = 0

        def show(title: str, report: Report) -> None:
            nonlocal count
            count += 1
            progress.update(task, description=title, done=f"{count:,} documents")
            tell(title, report)

        documents = read_ahead(source, format, settings.max_records)
        telling = server_progress(progress)
        return asyncio.run(
            load_bulk(Scope(LOCAL), database_config(settings), documents, tell=show, of=of, progress=telling)
        )


def say(bulk: Bulk) -> None:
    """What was loaded, and how long each step took."""
    seconds = sum(bulk.seconds.values())
    told = ", ".join(f"{step} {part:.1f} s" for step, part in bulk.seconds.items())
    answers.print(
        f"{bulk.documents:,} documents, {bulk.records:,} records: {bulk.nodes:,} nodes and {bulk.relationships:,} relationships "
        f"in {seconds:.1f} s, {(bulk.nodes + bulk.relationships) / seconds:,.0f} a second ({told})."
    )
