"""`batlas load`."""

from collections import defaultdict
from pathlib import Path
from typing import Annotated, Any

import orjson
from pydantic.alias_generators import to_camel
from rich.markup import escape
from typer import Argument, Exit, Option

from app.bulk import of_files
from app.cli.ask import Desk, at_desk
from app.cli.bulk import load_at_once, say
from app.cli.console import answers, errors
from rules.errors import InvalidInput
from rules.finding import Finding
from rules.report import Outcome, Report
from rules.scope import LOCAL
from rules.vocabulary import Severity
from schema.report import Report as Answer

SHOWN = 5

SAID = {
    Outcome.ACCEPTED: "[bold green]accepted[/]",
    Outcome.UNCHANGED: "[bold]unchanged[/]: the same document was taken in before",
    Outcome.REFUSED: "[bold red]refused[/]: nothing was written",
    Outcome.CHECKED: "[bold green]would be accepted[/]: nothing was written",
}

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def load(
    files: Annotated[list[Path], Argument(help="Documents, taken in this order.")],
    format: Annotated[  # noqa: A002 - the noun of the API
        str,
        Option(
            help="`batlas`, `catenax` (containers, Trace-X imports, answers of the IRS) or `epcis` (GS1 EPCIS 2.0): docs/FORMAT.md."
        ),
    ] = "batlas",
    dry_run: Annotated[bool, Option("--dry-run", help="Give the report alone and write nothing.")] = False,
    bulk: Annotated[
        bool,
        Option("--bulk", help="Many at once into an empty graph of the managed Neo4j: all files, or none of them."),
    ] = False,
    as_json: Annotated[bool, Option("--json", help="Print the reports as JSON, one a line.")] = False,
) -> None:
    """Take documents in: each whole, or not at all. Exit code 3 where one was refused."""
    if bulk:
        _load_bulk(files, format, dry_run=dry_run, as_json=as_json)
        return
    contents = [(file, _content(file)) for file in files]

    async def work(desk: Desk) -> bool:
        accepted = True
        for file, content in contents:
            with errors.status(f"Taking in {escape(file.name)}"):
                report = await desk.intake(format, content, LOCAL, dry_run=dry_run)
            accepted &= report.outcome is not Outcome.REFUSED
            if as_json:
                answers.out(orjson.dumps({"file": str(file), **as_answer(report)}).decode(), highlight=False)
            else:
                show(file.name, report)
        return accepted

    if not at_desk(work):
        raise Exit(3)


def _load_bulk(files: list[Path], format: str, *, dry_run: bool, as_json: bool) -> None:  # noqa: A002
    if dry_run:
        raise InvalidInput("A bulk load has no dry run: it writes nothing where a document is refused.")

    def tell(name: str, report: Report) -> None:
        if as_json:
            answers.out(orjson.dumps({"file": name, **as_answer(report)}).decode(), highlight=False)
        elif report.findings or report.outcome is Outcome.REFUSED:
            show(name, report)

    bulk = load_at_once(of_files(files), format, tell)
    if bulk.refused:
        answers.print("Nothing was loaded: a bulk load takes all documents or none.")
        raise Exit(3)
    if not as_json:
        say(bulk)


def as_answer(report: Report) -> Any:
    """The report as the mutation `submit` answers it."""
    return _camel(orjson.loads(orjson.dumps(Answer.of(report))))


def _camel(value: Any) -> Any:
    if isinstance(value, dict):
        return {to_camel(name): _camel(inner) for name, inner in value.items()}
    return [_camel(inner) for inner in value] if isinstance(value, list) else value


def show(name: str, report: Report) -> None:
    """The report for a person."""
    counts = ", ".join(f"{count:,} {what}" for what, count in report.counts.items())
    superseded = f", {report.superseded:,} corrected or withdrawn" if report.superseded else ""
    answers.print(f"[bold]{escape(name)}[/] {SAID[report.outcome]}.", soft_wrap=True)
    answers.print(
        f"  {escape(counts or 'no records')}; {report.created:,} new, {report.unchanged:,} known{superseded}",
        soft_wrap=True,
    )
    if report.revision is not None:
        answers.print(f"  revision {report.revision}, {report.submission}", soft_wrap=True)
    if report.stub_count:
        shown = ", ".join(report.stubs[:5]) + (" ..." if report.stub_count > 5 else "")
        answers.print(f"  {report.stub_count:,} referred to and not stated yet: {escape(shown)}", soft_wrap=True)
    for what, count in report.ignored.items():
        answers.print(f"  not understood: {count:,} {escape(what)}", soft_wrap=True)
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_code[finding.code].append(finding)
    for code, findings in by_code.items():
        more = f" {len(findings):,} times, the first {SHOWN}:" if len(findings) > SHOWN else ""
        answers.print(f"  [{COLOURS[findings[0].severity]}]{code}[/]{more}")
        for finding in findings[:SHOWN]:
            answers.print(f"    {escape(finding.pointer)}", style="dim", soft_wrap=True)
            answers.print(f"    {escape(finding.message)} [dim]{escape(finding.remedy)}[/]", soft_wrap=True)
    if report.finding_count > len(report.findings):
        answers.print(f"  {report.finding_count - len(report.findings):,} more findings are not listed.")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{file} cannot be read: {error.strerror}.") from error
