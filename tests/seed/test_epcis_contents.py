"""Aggregations and associations, and the intervals that they become."""

from typing import Any

import pytest

from tests.seed.captures import (
    CELL,
    CELL2,
    LOT,
    PACK,
    PLANT,
    Json,
    amount,
    codes,
    event,
    facts,
    hour_of,
    joined,
    made,
    reading,
)

CONTENTS: list[Any] = [
    pytest.param([joined("ADD", CELL, hour=8)], [(CELL, 8, None)], id="in"),
    pytest.param([joined("ADD", CELL, hour=8), joined("DELETE", CELL, hour=10)], [(CELL, 8, 10)], id="in-and-out"),
    pytest.param([joined("DELETE", CELL, hour=10), joined("ADD", CELL, hour=8)], [(CELL, 8, 10)], id="out-told-first"),
    pytest.param([joined("DELETE", CELL, hour=10)], [(CELL, None, 10)], id="out-of-what-went-in-before"),
    pytest.param(
        [joined("ADD", CELL, hour=8), joined("DELETE", CELL, hour=9), joined("ADD", CELL, hour=10)],
        [(CELL, 8, 9), (CELL, 10, None)],
        id="in-again",
    ),
    pytest.param(
        [joined("ADD", CELL, CELL2, hour=8), joined("DELETE", hour=9)], [(CELL, 8, 9), (CELL2, 8, 9)], id="all-out"
    ),
    pytest.param([joined("ADD", CELL, hour=8), joined("DELETE", CELL, hour=8)], [], id="in-and-out-at-once"),
    pytest.param([joined("ADD", CELL, hour=8), joined("ADD", CELL, hour=9)], [(CELL, 8, None)], id="in-twice"),
    pytest.param([joined("OBSERVE", CELL)], [], id="seen"),
]


@pytest.mark.parametrize("kind", ["AggregationEvent", "AssociationEvent"])
@pytest.mark.parametrize(("events", "expected"), CONTENTS)
def test_parts_are_in_their_whole_from_add_to_delete(
    events: list[Json], expected: list[tuple[str, int | None, int | None]], kind: str
) -> None:
    read_ = reading(*({**each, "type": kind} for each in events), made("urn:uuid:other"))
    found = facts(read_, "contains")
    assert sorted((f["part"], hour_of(f.get("from")), hour_of(f.get("to"))) for f in found) == expected
    assert all(f["whole"] == PACK for f in found)
    assert set(codes(read_)) == {"SUMMARY"}


def test_a_place_is_no_whole() -> None:
    read_ = reading(made(CELL), event("AssociationEvent", parentID=PLANT, childEPCs=[CELL], action="ADD"))
    assert facts(read_, "contains") == []
    assert read_.ignored["AssociationEvent with a place"] == 1


def test_an_end_without_a_beginning_is_told() -> None:
    read_ = reading(joined("DELETE", CELL, hour=10))
    (finding,) = read_.findings
    assert (finding.code, finding.about, finding.params) == ("SUMMARY", (PACK, CELL), {"ends_without_beginning": 1})
    assert finding.pointer == "/epcisBody/eventList/0/childEPCs/0"


def test_an_end_that_names_its_beginning_ends_what_an_earlier_document_began() -> None:
    read_ = reading(joined("DELETE", CELL, hour=10, **{"batlas:from": "2024-02-01T00:00:00+09:00"}))
    assert facts(read_, "contains") == [
        {
            "type": "contains",
            "whole": PACK,
            "part": CELL,
            "from": "2024-01-31T15:00:00Z",
            "to": "2024-03-01T10:00:00Z",
        }
    ]
    assert codes(read_) == []


def test_of_a_lot_what_went_in_first_comes_out_first() -> None:
    read_ = reading(
        joined("ADD", hour=8, childQuantityList=[amount(LOT, 100)]),
        joined("ADD", hour=9, childQuantityList=[amount(LOT, 50)]),
        joined("DELETE", hour=10, childQuantityList=[amount(LOT, 120)]),
    )
    # 120 are the 100 of eight o'clock and 20 of the 50 of nine o'clock; 30 stay.
    found = facts(read_, "contains")
    assert sorted((hour_of(f["from"]), hour_of(f.get("to")), f["quantity"]) for f in found if "to" in f) == [
        (8, 10, 100),
        (9, 10, 50),
    ]
    assert [(hour_of(f["from"]), f["quantity"]) for f in found if "to" not in f] == [(10, 30)]
