"""What a measurement has to say, and where it stands among others."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from rules.document import Line
from rules.measurement import BEGINNING, place_of, read_place

GOOD: dict[str, Any] = {"type": "measurement", "key": "urn:x:m", "item": "urn:x:i", "time": "2025-01-02T00:00:00Z"}


@pytest.mark.parametrize(
    "said",
    [
        {"value": 0},
        {"minimum": -40},
        {"flag": False},
        {"text": "dry"},
        {"hexBinary": "00"},
        {"exception": "ALARM_CONDITION"},
        {"percentile": 3, "percentileRank": 50},
        {"value": 1, "started": "2025-01-02"},
    ],
    ids=" ".join,
)
def test_one_thing_that_was_found_is_enough(said: dict[str, Any]) -> None:
    assert Line.validate_python(GOOD | said, strict=False, by_alias=True)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        pytest.param({}, "says what was found", id="nothing-found"),
        pytest.param({"measured": "Voltage", "uom": "VLT", "device": "urn:x:d"}, "says what was found", id="no-figure"),
        pytest.param({"value": 1, "process": "urn:x:p"}, "one of the two", id="of-two-things"),
        pytest.param({"value": 1, "item": None}, "one of the two", id="of-nothing"),
        pytest.param({"percentile": 3}, "go together", id="percentile-without-rank"),
        pytest.param({"value": 1, "percentileRank": 3}, "go together", id="rank-without-percentile"),
        pytest.param({"value": 1, "started": "2025-01-02T00:00:01Z"}, "after its time", id="ends-before-it-begins"),
        pytest.param({"standardDeviation": -1}, "greater than or equal to 0", id="negative-deviation"),
        pytest.param({"hexBinary": "0"}, "match pattern", id="half-a-byte"),
        pytest.param({"value": 1e16}, "less than or equal", id="too-large"),
    ],
)
def test_what_a_measurement_cannot_say_is_told(said: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Line.validate_python(GOOD | said, strict=False, by_alias=True)


def test_a_place_is_read_as_it_was_written_in_any_zone() -> None:
    time = datetime(2025, 1, 1, 9, 0, 0, 250, UTC)
    for zone in (UTC, timezone(timedelta(hours=9))):
        assert read_place(place_of(time.astimezone(zone), "urn:x:m a")) == (time, "urn:x:m a")
    assert read_place("junk") == (BEGINNING, "")
    assert read_place("") == (BEGINNING, "")
