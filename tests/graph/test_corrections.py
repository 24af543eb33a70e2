"""Corrections and withdrawals: what holds now, and what was known before, by the revision of then."""

from dataclasses import replace

import pytest

from graph.database import Database
from graph.origin import find_origins
from graph.upstream import trace_upstream
from rules.origins import Origins, UnknownReason
from rules.report import Outcome
from rules.scope import Scope
from rules.trace import GapReason, Trace
from rules.vocabulary import Mineral
from tests.chain import day
from tests.facts import Facts, Record
from tests.graph.intake import accept, refuse, snapshot, take
from tests.graph.origins import ask, shares


@pytest.fixture
def f(prefix: str) -> Facts:
    return Facts(prefix)


def mines(f: Facts) -> list[Record]:
    """Two mines in two countries, and a lot of each: 100 kg with 10 % lithium."""
    return [
        {"type": "facility", "key": f.key("pit-a"), "name": "Old name", "country": "CL"},
        {"type": "facility", "key": f.key("pit-b"), "country": "AU"},
        f.run("dig-a", "EXTRACTION", facility=f.key("pit-a"), ended="2025-01-10"),
        f.run("dig-b", "EXTRACTION", facility=f.key("pit-b"), ended="2025-01-10"),
        f.lot("a", 100, LITHIUM=0.1),
        f.lot("b", 100, LITHIUM=0.1),
        f.produced("a", "dig-a"),
        f.produced("b", "dig-b"),
    ]


def blend(f: Facts) -> list[Record]:
    """70 kg of the one and 30 kg of the other make 100 kg with 10 % lithium."""
    return [
        f.run("mix", "BLENDING", mixing="BLENDED", ended="2025-02-01"),
        f.consumed("mix", "a", 70),
        f.consumed("mix", "b", 30),
        f.lot("mixed", 100, LITHIUM=0.1),
        f.produced("mixed", "mix"),
    ]


async def trace(scope: Scope, database: Database, key: str) -> Trace:
    """The trace of a known item."""
    (found,) = await trace_upstream(scope, database, [key])
    assert found is not None
    return found


async def test_a_quantity_that_is_corrected_counts_from_then_on(
    database: Database, scope: Scope, f: Facts, prefix: str
) -> None:
    await accept(database, f, *mines(f))
    first = await accept(database, f, *blend(f))
    before = await ask(scope, database, f.key("mixed"))
    second = await accept(
        database, f, f.consumed("mix", "a", 50), f.consumed("mix", "b", 50), corrects=first.submission
    )
    assert (second.created, second.superseded, second.unchanged) == (2, 2, 0)
    after = await ask(scope, database, f.key("mixed"))
    assert shares(before.by_source, prefix) == pytest.approx({"pit-a": 0.7, "pit-b": 0.3})
    assert shares(after.by_source, prefix) == pytest.approx({"pit-a": 0.5, "pit-b": 0.5})
    assert await ask(replace(scope, revision=first.revision), database, f.key("mixed")) == before
    edges = {edge.target: edge.quantity for edge in (await trace(scope, database, f.key("mixed"))).edges}
    assert edges[f.key("a")] == 50
    then = await trace(replace(scope, revision=first.revision), database, f.key("mixed"))
    assert {edge.target: edge.quantity for edge in then.edges}[f.key("a")] == 70
    assert {edge.submission for edge in then.edges if edge.target == f.key("a")} == {first.submission}


async def test_a_name_and_a_country_that_are_corrected_are_told_as_they_were(
    database: Database, scope: Scope, f: Facts
) -> None:
    first = await accept(database, f, *mines(f))
    before = await ask(scope, database, f.key("a"))
    await accept(
        database,
        f,
        {"type": "facility", "key": f.key("pit-a"), "name": "New name", "country": "AR"},
        corrects=first.submission,
    )
    (now,) = (await ask(scope, database, f.key("a"))).by_source.shares
    (then,) = (await ask(replace(scope, revision=first.revision), database, f.key("a"))).by_source.shares
    assert (now.name, now.country) == ("New name", "AR")
    assert (then.name, then.country) == ("Old name", "CL")
    assert (then,) == before.by_source.shares


async def test_a_link_that_is_withdrawn_leaves_a_gap(database: Database, scope: Scope, f: Facts, prefix: str) -> None:
    await accept(database, f, *mines(f))
    first = await accept(database, f, *blend(f))
    report = await accept(database, f, f.withdrawn(f.consumed("mix", "b", 30)), corrects=first.submission)
    assert (report.created, report.superseded) == (0, 1)
    now = await ask(scope, database, f.key("mixed"))
    assert shares(now.by_source, prefix) == pytest.approx({"pit-a": 0.7})
    assert [(gap.reason, gap.share) for gap in now.gaps] == [(UnknownReason.INPUTS_INCOMPLETE, pytest.approx(0.3))]
    then = await ask(replace(scope, revision=first.revision), database, f.key("mixed"))
    assert shares(then.by_source, prefix) == pytest.approx({"pit-a": 0.7, "pit-b": 0.3})
    assert f.key("b") not in {node.key for node in (await trace(scope, database, f.key("mixed"))).nodes}


async def test_an_item_that_is_withdrawn_is_a_stub(database: Database, scope: Scope, f: Facts) -> None:
    lot = f.lot("salt", 10, LITHIUM=0.1)
    await accept(database, f, f.run("mix"), f.consumed("mix", "salt", 5), f.lot("out", 5), f.produced("out", "mix"))
    first = await accept(database, f, lot, sender="supplier")
    await accept(database, f, f.withdrawn(lot), sender="supplier", corrects=first.submission)
    (gap,) = (await trace(scope, database, f.key("out"))).gaps
    assert (gap.key, gap.reason) == (f.key("salt"), GapReason.NOT_STATED)
    (gap,) = (await trace(replace(scope, revision=first.revision), database, f.key("out"))).gaps
    assert (gap.key, gap.reason) == (f.key("salt"), GapReason.NO_ORIGIN)


async def test_a_thing_is_corrected_again_and_again(database: Database, scope: Scope, f: Facts) -> None:
    """Each time the document is named that stated it last."""
    report = await accept(database, f, f.lot("salt", 1))
    revisions = [report.revision]
    for kg in (2, 3):
        report = await accept(database, f, f.lot("salt", kg), corrects=report.submission)
        revisions.append(report.revision)
    for kg, revision in enumerate(revisions, start=1):
        (node,) = (await trace(replace(scope, revision=revision), database, f.key("salt"))).nodes
        assert node.quantity == kg
    (node,) = (await trace(scope, database, f.key("salt"))).nodes
    assert (node.quantity, node.submission) == (3, report.submission)


async def test_a_correction_that_was_taken_in_changes_nothing_the_second_time(database: Database, f: Facts) -> None:
    first = await accept(database, f, f.lot("salt", 1))
    content = f.document(f.lot("salt", 2), corrects=first.submission)
    once, twice = await take(database, content), await take(database, content)
    assert (once.outcome, twice.outcome) == (Outcome.ACCEPTED, Outcome.UNCHANGED)


async def test_what_another_document_of_the_sender_stated_is_not_corrected_along(database: Database, f: Facts) -> None:
    first = await accept(database, f, f.lot("salt", 1))
    await accept(database, f, f.lot("ore", 1))
    codes = await refuse(database, f, f.lot("salt", 2), f.lot("ore", 2), corrects=first.submission)
    assert codes == [("ALREADY_STATED", "line 3")]


@pytest.mark.parametrize(
    ("case", "code", "pointer"),
    [
        ("unknown", "NOT_YOURS_TO_CORRECT", "line 1 /corrects"),
        ("foreign", "NOT_YOURS_TO_CORRECT", "line 1 /corrects"),
        ("unnamed", "NOT_YOURS_TO_CORRECT", "line 2"),
        ("other-content", "NOTHING_TO_WITHDRAW", "line 2"),
        ("never-stated", "NOTHING_TO_WITHDRAW", "line 2"),
    ],
)
async def test_who_may_not_correct_is_told(database: Database, f: Facts, case: str, code: str, pointer: str) -> None:
    lot = f.lot("salt", 1)
    first = await accept(database, f, lot)
    before = await snapshot(database, f.prefix)
    records, sender, corrects = {
        "unknown": (f.lot("ore", 2), "maker", "urn:batlas:submission:none"),
        "foreign": (f.lot("ore", 2), "other", first.submission),
        "unnamed": (f.withdrawn(lot), "maker", None),
        "other-content": (f.withdrawn(f.lot("salt", 3)), "maker", first.submission),
        "never-stated": (f.withdrawn(f.consumed("p", "salt", 1)), "maker", first.submission),
    }[case]
    assert await refuse(database, f, records, sender=sender, corrects=corrects) == [(code, pointer)]
    assert await snapshot(database, f.prefix) == before


async def test_a_correction_that_overdraws_is_refused_and_nothing_moves(database: Database, f: Facts) -> None:
    first = await accept(database, f, f.lot("salt", 10))
    await accept(database, f, f.consumed("p", "salt", 8))
    before = await snapshot(database, f.prefix)
    assert await refuse(database, f, f.lot("salt", 5), corrects=first.submission) == [("OVERDRAFT", "line 2")]
    assert await snapshot(database, f.prefix) == before


async def test_a_correction_sets_an_overdraft_right(database: Database, f: Facts) -> None:
    first = await accept(database, f, f.lot("salt", 10), f.consumed("p", "salt", 8))
    assert await refuse(database, f, f.consumed("q", "salt", 3)) == [("OVERDRAFT", "line 2")]
    await accept(database, f, f.consumed("p", "salt", 7), f.consumed("q", "salt", 3), corrects=first.submission)


async def test_an_end_is_corrected_by_who_told_it(database: Database, scope: Scope, f: Facts) -> None:
    """A module went in on 1 January; the workshop said that it came out on 1 March, and then that it was 1 May."""
    stay = f.contains("pack", "module", from_="2025-01-01")
    await accept(database, f, f.piece("pack", "PACK"), f.piece("module", "MODULE"), stay)
    first = await accept(database, f, stay | {"to": "2025-02-28"}, sender="workshop")
    report = await accept(database, f, stay | {"to": "2025-04-30"}, sender="workshop", corrects=first.submission)
    april = replace(scope, at=day("2025-04-01"))

    async def held(asked: Scope) -> bool:
        return f.key("module") in {node.key for node in (await trace(asked, database, f.key("pack"))).nodes}

    assert [await held(replace(scope, at=day(when))) for when in ("2025-02-01", "2025-04-01", "2025-05-01")] == [
        True,
        True,
        False,
    ]
    assert not await held(replace(april, revision=first.revision))
    assert await held(replace(april, revision=report.revision))
    assert first.revision is not None
    assert await held(replace(april, revision=first.revision - 1)), "nobody had said by then that it came out"
    assert not await held(scope)


async def test_an_end_that_is_withdrawn_opens_again(database: Database, scope: Scope, f: Facts) -> None:
    stay = f.contains("pack", "module", from_="2025-01-01")
    await accept(database, f, f.piece("pack", "PACK"), f.piece("module", "MODULE"), stay)
    ended = stay | {"to": "2025-02-28"}
    first = await accept(database, f, ended, sender="workshop")
    await accept(database, f, f.withdrawn(ended), sender="workshop", corrects=first.submission)
    assert len((await trace(scope, database, f.key("pack"))).nodes) == 2
    assert len((await trace(replace(scope, revision=first.revision), database, f.key("pack"))).nodes) == 1


async def test_a_certificate_that_is_corrected_counts_as_it_was_known(
    database: Database, scope: Scope, f: Facts
) -> None:
    await accept(database, f, *mines(f))
    first = await accept(database, f, f.certificate("audit", "pit-a"), sender="auditor")
    await accept(
        database,
        f,
        f.certificate("audit", "pit-a") | {"status": "WITHDRAWN"},
        sender="auditor",
        corrects=first.submission,
    )
    then = await ask(replace(scope, revision=first.revision), database, f.key("a"))
    assert [(one.share, one.certificates) for one in then.certified] == [(pytest.approx(1), (f.key("audit"),))]
    assert (await ask(scope, database, f.key("a"))).certified == ()


async def test_a_former_number_finds_the_item_as_of_then(database: Database, scope: Scope, f: Facts) -> None:
    def numbered(value: str) -> Record:
        return f.lot("salt", 1) | {"identifiers": [{"scheme": "LOT", "value": value, "issuer": f.key("buyer")}]}

    first = await accept(database, f, numbered("L-1"))
    await accept(database, f, numbered("L-2"), corrects=first.submission)
    former, present = f.made_key("buyer", "material", "L-1"), f.made_key("buyer", "material", "L-2")
    then = replace(scope, revision=first.revision)
    assert [t and t.start for t in await trace_upstream(scope, database, [former, present])] == [None, f.key("salt")]
    assert [t and t.start for t in await trace_upstream(then, database, [former, present])] == [f.key("salt"), None]


async def test_a_stub_keeps_its_past_when_it_is_known_what_it_is(database: Database, scope: Scope, f: Facts) -> None:
    """A buyer speaks of a lot by its own number, corrects twice how much it used, and then the maker tells the number."""
    alias = f.made_key("buyer", "material", "L")
    out = [f.run("mix"), f.lot("out", 9), f.produced("out", "mix")]
    report = await accept(database, f, *out, f.consumed("mix", alias, 1), sender="buyer")
    revisions = [report.revision]
    for kg in (2, 3):
        used = f.consumed("mix", alias, kg)
        report = await accept(database, f, used, sender="buyer", corrects=report.submission)
        revisions.append(report.revision)
    number = {"scheme": "LOT", "value": "L", "issuer": f.key("buyer")}
    report = await accept(database, f, f.lot("salt", 10) | {"identifiers": [number]}, sender="maker")
    for kg, revision in enumerate([*revisions, report.revision], start=1):
        found = await trace(replace(scope, revision=revision), database, f.key("out"))
        (used,) = [edge for edge in found.edges if edge.source == f.key("mix")]
        assert (used.target, used.quantity) == (f.key("salt"), min(kg, 3))


async def test_what_was_made_in_two_runs_is_known_as_of_the_first(database: Database, scope: Scope, f: Facts) -> None:
    """A lot without a quantity from its run is all from it, until a second run is told."""
    await accept(database, f, *mines(f))
    await accept(
        database, f, f.run("one"), f.consumed("one", "a", 10), f.lot("out", 30, LITHIUM=0.03), f.produced("out", "one")
    )
    before = await ask(scope, database, f.key("out"))
    assert before.coverage == pytest.approx(1), "10 kg with 10 % lithium, and 0.9 kg of it in what came out"
    await take(database, f.document(f.run("two"), f.produced("out", "two", 20)))
    assert (await ask(scope, database, f.key("out"))).coverage < 1
    assert await ask(replace(scope, revision=before.revision), database, f.key("out")) == before


async def test_every_answer_stays_what_it_was_at_its_revision(database: Database, scope: Scope, f: Facts) -> None:
    """After each of many documents the whole answer is kept; at the end all are asked again."""
    key = f.key("mixed")
    kept: dict[int, tuple[Trace, Origins]] = {}

    async def answer(asked: Scope) -> tuple[Trace, Origins]:
        (origins,) = await find_origins(asked, database, [key], [Mineral.LITHIUM])
        assert origins is not None
        return await trace(asked, database, key), origins[Mineral.LITHIUM]

    blended = await accept(database, f, *blend(f))
    steps: list[tuple[list[Record], str, str | None]] = [
        (mines(f), "miner", None),
        ([f.certificate("audit", "pit-a", "b")], "auditor", None),
        (
            [f.run("mix", "BLENDING", mixing="POOLED", ended="2025-02-02", operator=f.key("op"))],
            "maker",
            blended.submission,
        ),
        ([f.party("op", name="Operator", country="KR")], "op", None),
        ([f.consumed("mix", "a", 71)], "maker", blended.submission),
        ([f.withdrawn(f.consumed("mix", "b", 30))], "maker", blended.submission),
        ([f.lot("mixed", 90, LITHIUM=0.05)], "maker", blended.submission),
        ([f.withdrawn(f.produced("mixed", "mix"))], "maker", blended.submission),
        ([f.produced("mixed", "mix", 80)], "maker", None),
    ]
    kept[blended.revision or 0] = await answer(scope)
    for records, sender, corrects in steps:
        report = await accept(database, f, *records, sender=sender, corrects=corrects)
        kept[report.revision or 0] = await answer(scope)
    assert len({str(told) for told in kept.values()}) == len(steps) + 1, "every document changes the answer"
    for revision, told in kept.items():
        assert await answer(replace(scope, revision=revision)) == told
