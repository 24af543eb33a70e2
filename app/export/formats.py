"""The formats that answers are written in."""

import asyncio
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.export.csv import write_csv
from app.export.graphml import write_graphml
from app.export.ndjson import write_ndjson
from app.export.parquet import write_parquet
from app.export.table import Table

ZIP = "application/zip"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The same answer makes the same bytes."""


@dataclass(frozen=True, slots=True)
class Format:
    """How tables are written."""

    media_type: str
    write: Callable[[Sequence[Table]], Iterator[bytes]]
    one_by_one: bool = False
    """Whether a file holds one table; several then come in a ZIP archive."""


FORMATS: Mapping[str, Format] = {
    "csv": Format("text/csv; charset=utf-8", write_csv, one_by_one=True),
    "ndjson": Format("application/x-ndjson", write_ndjson),
    "parquet": Format("application/vnd.apache.parquet", write_parquet, one_by_one=True),
    "graphml": Format("application/graphml+xml", write_graphml),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that is written as it is read."""

    name: str
    media_type: str
    chunks: Iterator[bytes]


async def as_file(question: str, form: str, tables: Sequence[Table]) -> File:
    """The tables in the format. Raises InvalidInput for a format that cannot hold them, Unavailable where its library is absent."""
    written = FORMATS[form]
    if not written.one_by_one:
        return File(f"{question}.{form}", written.media_type, written.write(tables))
    if len(tables) == 1:
        chunks = await asyncio.to_thread(lambda: list(written.write(tables)))
        return File(f"{question}-{tables[0].name}.{form}", written.media_type, iter(chunks))
    packed = await asyncio.to_thread(_pack, question, form, written, tables)
    return File(f"{question}-{form}.zip", ZIP, iter([packed]))


def _pack(question: str, form: str, written: Format, tables: Sequence[Table]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            name = zipfile.ZipInfo(f"{question}-{table.name}.{form}", LONG_AGO)
            name.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(name, b"".join(written.write([table])))
    return packed.getvalue()
