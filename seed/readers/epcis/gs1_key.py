"""GS1 keys as EPC URNs and as Digital Link URIs.

EPC Tag Data Standard 1.13 sections 6 and 7, GS1 Digital Link URI Syntax 1.2 section 4.11: one canonical form, with the finest
level of identification only, which is what event hash ids are made from (CBV 2.0 section 8.9). Serial numbers keep the characters that they are written with,
as in the reference implementation. Keys of things stay as sent.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

ROOT = "https://id.gs1.org"

URN = re.compile(
    r"^urn:epc:(?P<level>id|class|idpat):(?P<scheme>[a-z]+):(?P<prefix>\d{6,12})\.(?P<reference>[^.]*)(?:\.(?P<rest>.+))?$"
)

DIGITS = {
    "sgtin": 13,
    "lgtin": 13,
    "itip": 13,
    "upui": 13,
    "sgln": 12,
    "grai": 12,
    "gdti": 12,
    "sgcn": 12,
    "pgln": 12,
} | {
    "sscc": 17,
    "gsrn": 17,
    "gsrnp": 17,
    "gsin": 16,
}
"""Scheme to the digits that company prefix and reference have together, without the check digit."""

SHORT = {
    "gtin": "01",
    "itip": "8006",
    "cpid": "8010",
    "gln": "414",
    "party": "417",
    "gsrnp": "8017",
    "gsrn": "8018",
} | {
    "gcn": "255",
    "sscc": "00",
    "gdti": "253",
    "ginc": "401",
    "gsin": "402",
    "grai": "8003",
    "giai": "8004",
    "cpv": "22",
    "lot": "10",
    "ser": "21",
}
"""Short names of Digital Link URIs to application identifiers."""

QUALIFIERS: Mapping[str, Sequence[str]] = {
    "01": ("21", "235", "10"),
    "8006": ("21", "10"),
    "414": ("254",),
    "8010": ("8011",),
} | dict.fromkeys(("00", "253", "255", "401", "402", "417", "8003", "8004", "8017", "8018"), ())
"""Application identifier of a primary key to its qualifiers, the finest first."""

GTIN_LENGTHS = {8, 12, 13, 14}


class Gs1Key(NamedTuple):
    """A GS1 key, without what is finer than it needs."""

    ai: str
    value: str
    qualifier: str | None = None
    qualifier_value: str = ""

    @property
    def uri(self) -> str:
        """The canonical Digital Link URI."""
        finer = f"/{self.qualifier}/{self.qualifier_value}" if self.qualifier else ""
        return f"{ROOT}/{self.ai}/{self.value}{finer}"


def parse_gs1(text: str) -> Gs1Key | None:
    """The GS1 key that an EPC URN or a Digital Link URI names; none for any other text."""
    if text.startswith("urn:epc:"):
        return _from_urn(text)
    if text.startswith(("http://", "https://")):
        return _from_link(text)
    return None


def gtin(key: Gs1Key) -> str | None:
    """The 14-digit GTIN of a trade item."""
    return key.value if key.ai == "01" else None


def number(key: Gs1Key, ai: str) -> str | None:
    """The serial (`21`) or lot (`10`) number as it is on the thing."""
    return unquote(key.qualifier_value) if key.qualifier == ai and key.qualifier_value else None


def check_digit(digits: str) -> str:
    """GS1 General Specifications 7.9: weights 3 and 1 from the right, up to the next ten."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def _from_urn(text: str) -> Gs1Key | None:
    match = URN.match(text)
    if match is None:
        return None
    scheme, prefix, reference, rest = match["scheme"], match["prefix"], match["reference"], match["rest"]
    if scheme in DIGITS and (len(prefix) + len(reference) != DIGITS[scheme] or not (reference or "0").isdecimal()):
        return None
    pattern = match["level"] == "idpat"
    if (match["level"] == "class") != (scheme == "lgtin") or (pattern and not (rest or "").endswith("*")):
        return None
    finer = "" if pattern else rest or ""
    whole = prefix + reference
    trade = reference[:1] + prefix + reference[1:]
    match scheme:
        case "sgtin":
            return _key("01", trade + check_digit(trade), "21", finer)
        case "lgtin":
            return _key("01", trade + check_digit(trade), "10", finer)
        case "upui":
            return _key("01", trade + check_digit(trade), "235", finer)
        case "itip":
            parts = (rest or "").split(".", 2)
            serial = "" if pattern else parts[-1]
            return _key("8006", trade + check_digit(trade) + "".join(parts[:2]), "21", serial)
        case "sscc":
            unit = reference[:1] + prefix + reference[1:]
            return Gs1Key("00", unit + check_digit(unit))
        case "sgln":
            return _key("414", whole + check_digit(whole), "254", "" if finer == "0" else finer)
        case "pgln":
            return Gs1Key("417", whole + check_digit(whole))
        case "grai":
            return Gs1Key("8003", f"0{whole}{check_digit(whole)}{finer}")
        case "gdti":
            return Gs1Key("253", whole + check_digit(whole) + finer)
        case "sgcn":
            return Gs1Key("255", whole + check_digit(whole) + finer)
        case "gsrn" | "gsrnp":
            return Gs1Key("8018" if scheme == "gsrn" else "8017", whole + check_digit(whole))
        case "gsin":
            return Gs1Key("402", whole + check_digit(whole))
        case "cpi":
            return _key("8010", prefix + reference, "8011", finer)
        case "giai" | "ginc":
            # Their references may hold dots.
            tail = f"{reference}.{rest}" if rest else reference
            return Gs1Key("8004" if scheme == "giai" else "401", prefix + tail)
        case _:
            return None


def _from_link(text: str) -> Gs1Key | None:
    try:
        steps = [SHORT.get(step, step) for step in urlsplit(text).path.split("/")]
    except ValueError:
        return None
    for place, step in enumerate(steps[:-1]):
        value = steps[place + 1]
        if step not in QUALIFIERS or not re.match(r"\d{4}.", value):
            continue
        if step == "01":
            if not value.isdecimal() or len(value) not in GTIN_LENGTHS:
                return None
            value = value.zfill(14)
        finer = dict(zip(steps[place + 2 :: 2], steps[place + 3 :: 2], strict=False))
        qualifier = next((name for name in QUALIFIERS[step] if finer.get(name)), None)
        return _key(step, value, qualifier, finer.get(qualifier or "", ""))
    return None


def _key(ai: str, value: str, qualifier: str | None, finer: str) -> Gs1Key:
    return Gs1Key(ai, value, qualifier, finer) if finer else Gs1Key(ai, value)
