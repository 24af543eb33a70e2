"""Balances, times and wholes over all documents: whichever comes last answers for what it adds."""

from dataclasses import replace
from itertools import permutations

import pytest

from graph.database import Database
from graph.intake import take_in
from rules.report import Outcome
from rules.scope import Scope
from rules.vocabulary import Profile, Severity
from seed.readers import read
from tests.conftest import NOW
from tests.facts import Facts, Record
from tests.graph.intake import accept, refuse, take

F = Facts("P")
RUN = F.run("run", ended="2025-03-10T12:00:00Z")
CELL, PACK = F.piece("cell"), F.piece("pack", "PACK")


@pytest.mark.parametrize(
    ("documents", "code"),
    [
        pytest.param([[F.lot("lot", 10)], [F.consumed("p", "lot", 6)], [F.consumed("q", "lot", 6)]], "OVERDRAFT", id="lot"),
        pytest.param([[CELL], [F.consumed("p", "cell")], [F.consumed("q", "cell")]], "OVERDRAFT", id="piece"),
        pytest.param(
            [[F.piece("lot") | {"quantity": 9}], [F.contains("pack", "lot", 6)], [F.consumed("p", "lot", 6)]],
            "OVERDRAFT",
            id="built-in-and-used",
        ),
        pytest.param([[F.lot("lot", 10)], [F.produced("lot", "p", 6)], [F.produced("lot", "q", 6)]], "OVERPRODUCTION", id="made"),
        pytest.param([[CELL], [F.produced("cell", "p")], [F.produced("cell", "q")]], "TWO_PRODUCERS", id="made-twice"),
        pytest.param([[CELL], [F.contains("a", "cell")], [F.contains("b", "cell")]], "TWO_WHOLES", id="two-wholes"),
        pytest.param([[CELL], [PACK], [F.contains("cell", "pack")]], "KIND_MISMATCH", id="pack-in-a-cell"),
        pytest.param([[CELL | {"model": "P:m"}], [{"type": "model", "key": "P:m", "kind": "PACK"}]], "KIND_MISMATCH", id="model"),
        pytest.param([[F.piece("lot") | {"quantity": 9}], [F.consumed("p", "lot", 1.5)]], "UNIT_MISMATCH", id="one-and-a-half"),
        pytest.param(
            [[F.lot("in", 10, LITHIUM=0.1)], [F.lot("out", 10, LITHIUM=0.2)], [RUN, F.consumed("run", "in", 10), F.produced("out", "run")]],
            "CLOSURE",
            id="lithium-from-nothing",
        ),
        pytest.param(
            [[F.lot("in", 10, LITHIUM=0.1), F.lot("out", 5, LITHIUM=0.1)], [RUN | {"lossesKg": {"LITHIUM": 0.6}}], [F.consumed("run", "in", 10), F.produced("out", "run")]],
            "CLOSURE",
            id="losses",
        ),
        pytest.param(
            [[F.run("dig", started="2025-03-11T12:00:00Z")], [F.produced("lot", "dig")], [RUN], [F.consumed("run", "lot", 1)]],
            "PROCESS_BEFORE_INPUT",
            id="used-before",
        ),
        pytest.param(
            [[F.run("make", started="2025-03-11T12:00:00Z")], [F.produced("cell", "make")], [F.contains("pack", "cell", from_="2025-03-10")]],
            "PART_AFTER_WHOLE",
            id="built-in-before",
        ),
        pytest.param(
            [[F.run("make", started="2025-03-11T12:00:00Z")], [F.produced("cell", "make")], [RUN, F.produced("pack", "run")], [F.contains("pack", "cell")]],
            "PART_AFTER_WHOLE",
            id="younger-than-its-whole",
        ),
    ],
)  # fmt: skip
async def test_a_fault_over_several_documents_is_found_by_whichever_comes_last(
    database: Database, prefix: str, documents: list[list[Record]], code: str
) -> None:
    # Every order of up to three documents; of four, every one as the last.
    orders = list(permutations(range(len(documents))))
    if len(documents) > 3:
        orders = [(*(n for n in range(len(documents)) if n != last), last) for last in range(len(documents))]
    for number, order in enumerate(orders):
        f = Facts(f"{prefix}:{number}")
        contents = [f.document(*documents[n]).replace(b'"P:', f'"{f.prefix}:'.encode()) for n in order]
        for content in contents[:-1]:
            report = await take(database, content)
            assert (report.outcome, report.findings) == (Outcome.ACCEPTED, ()), order
        last = await take(database, contents[-1])
        assert (last.outcome, {finding.code for finding in last.findings}) == (Outcome.REFUSED, {code}), order
        assert all(finding.pointer.startswith("line ") for finding in last.findings)


async def test_a_stub_may_be_taken_from_until_its_quantity_is_stated(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    await accept(database, f, f.consumed("p", "lot", 60))
    await accept(database, f, f.consumed("q", "lot", 60))
    assert await refuse(database, f, f.lot("lot", 100)) == [("OVERDRAFT", "line 2")]
    await accept(database, f, f.lot("lot"))
    await accept(database, f, f.consumed("r", "lot", 60))


async def test_a_stub_known_by_another_name_counts_to_its_item(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    alias = f.made_key("customer", "material", "C-1")
    name = {"identifiers": [{"scheme": "LOT", "value": "C-1", "issuer": f.key("customer")}]}
    await accept(database, f, f.consumed("p", alias, 60), f.consumed("q", "lot", 60))
    assert await refuse(database, f, f.lot("lot", 100, **name)) == [("OVERDRAFT", "line 2")]
    await accept(database, f, f.lot("lot", 120, **name))
    assert await refuse(database, f, f.consumed("r", alias, 1)) == [("OVERDRAFT", "line 2")]


async def test_what_others_left_behind_refuses_nobody(database: Database, prefix: str, scope: Scope) -> None:
    f = Facts(prefix)
    wrong = read("batlas", f.document(f.lot("lot", 10), f.run("p"), f.consumed("p", "lot", 12), f.produced("a", "p")))
    report = await take_in(scope, database, replace(wrong, profile=Profile.LENIENT), now=NOW)
    assert [(finding.code, finding.severity) for finding in report.findings] == [("OVERDRAFT", Severity.WARNING)]
    await accept(database, f, f.owned("lot", "owner"), f.produced("b", "p"))
    await accept(database, f, f.lot("lot", 10), f.consumed("p", "lot", 12), f.produced("lot", "dig", 10))
    assert await refuse(database, f, f.consumed("q", "lot", 1)) == [("OVERDRAFT", "line 2")]


async def test_a_module_that_leaves_one_pack_for_another_is_ordinary(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    await accept(database, f, f.piece("m", "MODULE"), f.contains("a", "m", from_="2025-01-01"))
    moved = [f.contains("a", "m", from_="2025-01-01", to="2025-05-01"), f.contains("b", "m", from_="2025-05-01")]
    assert await refuse(database, f, moved[1]) == [("TWO_WHOLES", "line 2")]
    report = await accept(database, f, *moved, sender="workshop")
    assert (report.created, report.unchanged) == (2, 0)
    assert await refuse(database, f, f.contains("c", "m", from_="2025-04-01", to="2025-04-20")) == [
        ("TWO_WHOLES", "line 2")
    ]
    await accept(
        database, f, f.contains("b", "m", from_="2025-05-01", to="2025-06-01"), f.contains("a", "m", from_="2025-06-01")
    )


async def test_the_same_stay_told_with_another_beginning_is_told(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    await accept(database, f, f.piece("m", "MODULE"), f.contains("a", "m", from_="2025-01-01"))
    report = await take(database, f.document(f.contains("a", "m"), sender="other"))
    (finding,) = report.findings
    assert finding.code == "TWO_WHOLES"
    assert f"in {f.key('a')} twice at once" in finding.message


async def test_a_run_told_over_several_documents_is_balanced_as_a_whole(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    await accept(database, f, RUN | {"key": f.key("run")}, f.lot("in", 10, LITHIUM=0.1), f.consumed("run", "in", 10))
    await accept(database, f, f.lot("a", 6, LITHIUM=0.1), f.produced("a", "run"))
    assert await refuse(database, f, f.lot("b", 6, LITHIUM=0.1), f.produced("b", "run")) == [("CLOSURE", "line 3")]
    await accept(database, f, f.lot("b", 4, LITHIUM=0.1), f.produced("b", "run"))
