"""Planned bills that come back to where they began are allowed, and told."""

import pytest

from rules.checks.known import Known, KnownFact
from rules.checks.names import resolve
from rules.record import digest
from rules.vocabulary import Severity
from seed.readers import read
from tests.facts import Facts, Record
from tests.rules.judging import judge_document

F = Facts()


def bill(model: str, part: str) -> Record:
    """By plan the model holds two of the part."""
    return {"type": "hasPart", "model": f"urn:x:{model}", "part": f"urn:x:{part}", "quantity": 2}


@pytest.mark.parametrize(
    ("bills", "cycles"),
    [
        pytest.param([("a", "b"), ("b", "c"), ("a", "c")], [], id="shared-part"),
        pytest.param([("a", "a")], ["a"], id="of-itself"),
        pytest.param([("a", "b"), ("b", "a")], ["ab"], id="of-two"),
        pytest.param([("x", "a"), ("a", "b"), ("b", "c"), ("c", "a")], ["abc"], id="of-three-below-another"),
        pytest.param([("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")], ["ab", "cd"], id="two-of-two"),
    ],
)
def test_a_planned_bill_that_comes_back_is_a_warning(bills: list[tuple[str, str]], cycles: list[str]) -> None:
    findings = judge_document(F.document(*(bill(*ends) for ends in bills)))
    assert [(f.code, f.severity) for f in findings] == [("MODEL_CYCLE", Severity.WARNING)] * len(cycles)
    assert [set(finding.about) for finding in findings] == [{f"urn:x:{name}" for name in cycle} for cycle in cycles]
    assert [finding.params["length"] for finding in findings] == [len(cycle) for cycle in cycles]


def test_the_place_is_that_of_a_link_of_the_cycle() -> None:
    (finding,) = judge_document(F.document(bill("x", "a"), bill("a", "b"), bill("b", "a")))
    assert finding.pointer == "line 3"


def test_a_bill_that_is_known_is_not_told_again() -> None:
    content = F.document(bill("a", "b"), bill("b", "a"))
    reading = read("batlas", content)
    assert reading.header is not None
    sender = reading.header.sender
    document, _ = resolve(reading, sender)
    links = {who: KnownFact(digest(placed.fact), sender) for who, placed in document.links.items()}
    assert judge_document(content, Known(links=links)) == []


def test_of_many_cycles_twenty_are_told() -> None:
    ends = [(f"a{n}", f"b{n}") for n in range(25)]
    findings = judge_document(F.document(*(bill(*pair) for a, b in ends for pair in ((a, b), (b, a)))))
    assert len(findings) == 20
