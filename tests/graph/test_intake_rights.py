"""Who may send which document."""

import pytest

from graph.database import Database
from graph.intake import take_in
from rules.errors import Forbidden
from rules.report import Outcome
from rules.scope import Right, Scope, Viewer, ViewerKind
from seed.readers import read
from tests.conftest import NOW
from tests.facts import Facts
from tests.graph.intake import snapshot


async def test_a_party_sends_its_own_documents_and_no_other(database: Database, prefix: str) -> None:
    f, own = Facts(prefix), Scope(Viewer(ViewerKind.PARTY, f"{prefix}:maker", frozenset(Right)))
    with pytest.raises(Forbidden, match=f"of {prefix}:other.*for {prefix}:maker"):
        await take_in(own, database, read("batlas", f.document(f.lot("a"), sender="other")), now=NOW)
    assert await snapshot(database, prefix) == []
    assert (await take_in(own, database, read("batlas", f.document(f.lot("a"))), now=NOW)).outcome is Outcome.ACCEPTED


async def test_a_document_that_names_no_sender_is_refused_by_its_findings(database: Database, prefix: str) -> None:
    report = await take_in(
        Scope(Viewer(ViewerKind.PARTY, f"{prefix}:maker", frozenset(Right))), database, read("batlas", b"{}"), now=NOW
    )
    assert report.outcome is Outcome.REFUSED
