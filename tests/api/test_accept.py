"""Which media type a caller likes best."""

import pytest

from app.web.accept import choose, names, wishes

OFFERED = ("application/json", "application/graphql-response+json", "text/event-stream")
JSON, RESPONSE, STREAM = OFFERED


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        pytest.param(None, JSON, id="nothing-said"),
        pytest.param(" ", JSON, id="blank"),
        pytest.param("*/*", JSON, id="anything"),
        pytest.param("application/*", JSON, id="any-application"),
        pytest.param(RESPONSE, RESPONSE, id="response"),
        pytest.param(f"{RESPONSE}, {JSON}", RESPONSE, id="response-first"),
        pytest.param(f"{JSON}, {RESPONSE}", JSON, id="json-first"),
        pytest.param(f"{JSON};q=0.9, {RESPONSE}", RESPONSE, id="quality-before-order"),
        pytest.param(f"{RESPONSE}, {JSON}, {STREAM}", RESPONSE, id="stream-merely-listed"),
        pytest.param(f"{JSON}, {STREAM}", JSON, id="stream-last"),
        pytest.param(f"{STREAM}, {JSON}", STREAM, id="stream-first"),
        pytest.param(f"{STREAM};q=0.5, */*;q=0.1", STREAM, id="stream-above-anything"),
        pytest.param(f"*/*, {JSON};q=0", RESPONSE, id="exactness-before-wildcard"),
        pytest.param(f"{JSON};q=0", None, id="nothing-but-what-is-refused"),
        pytest.param("text/html, image/*", None, id="nothing-fits"),
        pytest.param(f"{JSON.upper()} ; Q=1.0", JSON, id="case-and-blanks"),
        pytest.param(f"{JSON}; charset=UTF-8", JSON, id="utf8"),
        pytest.param(f"{JSON}; charset=latin-1, {RESPONSE};q=0.1", RESPONSE, id="another-charset"),
        pytest.param(f"{JSON};q=x, {RESPONSE};q=2, ;;, /, {STREAM};q=0.1", STREAM, id="junk-counts-for-nothing"),
    ],
)
def test_the_best_fitting_offer_is_chosen(accept: str | None, chosen: str | None) -> None:
    assert choose(wishes(accept), OFFERED) == chosen


def test_a_wildcard_names_nothing() -> None:
    assert names(wishes(f"{JSON}, {STREAM};q=0.1"), STREAM)
    assert not names(wishes("*/*, text/*"), STREAM)
    assert not names(wishes(f"{STREAM};q=0"), STREAM)
