"""Suppliers' lists in the graph: answers that rest on them, and that they meet what others state."""

import json

import pytest

from graph.database import Database
from graph.intake import take_in
from graph.origin import find_origins
from rules.key import item_key
from rules.reading import Terms
from rules.report import Outcome
from rules.scope import Scope
from rules.vocabulary import Mineral
from seed.readers import read
from tests.conftest import NOW
from tests.seed.lists import csv, xlsx


async def test_the_nickel_of_a_cathode_is_answered_70_30_from_the_lists_of_three(
    scope: Scope, database: Database, prefix: str
) -> None:
    maker, chile, canada = f"{prefix}:maker", f"{prefix}:chile", f"{prefix}:canada"
    # 2.45 kg x 0.2 = 0.49 kg and 1.05 kg x 0.2 = 0.21 kg of 10 kg x 0.07 = 0.7 kg of nickel.
    cathode = csv(
        "Lot;Quantity (kg);Ni (%);Process;Country;Supplier;Supplier lot;Input quantity (kg)",
        f"C1;10;7;cathode production;KR;{chile};S1;2,45",
        f"C1;;;;;{canada};S1;1,05",
    )
    mined = [
        (chile, csv("로트번호,수량(kg),니켈 함량(%),공정,국가", "S1,100,20,채굴,칠레", encoding="cp949"), "csv"),
        (canada, xlsx(("Lot", "Qty (t)", "Nickel (mass fraction)", "Process", "Country"), ("S1", 0.1, 0.2, "mining", "CA")), "xlsx"),
    ]  # fmt: skip
    first = await take_in(scope, database, read("csv", cathode, Terms(sender=maker)), now=NOW)
    assert (first.outcome, first.stub_count) == (Outcome.ACCEPTED, 3), "two lots, and who sent the list"
    for sender, content, form in mined:
        report = await take_in(scope, database, read(form, content, Terms(sender=sender)), now=NOW)
        assert report.outcome is Outcome.ACCEPTED, report.findings
    (answer,) = await find_origins(scope, database, [item_key(maker, "material", "C1")], [Mineral.NICKEL])
    assert answer is not None
    countries = answer[Mineral.NICKEL].by_country
    assert {share.key: share.share for share in countries.shares} == pytest.approx({"CL": 0.7, "CA": 0.3})
    assert countries.unknown == pytest.approx(0)


async def test_a_list_is_taken_in_once_and_corrected_by_its_key(scope: Scope, database: Database, prefix: str) -> None:
    sender = f"{prefix}:s"
    wrong, right = csv("Lot;Quantity (kg)", "L1;5"), csv("Lot;Quantity (kg)", "L1;6")
    first = await take_in(scope, database, read("csv", wrong, Terms(sender=sender)), now=NOW)
    again = await take_in(scope, database, read("csv", wrong, Terms(sender=sender)), now=NOW)
    assert (first.outcome, again.outcome) == (Outcome.ACCEPTED, Outcome.UNCHANGED)
    terms = Terms(sender=sender, mapping=json.dumps({"corrects": first.submission}))
    corrected = await take_in(scope, database, read("csv", right, terms), now=NOW)
    assert (corrected.outcome, corrected.superseded) == (Outcome.ACCEPTED, 1)


async def test_the_same_list_of_another_sender_is_another_document(
    scope: Scope, database: Database, prefix: str
) -> None:
    content = csv("Lot;Quantity (kg)", f"{prefix[-3:]};5")
    reports = [
        await take_in(scope, database, read("csv", content, Terms(sender=f"{prefix}:{name}")), now=NOW)
        for name in ("a", "b")
    ]
    assert [report.outcome for report in reports] == [Outcome.ACCEPTED, Outcome.ACCEPTED]
    assert reports[0].sha256 == reports[1].sha256
    assert reports[0].submission != reports[1].submission
