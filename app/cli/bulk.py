"""What `batlas load --bulk` and `batlas demo --bulk` share: many documents at once into an empty graph."""

import asyncio
from collections import Counter
from collections.abc import Callable

from app.bulk import Source, read_ahead
from app.cli.console import answers, bar, server_progress
from app.settings import database_config, read_settings
from graph.bulk import Bulk, load_bulk
from rules.report import Outcome, Report
from rules.scope import LOCAL, Scope


def load_at_once(
    source: Source,
    format: str,  # noqa: A002 - the noun of the API
    show: Callable[[str, Report], None],
    *,
    every: bool = False,
    quiet: bool = False,
) -> Bulk:
    """Load the documents of the source; `show` is given the report of a refused one, and of each that has findings or of `every` one."""
    settings = read_settings()
    outcomes: Counter[Outcome] = Counter()
    with bar() as progress:
        task = progress.add_task("Checking", total=None, done="")

        def tell(title: str, report: Report) -> None:
            outcomes[report.outcome] += 1
            progress.update(task, description=title, done=f"{outcomes.total():,} documents")
            if every or report.findings or report.outcome is Outcome.REFUSED:
                show(title, report)

        loading = load_bulk(
            Scope(LOCAL),
            database_config(settings),
            read_ahead(source, format, settings.max_records),
            tell=tell,
            progress=server_progress(progress),
        )
        answer = asyncio.run(loading)
    if not answer.refused and not quiet:
        told = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in answer.seconds.items())
        answers.print(
            f"{answer.documents:,} documents, {answer.records:,} records: {answer.nodes:,} nodes and "
            f"{answer.relationships:,} relationships in {sum(answer.seconds.values()):.1f} s ({told})."
        )
    return answer
