"""From the bytes of a text file to its text, whatever wrote it."""

import codecs

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
HANGUL = range(0xAC00, 0xD7A4)
LOOKED_AT = 4096


def decode(content: bytes, encoding: str | None) -> tuple[str, str]:
    """(text, the encoding it was read in). UTF-8 and UTF-16 are told by their marks or their form; of the rest what reads as Korean is CP949,
    the superset of EUC-KR that Excel writes, else it is Windows-1252. Raises UnicodeDecodeError, and LookupError for an unknown encoding."""
    if encoding is not None:
        return content.decode(encoding).removeprefix("\ufeff"), codecs.lookup(encoding).name
    for mark, name in MARKS:
        if content.startswith(mark):
            return content.decode(name), name
    head = content[:LOOKED_AT]
    if b"\0" in head:
        # Of ASCII in UTF-16 every other byte is zero; where they stand tells the order.
        name = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
        return content.decode(name), name
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp949")
        if any(ord(character) in HANGUL for character in text):
            return text, "cp949"
    except UnicodeDecodeError:
        pass
    return content.decode("cp1252"), "cp1252"
