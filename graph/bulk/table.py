"""Rows for Neo4j's import tool: tab-separated files, one for each set of labels and properties."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

BUFFER = 4_000
DELIMITER, QUOTE, ARRAY = "\t", "\x1e", "\x1f"
"""Keys have none of these, and texts no quote, so that little has to be quoted."""

Format = Callable[[Any], str]


def _text(value: str) -> str:
    # What is printable has no tab and no line feed; nothing at all would be no property.
    if value and value.isprintable():
        return value
    return f"{QUOTE}{value.replace(QUOTE, QUOTE * 2)}{QUOTE}"


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _kind(value: Any) -> tuple[str, Format]:
    """The import tool's name for the type of a property, and how a value of it is written."""
    match value:
        case bool():
            return "boolean", _flag
        case int():
            return "long", str
        case float():
            return "double", repr
        case datetime():
            return "datetime", datetime.isoformat
        case str():
            return "string", _text
        case [first, *_]:
            name, write = _kind(first)
            return f"{name}[]", lambda values: ARRAY.join(map(write, values))
        case _:
            raise TypeError(f"{value!r} cannot be imported")


class Table:
    """A file of nodes or of relationships that have the same properties, and its header."""

    def __init__(self, folder: Path, number: int, head: Sequence[str], sample: Mapping[str, Any]) -> None:
        """`head` are the columns before those of the properties, whose types are those of the sample."""
        self.of_nodes = head[0] == ":ID"
        kinds = {name: _kind(value) for name, value in sample.items()}
        self._formats = [write for _, write in kinds.values()]
        self._path, self._header = folder / f"{number}.tsv", folder / f"{number}-head.tsv"
        columns = [*head, *(f"{name}:{kind}" for name, (kind, _) in kinds.items())]
        self._header.write_text(DELIMITER.join(columns) + "\n")
        self._rows: list[str] = []
        self.multiline = False
        """Whether a text of it has line feeds."""

    @property
    def files(self) -> str:
        """Header and rows, as the import tool takes them."""
        return f"{self._header},{self._path}"

    def write(self, values: Iterable[Any]) -> list[str]:
        """Values of the first properties, as they stand in a row."""
        return [write(value) for write, value in zip(self._formats, values, strict=False)]

    def add(self, row: str) -> None:
        """One row, written."""
        rows = self._rows
        rows.append(row)
        if len(rows) >= BUFFER:
            self.flush()

    def flush(self) -> None:
        """Bring what is kept to the disk."""
        rows, self._rows = self._rows, []
        text = "".join([f"{row}\n" for row in rows])
        self.multiline |= text.count("\n") > len(rows)
        with self._path.open("a", encoding="utf-8", newline="") as file:
            file.write(text)
