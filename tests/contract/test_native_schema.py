"""The JSON Schema of the native format says of a line what the reader says, as far as a schema can."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from seed.readers import read
from seed.readers.faults import RECORDS
from seed.readers.native import native_schema
from tests.facts import Facts, Record
from tests.native import car

F = Facts()
SCHEMA = native_schema()
FORMAT = (Path(__file__).parents[2] / "docs" / "FORMAT.md").read_text()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
HEAD = '{"type": "document", "sender": "urn:x:maker"}\n'


def reads(line: Any) -> bool:
    """Whether the reader has nothing to say of the form of a line."""
    text = json.dumps(line)
    is_head = isinstance(line, dict) and line.get("type") == "document"
    content = text + '\n{"type": "party", "key": "urn:x:p"}' if is_head else HEAD + text
    return not read("batlas", content.encode()).findings


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


GOOD: list[Record] = [
    {"type": "document", "sender": "urn:x:maker", "title": None},
    F.lot("l", 1e15, LITHIUM=1, lot=" L 1 ", name="배터리 💡\tx"),
    F.lot("_:l", 1e-300, lot="L"),
    F.piece("c", identifiers=[{"scheme": "PART", "value": "P"}, {"scheme": "LOT", "value": "L", "issuer": "urn:x:y"}]),
    F.run("p", started="2025-03-01T09:00+09:00", ended="2025-03-02T00:00:00.123456789Z"),
    F.run("p", started="2025-03-01", lossesKg={"LITHIUM": 0}, recovery={"COBALT": 1}, country="KR"),
    F.party("p", roles=["MINER", "OWNER"], country=None),
    {"type": "facility", "key": "urn:x:f", "latitude": -90, "longitude": 180},
    F.contains("p", "c", from_="2025-01-01", to=None),
    F.certificate("c", *("s" * n for n in range(1, 101))),
]


@pytest.mark.parametrize("line", GOOD, ids=lambda line: line["type"])
def test_what_is_read_fits_the_schema(line: Record) -> None:
    assert reads(line)
    VALIDATOR.validate(line)


def test_a_whole_car_fits_the_schema() -> None:
    for line in car("urn:x").splitlines():
        VALIDATOR.validate(json.loads(line))


BAD: dict[str, Any] = {
    "no-object": [],
    "null": None,
    "number": 5,
    "no-type": {"key": "urn:x:p"},
    "unknown-type": {"type": "itm"},
    "type-of-another-case": {"type": "Item", "key": "urn:x:p"},
    "no-key": {"type": "party"},
    "unknown-field": F.party("p", colour="red"),
    "snake-case": F.lot("l", mass_per_unit_kg=1),
    "from-with-underscore": F.owned("l", "p") | {"from_": "2025-01-01"},
    "key-without-scheme": F.party("p") | {"key": "p"},
    "key-with-blank": F.party("p") | {"key": "urn:x:a b"},
    "key-with-nul": F.party("p") | {"key": "urn:x:a\x00"},
    "key-with-zero-width-blank": F.party("p") | {"key": "urn:x:a\u200b"},
    "key-of-513": F.party("p") | {"key": "urn:" + "x" * 509},
    "key-of-a-number": F.party("p") | {"key": 5},
    "empty-text": F.party("p", name=""),
    "blank-text": F.party("p", name="  "),
    "text-of-501": F.party("p", name="x" * 501),
    "control-character": F.party("p", name="a\x07"),
    "text-of-a-number": F.lot("l", lot=5),
    "quantity-zero": F.lot("l") | {"quantity": 0},
    "quantity-negative": F.consumed("p", "l", -1),
    "quantity-of-text": F.lot("l") | {"quantity": "5"},
    "quantity-of-true": F.lot("l") | {"quantity": True},
    "quantity-too-large": F.lot("l", 2e15),
    "unit-unknown": F.lot("l") | {"unit": "TONNE"},
    "unit-in-small-letters": F.lot("l") | {"unit": "kg"},
    "no-unit": {"type": "item", "key": "urn:x:l", "kind": "CELL"},
    "required-null": F.lot("l") | {"unit": None},
    "country-of-three": F.party("p", country="KOR"),
    "country-in-small-letters": F.party("p", country="kr"),
    "roles-of-text": F.party("p", roles="MINER"),
    "unknown-role": F.party("p", roles=["DIGGER"]),
    "fraction-above-1": F.lot("l", LITHIUM=1.1),
    "unknown-mineral": F.lot("l", UNOBTAINIUM=0.1),
    "composition-without-kind": F.lot("l", composition={"fractions": {}}),
    "loss-negative": F.run("p", lossesKg={"LITHIUM": -1}),
    "latitude-91": {"type": "facility", "key": "urn:x:f", "latitude": 91},
    "no-subjects": {"type": "certificate", "key": "urn:x:c", "scheme": "A", "scope": "OTHER", "subjects": []},
    "101-subjects": F.certificate("c", *("s" * n for n in range(1, 102))),
    "21-identifiers": F.lot("l", identifiers=[{"scheme": "PART", "value": str(n)} for n in range(21)]),
    "time-without-zone": F.run("p", ended="2025-03-01T09:00:00"),
    "time-without-t": F.run("p", ended="2025-03-01 09:00:00Z"),
    "time-of-a-number": F.run("p", ended=1_740_000_000),
    "date-without-dashes": F.run("p", ended="20250301"),
    "time-in-words": F.owned("l", "p", from_="today"),
    "header-without-sender": {"type": "document"},
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_the_schema_and_the_reader_refuse_the_same(line: Any) -> None:
    assert not reads(line)
    assert not VALIDATOR.is_valid(line)


SECTIONS = {
    **{f"### `{tag}`": ref.rsplit("/", 1)[1] for tag, ref in SCHEMA["discriminator"]["mapping"].items()},
    "### in `identifiers`": "Identifier",
    "### in `composition`": "Composition",
}
"""Heading in docs/FORMAT.md to the record that it is about."""


@pytest.mark.parametrize(("heading", "name"), SECTIONS.items(), ids=SECTIONS.values())
def test_the_tables_of_the_format_say_what_the_schema_says(heading: str, name: str) -> None:
    record = SCHEMA["$defs"][name]
    section = FORMAT.partition(f"{heading}\n")[2].partition("\n### ")[0]
    rows = dict(re.findall(r"^\| (\S+) \| .* \| (.*) \|$", section, flags=re.MULTILINE))
    required = set(record["required"])
    fields = {field: about for field, about in record["properties"].items() if field != "type"}
    assert {k: v for k, v in rows.items() if k.startswith(("`", "**`"))} == {
        f"**`{field}`**" if field in required else f"`{field}`": about["description"] for field, about in fields.items()
    }
    assert record["additionalProperties"] is False
    assert record["description"] in section.replace("\n", " ")


def test_every_record_has_a_table() -> None:
    assert SCHEMA["discriminator"]["mapping"].keys() == RECORDS.keys()
    assert set(re.findall(r"^### `\w+`$", FORMAT, flags=re.MULTILINE)) == {f"### `{tag}`" for tag in RECORDS}


@pytest.mark.parametrize("name", [name for name, about in SCHEMA["$defs"].items() if "enum" in about])
def test_every_value_of_every_vocabulary_is_documented(name: str) -> None:
    values = ", ".join(f"`{value}`" for value in SCHEMA["$defs"][name]["enum"])
    assert f"| {name} | {values} |" in FORMAT
