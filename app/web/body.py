"""The body of a request as it streams in, unpacked, within a limit."""

import zlib
from collections.abc import AsyncIterator

from starlette.requests import Request

from app.web.refusal import TooLarge, UnknownEncoding
from rules.errors import InvalidInput

GZIP = 31
"""zlib's window bits for gzip alone."""
STEP = 1 << 20
"""Most bytes that are unpacked before they are counted."""


async def read_body(request: Request, most_mb: int, setting: str) -> bytes:
    """The bytes, of which `Content-Encoding: gzip` is undone. Raises TooLarge as soon as they are more, UnknownEncoding, InvalidInput for
    what is no gzip."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise UnknownEncoding(f"The body has the Content-Encoding {encoding[:40]!r}; send it plain or with gzip.")
    too_large = TooLarge(
        f"The file is larger than the {most_mb} MB of {setting}, unpacked. Cut it into documents that are each whole, or raise it."
    )
    chunks = request.stream() if encoding == "identity" else _unpacked(request.stream())
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > most_mb * 1_000_000:
            raise too_large
    return bytes(body)


async def _unpacked(packed: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Each member of the gzip stream, in steps that a small packed chunk cannot make large."""
    member, begun = zlib.decompressobj(GZIP), False
    try:
        async for chunk in packed:
            rest, more = chunk, bool(chunk)
            while more:
                begun = True
                plain = member.decompress(rest, STEP)
                yield plain
                rest = member.unconsumed_tail
                # Without a tail too, a full step may have left something behind inside.
                more = bool(rest) or len(plain) == STEP
                if member.eof:
                    rest, member, begun = member.unused_data, zlib.decompressobj(GZIP), False
                    more = bool(rest)
    except zlib.error as error:
        raise InvalidInput(f"The body is no gzip ({error}), which its Content-Encoding says that it is.") from error
    if begun:
        raise InvalidInput("The body is a gzip that was cut off. Send it again, whole.")
