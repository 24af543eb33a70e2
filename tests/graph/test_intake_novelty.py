"""What is stated stays: by the same party, by another, and intervals that end."""

import json
from dataclasses import replace

import pytest

from graph.database import Database
from graph.dispute import fetch_disputes
from graph.intake.write import ENDS
from graph.item import fetch_items
from graph.upstream import trace_upstream
from rules.report import Outcome
from rules.scope import Scope
from rules.vocabulary import Severity
from tests.facts import Facts, Record
from tests.graph.intake import accept, refuse, snapshot, take

F = Facts("P")

STATED: list[tuple[str, Record, Record]] = [
    ("item", F.lot("x", 1), F.lot("x", 2)),
    ("process", F.run("x"), F.run("x", name="Other")),
    ("party", F.party("x"), F.party("x", country="KR")),
    ("facility", {"type": "facility", "key": "P:x"}, {"type": "facility", "key": "P:x", "operator": "P:y"}),
    ("model", {"type": "model", "key": "P:x", "kind": "CELL"}, {"type": "model", "key": "P:x", "kind": "CELL", "massKg": 1}),
    ("charger", {"type": "charger", "key": "P:x"}, {"type": "charger", "key": "P:x", "powerKw": 50}),
    ("certificate", F.certificate("x", "maker"), F.certificate("x", "maker") | {"status": "WITHDRAWN"}),
    ("measurement", F.measurement("x", "p", value=1), F.measurement("x", "p", value=2)),
    ("produced", F.produced("x", "p", 1), F.produced("x", "p", 2)),
    ("consumed", F.consumed("p", "x", 1), F.consumed("p", "x", 2)),
    ("contains", F.contains("w", "x", 1), F.contains("w", "x", 2)),
    ("controlled", {"type": "controlled", "party": "P:x", "by": "P:y"}, {"type": "controlled", "party": "P:x", "by": "P:y", "share": 1}),
    ("madeAt", {"type": "madeAt", "model": "P:x", "facility": "P:y"}, {"type": "madeAt", "model": "P:x", "facility": "P:y", "validTo": "2999-01-01T00:00:00Z"}),
    ("hasPart", {"type": "hasPart", "model": "P:x", "part": "P:y", "quantity": 1}, {"type": "hasPart", "model": "P:x", "part": "P:y", "quantity": 2}),
]  # fmt: skip


def under(prefix: str, *records: Record, sender: str = "maker") -> bytes:
    """The document with the prefix in its keys."""
    return F.document(F.party("maker"), *records, sender=sender).replace(b'"P:', f'"{prefix}:'.encode())


@pytest.mark.parametrize(("first", "second"), [pytest.param(a, b, id=name) for name, a, b in STATED])
async def test_other_content_is_refused_from_the_same_party(
    database: Database, prefix: str, first: Record, second: Record
) -> None:
    assert (await take(database, under(prefix, first))).outcome is Outcome.ACCEPTED
    before = await snapshot(database, prefix)
    refused = await take(database, under(prefix, second))
    assert (refused.outcome, refused.unchanged) == (Outcome.REFUSED, 1)
    assert [(finding.code, finding.pointer) for finding in refused.findings] == [("ALREADY_STATED", "line 3")]
    assert f"{prefix}:maker" in refused.findings[0].params.values()
    assert await snapshot(database, prefix) == before


@pytest.mark.parametrize(("first", "second"), [pytest.param(a, b, id=name) for name, a, b in STATED])
async def test_other_content_from_another_is_kept_beside_it_as_a_dispute(
    database: Database, scope: Scope, prefix: str, first: Record, second: Record
) -> None:
    await take(database, under(prefix, first))
    before = await snapshot(database, prefix)
    report = await take(database, under(prefix, second, sender="other"))
    assert (report.outcome, report.created, report.unchanged) == (Outcome.ACCEPTED, 0, 1)
    assert [(f.code, f.severity, f.pointer) for f in report.findings] == [
        ("STATED_BY_ANOTHER", Severity.WARNING, "line 3")
    ]
    after = await snapshot(database, prefix)
    assert [node for node in after if node[0] != "P:other"] == before, "the sender aside nothing is another"
    of_links = [value for name, value in second.items() if name in (e for two in ENDS.values() for e in two)]
    ends = [second["key"]] if "key" in second else of_links
    keys = [end.replace("P:", f"{prefix}:") for end in ends]
    for (dispute,) in await fetch_disputes(scope, database, keys):
        assert (dispute.sender, dispute.submission, dispute.revision) == (
            f"{prefix}:other",
            report.submission,
            report.revision,
        )
        said = {
            name: value.replace("P:", f"{prefix}:") if isinstance(value, str) else value
            for name, value in second.items()
            if name != "subjects"
        }
        told = json.loads(dispute.record or "")
        assert {name: told[name] for name in said} == said
    assert report.revision is not None
    earlier = replace(scope, revision=report.revision - 1)
    assert await fetch_disputes(earlier, database, keys) == [[]] * len(keys)
    assert await snapshot(database, prefix) == after


async def test_a_dispute_is_carried_as_a_warning_and_ends_when_one_of_the_two_corrects(
    database: Database, scope: Scope, prefix: str
) -> None:
    """The maker says 450 kg and the workshop 430; then the maker weighs again."""
    f = Facts(prefix)
    pack = f.piece("pack", "PACK")
    first = await accept(database, f, pack | {"massPerUnitKg": 450})
    await take(database, f.document(pack | {"massPerUnitKg": 430}, sender="workshop"))
    (trace,) = await trace_upstream(scope, database, [f.key("pack")])
    assert trace is not None
    assert ([w.code for w in trace.warnings], trace.nodes[0].mass_kg) == (["STATED_BY_ANOTHER"], 450)
    await accept(database, f, pack | {"massPerUnitKg": 430}, corrects=first.submission)
    assert await fetch_disputes(scope, database, [f.key("pack")]) == [[]]
    (trace,) = await trace_upstream(scope, database, [f.key("pack")])
    assert trace is not None
    assert trace.nodes[0].mass_kg == 430


async def test_of_a_disputed_item_no_name_is_taken(database: Database, scope: Scope, prefix: str) -> None:
    """What another says of its numbers makes nothing of what goes by them."""
    f = Facts(prefix)
    await accept(database, f, f.lot("salt", 10))
    other = f.lot("salt", 10) | {"identifiers": [{"scheme": "LOT", "value": "L", "issuer": f.key("buyer")}]}
    alias = f.made_key("buyer", "material", "L")
    await accept(database, f, f.consumed("mix", alias, 1), sender="buyer")
    report = await take(database, f.document(other, sender="other"))
    assert [finding.code for finding in report.findings] == ["STATED_BY_ANOTHER"]
    (stub,) = await fetch_items(scope, database, [alias])
    assert stub is not None
    assert (stub.key, stub.is_stub) == (alias, True)


HOLDING: list[tuple[str, Record]] = [
    ("CONTAINS", F.contains("w", "x", from_="2025-01-01")),
    ("CONTAINS", F.contains("w", "x")),
    ("OWNED_BY", F.owned("x", "p", from_="2025-01-01")),
    ("IN_CUSTODY_OF", F.owned("x", "p", from_="2025-01-01") | {"type": "custody"}),
    ("UNDER_DUTY_OF", F.owned("x", "p") | {"type": "duty"}),
    ("CONTROLLED_BY", {"type": "controlled", "party": "P:x", "by": "P:p", "from": "2025-01-01", "share": 0.6}),
]
ENDED = {
    "CONTAINS": "CONTAINED",
    "OWNED_BY": "OWNED_BEFORE",
    "IN_CUSTODY_OF": "IN_CUSTODY_BEFORE",
    "UNDER_DUTY_OF": "UNDER_DUTY_BEFORE",
    "CONTROLLED_BY": "CONTROLLED_BEFORE",
}
TOLD_BY = """
MATCH (a {id: $source})-[r]->(b {id: $target})
RETURN type(r) AS type, r.since_rev AS since, r.ended_rev AS ended, r.submission AS submission,
  r.ended_submission AS ended_submission
"""


@pytest.mark.parametrize(
    ("kind", "opened"),
    [pytest.param(kind, record, id=f"{kind}{' from' * ('from' in record)}") for kind, record in HOLDING],
)
@pytest.mark.parametrize("closer", ["maker", "workshop"])
async def test_an_interval_is_ended_by_who_began_it_or_by_another(
    database: Database, prefix: str, kind: str, opened: Record, closer: str
) -> None:
    ended = opened | {"to": "2025-06-01"}
    began = await take(database, under(prefix, opened))
    closed = await take(database, under(prefix, ended, sender=closer))
    assert (closed.outcome, closed.created, closed.findings) == (Outcome.ACCEPTED, 1, ())
    names = list(dict.fromkeys(value for name, value in opened.items() if name not in ("type", "from", "share")))
    source, target = (name.replace("P:", f"{prefix}:") for name in names)
    ((told),) = await database.read(TOLD_BY, source=source, target=target)
    assert told["type"] == ENDED[kind]
    assert (told["since"], told["ended"]) == (began.revision, closed.revision)
    assert (told["submission"], told["ended_submission"]) == (began.submission, closed.submission)
    # It ends once; the older statement that did not know the end changes nothing.
    again = await take(database, under(prefix, opened, F.party("q")))
    assert (again.outcome, again.unchanged) == (Outcome.ACCEPTED, 2)
    other_end = await take(database, under(prefix, opened | {"to": "2025-07-01"}, sender="third"))
    assert [(f.code, f.severity) for f in other_end.findings] == [("STATED_BY_ANOTHER", Severity.WARNING)]


async def test_an_interval_told_with_its_end_is_the_same_as_one_ended_later(database: Database, prefix: str) -> None:
    whole, parts = Facts(f"{prefix}:a"), Facts(f"{prefix}:b")
    opened, ended = {"from_": "2025-01-01"}, {"from_": "2025-01-01", "to": "2025-06-01"}
    await accept(database, whole, whole.contains("w", "x", **ended))
    await accept(database, whole, whole.contains("w", "x", **opened))
    await accept(database, parts, parts.contains("w", "x", **opened))
    await accept(database, parts, parts.contains("w", "x", **ended))
    assert await snapshot(database, whole.prefix) == await snapshot(database, parts.prefix)


async def test_two_intervals_of_one_pair_are_two(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    await accept(database, f, f.owned("car", "p", from_="2020-01-01", to="2021-01-01"))
    report = await accept(database, f, f.owned("car", "p", from_="2023-01-01"))
    assert report.created == 1
    assert await refuse(database, f, f.owned("car", "p", from_="2023-01-01", to="2027-01-01")) == [
        ("FUTURE_END", "line 2 /to")
    ]


async def test_an_interval_of_a_stub_is_ended_by_the_document_that_says_what_the_stub_is(
    database: Database, prefix: str
) -> None:
    f = Facts(prefix)
    alias = f.made_key("customer", "material", "C-1")
    lot = f.lot("lot", 1, identifiers=[{"scheme": "LOT", "value": "C-1", "issuer": f.key("customer")}])
    await accept(database, f, f.owned(alias, "customer", from_="2025-01-01"), sender="customer")
    report = await accept(database, f, lot, f.owned("lot", "customer", from_="2025-01-01", to="2025-02-01"))
    assert report.created == 2
    (told,) = await database.read(TOLD_BY, source=f.key("lot"), target=f.key("customer"))
    assert (told["type"], told["ended"]) == ("OWNED_BEFORE", report.revision)


@pytest.mark.parametrize(
    ("kind", "opened"),
    [pytest.param(kind, record, id=kind) for kind, record in HOLDING if "from" in record],
)
async def test_an_end_without_a_beginning_ends_the_one_that_is_open(
    database: Database, prefix: str, kind: str, opened: Record
) -> None:
    await take(database, under(prefix, opened))
    end = {name: value for name, value in opened.items() if name != "from"} | {"to": "2025-06-01"}
    closed = await take(database, under(prefix, end, sender="workshop"))
    assert (closed.outcome, closed.created, closed.findings) == (Outcome.ACCEPTED, 1, ())
    names = list(dict.fromkeys(value for name, value in opened.items() if name not in ("type", "from", "share")))
    source, target = (name.replace("P:", f"{prefix}:") for name in names)
    ((told),) = await database.read(TOLD_BY, source=source, target=target)
    assert (told["type"], told["ended_submission"]) == (ENDED[kind], closed.submission)


async def test_of_two_that_are_open_neither_is_ended_by_an_end_without_a_beginning(
    database: Database, prefix: str
) -> None:
    f = Facts(prefix)
    parts = [f.contains("w", "lot", 1, from_=f"2025-0{month}-01") for month in (1, 2)]
    await accept(database, f, f.lot("lot", 10), *parts)
    await accept(database, f, f.contains("w", "lot", 1, to="2025-06-01"))
    told = await database.read(TOLD_BY, source=f.key("w"), target=f.key("lot"))
    assert sorted(record["type"] for record in told) == ["CONTAINED", "CONTAINS", "CONTAINS"]


async def test_an_end_before_the_beginning_of_what_is_open_is_of_another_interval(
    database: Database, prefix: str
) -> None:
    f = Facts(prefix)
    await accept(database, f, f.owned("car", "driver", from_="2025-03-01"))
    await accept(database, f, f.owned("car", "driver", to="2025-02-01"))
    told = await database.read(TOLD_BY, source=f.key("car"), target=f.key("driver"))
    assert sorted(record["type"] for record in told) == ["OWNED_BEFORE", "OWNED_BY"]
