"""Reading a list of lots."""

import hashlib
from collections.abc import Callable

from pydantic import ValidationError

from rules.document import Header
from rules.errors import InvalidInput
from rules.reading import Placed, Reading, Terms
from rules.vocabulary import Profile, Severity
from seed.readers.lists.csv_file import sheets_of_csv
from seed.readers.lists.excel_file import sheets_of_xlsx
from seed.readers.lists.facts import Writer
from seed.readers.lists.gather import gather
from seed.readers.lists.header import find_header, shown, understand
from seed.readers.lists.mapping import Mapping, canonical, parse_mapping
from seed.readers.lists.parties import Directory
from seed.readers.lists.row import Line, lines_of
from seed.readers.lists.sheet import Ledger, Sheet, TooManyFaults
from seed.readers.lists.words import NAMES

CSV = "csv"
XLSX = "xlsx"

Sheets = Callable[[bytes, Mapping, Ledger], list[Sheet]]


def read_csv(content: bytes, terms: Terms) -> Reading:
    """The facts of a CSV file. Raises InvalidInput for terms that are wrong."""
    return _read(CSV, sheets_of_csv, content, terms)


def read_xlsx(content: bytes, terms: Terms) -> Reading:
    """The facts of an Excel workbook. Raises InvalidInput for terms that are wrong."""
    return _read(XLSX, sheets_of_xlsx, content, terms)


def _read(form: str, sheets_of: Sheets, content: bytes, terms: Terms) -> Reading:
    mapping = parse_mapping(terms.mapping)
    ledger = Ledger()
    sender = _sender(terms, mapping)
    facts: list[Placed] = []
    counts: dict[str, int] = {}
    if sender is None:
        message = "The list does not say who states it."
        remedy = "Name the sender by its key: --sender urn:example:your-company, the parameter sender, or sender in the mapping."
        ledger.say("NO_SENDER", "document", message, remedy)
    else:
        try:
            sheets = sheets_of(content, mapping, ledger)
            _check(mapping, sheets)
            lines = _lines(sheets, mapping, ledger)
            lots = gather(lines, ledger)
            facts = list(Writer(lots, Directory(sender, mapping, ledger), ledger).facts())
            inputs = sum(len(lot.inputs) for lot in lots.values())
            counts = {"row": len(lines), "lot": len(lots), "input": inputs}
        except TooManyFaults:
            facts = []
        if not facts and all(finding.severity is not Severity.ERROR for finding in ledger.findings):
            ledger.say(
                "EMPTY_DOCUMENT", "document", "The list has no row below its headers.", "Write a row for each lot."
            )
    try:
        header = Header(sender=sender, title=terms.title, corrects=mapping.corrects) if sender else None
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise InvalidInput(f"The {fault['loc'][0] if fault['loc'] else 'sender'} is wrong: {fault['msg']}.") from error
    sha256 = hashlib.sha256(content).hexdigest()
    read_as = canonical(mapping, sender or "")
    return Reading(form, Profile.LENIENT, sha256, header, facts, ledger.findings, counts, dict(ledger.ignored), read_as=read_as)  # fmt: skip


def _sender(terms: Terms, mapping: Mapping) -> str | None:
    if terms.sender and mapping.sender and terms.sender != mapping.sender:
        raise InvalidInput(f"The sender is {terms.sender} and {mapping.sender} by the mapping; keep one.")
    return terms.sender or mapping.sender


def _check(mapping: Mapping, sheets: list[Sheet]) -> None:
    """Raise InvalidInput for a mapping that speaks of what is not there."""
    unknown = [name for name in mapping.defaults if name not in NAMES]
    if unknown:
        raise InvalidInput(f"The mapping has a default for {unknown[0][:80]!r}; the fields are {', '.join(NAMES)}.")
    unclear = [name for name in mapping.columns if understand(name, mapping) is None]
    if unclear:
        raise InvalidInput(
            f"The mapping reads the column {unclear[0][:80]!r} as {mapping.columns[unclear[0]][:80]!r}, which is no field; "
            f"the fields are {', '.join(NAMES)}, a mineral with its unit such as Ni (%), and ignore."
        )
    heads = ((sheet, find_header(sheet, mapping)[0]) for sheet in sheets)
    found = [shown(cell.text) for sheet, head in heads if head is not None for cell in sheet.rows[head][1] if cell]
    lost = [name for name in mapping.columns if shown(name).casefold() not in {name.casefold() for name in found}]
    if lost and sheets:
        raise InvalidInput(
            f"The mapping speaks of a column {lost[0][:80]!r}; the columns are {', '.join(found)[:500]}."
        )


def _lines(sheets: list[Sheet], mapping: Mapping, ledger: Ledger) -> list[Line]:
    """The rows of all sheets that list lots; the others are counted and told."""
    lines: list[Line] = []
    others: list[Sheet] = []
    for sheet in sheets:
        found = lines_of(sheet, mapping, ledger)
        if found is None:
            others += [sheet] if sheet.rows else []
        else:
            lines += found
    if sheets and len(others) == len([sheet for sheet in sheets if sheet.rows]):
        columns = [shown(cell.text) for sheet in others[:1] for cell in sheet.rows[find_header(sheet, mapping)[0] or 0][1] if cell]  # fmt: skip
        message = f"No column with numbers of lots or pieces was found; there are {', '.join(columns)[:300] or 'none'}."
        remedy = 'Name it Lot or Serial, or tell it by the mapping, --map "Column=lot".'
        ledger.say("UNKNOWN_TABLE" if not columns else "MISSING_FIELD", others[0].place(1, 0) if others else "document", message, remedy, field="lot")  # fmt: skip
    else:
        for sheet in others:
            ledger.ignored[f"rows of {sheet.name}"] += len(sheet.rows)
            message = f"The sheet {sheet.name} lists no lots and was not read; it has {len(sheet.rows):,} rows."
            ledger.say(
                "UNKNOWN_TABLE", sheet.place(1, 0), message, "Give its column of numbers the header Lot, if it does."
            )
    return lines
