"""Readers: one for each format that documents come in."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from pydantic import ValidationError

from rules.document import Header
from rules.errors import InvalidInput
from rules.reading import PLAIN, Reading, Terms
from seed.readers import catenax, epcis, lists, native

Reader = Callable[[bytes], Reading]

READERS: Mapping[str, Reader] = {
    native.FORMAT: native.read_native,
    catenax.FORMAT: catenax.read_catenax,
    epcis.FORMAT: epcis.read_epcis,
}

LISTS: Mapping[str, Callable[[bytes, Terms], Reading]] = {lists.CSV: lists.read_csv, lists.XLSX: lists.read_xlsx}
"""Formats that do not say who states what."""

FORMATS = (*READERS, *LISTS)


def read(format: str, content: bytes, terms: Terms = PLAIN) -> Reading:
    """The document as its format's reader understands it. Raises InvalidInput for a format that nobody reads, and for terms that its format
    does not take."""
    if format in LISTS:
        return LISTS[format](content, terms)
    reader = READERS.get(format)
    if reader is None:
        raise InvalidInput(f"The format {format[:40]!r} is not known; Batlas reads {', '.join(FORMATS)}.")
    if terms.sender is not None or terms.mapping is not None:
        raise InvalidInput(
            f"A document of the format {format} says itself who states what; leave sender and mapping out."
        )
    return _titled(reader(content), terms.title)


def _titled(reading: Reading, title: str | None) -> Reading:
    """With the title, where the document has none."""
    if title is None or reading.header is None or reading.header.title is not None:
        return reading
    try:
        return replace(reading, header=Header(**{**dict(reading.header), "title": title}))
    except ValidationError as error:
        raise InvalidInput("The title is no text of 1 to 500 characters without control characters.") from error
