"""How much a workbook holds, told before any of it is built: a few kB can unpack to what takes gigabytes of memory."""

import io
import zipfile
from xml.parsers import expat

MOST_UNPACKED = 64_000_000
"""Bytes of all parts together. 25,000 rows of 40 columns are a million cells, of some 40 characters each as XML."""
MOST_PARTS = 10_000
MOST_ELEMENTS = 4_000_000
"""In all parts together; a cell has two or three."""
MOST_IN_ONE = 65_536
"""Elements in one row or text, which are built before they are looked at: four for each of Excel's 16,384 columns."""
MOST_UNITS = 1_200_000
"""Rows and shared texts; Excel has 1,048,576 rows."""
MOST_OTHERS = 200_000
"""What is in neither, which stays until its part is read; Excel has up to 65,490 formats of cells."""
LONGEST_TEXT = 32_767
"""Characters that Excel lets a cell have."""

CHUNK = 65_536
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
UNITS = {f"{MAIN}worksheet": f"{MAIN}row", f"{MAIN}sst": f"{MAIN}si"}
"""What a part is read by, one after the other: root to element."""
TEXTS = (f"{MAIN}c", f"{MAIN}si")


class TooLarge(Exception):
    """More than is read."""


class HasDoctype(Exception):
    """A part declares entities or the like, as Excel never does."""


class _Counter:
    """Counts what the parts hold, as they stream through."""

    def __init__(self) -> None:
        self.elements = 0
        self.units = 0
        self.others = 0

    @property
    def is_too_much(self) -> bool:
        """Whether more was counted than is built."""
        return self.elements > MOST_ELEMENTS or self.units > MOST_UNITS or self.others > MOST_OTHERS

    def parser_of(self, name: str) -> expat.XMLParserType:
        """A parser of one part that raises TooLarge or HasDoctype as soon as it can."""
        depth, unit, unit_depth, in_unit, letters = 0, "", 0, 0, 0
        of_cells = False

        def begin(tag: str, _attributes: object) -> None:
            nonlocal depth, unit, unit_depth, in_unit, letters, of_cells
            depth += 1
            self.elements += 1
            if depth == 1:
                unit = UNITS.get(tag, "")
                of_cells = bool(unit)
            if tag in TEXTS:
                letters = 0
            if unit_depth:
                in_unit += 1
            elif tag == unit:
                self.units += 1
                unit_depth, in_unit = depth, 0
            else:
                self.others += 1
            if in_unit > MOST_IN_ONE or self.is_too_much:
                raise TooLarge(f"{name} has more cells in a row, rows or other elements than are read at once.")

        def end(_tag: str) -> None:
            nonlocal depth, unit_depth
            if depth == unit_depth:
                unit_depth = 0
            depth -= 1

        def text(data: str) -> None:
            nonlocal letters
            letters += len(data)
            if of_cells and letters > LONGEST_TEXT:
                raise TooLarge(f"A cell or text of {name} has more than the {LONGEST_TEXT:,} characters of Excel.")

        def doctype(*_: object) -> None:
            raise HasDoctype(f"{name} has a document type declaration")

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = begin
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = doctype
        return parser


def measure(content: bytes) -> None:
    """Unpack all parts, bit by bit, and keep none. Raises TooLarge, HasDoctype, and what zlib and zipfile raise of broken parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        said = sum(part.file_size for part in parts)
        if said > MOST_UNPACKED or len(parts) > MOST_PARTS:
            raise TooLarge(
                f"The workbook has {said:,} bytes in {len(parts):,} parts, unpacked; at most {MOST_UNPACKED:,} in {MOST_PARTS:,} are read."
            )
        counter, unpacked = _Counter(), 0
        for part in parts:
            parser: expat.XMLParserType | None = counter.parser_of(part.filename[:80])
            with archive.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    unpacked += len(chunk)
                    if unpacked > MOST_UNPACKED:
                        raise TooLarge(f"The workbook unpacks to more than the {MOST_UNPACKED:,} bytes that are read.")
                    parser = _fed(parser, chunk)


def _fed(parser: expat.XMLParserType | None, chunk: bytes) -> expat.XMLParserType | None:
    """The parser, or none from where the part is no XML on: nobody reads on there."""
    if parser is not None:
        try:
            parser.Parse(chunk, False)
        except expat.ExpatError:
            return None
    return parser
