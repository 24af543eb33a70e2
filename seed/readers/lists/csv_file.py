"""CSV files: comma, semicolon, tab or bar between cells."""

import csv
import io
import itertools

from seed.readers.lists.decode import decode
from seed.readers.lists.header import find_header
from seed.readers.lists.mapping import Mapping
from seed.readers.lists.sheet import MOST_ROWS, Cell, Ledger, Row, Sheet

DELIMITERS = ",;\t|"
MOST_BYTES = 33_554_432
LOOKED_AT = 30
SEP = "sep="
"""Excel's own first line that names what is between cells."""


def sheets_of_csv(content: bytes, mapping: Mapping, ledger: Ledger) -> list[Sheet]:
    """The one sheet; none where it cannot be read, which is told."""
    if len(content) > MOST_BYTES:
        message = f"The list has {len(content):,} bytes; at most {MOST_BYTES:,} are read at once."
        ledger.say("TOO_MANY_RECORDS", "document", message, "Cut it into lists that are each whole.")
        return []
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")):
        what = "an Excel workbook (xlsx)" if content.startswith(b"PK") else "no text"
        ledger.say("INVALID_TABLE", "document", f"This is {what}, and was sent as csv.", "Send it as what it is.")
        return []
    try:
        text, encoding = decode(content, mapping.encoding)
    except (UnicodeDecodeError, LookupError) as error:
        remedy = 'Save it as UTF-8, or name the encoding in the mapping, as in {"encoding": "cp949"}.'
        ledger.say("INVALID_ENCODING", "document", f"The text cannot be read: {error}.", remedy)
        return []
    first, _, rest = text.partition("\n")
    named = first.strip().strip('"').lower()
    skipped = 1 if named.startswith(SEP) and len(named) <= len(SEP) + 1 else 0
    text = rest if skipped else text
    delimiter = (named.removeprefix(SEP) or "\t") if skipped else _delimiter(text, mapping)
    # Where commas are decimal, Excel puts semicolons between cells.
    ledger.decimal_commas = delimiter == ";"
    rows: list[Row] = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            if len(rows) >= MOST_ROWS:
                message = f"The list goes on past row {number}; {MOST_ROWS:,} rows are read at once."
                ledger.say("TOO_MANY_RECORDS", f"A{number}", message, "Cut it into lists that are each whole.")
                return []
            rows.append((number + skipped, tuple(Cell(cell) if cell.strip() else None for cell in cells)))
    except csv.Error as error:
        message = f"Row {len(rows) + 1 + skipped} cannot be read: {error}."
        remedy = "Close quotation marks, and write a quotation mark inside a cell twice."
        ledger.say("INVALID_TABLE", f"A{len(rows) + 1 + skipped}", message, remedy)
        return []
    between = {"\t": "tabs", ",": "commas", ";": "semicolons"}.get(delimiter, delimiter)
    ledger.say(
        "SUMMARY",
        "document",
        f"The text was read as {encoding}, with {between} between cells.",
        "Tell the encoding by the mapping, if it is another.",
    )
    return [Sheet("", rows)]


def _delimiter(text: str, mapping: Mapping) -> str:
    """What makes the most columns whose headers are known; of those that do, the most columns."""

    def worth(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            head = [tuple(Cell(c) if c.strip() else None for c in row) for row in itertools.islice(reader, LOOKED_AT)]
        except csv.Error:
            return (0, 0)
        _, known = find_header(Sheet("", list(enumerate(head, 1))), mapping)
        return (known, max((len(row) for row in head), default=0))

    return max(DELIMITERS, key=worth)
