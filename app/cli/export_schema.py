"""`batlas export-schema`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import orjson
from typer import Option

from app.cli.console import answers
from rules.errors import Unavailable
from schema.build import build
from seed.readers.native import native_schema


class Kind(StrEnum):
    """What can be exported."""

    GRAPHQL = "graphql"
    NATIVE = "native"


def export_schema(
    kind: Annotated[
        Kind, Option(help="`graphql`: the API in SDL; `native`: JSON Schema of one line of the native format.")
    ] = Kind.GRAPHQL,
    output: Annotated[Path | None, Option("--output", "-o", help="Write to this file; else to stdout.")] = None,
) -> None:
    """Print the schema of the API or of the native format."""
    text = build().as_str() + "\n" if kind is Kind.GRAPHQL else native_text()
    if output is None:
        answers.out(text, end="", highlight=False)
        return
    try:
        output.write_text(text)
    except OSError as error:
        raise Unavailable(f"{output} cannot be written: {error.strerror}.") from error


def native_text() -> str:
    """The JSON Schema as it is published in docs/."""
    return orjson.dumps(native_schema(), option=orjson.OPT_INDENT_2).decode() + "\n"
