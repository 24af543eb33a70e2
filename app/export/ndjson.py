"""NDJSON: one row a line, as a JSON object."""

from collections.abc import Iterator, Sequence

import orjson

from app.export.table import Table


def write_ndjson(tables: Sequence[Table]) -> Iterator[bytes]:
    """The rows of all tables, with every column though it be null; where there are several tables each line begins with its `table`."""
    for table in tables:
        names = [column.name for column in table.columns]
        which = {"table": table.name} if len(tables) > 1 else {}
        for row in table.rows:
            line = which | dict(zip(names, row, strict=True))
            yield orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z)
