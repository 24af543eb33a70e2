"""Files by `POST /intake/{format}`."""

import asyncio
import gzip
import io
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx2
import orjson
import pytest
from neo4j import AsyncGraphDatabase
from starlette.requests import Request

from app.report import as_answer
from app.settings import Settings, read_settings
from app.web.assemble import assemble
from app.web.refusal import TooLarge, refuse
from graph.database import Database
from rules.errors import BatlasError, Conflict, Forbidden, InvalidInput, NotFound, Unavailable
from rules.finding import Finding
from rules.reading import Reading, Terms
from rules.report import Outcome, Report
from rules.vocabulary import Profile, Severity
from seed.readers import LISTS
from tests.api.test_submit import SUBMIT
from tests.native import car, document
from tests.seed.lists import xlsx

Ask = Callable[..., Awaitable[dict[str, Any]]]

MB = 1_000_000


def party(prefix: str, number: int = 1) -> bytes:
    """The smallest document."""
    return document(f"{prefix}:s", {"type": "party", "key": f"{prefix}:p:{number}"}).encode()


async def chunks(*content: bytes) -> AsyncIterator[bytes]:
    """A body in pieces, without a length."""
    for each in content:
        yield each


@pytest.fixture
async def narrow(database: Database) -> AsyncIterator[httpx2.AsyncClient]:
    """A caller of a server that takes files of 1 MB, and all else of up to 32."""
    transport = httpx2.ASGITransport(assemble(Settings(max_intake_mb=1), database))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as opened:
        yield opened


async def test_a_file_is_checked_then_stored_then_known(client: httpx2.AsyncClient, prefix: str) -> None:
    content = car(prefix).encode()
    checked = await client.post("/intake/batlas?dryRun=true", content=content)
    assert (checked.status_code, checked.json()["outcome"], checked.json()["dryRun"]) == (200, "CHECKED", True)
    stored = await client.post("/intake/batlas?title=Our%20car", content=chunks(content[:100], content[100:]))
    assert (stored.status_code, stored.json()["outcome"], stored.json()["dryRun"]) == (201, "ACCEPTED", False)
    assert stored.json()["created"] == checked.json()["created"] == len(content.splitlines()) - 1
    known = await client.post("/intake/batlas", content=content)
    assert (known.status_code, known.json()["outcome"]) == (200, "UNCHANGED")
    assert known.json()["revision"] == stored.json()["revision"]


async def test_the_title_is_kept_where_the_document_has_none(client: httpx2.AsyncClient, ask: Ask, prefix: str) -> None:
    await client.post("/intake/batlas?title=Our%20party", content=party(prefix))
    own = party(prefix, 2).replace(b'"sender"', b'"title": "Own", "sender"')
    await client.post("/intake/batlas?title=Our%20party", content=own)
    query = "query ($k: String!) { party(key: $k) { submission { title } } }"
    titles = [(await ask(query, k=f"{prefix}:p:{n}"))["data"]["party"]["submission"]["title"] for n in (1, 2)]
    assert titles == ["Our party", "Own"]


async def test_the_report_is_that_of_graphql(client: httpx2.AsyncClient, ask: Ask, prefix: str) -> None:
    bad = document(f"{prefix}:a", {"type": "item", "key": f"{prefix}:x", "kind": "CELL", "unit": "KG", "quantity": -1})
    refused = await client.post("/intake/batlas", content=bad)
    assert refused.status_code == 422
    asked = (await ask(SUBMIT.replace("remedy", "remedy params").replace("outcome", "outcome dryRun"), d=bad))["data"][
        "submit"
    ]
    asked.pop("submission")
    report = refused.json()
    assert {name: report[name] for name in asked} == asked
    (finding,) = report["findings"]
    assert (finding["code"], finding["severity"], finding["pointer"]) == (
        "NON_POSITIVE_QUANTITY",
        "ERROR",
        "line 2 /quantity",
    )
    assert finding["params"] == {"field": "quantity", "value": "-1"}
    assert {"message", "remedy", "about"} <= finding.keys()


def test_names_of_fields_are_those_of_graphql_and_values_keep_theirs() -> None:
    finding = Finding("SUMMARY", Severity.INFO, "document", "Two.", "None.", params={"total_kg": 2})
    report = Report(Outcome.REFUSED, "urn:a:s", "csv", Profile.LENIENT, "00", None, None, findings=(finding,))
    answer = as_answer(report)
    assert {"submissionKey", "dryRun", "stubCount", "findingCount"} <= answer.keys()
    assert answer["findings"][0]["params"] == {"total_kg": 2}


async def test_a_refused_dry_run_says_both(client: httpx2.AsyncClient, prefix: str) -> None:
    refused = await client.post("/intake/batlas?dryRun=true", content=b"{}")
    assert (refused.status_code, refused.json()["outcome"], refused.json()["dryRun"]) == (422, "REFUSED", True)


async def test_a_dry_run_leaves_the_ledger_where_it_was(client: httpx2.AsyncClient, ask: Ask, prefix: str) -> None:
    await client.post("/intake/batlas?dryRun=true", content=car(prefix).encode())
    answer = await ask("query ($k: String!) { item(key: $k) { key } }", k=f"{prefix}:car")
    assert answer["data"]["item"] is None
    first = (await client.post("/intake/batlas", content=party(prefix))).json()["revision"]
    await client.post("/intake/batlas?dryRun=true", content=party(prefix, 2))
    assert (await client.post("/intake/batlas", content=party(prefix, 3))).json()["revision"] == first + 1


@pytest.mark.parametrize(
    ("path", "status", "code", "words"),
    [
        pytest.param("/intake/word", 404, "NOT_FOUND", ("'word'", "batlas", "catenax", "epcis"), id="unknown-format"),
        pytest.param("/intake/batlas?dry=1", 400, "INVALID_INPUT", ("dry", "dryRun"), id="unknown-parameter"),
        pytest.param("/intake/batlas?dryRun=1", 400, "INVALID_INPUT", ("dryRun is '1'",), id="no-truth"),
        pytest.param("/intake/batlas?title=a&title=b", 400, "INVALID_INPUT", ("title",), id="twice"),
        pytest.param("/intake/batlas?title=%00", 400, "INVALID_INPUT", ("title",), id="title-of-control-characters"),
        pytest.param("/intake/batlas?sender=urn:a:b", 400, "INVALID_INPUT", ("sender",), id="sender-of-a-native-document"),
    ],
)  # fmt: skip
async def test_a_wrong_address_is_told_what_is_right(
    client: httpx2.AsyncClient, prefix: str, path: str, status: int, code: str, words: tuple[str, ...]
) -> None:
    response = await client.post(path, content=party(prefix))
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (status, code)
    assert all(word in error["message"] for word in words), error["message"]


async def test_a_file_is_read_packed_in_one_member_or_several(client: httpx2.AsyncClient, prefix: str) -> None:
    content = party(prefix)
    packed = gzip.compress(content[:50]) + gzip.compress(content[50:])
    bits = [packed[n : n + 7] for n in range(0, len(packed), 7)]
    stored = await client.post("/intake/batlas", content=chunks(*bits), headers={"content-encoding": "gzip"})
    assert stored.status_code == 201
    assert (await client.post("/intake/batlas", content=content)).json()["outcome"] == "UNCHANGED"


@pytest.mark.parametrize(
    ("content", "encoding", "status", "word"),
    [
        pytest.param(gzip.compress(b"x" * 100)[:-9], "gzip", 400, "cut off", id="cut-off"),
        pytest.param(b"plain", "gzip", 400, "no gzip", id="not-packed"),
        pytest.param(b"", "br", 415, "'br'", id="another-packing"),
    ],
)
async def test_what_is_packed_wrongly_is_told(
    client: httpx2.AsyncClient, content: bytes, encoding: str, status: int, word: str
) -> None:
    response = await client.post("/intake/batlas", content=content, headers={"content-encoding": encoding})
    assert response.status_code == status
    assert word in response.json()["errors"][0]["message"]


async def test_a_file_that_is_too_large_is_refused_while_it_streams(narrow: httpx2.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 5 * MB:
            sent += 100_000
            yield b" " * 100_000

    response = await narrow.post("/intake/batlas", content=endless())
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (413, "TOO_EXPENSIVE")
    assert "BATLAS_MAX_INTAKE_MB" in response.json()["errors"][0]["message"]
    # The limit of 1 MB, and the one chunk that went past it.
    assert sent == 1.1 * MB


async def test_a_small_packed_file_does_not_unpack_past_the_limit(narrow: httpx2.AsyncClient) -> None:
    packed = io.BytesIO()
    with gzip.open(packed, "wb") as file:
        for _ in range(100):
            file.write(b" " * MB)
    assert len(packed.getvalue()) < MB
    response = await narrow.post("/intake/batlas", content=packed.getvalue(), headers={"content-encoding": "gzip"})
    assert response.status_code == 413
    assert "unpacked" in response.json()["errors"][0]["message"]
    edge = gzip.compress(b" " * MB)
    at_the_limit = await narrow.post("/intake/batlas", content=edge, headers={"content-encoding": "gzip"})
    assert (at_the_limit.status_code, at_the_limit.json()["findings"][0]["code"]) == (422, "EMPTY_DOCUMENT")


async def test_each_door_has_a_limit_of_its_own(database: Database) -> None:
    transport = httpx2.ASGITransport(assemble(Settings(max_body_mb=1, max_intake_mb=2), database))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        assert (await client.post("/intake/batlas", content=b" " * 1_500_000)).status_code == 422
        as_json = {"content-type": "application/json"}
        assert (await client.post("/graphql", content=b" " * 1_500_000, headers=as_json)).status_code == 413


async def test_a_foreign_host_name_sends_nothing(client: httpx2.AsyncClient, prefix: str) -> None:
    response = await client.post("/intake/batlas", content=party(prefix), headers={"host": "evil.example"})
    assert response.status_code == 400
    assert (await client.post("/intake/batlas", content=party(prefix))).status_code == 201, "it was not in"


@pytest.mark.parametrize(
    ("error", "status"),
    [(InvalidInput, 400), (Forbidden, 403), (NotFound, 404), (Conflict, 409), (TooLarge, 413), (Unavailable, 503)],
)
async def test_each_error_has_its_status(error: type[BatlasError], status: int) -> None:
    response = await refuse(Request({"type": "http"}), error("Because."))
    assert response.status_code == status
    assert orjson.loads(bytes(response.body))["errors"] == [{"message": "Because.", "extensions": {"code": error.code}}]


async def test_a_file_is_not_got(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/intake/batlas")).status_code == 405


async def test_without_a_database_a_file_is_not_taken(prefix: str) -> None:
    # Port 9 of loopback: nobody listens.
    async with AsyncGraphDatabase.driver(
        "bolt://127.0.0.1:9", connection_acquisition_timeout=1, max_transaction_retry_time=0
    ) as driver:
        transport = httpx2.ASGITransport(assemble(read_settings(), Database(driver, "neo4j")))
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            response = await client.post("/intake/batlas", content=party(prefix))
            assert response.status_code == 503
            assert response.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"


async def test_a_list_is_sent_with_its_sender_and_mapping(client: httpx2.AsyncClient, prefix: str) -> None:
    content = xlsx(("Lot", "Amount in stock"), ("L1", 5))
    unsaid = await client.post("/intake/xlsx", content=content)
    assert (unsaid.status_code, unsaid.json()["findings"][0]["code"]) == (422, "NO_SENDER")
    told = {"sender": f"{prefix}:s", "mapping": '{"columns": {"Amount in stock": "quantity (kg)"}}'}
    stored = await client.post("/intake/xlsx", content=content, params=told)
    assert (stored.status_code, stored.json()["created"], stored.json()["counts"][0]) == (
        201,
        1,
        {"name": "row", "count": 1},
    )
    junk = await client.post("/intake/xlsx", content=content, params={**told, "mapping": "{"})
    assert (junk.status_code, junk.json()["errors"][0]["extensions"]["code"]) == (400, "INVALID_INPUT")


async def test_lists_are_read_one_at_a_time_and_other_files_meanwhile(
    client: httpx2.AsyncClient, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, most, read_csv, other_is_in = 0, 0, LISTS["csv"], threading.Event()

    def slow(content: bytes, terms: Terms) -> Reading:
        nonlocal going, most
        going += 1
        most = max(most, going)
        assert other_is_in.wait(20)
        time.sleep(0.05)
        going -= 1
        return read_csv(content, terms)

    monkeypatch.setitem(LISTS, "csv", slow)  # pyright: ignore[reportArgumentType]
    address = f"/intake/csv?sender={prefix}:p&dryRun=true"
    lists = [asyncio.create_task(client.post(address, content=f"Lot,Quantity (kg)\n{n},5")) for n in range(3)]
    assert (await client.post("/intake/batlas?dryRun=true", content=party(prefix))).status_code == 200
    other_is_in.set()
    assert [(await sent).status_code for sent in lists] == [200] * 3
    assert most == 1


HERE = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"origin": "http://evil.example", "sec-fetch-site": "cross-site"}, id="another-site"),
        pytest.param({"sec-fetch-site": "cross-site"}, id="another-site-unnamed"),
        pytest.param({"origin": "http://evil.example"}, id="old-browser"),
        pytest.param({"origin": "http://127.0.0.1:9000", "sec-fetch-site": "same-site"}, id="another-port"),
        pytest.param({"sec-fetch-site": "same-site"}, id="another-port-unnamed"),
        pytest.param({"origin": "https://127.0.0.1:8000"}, id="another-scheme"),
        pytest.param({"origin": "null"}, id="a-page-from-a-file"),
        pytest.param({"origin": HERE, "sec-fetch-site": "cross-site"}, id="one-of-two"),
    ],
)
async def test_a_page_of_another_address_sends_nothing(
    client: httpx2.AsyncClient, prefix: str, headers: dict[str, str]
) -> None:
    simple = {"content-type": "text/plain", "x-request-id": "own-1", **headers}
    response = await client.post("/intake/batlas", content=party(prefix), headers=simple)
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (403, "FORBIDDEN")
    assert ("only pages of this address" in error["message"], response.headers["x-request-id"]) == (True, "own-1")
    body = {"query": SUBMIT, "variables": {"d": party(prefix).decode()}}
    assert (await client.post("/graphql", json=body, headers=headers)).status_code == 403
    assert (await client.post("/intake/batlas", content=party(prefix))).status_code == 201, "it was not in"


@pytest.mark.parametrize(
    "headers",
    [{"origin": HERE, "sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": HERE.upper()}],
    ids=["own-page", "typed-by-a-person", "upper-case"],
)
async def test_an_own_page_sends_files_and_any_page_may_read_what_it_is_shown(
    client: httpx2.AsyncClient, prefix: str, headers: dict[str, str]
) -> None:
    assert (await client.post("/intake/batlas", content=party(prefix), headers=headers)).status_code == 201
    link = {"sec-fetch-site": "cross-site"}
    assert (await client.get("/", headers=link)).status_code == 200
