"""Random documents: their order of arrival and how they are cut do not matter, one bad record refuses its whole document, and no lot is overdrawn."""

import asyncio
from itertools import count
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.database import Database
from rules.report import Outcome
from tests.facts import Facts, Record
from tests.graph.intake import snapshot, take

NUMBERS = count()
ASKING = settings(
    max_examples=12,
    deadline=None,
    # Each example asks a database: a failure is shown as it was found.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
LOTS, RUNS, PARTIES = 6, 4, ("a", "b", "c")


@st.composite
def facts(draw: st.DrawFn) -> list[Record]:
    """Facts of a small world that fit together whatever comes first; keys begin with `P:`.

    Lots by number: a run makes lots with a higher number than it takes, so nothing is made of itself. Lot 0 to 2 have a second name.
    """
    f = Facts("P")

    def named(lot: int) -> list[str]:
        # By one of its names or by both, which is one thing said twice.
        names = ["P:lot-" + str(lot), f"urn:batlas:item:P%3Ab:material:N{lot}"][: 2 if lot < 3 else 1]
        return draw(st.lists(st.sampled_from(names), min_size=1, unique=True))

    names = [
        {"identifiers": [{"scheme": "LOT", "value": f"N{lot}", "issuer": "P:b"}]} if lot < 3 else {}
        for lot in range(LOTS)
    ]
    made: list[Record] = [f.lot(f"lot-{lot}", **names[lot]) for lot in draw(st.sets(st.integers(0, LOTS - 1)))]
    made += [f.run(f"run-{run}", operator="P:a") for run in draw(st.sets(st.integers(0, RUNS - 1)))]
    made += [f.party(party, country="KR") for party in draw(st.sets(st.sampled_from(PARTIES)))]
    for run in range(RUNS):
        split = draw(st.integers(1, LOTS - 1))
        taken, put_out = draw(st.sets(st.integers(0, split - 1))), draw(st.sets(st.integers(split, LOTS - 1)))
        made += [f.consumed(f"run-{run}", name, lot + 1) for lot in taken for name in named(lot)]
        made += [f.produced(name, f"run-{run}", lot + 1) for lot in put_out for name in named(lot)]
    for lot in draw(st.sets(st.integers(0, LOTS - 1))):
        ended = draw(st.sampled_from([{}, {"to": "2025-06-01"}]))
        owner = draw(st.sampled_from(PARTIES))
        made += [f.owned(name, owner, from_="2025-01-01") for name in named(lot)]
        made += [f.owned(name, owner, from_="2025-01-01", **ended) for name in named(lot)]
    return made


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list[list[Record]], list[list[Record]]]:
    """The same facts in documents of two cuts, each in an order of its own: all in one, or up to four."""
    drawn = draw(facts())
    return draw(documents_of(drawn)), draw(documents_of(drawn))


@st.composite
def documents_of(draw: st.DrawFn, drawn: list[Record]) -> list[list[Record]]:
    """The facts in any order, cut anywhere."""
    mixed, most = draw(st.permutations(drawn)), draw(st.integers(0, 3))
    cuts = [draw(st.integers(0, most)) for _ in mixed]
    documents = [[fact for fact, cut in zip(mixed, cuts, strict=True) if cut == number] for number in range(most + 1)]
    return [document for document in documents if document]


def under(prefix: str, records: list[Record]) -> bytes:
    """The document with the prefix in place of P."""
    text = Facts("P").document(*records).decode()
    return text.replace('"P:', f'"{prefix}:').replace("P%3A", f"{prefix.replace(':', '%3A')}%3A").encode()


@ASKING
@given(arrivals())
async def test_order_and_batching_of_arrival_do_not_matter(
    database: Database, prefix: str, both: tuple[list[list[Record]], list[list[Record]]]
) -> None:
    graphs: list[Any] = []
    for documents in both:
        own = f"{prefix}:{next(NUMBERS)}"
        for document in documents:
            report = await take(database, under(own, document))
            assert (report.outcome, report.findings) == (Outcome.ACCEPTED, ())
        graphs.append(await snapshot(database, own))
    assert set(graphs[0]) ^ set(graphs[1]) == set()


BAD: list[Record] = [
    {"type": "item", "key": "P:bad", "kind": "CELL"},
    {"type": "item", "key": "P:bad", "kind": "CELL", "unit": "PIECE", "quantity": -1},
    {"type": "produced", "item": "_:nowhere", "process": "P:run-0"},
    {"type": "contains", "whole": "P:bad", "part": "P:bad"},
    {"type": "owned", "item": "P:a", "party": "P:a"},
    {"type": "owned", "item": "P:bad", "party": "P:a", "to": "2099-01-01"},
    {"type": "certificate", "key": "P:bad", "scheme": "A", "scope": "OTHER", "subjects": ["P:unheard-of"]},
    {"type": "item", "key": "P:bad", "kind": "CELL", "unit": "PIECE", "quantity": 1.5},
]


@ASKING
@given(facts(), st.sampled_from(BAD), st.integers(0, 100))
async def test_a_document_with_one_bad_record_changes_nothing(
    database: Database, prefix: str, drawn: list[Record], bad: Record, place: int
) -> None:
    own = f"{prefix}:{next(NUMBERS)}"
    known = [*drawn[::2], Facts("P").party("a", country="KR"), Facts("P").owned("lot-0", "a")]
    assert (await take(database, under(own, known))).outcome is Outcome.ACCEPTED
    before = await snapshot(database, own)
    place %= len(drawn) + 1
    report = await take(database, under(own, [*drawn[:place], bad, *drawn[place:]]))
    assert report.outcome is Outcome.REFUSED
    assert {finding.pointer.split(" /")[0] for finding in report.findings} == {f"line {place + 2}"}
    assert await snapshot(database, own) == before


@ASKING
@given(st.lists(st.integers(1, 8), min_size=2, max_size=5))
async def test_however_many_take_from_a_lot_at_once_it_is_not_overdrawn(
    database: Database, prefix: str, takes: list[int]
) -> None:
    f = Facts(f"{prefix}:{next(NUMBERS)}")
    await take(database, f.document(f.lot("lot", 10)))
    reports = await asyncio.gather(
        *(take(database, f.document(f.consumed(f"p{n}", "lot", kg))) for n, kg in enumerate(takes))
    )
    taken = [kg for kg, report in zip(takes, reports, strict=True) if report.outcome is Outcome.ACCEPTED]
    left = 10 - sum(taken)
    assert left >= 0
    # Nobody was refused what there is still left of.
    assert all(kg > left for kg, report in zip(takes, reports, strict=True) if report.outcome is Outcome.REFUSED)
