"""What a column means, by its header."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches

from rules.vocabulary import Mineral
from seed.readers.lists.mapping import Mapping
from seed.readers.lists.sheet import Sheet
from seed.readers.lists.words import CONTENT, FIELDS, FRACTIONS, MINERALS, NAMES, SUFFIX, UNITS, plain

LOOKED_AT = 30
"""Rows among which the headers are looked for."""

IGNORE = "ignore"
PARENTHESES = re.compile(r"^(.*?)\s*[(\[]([^()\[\]]*)[)\]]\s*\**$", re.DOTALL)
LAST = re.compile(r"^(.*\S)[\s,/]+(?:in\s+)?(\S+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field, or the content of a mineral, and the unit that the header gives."""

    field: str
    mineral: Mineral | None = None
    unit: str = ""


def shown(header: str) -> str:
    """The header in one line."""
    return " ".join(unicodedata.normalize("NFKC", header).split())


def understand(header: str, mapping: Mapping) -> Meaning | None:
    """What the column means; none where that is not known."""
    told = {shown(name).casefold(): meant for name, meant in mapping.columns.items()}
    meant = told.get(shown(header).casefold())
    if meant is None:
        return _known(header)
    return Meaning(IGNORE) if plain(meant) == IGNORE else _known(meant)


def _known(header: str) -> Meaning | None:
    text = shown(header)
    exact = {name.casefold(): name for name in NAMES}.get(text.casefold())
    if exact is not None:
        return Meaning(exact)
    name, unit = text, ""
    found = PARENTHESES.match(text) or LAST.match(text)
    if found is not None and (plain(found[2]) in UNITS or plain(found[2]) in FRACTIONS):
        name, unit = found[1], plain(found[2])
    elif text.endswith("%"):
        name, unit = text.removesuffix("%"), "%"
    word = plain(name)
    mineral = MINERALS.get(word) or MINERALS.get(CONTENT.sub("", word))
    if mineral is not None:
        return Meaning("content", mineral, unit if unit in FRACTIONS else "")
    field = FIELDS.get(word) or FIELDS.get(SUFFIX.sub("", word))
    if field is None and found is not None:
        # What stands in brackets may be the same in another language: `로트번호 (Lot No.)`.
        inner, outer = plain(found[2]), plain(found[1])
        field = FIELDS.get(outer) or FIELDS.get(SUFFIX.sub("", outer)) or FIELDS.get(SUFFIX.sub("", inner))
    return Meaning(field, unit=unit) if field is not None else None


def find_header(sheet: Sheet, mapping: Mapping) -> tuple[int | None, int]:
    """(which of the sheet's rows has the headers, how many of them are known): the one of the first thirty with the most known ones, of
    those the first. None where there is no row at all."""
    best: tuple[int | None, int] = (None, 0)
    for number, (_, cells) in enumerate(sheet.rows[:LOOKED_AT]):
        known = len({meaning for cell in cells if cell is not None and (meaning := understand(cell.text, mapping))})
        if known > best[1] or (best[0] is None and any(cells)):
            best = (number, known)
    return best


def nearest(header: str) -> str:
    """What to do about a header that is not known."""
    near = get_close_matches(plain(header), list(FIELDS), n=1, cutoff=0.75)
    field = FIELDS[near[0]] if near else "FIELD"
    text = shown(header)[:80]
    return f'Tell what it is by the mapping, --map "{text}={field}", or leave it out by --map "{text}={IGNORE}"; docs/LISTS.md has the fields.'
