"""Records: what makes two the same, and that nothing that anybody sends is more than a finding."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.document import Line
from rules.record import digest
from seed.readers.faults import RECORDS
from seed.readers.native import read_native
from tests.facts import Facts, Record

F = Facts()
HEAD = b'{"type": "document", "sender": "urn:x:maker"}\n'


def digest_of(record: Record) -> int:
    """The digest of a record as written."""
    return digest(Line.validate_python(record, strict=False))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(F.lot("l", 1), F.lot("l", 1.0), id="one-is-one"),
        pytest.param(F.party("p", roles=["MINER", "OWNER"]), F.party("p", roles=["OWNER", "MINER", "OWNER"]), id="roles"),
        pytest.param(F.lot("l", LITHIUM=0.1, COBALT=0.2), F.lot("l", COBALT=0.2, LITHIUM=0.1), id="minerals"),
        pytest.param(F.certificate("c", "a", "b"), F.certificate("c", "b", "a", "b"), id="subjects"),
        pytest.param(F.run("p", ended="2025-03-01"), F.run("p", ended="2025-03-02T09:00:00+09:00"), id="a-day's-end"),
        pytest.param(F.run("p", started="2025-03-01"), F.run("p", started="2025-03-01T00:00Z"), id="a-day's-beginning"),
        pytest.param(F.run("p", name=" Mill "), F.run("p", name="Mill"), id="blanks-at-the-ends"),
        pytest.param(F.run("p", name=None), F.run("p"), id="null-is-left-out"),
        pytest.param(F.consumed("p", "a", 1), F.consumed("p", "b", 1), id="ends-are-identity"),
        pytest.param(F.contains("p", "a", from_="2025-01-01"), F.contains("p", "a", to="2025-01-01"), id="times-are-identity"),
    ],
)  # fmt: skip
def test_equal_content_has_one_digest(one: Record, other: Record) -> None:
    assert digest_of(one) == digest_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(F.lot("l", 1), F.lot("l", 2), id="quantity"),
        pytest.param(F.lot("l", 1), F.lot("m", 1), id="key"),
        pytest.param(F.consumed("p", "a", 1), F.consumed("p", "a"), id="quantity-of-a-link"),
        pytest.param(F.consumed("p", "a", 1), F.consumed("p", "a", 1, role="AUXILIARY"), id="role"),
        pytest.param(F.lot("l", LITHIUM=0.1), F.lot("l", COBALT=0.1), id="mineral"),
    ],
)
def test_other_content_has_another_digest(one: Record, other: Record) -> None:
    assert digest_of(one) != digest_of(other)


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        pytest.param("2025-03-01", datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 3, 2, tzinfo=UTC), id="bare-date"),
        pytest.param("2025-03-01T09:00:00+09:00", *[datetime(2025, 3, 1, tzinfo=UTC)] * 2, id="Korea"),
        pytest.param("2025-03-01T00:00Z", *[datetime(2025, 3, 1, tzinfo=UTC)] * 2, id="without-seconds"),
        pytest.param("2025-03-01T00:00:00.123456789Z", *[datetime(2025, 3, 1, 0, 0, 0, 123456, UTC)] * 2, id="nanoseconds"),
        pytest.param("2024-02-29", datetime(2024, 2, 29, tzinfo=UTC), datetime(2024, 3, 1, tzinfo=UTC), id="leap-day"),
    ],
)  # fmt: skip
def test_times_are_read_in_utc(written: str, start: datetime, end: datetime) -> None:
    began = read_native(HEAD + json.dumps(F.run("p", started=written)).encode()).facts[0].fact
    ended = read_native(HEAD + json.dumps(F.run("p", ended=written)).encode()).facts[0].fact
    assert getattr(began, "started", None) == start
    assert getattr(ended, "ended", None) == end


@pytest.mark.parametrize(
    "written",
    [
        "2025-02-29",
        "2025-3-1",
        "20250301",
        "2025-W09-6",
        "2025-03-01 09:00:00Z",
        "2025-03-01T09:00:00",
        "2025-03-01T25:00:00Z",
        "2025-03-01T09:00:00+9",
        "2025-03-01\n",
        "٢٠٢٥-03-01",
        "9999-12-31",
        "0001-01-01T00:00:00+14:00",
        "",
        "today",
        1_740_000_000,
        True,
    ],
)
def test_what_is_no_time_is_told(written: Any) -> None:
    reading = read_native(HEAD + json.dumps(F.run("p", ended=written)).encode())
    assert [finding.pointer for finding in reading.findings] == ["line 2 /ended"]


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("a", id="no-scheme"),
        pytest.param(":a", id="empty-scheme"),
        pytest.param("urn:", id="nothing-behind-it"),
        pytest.param("urn:x:a b", id="blank"),
        pytest.param("urn:x:a\u00a0b", id="no-break-blank"),
        pytest.param("urn:x:a\u200bb", id="zero-width-blank"),
        pytest.param("urn:x:a\u202eb", id="right-to-left-override"),
        pytest.param("\ufeffurn:x:a", id="byte-order-mark"),
        pytest.param("urn:x:a\x00", id="nul"),
        pytest.param("urn:x:a\n", id="line-feed-at-the-end"),
        pytest.param("urn:" + "x" * 509, id="513-characters"),
    ],
)
def test_what_is_no_key_is_told(key: str) -> None:
    reading = read_native(HEAD + json.dumps(F.party(key) | {"key": key}).encode())
    assert [(f.code, f.pointer) for f in reading.findings] == [("INVALID_VALUE", "line 2 /key")]


@pytest.mark.parametrize(
    "key", ["urn:" + "x" * 508, "https://a.example/b?c=%20#d", "urn:배터리:가나다", "a:b:c:d", "u:💡"]
)
def test_a_key_is_kept_as_it_is_sent(key: str) -> None:
    (placed,) = read_native(HEAD + json.dumps(F.party(key)).encode()).facts
    assert getattr(placed.fact, "key", None) == key


FIELDS = [(kind, info.alias or name) for kind, record in RECORDS.items() for name, info in record.model_fields.items()]
ODD = [0, -1, 1e400, 10**400, True, "", "x" * 600, "\x00", "urn:x", [], [[]], {}, {"": {}}, [None], "2025-01-01"]


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_field_of_any_wrong_type_is_a_finding_and_no_more(kind: str, field: str) -> None:
    for value in ODD:
        line = json.dumps({"type": kind, field: value}).encode()
        reading = read_native(line if kind == "document" else HEAD + line)
        assert all(finding.message and finding.remedy for finding in reading.findings)
        assert reading.findings or reading.facts


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
LINES = st.fixed_dictionaries(
    {"type": st.sampled_from([*RECORDS, "other"])},
    optional=dict.fromkeys(sorted({field for _, field in FIELDS} - {"type"}), JSON),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES | JSON, max_size=4))
def test_no_json_makes_the_reader_raise(lines: list[Any]) -> None:
    reading = read_native(HEAD + "\n".join(map(json.dumps, lines)).encode())
    assert len(reading.facts) + len(reading.findings) >= len(lines)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(content: bytes) -> None:
    assert read_native(content).findings
    assert read_native(HEAD + content).sha256
