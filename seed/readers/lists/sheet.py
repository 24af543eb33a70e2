"""A sheet of cells, wherever it comes from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from rules.checks.severity import found
from rules.finding import Finding, Value
from rules.vocabulary import Profile

MOST_FAULTS = 10_000
MOST_ROWS = 100_000
"""Rows of one sheet; a document of 25,000 records has some six thousand."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds. A date without a time of day is a date."""

    value: str | int | float | bool | date | datetime | time
    format: str = ""
    """How Excel shows it, such as `0.0%` or `00000`."""

    @property
    def text(self) -> str:
        """As a person reads it; a whole number without a fraction, filled up with the zeros that are shown before it."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        if isinstance(self.value, int) and not isinstance(self.value, bool) and set(self.format) == {"0"}:
            return str(self.value).zfill(len(self.format))
        return str(self.value).strip()


Row = tuple[int, Sequence[Cell | None]]
"""Its number as Excel counts, and its cells; what is blank is None."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under a name; a CSV file is one sheet without a name."""

    name: str
    rows: Sequence[Row]

    def place(self, row: int, column: int) -> str:
        """`Sheet1!C7`, of a CSV `C7`; the column is counted from 0."""
        letters, rest = "", column + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        shown = self.name if self.name.replace("_", "").isalnum() else f"'{self.name}'"
        return f"{shown}!{letters}{row}" if self.name else f"{letters}{row}"


class TooManyFaults(Exception):
    """The rest is not looked at."""


@dataclass(slots=True)
class Ledger:
    """What is found and left over while a list is read."""

    findings: list[Finding] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    decimal_commas: bool = False
    """Whether something in the list shows that commas stand before decimals."""

    def say(self, code: str, pointer: str, message: str, remedy: str, *about: str, **params: Value) -> None:
        """One finding under the lenient profile. Raises TooManyFaults."""
        self.findings.append(found(Profile.LENIENT, code, pointer, message, remedy, *about, **params))
        if len(self.findings) == MOST_FAULTS:
            text = f"There are {MOST_FAULTS:,} findings; what follows {pointer} was not read."
            self.findings.append(found(Profile.LENIENT, "TOO_MANY_FAULTS", pointer, text, "Mend these first."))
            raise TooManyFaults
