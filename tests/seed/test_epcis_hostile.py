"""Whatever bytes come as EPCIS, the reader answers with findings and never breaks."""

import json
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.vocabulary import Severity
from seed.readers import read
from tests.seed.captures import CELL, LOT, PACK, Json, amount, capture, event, facts, joined, made, reading

FIRST = "/epcisBody/eventList/0"


@pytest.mark.parametrize(
    ("content", "code", "pointer"),
    [
        pytest.param(b"", "INVALID_JSON", "/", id="nothing"),
        pytest.param(b"\xff", "INVALID_ENCODING", "/", id="encoding"),
        pytest.param(b"<epcis:EPCISDocument/>", "INVALID_JSON", "/", id="xml"),
        pytest.param(b'{"type": "EPCISDocument", "type": "x"}', "INVALID_JSON", "/", id="name-twice"),
        pytest.param(b"[" * 100_000, "INVALID_JSON", "/", id="open"),
        pytest.param(b"[" * 61 + b"]" * 61, "INVALID_JSON", "/", id="deep"),
        pytest.param(b"7", "UNKNOWN_RECORD_TYPE", "/", id="number"),
        pytest.param(b'{"job": {}}', "UNKNOWN_RECORD_TYPE", "/", id="other-file"),
        pytest.param(capture(), "EMPTY_DOCUMENT", "/", id="no-events"),
        pytest.param(capture(7), "INVALID_VALUE", FIRST, id="event-is-a-number"),
        pytest.param(capture({"type": "RailEvent"}), "UNKNOWN_RECORD_TYPE", FIRST, id="other-kind-of-event"),
        pytest.param(capture({"type": "ObjectEvent"}), "MISSING_FIELD", f"{FIRST}/eventTime", id="no-time"),
        pytest.param(
            capture(made(CELL) | {"eventTime": "soon"}), "INVALID_VALUE", f"{FIRST}/eventTime", id="no-time-at-all"
        ),
        pytest.param(
            capture(made(CELL) | {"eventTime": "0001-01-01T00:00:00+14:00"}),
            "INVALID_VALUE",
            f"{FIRST}/eventTime",
            id="before-the-first-year",
        ),
        pytest.param(capture(made("no key")), "INVALID_VALUE", f"{FIRST}/epcList/0", id="blank-in-a-key"),
        pytest.param(
            capture(event("ObjectEvent", action="ADD", quantityList=[amount(LOT, 0)])),
            "NON_POSITIVE_QUANTITY",
            f"{FIRST}/quantityList/0/quantity",
            id="quantity-of-nothing",
        ),
        pytest.param(
            capture(event("ObjectEvent", action="ADD", quantityList=[{"epcClass": LOT, "quantity": True}])),
            "INVALID_VALUE",
            f"{FIRST}/quantityList/0/quantity",
            id="quantity-is-true",
        ),
        pytest.param(
            capture(event("AggregationEvent", action="ADD", childEPCs=[CELL])), "MISSING_FIELD", FIRST, id="no-parent"
        ),
        pytest.param(
            capture(made(CELL, ilmd={"batlas:kind": "cell"})), "INVALID_VALUE", f"{FIRST}/ilmd/kind", id="foreign-kind"
        ),
        pytest.param(
            capture(made(CELL, ilmd={"batlas:kind": {"a": []}, "batlas:unit": {}})),
            "INVALID_VALUE",
            f"{FIRST}/ilmd/kind",
            id="kind-is-an-object",
        ),
        pytest.param(
            capture(joined("DELETE", CELL) | {"batlas:from": "yesterday"}),
            "INVALID_VALUE",
            f"{FIRST}/batlas:from",
            id="beginning-is-no-time",
        ),
        pytest.param(
            capture(made(CELL), epcisHeader={"batlas:records": [{"batlas:type": "duty", "batlas:item": 5}]}),
            "INVALID_VALUE",
            "/epcisHeader/batlas:records/0/item",
            id="record-with-a-fault",
        ),
        pytest.param(
            capture(made(CELL), epcisHeader={"batlas:records": [{"batlas:type": "document"}]}),
            "UNKNOWN_RECORD_TYPE",
            "/epcisHeader/batlas:records/0",
            id="record-of-no-fact",
        ),
        pytest.param(capture(made(CELL), sender="us"), "UNKNOWN_FIELD", "/sender", id="sender-is-no-key"),
        pytest.param(
            capture(
                made(CELL),
                epcisHeader={"epcisMasterData": {"vocabularyList": [{"vocabularyElementList": [{"id": 5}]}]}},
            ),
            "MISSING_FIELD",
            "/epcisHeader/epcisMasterData/vocabularyList/0/vocabularyElementList/0",
            id="vocabulary-element-without-id",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(content: bytes, code: str, pointer: str) -> None:
    read_ = read("epcis", content)
    assert (code, pointer) in {(finding.code, finding.pointer) for finding in read_.findings}


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"epcList": ["http://["]}, id="link-that-is-none"),
        pytest.param({"bizTransactionList": 5, "sensorElementList": "x", "ilmd": {"a:b": [[[]]]}}, id="odd-lists"),
        pytest.param({"eventID": "urn:uuid:1", "x": 10**30}, id="large-number"),
        pytest.param({"readPoint": {"id": "geo:x,y"}}, id="geo-without-numbers"),
        pytest.param({"readPoint": {"id": "geo:95,0"}}, id="geo-beyond-the-pole"),
        pytest.param({"batlas:process": ["x"], "batlas:kind": None}, id="odd-extensions"),
        pytest.param({"eventTime": "9999-12-31T23:59:59.9999999Z"}, id="last-moment"),
        pytest.param({"@context": {"example": 5, "@vocab": "x"}}, id="odd-context"),
    ],
)
def test_odd_content_is_read_or_told(sent: Json) -> None:
    read_ = reading({**made(CELL), **sent})
    assert [fact["item"] for fact in facts(read_, "produced")] == sent.get("epcList", [CELL])


NAMES = [
    "type",
    "eventTime",
    "epcList",
    "action",
    "readPoint",
    "batlas:kind",
    "id",
    "ilmd",
    "sourceList",
    "quantityList",
]
scraps: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(
        ["", "ADD", "DELETE", CELL, LOT, PACK, "ObjectEvent", "TransformationEvent", "2024-01-01T00:00:00Z", "\u0000"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=8,
)
FIELDS = (
    *("action", "parentID", "epcList", "quantityList", "childEPCs", "childQuantityList", "inputEPCList", "ilmd"),
    *("outputQuantityList", "sourceList", "destinationList", "transformationID", "errorDeclaration", "readPoint"),
    *("batlas:process", "batlas:from", "batlas:kind", "batlas:inputRole", "eventID", "sensorElementList", "bizStep"),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(FIELDS), scraps, max_size=6), max_size=3),
    st.sampled_from(["ObjectEvent", "AggregationEvent", "TransformationEvent", "TransactionEvent"]),
    scraps,
    scraps,
)
def test_no_scrap_breaks_the_reader(changes: list[Json], kind: str, header: Any, context: Any) -> None:
    events = [{**event(kind), **change} for change in changes]
    read_ = reading(made(CELL), *events, epcisHeader=header, **{"@context": context})
    # One good event is there: it is read whatever is beside it, or something is told as an error.
    assert read_.facts or any(finding.severity is Severity.ERROR for finding in read_.findings)


LARGE: dict[str, Callable[[int], list[Json]]] = {
    "ends": lambda n: [
        *(joined("ADD", hour=0, childQuantityList=[amount(LOT, 1)]) | {"eventTime": _second(i)} for i in range(n)),
        *(
            joined("DELETE", hour=0, childQuantityList=[amount(LOT, 1)]) | {"eventTime": _second(n + i)}
            for i in range(n)
        ),
    ],
    "all-out": lambda n: [
        joined(action, *((f"urn:t:{i}",) if action == "ADD" else ()))
        | {"eventTime": _second(2 * i + (action == "DELETE"))}
        for i in range(n)
        for action in ("ADD", "DELETE")
    ],
    "runs": lambda n: [
        event("TransformationEvent", transformationID="urn:t:run", outputEPCList=[f"urn:t:{i}"]) for i in range(n)
    ],
}


def _second(number: int) -> str:
    return f"2024-03-{1 + number // 86400:02d}T{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}Z"


@pytest.mark.parametrize("events", LARGE.values(), ids=LARGE.keys())
def test_reading_takes_time_in_proportion_to_the_document(events: Callable[[int], list[Json]]) -> None:
    def seconds(size: int) -> float:
        content = json.dumps({"eventList": events(size)}).encode()
        start = process_time()
        read("epcis", content)
        return process_time() - start

    seconds(50)
    small, large = (min(seconds(size) for _ in range(2)) for size in (100, 1200))
    # Twelve times as much takes twelve times as long; its square would be 144. Half way is far from both.
    assert large < 60 * small
