"""docs/LISTS.md is complete, and its example is read as it says."""

import json
import re
from pathlib import Path

import pytest

from rules.reading import Terms
from seed.readers import read
from seed.readers.lists.mapping import Mapping, parse_mapping
from seed.readers.lists.words import NAMES

PAGE = (Path(__file__).parents[2] / "docs" / "LISTS.md").read_text()


@pytest.mark.parametrize("field", NAMES)
def test_every_field_is_documented(field: str) -> None:
    rows = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `")]
    assert any(f"`{field}`" in row for row in rows)


def test_the_mapping_shows_all_that_it_may_say() -> None:
    (text,) = re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL)
    assert set(json.loads(text)) == set(Mapping.model_fields)
    assert parse_mapping(text).decimal == "."


def test_the_example_is_two_lots_made_from_two() -> None:
    table = re.findall(r"^\|(.*)\|$", PAGE, flags=re.MULTILINE)[:5]
    rows = [";".join(cell.strip() for cell in row.split("|")) for row in (table[0], *table[2:])]
    reading = read("csv", "\n".join(rows).encode(), Terms(sender="urn:example:acme"))
    assert [finding.code for finding in reading.findings] == ["SUMMARY"]
    assert dict(reading.counts) == {"row": 3, "lot": 2, "input": 3}
    assert dict(reading.ignored) == {}
