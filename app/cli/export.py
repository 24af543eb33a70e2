"""`batlas export`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from app.cli.ask import Desk, at_desk
from app.cli.console import errors
from app.export.ask import answer, check, check_terms, chosen
from app.export.formats import FORMATS, ZIP, as_file
from app.export.questions import QUESTIONS, Ask
from app.moment import read_moment
from rules.errors import InvalidInput, Unavailable
from rules.scope import LOCAL
from rules.vocabulary import Mineral


def export(
    question: Annotated[str, Argument(help=f"What is asked: {', '.join(QUESTIONS)}.")],
    items: Annotated[
        list[str], Argument(metavar="ITEM", help="Key, VIN, serial or lot number of an item; of a recall, of several.")
    ],
    format: Annotated[
        str | None, Option(help=f"{', '.join(FORMATS)}; left out: by the name of the file, else csv.")
    ] = None,
    table: Annotated[str | None, Option(help="One table of the answer alone, such as `nodes`.")] = None,
    output: Annotated[Path | None, Option("--output", "-o", help="Write to this file; else to stdout.")] = None,
    mineral: Annotated[
        list[Mineral] | None,
        Option(help="Of origins, left out: all; of a recall, left out: all matter.", case_sensitive=False),
    ] = None,
    through_recycling: Annotated[bool, Option("--through-recycling", help="Go on behind recycling.")] = False,
    ever: Annotated[bool, Option("--ever", help="Of a recall: what carried at any time.")] = False,
    depth: Annotated[int | None, Option(min=0, help="Of a trace: most steps from the item.")] = None,
    at: Annotated[str | None, Option(help="The state at this time, ISO 8601 with a zone.")] = None,
    known: Annotated[str | None, Option("--as-of", help="As known then: a revision, or a time with a zone.")] = None,
) -> None:
    """Write an answer as CSV, NDJSON, Parquet or GraphML; several tables of CSV or Parquet as a ZIP archive."""
    form = format or _by_name(output)
    check(question, form)
    given = {
        "--at": ("at", at),
        "--depth": ("maxDepth", None if depth is None else str(depth)),
        "--mineral": ("mineral", mineral),
        "--through-recycling": ("throughRecycling", through_recycling),
        "--ever": ("ever", ever),
    }
    check_terms(question, items, [(term, option) for option, (term, value) in given.items() if value])
    ask = Ask(tuple(items), read_moment(at, "--at"), depth, tuple(mineral or Mineral), through_recycling, ever)

    async def work(desk: Desk) -> None:
        found = await answer(LOCAL, desk.database, question, ask, known)
        file = await as_file(question, form, chosen(found, table))
        if output is None and sys.stdout.isatty() and (file.media_type == ZIP or form == "parquet"):
            names = ", ".join(each.name for each in found.tables)
            raise InvalidInput(f"This is no text: write it to a file by -o, or choose a table: {names}.")
        _write(file.chunks, output)
        errors.print(f"Revision {found.revision}, {file.name}", markup=False, highlight=False)

    at_desk(work)


def _by_name(output: Path | None) -> str:
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    return suffix if suffix in FORMATS else "csv"


def _write(chunks: Iterator[bytes], output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.writelines(chunks)
        sys.stdout.buffer.flush()
        return
    try:
        with output.open("wb") as file:
            file.writelines(chunks)
    except OSError as error:
        raise Unavailable(f"{output} cannot be written: {error.strerror}.") from error
