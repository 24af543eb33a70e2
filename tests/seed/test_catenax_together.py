"""All real files of Catena-X in one graph."""

from pathlib import Path

import pytest

from graph.database import Database
from graph.intake import take_in
from rules.checks.names import resolve
from rules.report import Outcome
from rules.scope import Scope
from rules.vocabulary import Severity
from seed.readers import read
from tests.conftest import NOW
from tests.seed import real as counted

NAMES = (
    "ESS_Testdata_v2.0.0-AsPlanned.json",
    "smallTestdata.json",
    "tracex_CX_Testdata_MessagingTest_v0.0.14.json",
    "tracex_import-test-data-CML1_v0.0.14.json",
    "tracex_irs_assets_tractionbatterycode.json",
    "tracex_irs_assets_v4.json",
)


@pytest.mark.parametrize("order", [NAMES, NAMES[::-1]], ids=["forwards", "backwards"])
async def test_all_real_files_load_into_one_graph(
    order: tuple[str, ...], shared_data: Path, scope: Scope, database: Database, prefix: str
) -> None:
    """What one file states otherwise than another is kept as a dispute; nothing is refused, and nothing is lost."""
    disputed = 0
    for name in order:
        content = counted.renamed((shared_data / "tractusx" / name).read_bytes(), prefix)
        report = await take_in(scope, database, read("catenax", content), now=NOW)
        assert report.outcome is Outcome.ACCEPTED, (name, [f for f in report.findings if f.severity is Severity.ERROR])
        conflicts = [f for f in report.findings if f.code in ("ALREADY_STATED", "STATED_BY_ANOTHER")]
        disputed += len(conflicts)
        document, _ = resolve(read("catenax", content), report.sender or "")
        kept = await database.read(
            "MATCH (d:Dispute)-[:DISPUTES]->(n) WHERE d.submission = $key RETURN count(DISTINCT d) AS count",
            key=report.submission,
        )
        assert kept[0]["count"] == len(conflicts)
        assert report.created + report.unchanged + len(conflicts) == len(document.nodes) + len(document.links), name
    # 5 models between the two containers, 2 facts between the two answers, and the import file against each of the others.
    assert disputed >= 19
