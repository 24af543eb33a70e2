"""Chains as text, one statement a line, for the smallest graph that shows the point.

    dig EXTRACTION CL by miner at pit 2024-01-01..2024-01-31: -> 100 kg ore {LITHIUM .03}
    mix BLENDING blended: 70 kg ore, 30 kg other, water AUXILIARY -> 90 kg mixed {LITHIUM .1 only}, 10 kg slag WASTE
    pack-1 @400 {LITHIUM .02} = 4 pc cells, busbar 2025-01-01..2025-05-31
    30 kg other ~salt {NICKEL .2}
    ~salt {LITHIUM .1}
    audit RESPONSIBLE_MINING 2023-01-01..2024-12-31: pit, miner

A run has a kind and, as far as stated, a country, `by` a party, `at` a facility (which the first run at it gives the country and the party), first and
last day, blended, pooled or tracked, `total` kg out, `loss` kg and `recovery` of a mineral. `=` gives a whole its parts, an item by itself
is one that no run makes, `~` begins a model, a certificate has a scope and perhaps a status. An item is a quantity and unit (kg, pc, m, m2, l, kwh; left out:
not stated), a name, kg of a unit behind `@`, the buyer's number behind `aka`, its model behind `~`, what it holds, with `only` where that is
complete, and a role or an interval. Its kind is told by the beginning of its name. What is only taken in or held is a stub. A line
`[name]` begins the document of another sender.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from graph.database import Database
from graph.intake import take_in
from rules.report import Outcome
from rules.scope import LOCAL, Scope
from rules.vocabulary import CertificateScope, InputRole, Mixing, OutputRole, ProcessKind, Profile
from seed.readers import read
from tests.conftest import NOW

Record = dict[str, Any]

TERM = re.compile(
    r"(?:(?P<quantity>[\d.e-]+)\s+(?P<unit>kg|pc|m2|m|l|kwh)\s+)?(?P<name>[\w-]+)(?:\s+@(?P<mass>[\d.]+))?"
    r"(?:\s+aka\s+(?P<alias>[\w-]+))?(?:\s+~(?P<model>[\w-]+))?(?:\s+\{(?P<content>[^}]*)\})?(?:\s+(?P<role>[A-Z_]+))?"
    r"(?:\s+(?P<begin>[\d-]*)\.\.(?P<end>[\d-]*))?"
)
UNITS = {"kg": "KG", "pc": "PIECE", "m": "M", "m2": "M2", "l": "L", "kwh": "KWH"}
PROCESSES, SCOPES, MIXINGS = frozenset(ProcessKind), frozenset(CertificateScope), frozenset(Mixing)
KINDS = ("cell", "module", "pack", "vehicle")


@dataclass(slots=True)
class Document:
    """What one sender states."""

    sender: str
    records: list[Record] = field(default_factory=list)

    def content(self) -> bytes:
        """As NDJSON."""
        lines = [{"type": "document", "sender": self.sender}, *self.records]
        return "\n".join(json.dumps(line) for line in lines).encode()


def parse(text: str, prefix: str) -> list[Document]:
    """The documents that a text states; keys are `prefix:name`."""
    return _Parser(prefix).parse(text)


async def take(database: Database, documents: Iterable[Document], profile: Profile = Profile.STRICT) -> None:
    """Take documents in; each has to be accepted."""
    for document in documents:
        reading = replace(read("batlas", document.content()), profile=profile)
        report = await take_in(Scope(LOCAL), database, reading, now=NOW)
        assert report.outcome is Outcome.ACCEPTED, report.findings


class _Parser:
    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.items: dict[str, Record] = {}
        self.made: dict[str, list[float | None]] = {}
        self.places: set[str] = set()
        self.records: list[Record] = []

    def parse(self, text: str) -> list[Document]:
        documents = [Document(self.key("maker"))]
        for raw in text.strip().splitlines():
            line = raw.strip()
            if line.startswith("["):
                documents.append(Document(self.key(line.strip("[]"))))
            elif line:
                self.records = documents[-1].records
                self.line(line)
        for name, record in self.items.items():
            quantities = self.made.get(name, [])
            if "quantity" not in record and quantities and None not in quantities:
                record["quantity"] = sum(quantity for quantity in quantities if quantity is not None)
        return [document for document in documents if document.records]

    def line(self, line: str) -> None:
        words = line.split()
        if len(words) > 1 and words[1].rstrip(":") in PROCESSES:
            self.run(line)
        elif len(words) > 1 and words[1] in SCOPES:
            self.certificate(line)
        elif "=" in line:
            self.whole(*line.split("="))
        elif line.startswith("~"):
            self.model(_term(line[1:]))
        else:
            self.item(_term(line))

    def key(self, name: str) -> str:
        return f"{self.prefix}:{name}"

    def state(self, **fields: Any) -> Record:
        record = {name: value for name, value in fields.items() if value is not None}
        self.records.append(record)
        return record

    def item(self, term: Record, *, whole: bool = False) -> None:
        name = term["name"]
        stated = self.items.get(name)
        if stated is None:
            unit = "PIECE" if whole else UNITS[term["unit"] or "kg"]
            stated = self.items[name] = self.state(
                type="item", key=self.key(name), kind=_kind(name, unit), unit=unit, quantity=1 if whole else None
            )
        told = {
            "quantity": _number(term["quantity"]),
            "massPerUnitKg": _number(term["mass"]),
            "composition": _composition(term["content"]),
            "model": self.key(term["model"]) if term["model"] else None,
            "identifiers": [{"scheme": "LOT", "value": term["alias"], "issuer": self.key("buyer")}]
            if term["alias"]
            else None,
        }
        stated |= {name: value for name, value in told.items() if value is not None}

    def model(self, term: Record) -> None:
        name = term["name"]
        self.state(
            type="model",
            key=self.key(name),
            kind=_kind(name, "KG"),
            massKg=_number(term["mass"]),
            composition=_composition(term["content"]),
        )

    def whole(self, whole: str, parts: str) -> None:
        holder = _term(whole)
        self.item(holder, whole=True)
        for part in _terms(parts):
            self.state(
                type="contains",
                whole=self.key(holder["name"]),
                part=self.key(part["name"]),
                quantity=_number(part["quantity"]),
                to=part["end"] or None,
                **({"from": part["begin"]} if part["begin"] else {}),
            )

    def certificate(self, line: str) -> None:
        head, subjects = line.split(":")
        name, scope, *status, days = head.split()
        begin, end = days.split("..")
        self.state(
            type="certificate",
            key=self.key(name),
            scheme=name,
            scope=scope,
            status=status[0] if status else None,
            subjects=[self.key(subject.strip()) for subject in subjects.split(",")],
            validFrom=begin or None,
            validTo=end or None,
        )

    def run(self, line: str) -> None:
        head, flows = line.split(":")
        inputs, outputs = flows.split("->")
        name, kind, *words = head.split()
        record = self.state(type="process", key=self.key(name), kind=kind)
        self.told(record, iter(words))
        for term in _terms(inputs):
            role = term["role"] or InputRole.MATERIAL
            quantity = _number(term["quantity"])
            self.state(
                type="consumed", process=record["key"], item=self.key(term["name"]), role=role, quantity=quantity
            )
        for term in _terms(outputs):
            role, quantity = term["role"] or OutputRole.PRODUCT, _number(term["quantity"])
            self.item({**term, "quantity": None})
            self.made.setdefault(term["name"], []).append(quantity)
            self.state(
                type="produced", item=self.key(term["name"]), process=record["key"], role=role, quantity=quantity
            )

    def told(self, record: Record, words: Iterator[str]) -> None:
        place, party = None, None
        for word in words:
            if word == "at":
                place = next(words)
            elif word == "by":
                party = self.key(next(words))
            elif word.upper() in MIXINGS:
                record["mixing"] = word.upper()
            elif word == "total":
                record["totalOutputKg"] = float(next(words))
            elif word in ("loss", "recovery"):
                mineral = next(words)
                record.setdefault("lossesKg" if word == "loss" else word, {})[mineral] = float(next(words))
            elif ".." in word:
                begin, end = word.split("..")
                record |= {"started": begin} if begin else {}
                record |= {"ended": end} if end else {}
            else:
                record["country"] = word
        if place is not None:
            record["facility"] = self.key(place)
        if place is not None and place not in self.places:
            self.places.add(place)
            country = record.pop("country", None)
            self.state(type="facility", key=self.key(place), operator=party, country=country)
        elif party is not None:
            record["operator"] = party


def _terms(text: str) -> list[Record]:
    return [_term(term) for term in re.findall(r"(?:[^,{]|\{[^}]*\})+", text) if term.strip()]


def _term(text: str) -> Record:
    found = TERM.fullmatch(text.strip())
    assert found, f"this is no item: {text}"
    return found.groupdict()


def _kind(name: str, unit: str) -> str:
    told = next((kind for kind in KINDS if name.startswith(kind)), None)
    return told.upper() if told else "COMPONENT" if unit == "PIECE" else "MATERIAL"


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def _composition(text: str | None) -> Record | None:
    if text is None:
        return None
    pairs = [pair.split() for pair in text.removesuffix("only").split(",") if pair.strip()]
    fractions = {mineral: float(fraction) for mineral, fraction in pairs}
    return {"kind": "MEASURED", "fractions": fractions, "complete": text.endswith("only")}


def day(text: str) -> datetime:
    """The beginning of a day in UTC."""
    return datetime.fromisoformat(f"{text}T00:00:00+00:00")
