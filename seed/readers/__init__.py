"""Readers: one for each format that documents come in."""

from collections.abc import Callable, Mapping

from rules.errors import InvalidInput
from rules.reading import Reading
from seed.readers import catenax, epcis, native

Reader = Callable[[bytes], Reading]

READERS: Mapping[str, Reader] = {
    native.FORMAT: native.read_native,
    catenax.FORMAT: catenax.read_catenax,
    epcis.FORMAT: epcis.read_epcis,
}


def read(format: str, content: bytes) -> Reading:  # noqa: A002 - the noun of the API
    """The document as its format's reader understands it. Raises InvalidInput for a format that nobody reads."""
    reader = READERS.get(format)
    if reader is None:
        raise InvalidInput(f"The format {format[:40]!r} is not known; Batlas reads {', '.join(READERS)}.")
    return reader(content)
