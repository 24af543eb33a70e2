"""Documents by the mutation."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.native import car, document

Ask = Callable[..., Awaitable[dict[str, Any]]]

SUBMIT = """
mutation ($d: String!, $dry: Boolean! = false, $format: String! = "batlas") {
  submit(document: $d, dryRun: $dry, format: $format) {
    outcome format profile sha256 sender submissionKey revision created unchanged stubs stubCount findingCount
    counts { name count } ignored { name count } findings { code severity pointer message remedy about }
    submission { key revision }
  }
}
"""


async def test_a_document_is_checked_then_accepted_then_unchanged(ask: Ask, prefix: str) -> None:
    text = car(prefix)
    checked = (await ask(SUBMIT, d=text, dry=True))["data"]["submit"]
    assert (checked["outcome"], checked["revision"], checked["submission"]) == ("CHECKED", None, None)
    accepted = (await ask(SUBMIT, d=text))["data"]["submit"]
    assert accepted["outcome"] == "ACCEPTED"
    assert accepted["created"] == checked["created"] == len(text.splitlines()) - 1
    assert accepted["submission"] == {"key": accepted["submissionKey"], "revision": accepted["revision"]}
    assert accepted["stubs"] == [f"{prefix}:miner-a", f"{prefix}:miner-b"]
    again = (await ask(SUBMIT, d=text))["data"]["submit"]
    assert (again["outcome"], again["created"], again["revision"]) == ("UNCHANGED", 0, accepted["revision"])


async def test_a_report_can_be_read_again_from_the_submission(ask: Ask, prefix: str) -> None:
    told = "outcome format profile sha256 sender submissionKey revision dryRun created superseded unchanged stubs stubCount findingCount"
    told = f"{told} counts {{ name count }} ignored {{ name count }} findings {{ code severity pointer message remedy about params }}"
    lot = {"type": "item", "key": f"{prefix}:lot", "kind": "MATERIAL", "unit": "KG", "quantity": 10}
    await ask(SUBMIT, d=document(f"{prefix}:a", lot))
    used = {"type": "consumed", "process": f"{prefix}:later", "item": f"{prefix}:lot", "quantity": 3}
    # What another party states otherwise is a dispute, of which a finding warns; the run is a stub.
    disputing = document(f"{prefix}:b", {**lot, "quantity": 11}, used)
    submitted = (await ask(f"mutation ($d: String!) {{ submit(document: $d) {{ {told} }} }}", d=disputing))["data"][
        "submit"
    ]
    assert (submitted["outcome"], submitted["stubs"]) == ("ACCEPTED", [f"{prefix}:later"])
    assert [finding["severity"] for finding in submitted["findings"]] == ["WARNING"]
    query = f"query ($k: String!) {{ submission(key: $k) {{ report {{ {told} }} }} }}"
    assert (await ask(query, k=submitted["submissionKey"]))["data"]["submission"]["report"] == submitted


async def test_a_broken_document_is_refused_with_every_fault(ask: Ask, prefix: str) -> None:
    text = document(
        f"{prefix}:a",
        {"type": "item", "key": f"{prefix}:x", "kind": "CELL", "unit": "PIECE", "quantity": -1},
        {"type": "contains", "whole": "_:nowhere", "part": f"{prefix}:x"},
        {"type": "process", "key": f"{prefix}:p", "kind": "MAGIC"},
    )
    refused = (await ask(SUBMIT, d=text))["data"]["submit"]
    assert (refused["outcome"], refused["created"], refused["revision"]) == ("REFUSED", 0, None)
    assert {(f["code"], f["pointer"]) for f in refused["findings"]} >= {
        ("NON_POSITIVE_QUANTITY", "line 2 /quantity"),
        ("INVALID_VALUE", "line 4 /kind"),
    }
    assert all(finding["remedy"] for finding in refused["findings"])
    nothing = await ask("query ($k: String!) { item(key: $k) { key } }", k=f"{prefix}:x")
    assert nothing["data"]["item"] is None


async def test_an_unknown_format_is_told_with_those_that_are_known(ask: Ask) -> None:
    answer = await ask(SUBMIT, d="", format="excel")
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
    assert "batlas, catenax" in answer["errors"][0]["message"]


async def test_text_that_has_no_bytes_is_an_encoding_fault(ask: Ask, client: Any) -> None:
    body = b'{"query": "mutation { submit(document: \\"\\\\ud800\\") { outcome findings { code } } }"}'
    answer = (await client.post("/graphql", content=body, headers={"content-type": "application/json"})).json()
    told = answer.get("errors") or answer["data"]["submit"]["findings"]
    assert told
    assert "INTERNAL" not in str(answer)
