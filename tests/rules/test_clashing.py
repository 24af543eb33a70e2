"""Stays of one piece that overlap, against comparing each with each."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.checks.known import Stay
from rules.checks.whole import clashing

NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
MIDNIGHT = datetime(2025, 1, 1, tzinfo=UTC)


def stay(whole: str, start: float | None, end: float | None, zero: datetime = NOON) -> Stay:
    """A stay from day to day."""
    days = [None if day is None else zero + timedelta(days=day) for day in (start, end)]
    return Stay("part", whole, days[0], days[1], None)


STAYS = st.tuples(st.sampled_from("abcd"), st.integers(0, 6), st.integers(1, 4) | st.none()).map(
    lambda drawn: stay(drawn[0], drawn[1], None if drawn[2] is None else drawn[1] + drawn[2])
)


@given(st.lists(STAYS, max_size=7))
def test_exact_times_overlap_where_two_intervals_share_a_moment(stays: list[Stay]) -> None:
    never = datetime.max.replace(tzinfo=UTC)
    expected = set()
    for one, other in combinations(stays, 2):
        assert one.start is not None
        assert other.start is not None
        if max(one.start, other.start) < min(one.end or never, other.end or never):
            expected |= {one.whole, other.whole}
    assert clashing(stays) == sorted(expected)


@pytest.mark.parametrize(
    ("stays", "wholes"),
    [
        # A midnight may be a bare date: `to` day 3 is stored as midnight of day 4.
        pytest.param([stay("a", 0, 4, MIDNIGHT), stay("b", 3, None, MIDNIGHT)], [], id="out-and-in-on-one-day"),
        pytest.param([stay("a", 0, 5, MIDNIGHT), stay("b", 3, None, MIDNIGHT)], ["a", "b"], id="in-the-day-before-out"),
        pytest.param([stay("a", 0, None, MIDNIGHT), stay("b", 3, 4, MIDNIGHT)], ["a", "b"], id="elsewhere-for-a-day"),
        pytest.param([stay("a", None, 3), stay("b", None, 5)], [], id="two-beginnings-unknown"),
        pytest.param([stay("a", None, None), stay("b", None, None)], ["a", "b"], id="both-now"),
        pytest.param([stay("a", None, 3), stay("b", 2, 5)], ["a", "b"], id="in-before-the-other-was-out"),
        pytest.param([stay("a", None, 3), stay("b", 4, 5)], [], id="in-after-the-other-was-out"),
        pytest.param([stay("a", 0, 3), stay("a", 2, 5)], ["a"], id="twice-in-one"),
        pytest.param([stay("a", 0, 9), stay("b", 1, 2), stay("c", 3, 4)], ["a", "b", "c"], id="one-and-then-another"),
        pytest.param([stay("a", 0, 9), stay("a", 1, 2), stay("b", 3, 4)], ["a", "b"], id="the-longest-stay-counts"),
        pytest.param([stay("a", 3, None), stay("b", 3, 4, MIDNIGHT)], [], id="elsewhere-that-day-until-noon"),
    ],
)
def test_stays_clash_where_that_is_certain(stays: list[Stay], wholes: list[str]) -> None:
    assert clashing(stays) == wholes
    assert clashing(stays[::-1]) == wholes


def test_the_first_and_the_last_day_of_the_calendar_are_no_matter() -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
    assert clashing([Stay("part", "a", first, first, None), Stay("part", "b", last, None, None)]) == []
