"""`batlas load`."""

from collections import defaultdict
from pathlib import Path
from typing import Annotated

import orjson
from rich.markup import escape
from typer import Argument, Exit, Option

from app.bulk import of_files
from app.cli.ask import Desk, at_desk
from app.cli.bulk import load_at_once, say
from app.cli.console import answers, errors
from app.report import as_answer
from rules.errors import InvalidInput
from rules.finding import Finding
from rules.reading import Terms
from rules.report import Outcome, Report
from rules.scope import LOCAL
from rules.vocabulary import Severity

SHOWN = 5

BY_SUFFIX = {".csv": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx"}

SAID = {
    Outcome.ACCEPTED: "[bold green]accepted[/]",
    Outcome.UNCHANGED: "[bold]unchanged[/]: the same document was taken in before",
    Outcome.REFUSED: "[bold red]refused[/]: nothing was written",
    Outcome.CHECKED: "[bold green]would be accepted[/]: nothing was written",
}

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def load(
    files: Annotated[list[Path], Argument(help="Documents, taken in this order.")],
    format: Annotated[
        str | None,
        Option(
            help="`batlas`, `catenax` (containers, Trace-X imports, answers of the IRS), `epcis` (GS1 EPCIS 2.0), `csv` or `xlsx`: docs/FORMAT.md. Left out: by the file's name, else `batlas`."
        ),
    ] = None,
    sender: Annotated[str | None, Option(help="Of a list: key of the party that states it.")] = None,
    title: Annotated[str | None, Option(help="A name for people, where the document has none.")] = None,
    columns: Annotated[
        list[str] | None, Option("--map", help='Of a list: `"Column=field"`, as often as needed; docs/LISTS.md.')
    ] = None,
    mapping: Annotated[
        Path | None, Option(help="Of a list: a file that says in JSON how its columns are to be read; docs/LISTS.md.")
    ] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="Give the report alone and write nothing.")] = False,
    bulk: Annotated[
        bool,
        Option("--bulk", help="Many at once into an empty graph of the managed Neo4j: all files, or none of them."),
    ] = False,
    as_json: Annotated[bool, Option("--json", help="Print the reports as JSON, one a line.")] = False,
) -> None:
    """Take documents in: each whole, or not at all. Exit code 3 where one was refused."""
    if bulk:
        if sender or title or columns or mapping:
            raise InvalidInput(
                "A bulk load takes documents that say themselves who sends them; load a list without --bulk."
            )
        _load_bulk(files, format or format_of(files[0]), dry_run=dry_run, as_json=as_json)
        return
    contents = [(file, _content(file)) for file in files]
    terms = Terms(title, sender, as_mapping(columns or [], mapping and _content(mapping)))

    async def work(desk: Desk) -> bool:
        accepted = True
        for file, content in contents:
            with errors.status(f"Taking in {escape(file.name)}"):
                report = await desk.intake(format or format_of(file), content, LOCAL, dry_run=dry_run, terms=terms)
            accepted &= report.outcome is not Outcome.REFUSED
            if as_json:
                answers.out(orjson.dumps({"file": str(file), **as_answer(report)}).decode(), highlight=False)
            else:
                show(file.name, report)
        return accepted

    if not at_desk(work):
        raise Exit(3)


def format_of(file: Path) -> str:
    """The format by the file's name."""
    return BY_SUFFIX.get(file.suffix.lower(), "batlas")


def _load_bulk(files: list[Path], format: str, *, dry_run: bool, as_json: bool) -> None:
    if dry_run:
        raise InvalidInput("A bulk load has no dry run: it writes nothing where a document is refused.")

    def tell(name: str, report: Report) -> None:
        if as_json:
            answers.out(orjson.dumps({"file": name, **as_answer(report)}).decode(), highlight=False)
        elif report.findings or report.outcome is Outcome.REFUSED:
            show(name, report)

    bulk = load_at_once(of_files(files), format, tell, len(files))
    if bulk.refused:
        answers.print("Nothing was loaded: a bulk load takes all documents or none.")
        raise Exit(3)
    if not as_json:
        say(bulk)


def as_mapping(columns: list[str], content: bytes | None) -> str | None:
    """The mapping of a list as one JSON text: what the file says, and on top of it the single columns. Raises InvalidInput."""
    if content is None and not columns:
        return None
    try:
        told = orjson.loads(content) if content else {}
    except orjson.JSONDecodeError as error:
        raise InvalidInput(f"The mapping is no JSON: {error}.") from error
    for column in columns:
        header, equals, field = column.rpartition("=")
        if not equals or not header.strip() or not field.strip():
            raise InvalidInput(f'--map is {column!r}; write "Column=field", as in --map "Menge netto=quantity (kg)".')
        if isinstance(told, dict) and isinstance(told.setdefault("columns", {}), dict):
            told["columns"][header.strip()] = field.strip()
    return orjson.dumps(told).decode()


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
