"""Who calls, over HTTP: without a credential, with an API key, with a token, and with what is none."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from starlette.types import Message

from app.settings import Settings
from app.web.assemble import assemble
from app.web.credential import LONGEST
from app.web.key_ring import KEPT_S, KeyRing
from app.web.sign_in import Porter, SignIn, sign_in_of
from graph.api_key import create_api_key, find_api_key, revoke_api_key, rotate_api_key
from graph.database import Database
from rules.errors import BatlasError, Unauthenticated
from rules.scope import LOCAL, PUBLIC, Right, Scope, Viewer, ViewerKind
from schema.build import build
from tests.api.test_submit import SUBMIT
from tests.issuer import AUDIENCE, LocalIssuer, issuing
from tests.native import document

BOTH = frozenset(Right)
READ = frozenset({Right.READ})
ASK = "query ($k: String!) { party(key: $k) { key } }"

Make = Callable[..., Awaitable[str]]
Call = Callable[..., Awaitable[httpx2.Response]]
MakeCaller = Callable[[Settings], Awaitable[httpx2.AsyncClient]]


@pytest.fixture(scope="module")
def issuer() -> Iterator[LocalIssuer]:
    """One for these tests."""
    with issuing() as opened:
        yield opened


@pytest.fixture
async def caller(database: Database) -> AsyncIterator[MakeCaller]:
    """Makes a caller of a server with these settings."""
    async with AsyncExitStack() as stack:

        async def make(settings: Settings) -> httpx2.AsyncClient:
            transport = httpx2.ASGITransport(assemble(settings, database))
            client = httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")
            return await stack.enter_async_context(client)

        yield make


@pytest.fixture
async def signed(caller: MakeCaller, issuer: LocalIssuer) -> httpx2.AsyncClient:
    """A caller of a server with sign-in, by keys and by tokens."""
    return await caller(Settings(oidc_issuer=issuer.name, oidc_audience=AUDIENCE))


@pytest.fixture
def make_key(database: Database) -> Make:
    """Makes a key; answers it."""

    async def make(kind: ViewerKind, party: str | None = None, rights: frozenset[Right] = READ, **more: Any) -> str:
        terms = {"title": None, "now": datetime.now(UTC), "lasts": timedelta(hours=1), **more}
        return (await create_api_key(Scope(LOCAL), database, Viewer(kind, party, rights), **terms))[0]

    return make


def bearer(credential: str) -> dict[str, str]:
    """The headers of a caller with a key or token."""
    return {"authorization": f"Bearer {credential}"}


def party(prefix: str, sender: str = "maker", number: int = 1) -> str:
    """The smallest document."""
    return document(f"{prefix}:{sender}", {"type": "party", "key": f"{prefix}:p:{number}"})


async def ask(client: httpx2.AsyncClient, query: str, headers: dict[str, str], **variables: Any) -> dict[str, Any]:
    """A question by POST; the whole response body."""
    response = await client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
    assert response.status_code == 200, response.text
    return response.json()


def code_of(answer: dict[str, Any]) -> str:
    """The code of the one error."""
    (error,) = answer["errors"]
    return error["extensions"]["code"]


def check_unauthenticated(response: httpx2.Response, said: str = "") -> None:
    """It is refused as RFC 6750 has it, in the shape of GraphQL."""
    assert response.status_code == 401, response.text
    assert response.headers["www-authenticate"].startswith("Bearer ")
    assert response.headers["x-request-id"]
    assert code_of(response.json()) == "UNAUTHENTICATED"
    assert said in response.json()["errors"][0]["message"]


async def test_a_key_reads_by_either_header(signed: httpx2.AsyncClient, make_key: Make, prefix: str) -> None:
    key = await make_key(ViewerKind.AUTHORITY)
    for headers in (bearer(key), {"authorization": f"bearer  {key} "}, {"x-api-key": key}):
        assert (await ask(signed, ASK, headers, k=f"{prefix}:none"))["data"] == {"party": None}


async def test_a_token_reads_and_sends_as_its_scopes_say(
    signed: httpx2.AsyncClient, issuer: LocalIssuer, prefix: str
) -> None:
    reader = issuer.token("ec-1", "ES256")
    assert (await ask(signed, ASK, bearer(reader), k=f"{prefix}:none"))["data"] == {"party": None}
    assert code_of(await ask(signed, SUBMIT, bearer(reader), d=party(prefix))) == "FORBIDDEN"
    sender = issuer.token(batlas_viewer="party", batlas_party=f"{prefix}:maker", scope="batlas.submit")
    sent = await signed.post("/intake/batlas", content=party(prefix), headers=bearer(sender))
    assert (sent.status_code, sent.json()["outcome"]) == (201, "ACCEPTED")


async def test_whoever_sends_no_credential_is_the_public_and_sends_nothing(
    signed: httpx2.AsyncClient, caller: MakeCaller, database: Database, prefix: str
) -> None:
    assert await sign_in_of(Settings(sign_in=True), database).viewer_of(None) == PUBLIC
    for client in (signed, await caller(Settings(sign_in=True))):
        refused = await client.post("/intake/batlas", content=party(prefix))
        assert (refused.status_code, code_of(refused.json())) == (403, "FORBIDDEN")
        assert code_of(await ask(client, SUBMIT, {}, d=party(prefix))) == "FORBIDDEN"


async def test_without_sign_in_all_is_open_and_a_credential_counts_even_so(
    client: httpx2.AsyncClient, make_key: Make, issuer: LocalIssuer, prefix: str
) -> None:
    assert (await ask(client, SUBMIT, {}, d=party(prefix)))["data"]["submit"]["outcome"] == "ACCEPTED"
    reader = bearer(await make_key(ViewerKind.AUTHORITY))
    assert (await ask(client, ASK, reader, k=f"{prefix}:p:1"))["data"] == {"party": {"key": f"{prefix}:p:1"}}
    assert code_of(await ask(client, SUBMIT, reader, d=party(prefix, number=2))) == "FORBIDDEN"
    check_unauthenticated(await client.get("/", headers=bearer("batlas_wrong")))
    check_unauthenticated(await client.get("/", headers=bearer(issuer.token())), "takes no tokens")


KEY = f"batlas_abcd1234_{'s' * 43}"


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        pytest.param([("authorization", f"Bearer {KEY}")], "not known here", id="unknown"),
        pytest.param([("x-api-key", KEY)], "not known here", id="unknown-by-the-other-header"),
        pytest.param([("authorization", f"Bearer {KEY[:-1]}")], "cut or mistyped", id="cut"),
        pytest.param([("authorization", f"Bearer {KEY.replace('batlas', 'atlas')}")], "neither an API key nor", id="other-prefix"),
        pytest.param([("authorization", "Bearer")], "empty", id="nothing"),
        pytest.param([("authorization", "")], "another scheme", id="empty"),
        pytest.param([("x-api-key", "")], "empty", id="empty-key"),
        pytest.param([("authorization", "Basic dXNlcjpwYXNz")], "another scheme", id="basic"),
        pytest.param([("authorization", KEY)], "another scheme", id="no-scheme"),
        pytest.param([("authorization", f"Bearer {KEY} {KEY}")], "blanks", id="two-in-one"),
        pytest.param([("authorization", f"Bearer {KEY}"), ("authorization", f"Bearer {KEY}")], "Several", id="two-headers"),
        pytest.param([("authorization", f"Bearer {KEY}"), ("x-api-key", KEY)], "Several", id="two-ways"),
        pytest.param([("authorization", "Bearer " + "a" * (LONGEST + 1))], "longer than", id="huge"),
        pytest.param([("authorization", "Bearer " + "a." * (LONGEST // 2))], "neither an API key nor", id="as-long-as-may-be"),
        pytest.param([("authorization", b"Bearer \xff\xfe")], "characters that none has", id="no-text"),
        pytest.param([("authorization", "Bearer a\tb")], "characters that none has", id="tab"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/graphql?query={__typename}", "/export/trace.csv?item=a:b", "/", "/health/ready"])
async def test_what_is_no_credential_opens_nothing_and_is_not_taken_for_none(
    signed: httpx2.AsyncClient, headers: list[tuple[str, str | bytes]], said: str, path: str
) -> None:
    sent = [(name.encode(), value if isinstance(value, bytes) else value.encode()) for name, value in headers]
    response = await signed.get(path, headers=sent)
    check_unauthenticated(response, said)
    assert KEY not in response.text


async def test_a_wrong_secret_an_expired_key_and_a_revoked_key_open_nothing(
    signed: httpx2.AsyncClient, make_key: Make, database: Database
) -> None:
    key = await make_key(ViewerKind.AUTHORITY)
    check_unauthenticated(
        await signed.get("/", headers=bearer(key[:-1] + ("A" if key[-1] != "A" else "B"))), "not known"
    )
    long_ago = datetime.now(UTC) - timedelta(hours=2)
    expired = await make_key(ViewerKind.AUTHORITY, now=long_ago)
    check_unauthenticated(await signed.get("/", headers=bearer(expired)), "has expired")
    revoked = await make_key(ViewerKind.AUTHORITY)
    await revoke_api_key(Scope(LOCAL), database, revoked[7:15], now=datetime.now(UTC))
    check_unauthenticated(await signed.get("/", headers=bearer(revoked)), "was revoked")


async def test_what_the_graph_says_of_a_key_is_believed_for_some_seconds(database: Database, make_key: Make) -> None:
    now = 100.0
    keys = KeyRing(database, lambda: now)
    key = await make_key(ViewerKind.AUTHORITY)
    asked: list[str] = []
    database.observe = asked.append
    try:
        for _ in range(3):
            assert await keys.viewer_of(key) == Viewer(ViewerKind.AUTHORITY)
        assert len(asked) == 1
        with pytest.raises(Unauthenticated, match="not known"):
            await keys.viewer_of(key[:-43] + "x" * 43)
        assert len(asked) == 1, "another secret is not looked up again"
    finally:
        database.observe = None
    await revoke_api_key(Scope(LOCAL), database, key[7:15], now=datetime.now(UTC))
    now += KEPT_S - 0.1
    assert await keys.viewer_of(key) == Viewer(ViewerKind.AUTHORITY)
    now += 0.1
    with pytest.raises(Unauthenticated, match="revoked"):
        await keys.viewer_of(key)


async def test_both_keys_open_while_a_rotation_goes_on(
    signed: httpx2.AsyncClient, make_key: Make, database: Database
) -> None:
    async def rotate(key: str, overlap: timedelta) -> str:
        now = datetime.now(UTC)
        return (await rotate_api_key(Scope(LOCAL), database, key[7:15], now=now, overlap=overlap))[0]

    first = await make_key(ViewerKind.AUTHORITY)
    second = await rotate(first, timedelta(minutes=5))
    for key in (first, second):
        assert (await signed.get("/", headers=bearer(key))).status_code == 200
    third = await rotate(second, timedelta())
    # A server that has not seen the second while it held.
    ring = KeyRing(database)
    assert await ring.viewer_of(third) == await ring.viewer_of(first)
    with pytest.raises(Unauthenticated, match="expired"):
        await ring.viewer_of(second)


async def test_a_party_sends_its_own_documents_by_every_door(
    signed: httpx2.AsyncClient, make_key: Make, prefix: str
) -> None:
    own = bearer(await make_key(ViewerKind.PARTY, f"{prefix}:maker", BOTH))
    foreign = party(prefix, "other")
    refused = await signed.post("/intake/batlas", content=foreign, headers=own)
    assert (refused.status_code, code_of(refused.json())) == (403, "FORBIDDEN")
    assert f"{prefix}:other" in refused.text
    assert f"{prefix}:maker" in refused.text
    assert code_of(await ask(signed, SUBMIT, own, d=foreign)) == "FORBIDDEN"
    dry = await signed.post("/intake/batlas?dryRun=true", content=foreign, headers=own)
    assert dry.status_code == 403
    authority = bearer(await make_key(ViewerKind.AUTHORITY))
    assert (await ask(signed, ASK, authority, k=f"{prefix}:p:1"))["data"] == {"party": None}
    sent = await signed.post("/intake/batlas", content=party(prefix), headers=own)
    assert (sent.status_code, sent.json()["sender"]) == (201, f"{prefix}:maker")
    answer = await ask(signed, SUBMIT.replace("submission { key revision }", ""), own, d=party(prefix, number=2))
    assert answer["data"]["submit"]["outcome"] == "ACCEPTED"


async def test_a_list_is_stated_by_the_party_that_sends_it(
    signed: httpx2.AsyncClient, make_key: Make, prefix: str
) -> None:
    own = bearer(await make_key(ViewerKind.PARTY, f"{prefix}:maker", BOTH))
    content = "Lot,Quantity (kg)\nL1,5"
    sent = await signed.post("/intake/csv", content=content, headers=own)
    assert (sent.status_code, sent.json()["sender"]) == (201, f"{prefix}:maker")
    said = await signed.post("/intake/csv", params={"sender": f"{prefix}:maker"}, content=content, headers=own)
    assert (said.status_code, said.json()["outcome"]) == (200, "UNCHANGED")
    other = await signed.post("/intake/csv", params={"sender": f"{prefix}:other"}, content=content, headers=own)
    assert (other.status_code, code_of(other.json())) == (403, "FORBIDDEN")
    nobody = bearer(await make_key(ViewerKind.AUTHORITY))
    assert (await signed.post("/intake/csv", content=content, headers=nobody)).status_code == 403


async def test_who_may_only_send_reads_nothing(signed: httpx2.AsyncClient, make_key: Make, prefix: str) -> None:
    sender = bearer(await make_key(ViewerKind.AUTHORITY, f"{prefix}:maker", frozenset({Right.SUBMIT})))
    answer = await ask(signed, SUBMIT, sender, d=party(prefix))
    assert (answer["data"]["submit"]["outcome"], answer["data"]["submit"]["submission"]) == ("ACCEPTED", None)
    assert code_of(answer) == "FORBIDDEN"
    asked = await ask(signed, ASK, sender, k=f"{prefix}:p:1")
    assert (asked.get("data"), code_of(asked)) == (None, "FORBIDDEN")
    export = await signed.get("/export/trace.csv", params={"item": "a:b"}, headers=sender)
    assert (export.status_code, code_of(export.json())) == (403, "FORBIDDEN")


async def test_a_file_of_who_may_not_send_is_not_read(signed: httpx2.AsyncClient, make_key: Make) -> None:
    came = 0

    async def content() -> AsyncIterator[bytes]:
        nonlocal came
        for _ in range(100):
            came += 1
            yield b"x" * 1000

    reader = bearer(await make_key(ViewerKind.AUTHORITY))
    assert (await signed.post("/intake/batlas", content=content(), headers=reader)).status_code == 403
    assert came <= 1


async def test_an_issuer_that_does_not_answer_is_no_fault_of_the_caller(
    caller: MakeCaller, issuer: LocalIssuer
) -> None:
    # Port 9 of loopback: nobody listens.
    client = await caller(Settings(oidc_issuer="http://127.0.0.1:9", oidc_audience=AUDIENCE))
    response = await client.get("/", headers=bearer(issuer.token()))
    assert (response.status_code, code_of(response.json())) == (503, "UNAVAILABLE")
    assert "www-authenticate" not in response.headers
    assert (await client.get("/")).status_code == 200


async def test_keys_are_answered_by_no_question(client: httpx2.AsyncClient, make_key: Make, database: Database) -> None:
    key = await make_key(ViewerKind.AUTHORITY, title="Zirconium audit")
    kept = await find_api_key(database, key[7:15])
    assert kept is not None
    query = "query ($t: String!) { search(text: $t) { hits { key text } } }"
    for text in (kept.id, kept.hash, "Zirconium audit"):
        assert kept.id not in str(await ask(client, query, {}, t=text))
    assert "ApiKey" not in build().as_str()


class Sent:
    """A websocket that is opened, and what comes back."""

    def __init__(self, headers: dict[str, str], extensions: dict[str, Any] | None = None) -> None:
        self.scope: dict[str, Any] = {
            "type": "websocket", "path": "/graphql", "extensions": extensions or {},
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }  # fmt: skip
        self.messages: list[Message] = []
        self.reached = False

    async def through(self, sign_in: SignIn) -> "Sent":
        """Through the porter."""

        async def app(_scope: Any, _receive: Any, _send: Any) -> None:
            self.reached = True

        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            self.messages.append(message)

        await Porter(app, sign_in)(self.scope, receive, send)
        return self


async def test_a_websocket_brings_its_credential_when_it_opens_or_later(database: Database, make_key: Make) -> None:
    sign_in = sign_in_of(Settings(sign_in=True), database)
    key = await make_key(ViewerKind.AUTHORITY)
    bare = await Sent({}).through(sign_in)
    assert (bare.reached, bare.scope["state"]["viewer"]) == (True, PUBLIC)
    known = await Sent(bearer(key)).through(sign_in)
    assert (known.reached, known.scope["state"]["viewer"]) == (True, Viewer(ViewerKind.AUTHORITY))
    assert await sign_in.viewer_of(key) == Viewer(ViewerKind.AUTHORITY)
    for extensions, first in (
        ({}, "websocket.close"),
        ({"websocket.http.response": {}}, "websocket.http.response.start"),
    ):
        wrong = await Sent(bearer(KEY), extensions).through(sign_in)
        assert (wrong.reached, wrong.messages[0]["type"]) == (False, first)
    assert [await _code(sign_in, credential) for credential in ("", "a b", "é", "x" * 20_000)] == [
        "UNAUTHENTICATED"
    ] * 4


async def _code(sign_in: SignIn, credential: str) -> str:
    with pytest.raises(BatlasError) as refused:
        await sign_in.viewer_of(credential)
    return refused.value.code


APP = "https://app.example.com"
PREFLIGHT = {"origin": APP, "access-control-request-method": "POST"}
PREFLIGHT |= {"access-control-request-headers": "authorization,content-type,x-api-key"}


async def test_a_page_that_is_allowed_calls_with_its_token_and_reads_what_it_gets(
    caller: MakeCaller, make_key: Make, prefix: str
) -> None:
    client = await caller(Settings(sign_in=True, allowed_origins=(APP,)))
    own = bearer(await make_key(ViewerKind.PARTY, f"{prefix}:maker", BOTH))
    may = await client.options("/graphql", headers=PREFLIGHT)
    assert (may.status_code, may.headers["access-control-allow-origin"]) == (200, APP)
    assert "access-control-allow-credentials" not in may.headers
    page = {"origin": APP, "sec-fetch-site": "cross-site"}
    sent = await client.post("/intake/batlas", content=party(prefix), headers=own | page)
    assert (sent.status_code, sent.headers["access-control-allow-origin"]) == (201, APP)
    assert "x-request-id" in sent.headers["access-control-expose-headers"]
    wrong = await client.post("/graphql", json={"query": "{ __typename }"}, headers=bearer(KEY) | page)
    assert (wrong.status_code, wrong.headers["access-control-allow-origin"]) == (401, APP)


@pytest.mark.parametrize("origin", ["https://evil.example", "http://app.example.com", f"{APP}:8443", f"{APP}.evil.example", "null"])  # fmt: skip
async def test_a_page_that_is_not_allowed_calls_nothing(caller: MakeCaller, prefix: str, origin: str) -> None:
    for settings in (Settings(allowed_origins=(APP,)), Settings()):
        client = await caller(settings)
        preflight = await client.options("/graphql", headers=PREFLIGHT | {"origin": origin})
        assert (preflight.status_code, preflight.headers.get("access-control-allow-origin")) == (400, None)
        sent = await client.post("/intake/batlas", content=party(prefix), headers={"origin": origin})
        assert (sent.status_code, sent.headers.get("access-control-allow-origin")) == (403, None)


async def test_the_names_that_are_allowed_are_answered_and_loopback_too(caller: MakeCaller) -> None:
    client = await caller(Settings(sign_in=True, allowed_hosts=("batlas.example.com", "*.ev.example")))
    hosts = ["batlas.example.com:443", "BATLAS.example.com", "a.ev.example", "127.0.0.1", "[::1]:8000"]
    answered = [(await client.get("/health/live", headers={"host": host})).status_code for host in hosts]
    assert answered == [200] * len(hosts)
    for host in ("example.com", "x.batlas.example.com", "ev.example", "batlas.example.com.evil.example"):
        assert (await client.get("/health/live", headers={"host": host})).status_code == 400


def test_each_viewer_is_remembered_apart() -> None:
    viewers = [
        Viewer(kind, party, rights)
        for kind, party, rights in itertools.product(ViewerKind, (None, "a:b"), (READ, BOTH))
    ]
    assert len(set(viewers)) == len(viewers)
