"""Junk in any place of a JSON value."""

import json
from typing import Any

from hypothesis import strategies as st

Change = tuple[tuple[Any, ...], Any]
"""The way to a place, and what is put there."""

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.just("x" * 600),
    st.just([]),
    st.just({}),
    st.just([[{}]]),
)


def paths(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to everything in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(path for step, below in inner for path in paths(below, (*way, step)))]


def changes_of(whole: Any) -> st.SearchStrategy[list[Change]]:
    """One to three changes of it."""
    places = [path for path in paths(whole) if path]
    return st.lists(st.tuples(st.sampled_from(places), JUNK), min_size=1, max_size=3)


def spoil(whole: Any, changes: list[Change]) -> Any:
    """A copy of it with the changes."""
    answer = json.loads(json.dumps(whole))
    for (*way, last), junk in changes:
        try:
            spot = answer
            for step in way:
                spot = spot[step]
            spot[last] = junk
        except (LookupError, TypeError):
            continue  # an earlier change has taken the place away
    return answer
