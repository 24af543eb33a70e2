"""Numbers as people write them, and no guess at those that can be read in two ways."""

import re
from decimal import Decimal

from rules.errors import InvalidInput

BLANKS = re.compile(r"[\s\u00a0\u2009\u202f'’]")
NUMBER = re.compile(r"^([+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s*(.*)$", re.DOTALL)
WITH_COMMA = re.compile(r"^[+-]?(\d+,(\d{1,2}|\d{4,})|0,\d+|\d{1,3}(\.\d{3})+,\d+)(\D|$)")
"""What can only be a decimal comma."""


class Ambiguous(InvalidInput):
    """It can be read in two ways."""


def split_unit(text: str) -> tuple[str, str]:
    """(the number, what stands behind it). Raises InvalidInput for what does not begin with a number."""
    found = NUMBER.match(BLANKS.sub("", text))
    if found is None:
        raise InvalidInput(f"{text[:40]!r} is no number")
    return found[1], found[2]


def parse_number(text: str, decimal: str | None, *, commas: bool) -> Decimal:
    """The number. `decimal` is what stands before decimals where that is told; `commas` says that commas stand there elsewhere in the list.

    Raises Ambiguous for `1,234`, and where commas are decimal elsewhere for `1.234`; InvalidInput for what is no number.
    """
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text.removeprefix("+"))
    digits, mark, exponent = re.sub("[E]", "e", digits).partition("e")
    point = decimal or _decimal_of(digits, commas=commas)
    other = "," if point == "." else "."
    whole, _, rest = digits.partition(point)
    groups = whole.split(other)
    grouped = len(groups) == 1 or (0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))
    plain = "".join(groups) + (f".{rest}" if rest else "")
    if not grouped or not re.fullmatch(r"\d+(\.\d+)?|\.\d+", plain) or other in rest or point in rest:
        raise InvalidInput(f"{text!r} is no number" + (f" with {point!r} before decimals" if decimal else ""))
    return Decimal(sign + plain + (mark + exponent if mark else ""))


def _decimal_of(digits: str, *, commas: bool) -> str:
    """What stands before the decimals."""
    points, other = digits.count("."), digits.count(",")
    if points and other:
        return "." if digits.rindex(".") > digits.rindex(",") else ","
    if points > 1 or other > 1:
        return "," if points else "."
    if not points and not other:
        return "."
    mark = "." if points else ","
    before, after = digits.split(mark)
    three = len(after) == 3 and 1 <= len(before) <= 3 and before != "0"
    if three and (mark == "," or commas):
        whole = before + after
        raise Ambiguous(f"{digits!r} may be {whole} or {before}.{after}")
    return mark
