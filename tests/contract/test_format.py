"""docs/FORMAT.md and docs/native.schema.json are complete, and the example loads."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app.cli.export_schema import native_text
from graph.database import Database
from graph.intake import take_in
from graph.origin import find_origins
from rules.checks.severity import SEVERITY
from rules.report import Outcome
from rules.scope import Scope
from rules.vocabulary import Mineral
from seed.readers import read
from seed.readers.faults import RECORDS
from seed.readers.native import native_schema
from tests.conftest import NOW

DOCS = Path(__file__).parents[2] / "docs"
FORMAT = (DOCS / "FORMAT.md").read_text()
(EXAMPLE,) = re.findall(r"```ndjson\n(.*?)```", FORMAT, flags=re.DOTALL)


def test_the_committed_schema_is_that_of_the_records() -> None:
    assert (DOCS / "native.schema.json").read_text() == native_text(), (
        "run `batlas export-schema --kind native -o docs/native.schema.json`"
    )


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_of_every_record_is_documented(record: str) -> None:
    _, _, rest = FORMAT.partition(f"### `{record}`\n")
    section = rest.partition("\n### ")[0]
    fields = [field.alias or name for name, field in RECORDS[record].model_fields.items() if name != "type"]
    assert [field for field in fields if f"`{field}`" not in section] == []


@pytest.mark.parametrize("code", SEVERITY)
def test_every_finding_is_documented_with_its_severities(code: str) -> None:
    strict, lenient = SEVERITY[code]
    assert f"| `{code}` | {strict} | {lenient} |" in FORMAT


def test_no_finding_is_documented_that_is_not_there() -> None:
    assert set(re.findall(r"^\| `([A-Z_]+)` \| [A-Z]+ \|", FORMAT, flags=re.MULTILINE)) == set(SEVERITY)


def test_the_example_fits_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(native_schema(), format_checker=jsonschema.FormatChecker())
    for line in EXAMPLE.splitlines():
        validator.validate(json.loads(line))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param({"type": "magic"}, id="unknown-type"),
        pytest.param({"type": "item", "key": "urn:a:b", "kind": "CELL"}, id="missing-unit"),
        pytest.param({"type": "item", "key": "no key", "kind": "CELL", "unit": "KG"}, id="blank-in-key"),
        pytest.param({"type": "item", "key": "urn:a:b", "kind": "CELL", "unit": "KG", "quantity": 0}, id="zero"),
        pytest.param({"type": "item", "key": "urn:a:b", "kind": "CELL", "unit": "KG", "colour": "red"}, id="unknown-field"),
        pytest.param({"type": "party", "key": "urn:a:b", "country": "KOR"}, id="country-of-three"),
        pytest.param({"type": "consumed", "process": "urn:a:b", "item": "urn:a:c", "role": "SPICE"}, id="unknown-role"),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_reader_refuses(line: dict[str, Any]) -> None:
    assert not jsonschema.Draft202012Validator(native_schema()).is_valid(line)
    text = f'{{"type": "document", "sender": "urn:a:s"}}\n{json.dumps(line)}'
    assert read("batlas", text.encode()).findings


async def test_the_example_loads_and_answers_as_it_says(database: Database, scope: Scope, prefix: str) -> None:
    text = EXAMPLE.replace("urn:example", prefix).replace("PACK-001", f"PACK-{prefix}")
    report = await take_in(scope, database, read("batlas", text.encode()), now=NOW)
    assert (report.outcome, report.findings) == (Outcome.ACCEPTED, ())
    assert report.stubs == (f"{prefix}:fleet",)
    sender, serial = f"{prefix}:acme".replace(":", "%3A"), f"PACK-{prefix}".replace(":", "%3A")
    key = f"urn:batlas:item:{sender}:pack:{serial}"
    (answer,) = await find_origins(scope, database, [key], [Mineral.LITHIUM])
    assert answer is not None
    shares = {share.country: share.share for share in answer[Mineral.LITHIUM].by_source.shares}
    assert shares == pytest.approx({"CL": 0.7, "AU": 0.3})
