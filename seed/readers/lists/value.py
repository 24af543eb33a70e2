"""What a cell says, read as its column means it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from rules.errors import InvalidInput
from rules.vocabulary import ProcessKind, Unit
from seed.readers.lists.day import parse_day
from seed.readers.lists.header import Meaning
from seed.readers.lists.number import Ambiguous, parse_number, split_unit
from seed.readers.lists.sheet import Cell
from seed.readers.lists.words import BASES, FRACTIONS, KINDS, PROCESSES, ROLES, UNITS, countries, plain

V = TypeVar("V")

BLANK = frozenset({"-", "–", "—", "n/a", "N/A", "."})
"""What people write into a cell that they leave blank."""

SCIENTIFIC = re.compile(r"^\d([.,]\d+)?[eE]\+\d+$")
ERROR = re.compile(r"^#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$")
EXACT = 1e15
"""Excel keeps fifteen digits of a number."""


@dataclass(frozen=True, slots=True)
class Style:
    """How numbers are written in the list."""

    decimal: str | None = None
    commas: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and its unit where that is told with it."""

    number: Decimal
    unit: Unit | None


def read_value(meaning: Meaning, cell: Cell, style: Style) -> Any:
    """The value; none where the cell is as good as blank. Raises InvalidInput, Ambiguous."""
    if isinstance(cell.value, str) and cell.text in BLANK:
        return None
    if isinstance(cell.value, str) and ERROR.match(cell.text):
        raise InvalidInput(f"the formula of the cell failed with {cell.text}")
    if meaning.field == "content":
        return _content(meaning, cell, style)
    return READ.get(meaning.field, _text)(meaning, cell, style)


def read_unit(text: str) -> tuple[Unit, Decimal]:
    """(the unit it is kept in, how many of that one of it is). Raises InvalidInput, Ambiguous."""
    word = plain(text)
    if word in ("ton", "tons"):
        raise Ambiguous(f"{text!r} may be 1000 kg, 907.18 kg or 1016.05 kg")
    if word not in UNITS:
        raise InvalidInput(f"{text[:40]!r} is no unit that is known")
    return UNITS[word]


def _text(_meaning: Meaning, cell: Cell, _style: Style) -> str:
    return " ".join(cell.text.split())


def _number(_meaning: Meaning, cell: Cell, _style: Style) -> str:
    """A lot or serial number, which is text whatever Excel makes of it."""
    if isinstance(cell.value, bool | date | datetime | time):
        raise InvalidInput(f"Excel has made {cell.text} of the number")
    if (isinstance(cell.value, int | float) and abs(cell.value) >= EXACT) or SCIENTIFIC.match(cell.text):
        raise InvalidInput(f"Excel has made {cell.text} of the number, of which it keeps fifteen digits alone")
    return " ".join(cell.text.split())


def _decimal(cell: Cell, style: Style) -> tuple[Decimal, str]:
    """(the number, what stands behind it in the cell)."""
    if isinstance(cell.value, bool | date | datetime | time):
        raise InvalidInput(f"{cell.text!r} is no number")
    if isinstance(cell.value, int | float):
        return Decimal(repr(cell.value)), ""
    number, behind = split_unit(cell.text)
    return parse_number(number, style.decimal, commas=style.commas), behind


def _amount(meaning: Meaning, cell: Cell, style: Style) -> Amount:
    number, behind = _decimal(cell, style)
    said = [read_unit(word) for word in (meaning.unit, behind) if word]
    if len(set(said)) > 1:
        raise InvalidInput(f"the cell says {behind!r} and the header {meaning.unit!r}")
    unit, factor = said[0] if said else (None, Decimal(1))
    return Amount(number * factor, unit)


def _content(meaning: Meaning, cell: Cell, style: Style) -> float:
    """kg of the mineral in one kg."""
    number, behind = _decimal(cell, style)
    # A number that is shown in per cent is a fraction.
    in_cell = "1" if "%" in cell.format and not isinstance(cell.value, str) else behind and plain(behind)
    if in_cell not in ("", "1") and in_cell not in FRACTIONS:
        raise InvalidInput(f"{behind[:40]!r} is no way that is known to write a content")
    if not in_cell and not meaning.unit:
        raise InvalidInput("neither the header nor the cell says how the content is written")
    factors = {Decimal(1) if in_cell == "1" else FRACTIONS[in_cell]} if in_cell else {FRACTIONS[meaning.unit]}
    if in_cell not in ("", "1") and meaning.unit and FRACTIONS[meaning.unit] not in factors:
        raise InvalidInput(f"the cell says {behind!r} and the header {meaning.unit!r}")
    return float(number * factors.pop())


def _word(table: Callable[[], Mapping[str, V]], what: str) -> Callable[[Meaning, Cell, Style], V]:
    def read(_meaning: Meaning, cell: Cell, _style: Style) -> V:
        found = table().get(plain(cell.text))
        if found is None:
            raise InvalidInput(f"{cell.text[:40]!r} is no {what} that is known")
        return found

    return read


def _process(_meaning: Meaning, cell: Cell, _style: Style) -> tuple[ProcessKind, str | None]:
    """(kind, the sender's word where it is OTHER)."""
    found = PROCESSES.get(plain(cell.text))
    return (found, None) if found is not None else (ProcessKind.OTHER, " ".join(cell.text.split()))


def _day(_meaning: Meaning, cell: Cell, _style: Style) -> str:
    if isinstance(cell.value, int | float | time):
        raise InvalidInput(f"{cell.text!r} is no date")
    return parse_day(cell.value)


def _unit(_meaning: Meaning, cell: Cell, _style: Style) -> tuple[Unit, Decimal]:
    return read_unit(cell.text)


READ: Mapping[str, Callable[[Meaning, Cell, Style], Any]] = {
    **dict.fromkeys(("lot", "serial", "part", "inputLot", "customerLot"), _number),
    **dict.fromkeys(("quantity", "weight", "unitMass", "inputQuantity"), _amount),
    **dict.fromkeys(("unit", "inputUnit"), _unit),
    **dict.fromkeys(("started", "ended", "delivered"), _day),
    **dict.fromkeys(("kind", "inputKind"), _word(lambda: KINDS, "kind of thing")),
    "country": _word(countries, "country"),
    "inputRole": _word(lambda: ROLES, "role of an input"),
    "compositionKind": _word(lambda: BASES, "basis of a composition"),
    "process": _process,
}
"""Field to how it is read; all others are text."""
