"""From the cells of a sheet to what each row says."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rules.errors import InvalidInput
from rules.vocabulary import Severity, Unit
from seed.readers.lists.header import IGNORE, Meaning, find_header, nearest, shown, understand
from seed.readers.lists.mapping import Mapping as ColumnMapping
from seed.readers.lists.number import WITH_COMMA, Ambiguous
from seed.readers.lists.sheet import Cell, Ledger, Sheet
from seed.readers.lists.value import Amount, Style, read_value
from seed.readers.lists.words import NAMES, TOTALS, plain

INPUT = ("inputLot", "supplier", "supplierKey", "inputKind", "inputQuantity", "inputUnit", "inputRole")
"""Fields of what a lot was made from; a lot may have many."""

DAYS = ("started", "ended", "delivered")
LENGTH_OF_A_DAY = 10

REMEDIES = {
    "lot": "Write numbers of lots as text.",
    "kind": "Write material, component, cell, module, pack or vehicle.",
    "unit": "Write kg, t, g, piece, m, m2, L or kWh.",
    "country": "Write its code, as KR, or its name.",
    "ended": "Write year, month and day, as in 2026-03-01.",
    "quantity": "Write the number alone, as in 1234.5, and its unit into the header, as in Quantity (kg).",
    "content": "Write the number alone, as in 12.5, and how it is meant into the header, as in Ni (%) or Ni (mass fraction).",
}
LIKE = {
    **dict.fromkeys(("serial", "part", "inputLot", "customerLot"), "lot"),
    **dict.fromkeys(("weight", "unitMass", "inputQuantity"), "quantity"),
    **dict.fromkeys(("started", "delivered"), "ended"),
    "inputKind": "kind",
    "inputUnit": "unit",
}
AMBIGUOUS = {
    "quantity": 'Write it without what divides thousands, or tell by the mapping what stands before decimals, as in {"decimal": "."}.',
    "ended": "Write the year first, as in 2026-03-01.",
    "unit": "Write t for 1000 kg.",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A value and the cell that says it."""

    value: Any
    place: str


@dataclass(frozen=True, slots=True)
class Line:
    """What one row says, by field; the content of a mineral is `content NICKEL`."""

    place: str
    said: Mapping[str, Entry]
    whole: bool = True
    """Whether all of its cells could be read."""


def lines_of(sheet: Sheet, mapping: ColumnMapping, ledger: Ledger) -> Iterator[Line] | None:
    """The rows below the headers; none where the sheet has no column of lot or serial numbers."""
    head, _ = find_header(sheet, mapping)
    if head is None:
        return None
    _, cells = sheet.rows[head]
    meanings = [understand(cell.text, mapping) if cell else None for cell in cells]
    if not any(meaning and meaning.field in ("lot", "serial") for meaning in meanings):
        return None
    above = sum(any(cells) for _, cells in sheet.rows[:head])
    if above:
        ledger.ignored["rows above the headers"] += above
    _tell_columns(sheet, head, meanings, ledger)
    return _lines(sheet, head, meanings, mapping, ledger)


def _tell_columns(sheet: Sheet, head: int, meanings: list[Meaning | None], ledger: Ledger) -> None:
    """Columns that are not understood, with how many values they have, and fields that two columns mean."""
    row, headers = sheet.rows[head]
    values: Counter[int] = Counter()
    for _, cells in sheet.rows[head + 1 :]:
        values.update(column for column, cell in enumerate(cells) if cell is not None)
    first: dict[tuple[str, Any], int] = {}
    for column in sorted({*values, *range(len(headers))}):
        header = headers[column] if column < len(headers) else None
        meaning = meanings[column] if column < len(meanings) else None
        name = shown(header.text)[:80] if header else f"column {sheet.place(row, column)} without a header"
        place = sheet.place(row, column)
        if meaning is not None and meaning.field != IGNORE:
            same = first.setdefault((meaning.field, meaning.mineral), column)
            if same != column:
                message = f"The columns at {sheet.place(row, same)} and {place} both mean {meaning.field}{f' of {meaning.mineral}' if meaning.mineral else ''}."
                remedy = f'Leave one out by the mapping, --map "{name}={IGNORE}", or tell what it is.'
                ledger.say("DUPLICATE_FIELD", place, message, remedy, field=meaning.field)
        elif values[column]:
            ledger.ignored[name] += values[column]
            if meaning is None:
                message = f"The column {name!r} is not understood; its {values[column]:,} values are left out."
                ledger.say("UNKNOWN_COLUMN", place, message, nearest(header.text if header else name), column=name, count=values[column])  # fmt: skip


def _lines(
    sheet: Sheet, head: int, meanings: list[Meaning | None], mapping: ColumnMapping, ledger: Ledger
) -> Iterator[Line]:
    columns = [(n, m) for n, m in enumerate(meanings) if m is not None and m.field != IGNORE]
    amounts = [n for n, m in columns if LIKE.get(m.field, m.field) in ("quantity", "content")]
    shown_so = ledger.decimal_commas or any(
        WITH_COMMA.match(cell.text)
        for _, cells in sheet.rows[head + 1 :]
        for n in amounts
        if n < len(cells) and (cell := cells[n]) is not None and isinstance(cell.value, str)
    )
    style = Style(mapping.decimal, shown_so)
    lots = [n for n, m in columns if m.field in ("lot", "serial")]
    for row, cells in sheet.rows[head + 1 :]:
        if not any(cells):
            continue
        first = next((cell for cell in cells if cell is not None), None)
        if first is not None and plain(first.text) in TOTALS:
            ledger.ignored["rows of totals"] += 1
            continue
        place = sheet.place(row, next((n for n in lots if n < len(cells) and cells[n]), lots[0]))
        said: dict[str, Entry] = {}
        before = len(ledger.findings)
        for column, meaning in columns:
            cell = cells[column] if column < len(cells) else None
            if cell is not None:
                _take(said, meaning, cell, sheet.place(row, column), style, ledger)
        if not said and before == len(ledger.findings):
            # Only columns that are left out have something in this row.
            continue
        for field, text in mapping.defaults.items():
            if (
                field in said
                or (field in INPUT and "inputLot" not in said)
                or (field == "unit" and "quantity" in said and said["quantity"].value.unit)
            ):
                continue
            if field in NAMES:
                _take(said, Meaning(field), Cell(text), place, style, ledger)
        _with_units(said, ledger)
        whole = not any(finding.severity is Severity.ERROR for finding in ledger.findings[before:])
        yield Line(place, said, whole)


def _take(said: dict[str, Entry], meaning: Meaning, cell: Cell, place: str, style: Style, ledger: Ledger) -> None:
    try:
        value = read_value(meaning, cell, style)
    except InvalidInput as error:
        kind = LIKE.get(meaning.field, meaning.field)
        ambiguous = isinstance(error, Ambiguous)
        remedy = AMBIGUOUS.get("quantity" if kind == "content" else kind) if ambiguous else REMEDIES.get(kind)
        if ambiguous and "kg" in str(error):
            remedy = AMBIGUOUS["unit"]
        text = str(error)
        what = f"content of {meaning.mineral}" if meaning.mineral else meaning.field
        code = "AMBIGUOUS_VALUE" if ambiguous else "INVALID_VALUE"
        ledger.say(code, place, f"`{what}` cannot be read: {text}.", remedy or "Correct the cell.", field=meaning.field, value=cell.text[:80])  # fmt: skip
        return
    if meaning.field in DAYS and value is not None and len(value) > LENGTH_OF_A_DAY and value[19:].count(":") == 0:
        message = f"`{meaning.field}` is {value}, a time without a zone; it is read as UTC."
        ledger.say(
            "TIME_WITHOUT_ZONE",
            place,
            message,
            "Write the day alone, or the zone too, as in 2026-03-01T09:00:00+09:00.",
        )
        value += "Z"
    if value is not None and value != "":
        said[f"content {meaning.mineral}" if meaning.mineral else meaning.field] = Entry(value, place)


def _with_units(said: dict[str, Entry], ledger: Ledger) -> None:
    """Amounts in the unit that their row says in another column."""
    for field, column in (("quantity", "unit"), ("inputQuantity", "inputUnit")):
        entry, told = said.get(field), said.pop(column, None)
        if told is not None and column == "unit":
            said["unit"] = Entry(told.value[0], told.place)
        if entry is None or told is None:
            continue
        unit, factor = told.value
        if entry.value.unit is None:
            said[field] = Entry(Amount(entry.value.number * factor, unit), entry.place)
        elif entry.value.unit is not unit:
            message = f"`{field}` is in {entry.value.unit} by its header or cell and in {unit} by {told.place}."
            ledger.say("INVALID_VALUE", entry.place, message, "Keep one of the two.", field=field)
    for field in ("weight", "unitMass"):
        entry = said.get(field)
        if entry is not None and entry.value.unit is not Unit.KG:
            message = f"`{field}` is in {entry.value.unit or 'no unit that is told'}; a mass is in kg, g or t."
            ledger.say("INVALID_VALUE", entry.place, message, "Write the unit into the header, as in Weight (kg).", field=field)  # fmt: skip
            del said[field]
