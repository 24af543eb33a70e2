"""Tokens of a local issuer: what opens, and each way in which one does not."""

import base64
import hmac
import time
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from app.settings import Settings
from app.web.issuer import FRESH_S, PAUSE_S, STALE_S, Issuer
from app.web.oidc import Oidc
from app.web.trust import oidc_of
from rules.errors import InvalidInput, Unauthenticated, Unavailable
from rules.scope import Right, Viewer, ViewerKind
from tests.issuer import AUDIENCE, LocalIssuer, ed25519, issuing

READER = Viewer(ViewerKind.AUTHORITY, None, frozenset({Right.READ}))


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def issuer() -> Iterator[LocalIssuer]:
    """One for each test."""
    with issuing() as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    """For one test."""
    return Clock()


@pytest.fixture
def oidc(issuer: LocalIssuer, clock: Clock) -> Oidc:
    """What takes its tokens, by the default settings."""
    defaults = Settings()
    return Oidc(Issuer(issuer.name, clock), AUDIENCE, defaults.oidc_algorithms, "batlas_viewer", "batlas_party")


def unsigned(header: dict[str, Any], claims: dict[str, Any], signature: bytes = b"") -> str:
    """A token as anybody can write one."""
    parts = (orjson.dumps(header), orjson.dumps(claims), signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


async def test_a_token_speaks_for_whom_its_claims_name(oidc: Oidc, issuer: LocalIssuer) -> None:
    assert await oidc.viewer_of(issuer.token()) == READER
    party = issuer.token(batlas_viewer=None, batlas_party="urn:x:maker", scope="batlas.read batlas.submit")
    assert await oidc.viewer_of(party) == Viewer(ViewerKind.PARTY, "urn:x:maker", frozenset(Right))
    assert issuer.asked == 1, "its keys are kept"


@pytest.mark.parametrize("alg", ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"])
async def test_each_signature_that_only_the_issuer_can_make_is_taken(oidc: Oidc, issuer: LocalIssuer, alg: str) -> None:
    issuer.listed["ed-1"] = ed25519()
    kid = {"ES256": "ec-1", "EdDSA": "ed-1", "Ed25519": "ed-1"}.get(alg, "rsa-1")
    if alg == "EdDSA":
        with pytest.warns(match="deprecated"):
            token = issuer.token(kid, alg)
    else:
        token = issuer.token(kid, alg)
    assert await oidc.viewer_of(token) == READER


NOW = int(time.time())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"iss": "https://evil.example"}, "`iss`", id="another-issuer"),
        pytest.param({"iss": None}, "`iss`", id="no-issuer"),
        pytest.param({"aud": "https://other.example"}, "`aud`", id="another-audience"),
        pytest.param({"aud": ["https://other.example", "https://third.example"]}, "`aud`", id="other-audiences"),
        pytest.param({"aud": None}, "`aud`", id="no-audience"),
        pytest.param({"aud": []}, "`aud`", id="empty-audience"),
        pytest.param({"exp": NOW - 61}, "has expired", id="expired"),
        pytest.param({"exp": None}, "`exp`", id="without-an-end"),
        pytest.param({"exp": "tomorrow"}, "`exp`", id="end-is-text"),
        pytest.param({"nbf": NOW + 3600}, "`nbf`", id="not-yet-valid"),
        pytest.param({"iat": NOW + 3600}, "`iat`", id="issued-in-the-future"),
        pytest.param({"nonce": "n"}, "ID token", id="id-token-by-nonce"),
        pytest.param({"at_hash": "h"}, "ID token", id="id-token-by-hash"),
        pytest.param({"typ": "ID"}, "ID token", id="id-token-of-keycloak"),
        pytest.param({"typ": "Refresh"}, "ID token", id="refresh-token-of-keycloak"),
        pytest.param({"events": {}}, "ID token", id="logout-token"),
        pytest.param({"batlas_viewer": "local"}, "batlas_viewer", id="local"),
    ],
)
async def test_a_token_that_is_not_for_this_is_refused(
    oidc: Oidc, issuer: LocalIssuer, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(Unauthenticated, match=said):
        await oidc.viewer_of(issuer.token(**changed))


@pytest.mark.parametrize("changed", [{"exp": NOW - 1}, {"nbf": NOW + 30}, {"aud": ["https://other.example", AUDIENCE]}])
async def test_clocks_may_differ_by_a_minute_and_audiences_be_several(
    oidc: Oidc, issuer: LocalIssuer, changed: dict[str, Any]
) -> None:
    changed = {name: value + int(time.time()) - NOW if name != "aud" else value for name, value in changed.items()}
    assert await oidc.viewer_of(issuer.token(**changed)) == READER


@pytest.mark.parametrize(("kind", "opens"), [("at+jwt", True), ("application/at+jwt", True), ("AT+JWT", True), ("logout+jwt", False), ("dpop+jwt", False)])  # fmt: skip
async def test_the_type_of_a_token_is_heeded_where_it_is_told(
    oidc: Oidc, issuer: LocalIssuer, kind: str, opens: bool
) -> None:
    header = {"alg": "RS256", "kid": "rsa-1", "typ": kind}
    token = jwt.encode(header, issuer.claims(nonce="n"), issuer.listed["rsa-1"])
    if opens:
        assert await oidc.viewer_of(token) == READER
    else:
        with pytest.raises(Unauthenticated, match="send the access token"):
            await oidc.viewer_of(token)


async def test_a_token_without_a_signature_is_refused(oidc: Oidc, issuer: LocalIssuer) -> None:
    for alg in ("none", "None", "NONE"):
        for signature in (b"", b"x"):
            with pytest.raises(Unauthenticated, match="unsupported_algorithm"):
                await oidc.viewer_of(unsigned({"alg": alg, "kid": "rsa-1"}, issuer.claims(), signature))


async def test_the_public_key_is_no_secret_to_sign_by(oidc: Oidc, issuer: LocalIssuer) -> None:
    public = RSAKey.import_key(issuer.listed["rsa-1"].as_dict(private=False))
    for secret in (public.as_pem(), public.as_der(), orjson.dumps(public.as_dict())):
        # By hand, for the library does not sign by such a secret.
        unsealed = unsigned({"alg": "HS256", "kid": "rsa-1"}, issuer.claims()).rpartition(".")[0]
        seal = hmac.digest(secret, unsealed.encode(), "sha256")
        with pytest.raises(Unauthenticated, match="unsupported_algorithm"):
            await oidc.viewer_of(f"{unsealed}.{base64.urlsafe_b64encode(seal).rstrip(b'=').decode()}")


async def test_a_secret_that_the_issuer_lists_is_passed_over(oidc: Oidc, issuer: LocalIssuer) -> None:
    secret = OctKey.generate_key(256)
    issuer.more = [secret.as_dict(kid="secret-1"), {"kty": "AKP", "kid": "later"}, {"kty": "RSA", "kid": "broken"}, 7]
    issuer.more.append(issuer.listed["ec-1"].as_dict(private=False, kid="sealing", use="enc"))
    with pytest.raises(Unauthenticated):
        await oidc.viewer_of(issuer.token("secret-1", "HS256", key=secret))
    with pytest.raises(Unauthenticated, match="does not list"):
        await oidc.viewer_of(issuer.token("sealing", "ES256", key=issuer.listed["ec-1"]))
    assert await oidc.viewer_of(issuer.token()) == READER


@pytest.mark.parametrize("how", ["another-key", "key-of-its-own", "changed-claims", "other-kind-of-key", "no-kid"])
async def test_what_the_issuer_did_not_sign_is_refused(oidc: Oidc, issuer: LocalIssuer, how: str) -> None:
    own = RSAKey.generate_key(2048)
    header: dict[str, Any] = {"alg": "RS256", "kid": "rsa-1"}
    match how:
        case "key-of-its-own":
            token = jwt.encode(header | {"jwk": own.as_dict(private=False)}, issuer.claims(), own)
        case "changed-claims":
            head, _, signature = issuer.token().split(".")
            body = base64.urlsafe_b64encode(orjson.dumps(issuer.claims(batlas_party="urn:x:a"))).rstrip(b"=").decode()
            token = f"{head}.{body}.{signature}"
        case "other-kind-of-key":
            token = issuer.token("ec-1", "RS256", key=own)
        case "no-kid":
            token = jwt.encode({"alg": "RS256"}, issuer.claims(), own)
        case _:
            token = issuer.token(key=own)
    with pytest.raises(Unauthenticated):
        await oidc.viewer_of(token)


async def test_an_algorithm_that_is_not_allowed_is_refused(issuer: LocalIssuer) -> None:
    narrow = Oidc(Issuer(issuer.name), AUDIENCE, ("ES256",), "batlas_viewer", "batlas_party")
    assert await narrow.viewer_of(issuer.token("ec-1", "ES256")) == READER
    with pytest.raises(Unauthenticated, match="unsupported_algorithm"):
        await narrow.viewer_of(issuer.token())


JUNK = [
    "a", "a.b.c", "..", "....", "e30.e30.e30", "bnVsbA.e30.", "WyJhbGciXQ.e30.", "ImFsZyI.e30.", "eyJhbGciOiBbXX0.e30.",
    "eyJhbGciOiBudWxsfQ.e30.", base64.urlsafe_b64encode(b"[" * 1200).decode().rstrip("=") + ".e30.", "é.e30.", "A" * 16_000,
]  # fmt: skip


@pytest.mark.parametrize("token", JUNK, ids=range(len(JUNK)))
async def test_junk_is_no_token(oidc: Oidc, token: str) -> None:
    with pytest.raises(Unauthenticated):
        await oidc.viewer_of(token)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=200),
        st.tuples(
            st.recursive(st.none() | st.text() | st.integers(-9, 9), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "zip"]) | st.text(), inner)),
            st.binary(max_size=50),
        ).map(lambda parts: unsigned(parts[0] if isinstance(parts[0], dict) else {"alg": parts[0]}, {}, parts[1])),
    )
)  # fmt: skip
async def test_no_junk_breaks_anything(oidc: Oidc, token: str) -> None:
    with pytest.raises(Unauthenticated):
        await oidc.viewer_of(token)


async def test_new_keys_are_taken_when_they_are_used_and_the_issuer_is_not_asked_at_every_call(
    oidc: Oidc, issuer: LocalIssuer, clock: Clock
) -> None:
    await oidc.viewer_of(issuer.token())
    issuer.listed = {"rsa-2": RSAKey.generate_key(2048)}
    clock.now = PAUSE_S - 1
    with pytest.raises(Unauthenticated, match="does not list"):
        await oidc.viewer_of(issuer.token("rsa-2"))
    assert issuer.asked == 1, "it was asked a moment ago"
    clock.now = PAUSE_S
    assert await oidc.viewer_of(issuer.token("rsa-2")) == READER
    for number in range(20):
        with pytest.raises(Unauthenticated, match="does not list"):
            await oidc.viewer_of(issuer.token(f"made-up-{number}", key=issuer.listed["rsa-2"]))
    assert issuer.asked == 2


async def test_keys_that_the_issuer_has_taken_back_open_ten_minutes_more_at_most(
    oidc: Oidc, issuer: LocalIssuer, clock: Clock
) -> None:
    token = issuer.token()
    await oidc.viewer_of(token)
    del issuer.listed["rsa-1"]
    clock.now = FRESH_S
    assert await oidc.viewer_of(token) == READER
    clock.now = FRESH_S + 1
    with pytest.raises(Unauthenticated, match="does not list"):
        await oidc.viewer_of(token)


async def test_the_last_good_keys_are_kept_for_a_day_while_the_issuer_is_down(
    oidc: Oidc, issuer: LocalIssuer, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await oidc.viewer_of(issuer.token())
    issuer.down = True
    clock.now = FRESH_S + 1
    assert await oidc.viewer_of(issuer.token()) == READER
    assert "cannot be had" in caplog.text
    clock.now = STALE_S
    assert await oidc.viewer_of(issuer.token()) == READER
    clock.now = STALE_S + 1
    with pytest.raises(Unavailable, match=issuer.name):
        await oidc.viewer_of(issuer.token())
    issuer.down = False
    clock.now += PAUSE_S
    assert await oidc.viewer_of(issuer.token()) == READER


async def test_an_issuer_that_was_never_reached_is_no_fault_of_the_token(
    oidc: Oidc, issuer: LocalIssuer, clock: Clock
) -> None:
    issuer.down = True
    with pytest.raises(Unavailable, match="cannot be asked"):
        await oidc.viewer_of(issuer.token())
    issuer.down = False
    clock.now = PAUSE_S
    assert await oidc.viewer_of(issuer.token()) == READER


@pytest.mark.parametrize(
    ("configuration", "said"),
    [
        pytest.param({"issuer": "http://127.0.0.1/other"}, "of the issuer 'http://127.0.0.1/other'", id="of-another"),
        pytest.param({"issuer": None}, "of the issuer None", id="of-no-issuer"),
        pytest.param({"jwks_uri": "http://keys.example/keys"}, "jwks_uri is 'http://keys", id="keys-in-the-open"),
        pytest.param({"jwks_uri": "file:///etc/passwd"}, "jwks_uri is 'file:", id="keys-in-a-file"),
        pytest.param({"jwks_uri": "http://[/keys"}, "jwks_uri is 'http://[", id="keys-at-no-address"),
        pytest.param({"jwks_uri": 7}, "jwks_uri is 7", id="keys-nowhere"),
    ],
)
async def test_a_configuration_that_cannot_be_trusted_gives_no_keys(
    oidc: Oidc, issuer: LocalIssuer, configuration: dict[str, Any], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    issuer.configuration |= configuration
    with pytest.raises(Unavailable):
        await oidc.viewer_of(issuer.token())
    assert issuer.asked == 0
    assert said in caplog.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"oidc_audience": None}, "BATLAS_OIDC_AUDIENCE is not set", id="no-audience"),
        pytest.param({"oidc_issuer": "http://id.example.com"}, "BATLAS_OIDC_ISSUER is http", id="in-the-open"),
        pytest.param({"oidc_issuer": "id.example.com"}, "write the issuer's address", id="no-address"),
        pytest.param({"oidc_algorithms": ("RS256", "HS256")}, "has HS256; it takes RS256", id="symmetric"),
        pytest.param({"oidc_algorithms": ("none",)}, "has none;", id="none"),
        pytest.param({"oidc_algorithms": ()}, "has nothing;", id="no-algorithm"),
    ],
)
def test_settings_of_an_issuer_that_would_open_to_others_are_refused(given: dict[str, Any], said: str) -> None:
    whole = {"oidc_issuer": "https://id.example.com", "oidc_audience": AUDIENCE, **given}
    with pytest.raises(InvalidInput, match=said):
        oidc_of(Settings(**whole))
