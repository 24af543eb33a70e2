"""What opens is the one key that was made, as long as it holds."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from rules import api_key
from rules.api_key import ApiKey, admit, check_new, hash_of, id_of, written
from rules.errors import InvalidInput, Unauthenticated
from rules.scope import LOCAL, Right, Viewer, ViewerKind

NOW = datetime(2026, 11, 1, tzinfo=UTC)
VIEWER = Viewer(ViewerKind.PARTY, "urn:x:maker", frozenset({Right.SUBMIT}))
SECRET = "s" * 42 + "-"
KEY = f"batlas_abcd1234_{SECRET}"
KEPT = ApiKey(
    "abcd1234", hashlib.sha256(KEY.encode()).hexdigest(), VIEWER, None, NOW - timedelta(1), NOW + timedelta(1)
)


def test_a_key_opens_for_its_viewer_and_is_not_what_is_kept() -> None:
    assert written("abcd1234", SECRET) == KEY
    assert id_of(KEY) == "abcd1234"
    assert admit(KEY, KEPT, NOW) == VIEWER
    assert SECRET not in repr(KEPT)


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("batlas_", id="nothing"),
        pytest.param(f"batlas_abcd1234_{SECRET[1:]}", id="cut"),
        pytest.param(f"{KEY}=", id="longer"),
        pytest.param(f"{KEY}\n", id="line-feed"),
        pytest.param(KEY.upper(), id="upper-case"),
        pytest.param(f"batlas_ABCD1234_{SECRET}", id="id-in-upper-case"),
        pytest.param(f"batlas_abcd١٢٣٤_{SECRET}", id="digits-of-another-script"),
        pytest.param("batlas_" + "a" * 10_000, id="endless"),
    ],
)
def test_what_has_not_the_form_of_a_key_is_told_so(key: str) -> None:
    with pytest.raises(Unauthenticated, match="cut or mistyped"):
        id_of(key)


def test_another_secret_and_an_unknown_id_are_told_alike() -> None:
    wrong = written("abcd1234", "t" + SECRET[1:])
    with pytest.raises(Unauthenticated) as of_secret:
        admit(wrong, KEPT, NOW)
    with pytest.raises(Unauthenticated) as of_id:
        admit(KEY, None, NOW)
    assert str(of_secret.value) == str(of_id.value)


def test_the_hash_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, str]] = []

    def compare(one: str, other: str) -> bool:
        seen.append((one, other))
        return real(one, other)

    real = hmac.compare_digest
    monkeypatch.setattr(api_key.hmac, "compare_digest", compare)
    admit(KEY, KEPT, NOW)
    assert seen == [(hash_of(KEY), KEPT.hash)]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        pytest.param(KEPT.expires_at - timedelta(microseconds=1), None, id="just-before"),
        pytest.param(KEPT.expires_at, "has expired at 2026-11-02T00:00:00Z", id="at-its-end"),
    ],
)
def test_a_key_holds_up_to_its_end(now: datetime, said: str | None) -> None:
    assert KEPT.ended(now) == said
    if said:
        with pytest.raises(Unauthenticated, match=said):
            admit(KEY, KEPT, now)


def test_a_key_that_was_revoked_by_a_clock_that_is_ahead_opens_nothing() -> None:
    revoked = ApiKey(
        KEPT.id, KEPT.hash, VIEWER, None, KEPT.created_at, KEPT.expires_at, revoked_at=NOW + timedelta(hours=1)
    )
    with pytest.raises(Unauthenticated, match="was revoked"):
        admit(KEY, revoked, NOW)


@pytest.mark.parametrize(
    ("viewer", "title", "said"),
    [
        pytest.param(LOCAL, None, "sees all", id="local"),
        pytest.param(Viewer(ViewerKind.PARTY), None, "needs the party's key", id="party-without-a-key"),
        pytest.param(Viewer(ViewerKind.PUBLIC, "urn:x:a"), None, "no party", id="public-with-a-party"),
        pytest.param(Viewer(ViewerKind.PUBLIC, rights=frozenset()), None, "without a scope", id="no-scope"),
        pytest.param(Viewer(ViewerKind.PUBLIC, rights=frozenset(Right)), None, "sent by a party", id="public-sends"),
        pytest.param(Viewer(ViewerKind.AUTHORITY, rights=frozenset(Right)), None, "sent by a party", id="nobody-sends"),
        pytest.param(Viewer(ViewerKind.PARTY, "acme"), None, "no key of a party", id="a-name"),
        pytest.param(Viewer(ViewerKind.PARTY, "_:acme"), None, "no key of a party", id="a-local-name"),
        pytest.param(Viewer(ViewerKind.PARTY, "urn:x:a\n"), None, "no key of a party", id="a-line-feed"),
        pytest.param(VIEWER, " ", "line of text", id="blank-title"),
        pytest.param(VIEWER, "a\x1b[31m", "line of text", id="title-of-control-characters"),
        pytest.param(VIEWER, "a" * 201, "line of text", id="long-title"),
    ],
)
def test_what_no_key_is_made_for(viewer: Viewer, title: str | None, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        check_new(viewer, title)


@pytest.mark.parametrize(
    "viewer",
    [
        VIEWER,
        Viewer(ViewerKind.AUTHORITY),
        Viewer(ViewerKind.AUTHORITY, "urn:x:a", frozenset(Right)),
        Viewer(ViewerKind.PUBLIC),
    ],
    ids=["party", "authority", "authority-that-sends", "public"],
)
def test_what_a_key_is_made_for(viewer: Viewer) -> None:
    check_new(viewer, "한국 공장")
