"""Events that are declared errors: what they stated by themselves is withdrawn, and what corrects them counts."""

from dataclasses import replace
from typing import Any

import pytest

from graph.database import Database
from graph.intake import take_in
from graph.upstream import trace_upstream
from rules.report import Outcome, Report
from rules.scope import Scope
from rules.trace import GapReason, Trace
from seed.readers import read
from tests.conftest import NOW
from tests.seed.captures import (
    CELL,
    CELL2,
    FLEET,
    PACK,
    SALE,
    Json,
    amount,
    capture,
    codes,
    event,
    facts,
    joined,
    made,
    reading,
    side,
    told,
)

ERROR = {
    "declarationTime": "2024-03-05T00:00:00Z",
    "reason": "incorrect_data",
    "correctiveEventIDs": ["urn:uuid:right"],
}


def in_error(said: Json) -> Json:
    """The event again, declared an error."""
    return said | {"errorDeclaration": ERROR}


@pytest.mark.parametrize("named", [{"eventID": "urn:uuid:wrong"}, {}], ids=["by-its-id", "by-its-hash"])
def test_an_event_declared_an_error_is_left_out_with_what_it_speaks_of(named: dict[str, Any]) -> None:
    wrong = made(CELL, **named)
    read_ = reading(wrong, in_error(wrong), made(CELL2, eventID="urn:uuid:right"))
    assert [fact["key"] for fact in facts(read_, "item")] == [CELL2]
    assert read_.ignored["event declared an error"] == read_.ignored["event that another declares an error"] == 1
    finding = next(f for f in read_.findings if f.pointer == "/epcisBody/eventList/1/errorDeclaration")
    assert finding.code == "SUMMARY"
    assert all(word in finding.message for word in (named.get("eventID", "ni:///"), "incorrect_data", "urn:uuid:right"))


def of_one_run(**fields: Any) -> Json:
    """One of the events of a run that perhaps has others."""
    return event("TransformationEvent", 9, inputEPCList=[CELL], outputEPCList=[PACK], **fields)


@pytest.mark.parametrize(
    ("wrong", "withdrawn", "stays"),
    [
        pytest.param(made(CELL), ["item", "process", "produced"], [], id="commissioned"),
        pytest.param(of_one_run(), ["consumed", "item", "process", "produced"], [], id="transformed"),
        pytest.param(of_one_run(transformationID="urn:uuid:run"), ["consumed", "item", "produced"], [], id="one-of-several-of-a-run"),
        pytest.param(joined("ADD", CELL, CELL2), ["contains", "contains"], [], id="joined"),
        pytest.param(joined("DELETE", CELL), [], ["NOT_WITHDRAWN"], id="parted"),
        pytest.param(event("TransactionEvent", action="ADD", **SALE) | side(None, FLEET), ["owned"], [], id="sold"),
        pytest.param(event("ObjectEvent", epcList=[CELL], action="OBSERVE"), [], [], id="observed"),
    ],
)  # fmt: skip
def test_what_an_event_stated_by_itself_is_withdrawn(wrong: Json, withdrawn: list[str], stays: list[str]) -> None:
    read_ = reading(in_error(wrong), made("urn:epc:id:sgtin:4012345.099999.X"))
    assert sorted(fact["type"] for fact in told(placed.fact for placed in read_.withdrawn)) == withdrawn
    assert [code for code in codes(read_) if code == "NOT_WITHDRAWN"] == stays


def test_a_declaration_without_a_sender_withdraws_nothing_and_is_refused_alone() -> None:
    read_ = read("epcis", capture(in_error(made(CELL)), sender=None))
    assert (read_.header, codes(read_)) == (None, ["UNKNOWN_RECORD_TYPE", "EMPTY_DOCUMENT"])


class Sent:
    """Captures under one prefix, each taken in."""

    def __init__(self, database: Database, scope: Scope, prefix: str) -> None:
        self.database, self.scope, self.prefix = database, scope, prefix

    def key(self, name: str) -> str:
        return f"{self.prefix}:{name}"

    def mixed(self, kg: float, name: str = "mix", **fields: Any) -> Json:
        """So much salt becomes 100 kg of paste."""
        used, came = amount(self.key("salt"), kg, "KGM"), amount(self.key("paste"), 100, "KGM")
        lists = {"inputQuantityList": [used], "outputQuantityList": [came]}
        return event("TransformationEvent", 9, eventID=self.key(name), **lists, **fields)

    async def send(self, *events: Json, sender: str = "maker") -> Report:
        """The report on the document, which is accepted."""
        reading = read("epcis", capture(*events, sender=self.key(sender)))
        report = await take_in(self.scope, self.database, reading, now=NOW)
        assert report.outcome is Outcome.ACCEPTED, report.findings
        return report

    async def trace(self, name: str, revision: int | None = None) -> Trace:
        (found,) = await trace_upstream(replace(self.scope, revision=revision), self.database, [self.key(name)])
        assert found is not None
        return found

    async def used(self, revision: int | None = None) -> list[tuple[str, float | None]]:
        """(run, kg) of what went into the paste."""
        edges = (await self.trace("paste", revision)).edges
        return [(e.source.removeprefix(f"{self.prefix}:"), e.quantity) for e in edges if e.target == self.key("salt")]


@pytest.fixture
def sent(database: Database, scope: Scope, prefix: str) -> Sent:
    return Sent(database, scope, prefix)


def left(report: Report) -> list[str]:
    """What stays though it was declared an error."""
    return [finding.message for finding in report.findings if finding.code == "NOT_WITHDRAWN"]


async def test_the_corrective_event_counts_and_before_the_wrong_one_did(sent: Sent) -> None:
    """70 kg went in, said one document; another says that this was wrong, and that it was 50 kg."""
    first = await sent.send(sent.mixed(70))
    second = await sent.send(in_error(sent.mixed(70)), sent.mixed(50, "right"))
    # The process, its input and its output do not hold; the paste itself is stated again as it was.
    assert (second.superseded, second.unchanged, left(second)) == (3, 1, [])
    assert await sent.used() == [("right", 50)]
    assert await sent.used(first.revision) == [("mix", 70)]


async def test_a_wrong_quantity_of_a_lot_is_corrected(sent: Sent) -> None:
    def dug(kg: float, name: str) -> Json:
        lot = amount(sent.key("salt"), kg, "KGM")
        return event("ObjectEvent", quantityList=[lot], action="ADD", bizStep="commissioning", eventID=sent.key(name))

    first = await sent.send(dug(100, "wrong"))
    await sent.send(in_error(dug(100, "wrong")), dug(90, "right"))
    told = {revision: (await sent.trace("salt", revision)).nodes[0].quantity for revision in (None, first.revision)}
    assert told == {None: 90, first.revision: 100}


async def test_what_did_not_occur_leaves_a_gap(sent: Sent) -> None:
    await sent.send(sent.mixed(70))
    await sent.send(
        event("AggregationEvent", 10, parentID=sent.key("drum"), action="ADD", childEPCs=[sent.key("paste")])
    )
    report = await sent.send(in_error(sent.mixed(70)))
    assert (report.created, report.superseded) == (0, 4)
    found = await sent.trace("drum")
    assert [(gap.key, gap.reason) for gap in found.gaps] == [(sent.key("paste"), GapReason.NOT_STATED)]
    again = await sent.send(in_error(sent.mixed(70)), made(sent.key("other")))
    assert (again.superseded, left(again)) == (0, []), "there is nothing any more that does not hold"


async def test_what_was_joined_by_error_is_apart(sent: Sent) -> None:
    wrong = event("AggregationEvent", 9, parentID=sent.key("pack"), action="ADD", childEPCs=[sent.key("cell")])
    await sent.send(made(sent.key("cell")), made(sent.key("pack"), hour=7), wrong)
    assert len((await sent.trace("pack")).edges) == 3, "two runs, and the cell in the pack"
    await sent.send(in_error(wrong))
    assert len((await sent.trace("pack")).edges) == 1


async def test_the_word_of_another_changes_nothing(sent: Sent) -> None:
    await sent.send(sent.mixed(70))
    report = await sent.send(in_error(sent.mixed(70)), made(sent.key("other")), sender="stranger")
    assert report.superseded == 0
    assert len(left(report)) == 4
    assert all("stated it" in message for message in left(report))
    assert await sent.used() == [("mix", 70)]


async def test_what_is_not_stated_in_just_that_form_stays(sent: Sent) -> None:
    """Two events of one run took 70 kg and 20 kg: together 90 kg, of which neither alone speaks."""
    run = {"transformationID": sent.key("run")}
    await sent.send(sent.mixed(70, **run), sent.mixed(20, "more", **run))
    report = await sent.send(in_error(sent.mixed(20, "more", **run)), made(sent.key("other")))
    assert report.superseded == 0
    # The input, the output and the quantity of the paste; the process is not the event's alone.
    assert len(left(report)) == 3
    assert all("another form" in message for message in left(report))
    assert await sent.used() == [("run", 90)]
