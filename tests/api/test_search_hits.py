"""Search over HTTP."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.database import Database

Ask = Callable[..., Awaitable[dict[str, Any]]]

SEARCH = """
query ($text: String!, $first: Int, $nouns: [Noun!], $kinds: [ItemKind!], $asOf: AsOf) {
  search(text: $text, first: $first, nouns: $nouns, kinds: $kinds, asOf: $asOf) {
    revision truncated hits { noun key field text score thing { __typename key stated ... on Party { name { en ko } } } } } }
"""


async def test_a_vin_finds_its_car_first(ask: Ask, car: str) -> None:
    found = (await ask(SEARCH, text=f"VIN-{car}"))["data"]["search"]
    assert found["hits"][0] == {
        "noun": "ITEM",
        "key": f"{car}:car",
        "field": "IDENTIFIER",
        "text": f"VIN-{car}",
        "score": 1,
        "thing": {"__typename": "Vehicle", "key": f"{car}:car", "stated": True},
    }


async def test_a_misspelt_name_finds_the_party_among_parties(ask: Ask, car: str) -> None:
    found = (await ask(SEARCH, text="메이커", nouns=["PARTY"], first=100))["data"]["search"]
    assert {hit["thing"]["name"]["ko"] for hit in found["hits"]} == {"메이커"}
    assert {hit["field"] for hit in found["hits"]} == {"NAME_KO"}
    misspelt = (await ask(SEARCH, text="Makre", nouns=["PARTY"], first=100))["data"]["search"]
    assert misspelt["hits"][0]["thing"]["name"] == {"en": "Maker", "ko": "메이커"}


async def test_what_was_not_known_then_is_no_hit(ask: Ask, car: str) -> None:
    stated = (await ask("query ($key: String!) { item(key: $key) { revision } }", key=f"{car}:car"))["data"]["item"]
    then = {"revision": stated["revision"] - 1}
    answer = (await ask(SEARCH, text=f"VIN-{car}", asOf=then))["data"]["search"]
    assert (answer["revision"], [hit for hit in answer["hits"] if hit["key"].startswith(f"{car}:")]) == (
        then["revision"],
        [],
    )


@pytest.mark.parametrize("first", [-1, 101])
async def test_a_number_of_hits_out_of_bounds_is_told(ask: Ask, first: int) -> None:
    (error,) = (await ask(SEARCH, text="a", first=first))["errors"]
    assert (error["extensions"]["code"], "100" in error["message"]) == ("INVALID_INPUT", True)


@pytest.mark.parametrize("text", ["", '"', "AND OR NOT", "*", "\\", "양", "\0"])
async def test_a_nasty_text_is_answered(ask: Ask, text: str) -> None:
    assert "errors" not in await ask(SEARCH, text=text)


async def test_hits_of_a_noun_are_fetched_in_one_statement(
    ask: Ask, car: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(database, "observe", seen.append)
    found = (await ask(SEARCH, text=car, first=100))["data"]["search"]
    nouns = {hit["noun"] for hit in found["hits"]}
    assert len(found["hits"]) > len(nouns) > 4
    assert len(seen) == 1 + len(nouns)
