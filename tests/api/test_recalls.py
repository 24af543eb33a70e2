"""Recalls over GraphQL: counts at once, pages of one revision while others write."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.database import Database
from schema.node import encode_at
from tests.chain import parse, take

Ask = Callable[..., Awaitable[dict[str, Any]]]

PAGE = """
query ($lots: [String!]!, $after: String) {
  recall(lots: $lots) {
    carriers(kinds: [PACK], first: 2, after: $after) {
      revision totalCount
      pageInfo { hasNextPage hasPreviousPage endCursor }
      edges { cursor node { key certainty probability massKg share intervals { from to } item { key ... on Pack { massPerUnitKg } } } }
    }
  }
}
"""

COUNTS = """
query ($lots: [String!]!, $after: String) {
  recall(lots: $lots) {
    lots lotCount revision ownerCount
    counts { kind yes possible unknown massKg }
    owners { totalCount edges { node { party item intervals { from to } } } }
    unknown { counts { kind unknown } carriers(kinds: [PACK], first: 500, after: $after) { edges { node { key certainty massKg } } } }
    warnings { code }
  }
}
"""


def packs(prefix: str, *numbers: int) -> str:
    """A pack of 10 kg for each number, with one cell of 1 kg that is all of the lot."""
    return "\n".join(
        f"wind-{n} CELL_PRODUCTION blended: 1 kg cam -> 1 pc cell-{n} @1\npack-{n} @10 = cell-{n} 2025-01-01.."
        for n in numbers
    )


async def test_all_pages_are_of_the_first_ones_revision_while_others_write(
    ask: Ask, database: Database, prefix: str
) -> None:
    await take(database, parse("9 kg cam {NICKEL .5}\n" + packs(prefix, 2, 4, 6, 8), prefix))
    lots = [f"{prefix}:cam"]
    first = (await ask(PAGE, lots=lots))["data"]["recall"]["carriers"]
    assert [edge["node"]["key"] for edge in first["edges"]] == [f"{prefix}:pack-2", f"{prefix}:pack-4"]
    node = first["edges"][0]["node"]
    assert (node["certainty"], node["probability"], node["massKg"], node["share"]) == ("YES", 1, 1, 0.1)
    assert node["intervals"] == [{"from": "2025-01-01T00:00:00+00:00", "to": None}]
    assert node["item"] == {"key": f"{prefix}:pack-2", "massPerUnitKg": 10}
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (4, True)

    await take(database, parse(packs(prefix, 1, 5, 9), prefix))
    second = (await ask(PAGE, lots=lots, after=first["pageInfo"]["endCursor"]))["data"]["recall"]["carriers"]
    assert [edge["node"]["key"] for edge in second["edges"]] == [f"{prefix}:pack-6", f"{prefix}:pack-8"]
    assert (second["revision"], second["totalCount"]) == (first["revision"], 4)
    assert (second["pageInfo"]["hasNextPage"], second["pageInfo"]["hasPreviousPage"]) == (False, True)
    anew = (await ask(PAGE, lots=lots))["data"]["recall"]["carriers"]
    assert (anew["totalCount"], anew["edges"][0]["node"]["key"]) == (7, f"{prefix}:pack-1")


@pytest.mark.parametrize("junk", ["", "junk", "%%%", "cmVjYWxsOng6eQ", "aGlzdG9yeTozOjE"])
async def test_a_junk_cursor_is_the_first_page(ask: Ask, database: Database, prefix: str, junk: str) -> None:
    await take(database, parse("9 kg cam {NICKEL .5}\n" + packs(prefix, 2), prefix))
    found = (await ask(PAGE, lots=[f"{prefix}:cam"], after=junk))["data"]["recall"]["carriers"]
    assert [edge["node"]["key"] for edge in found["edges"]] == [f"{prefix}:pack-2"]


async def test_counts_owners_and_what_is_unknown_come_in_one_answer(ask: Ask, database: Database, prefix: str) -> None:
    documents = parse("9 kg cam {NICKEL .5}\n" + packs(prefix, 2, 4) + "\npack-7 = cell-7", prefix)
    documents[0].records.append(
        {"type": "owned", "item": f"{prefix}:pack-2", "party": f"{prefix}:owner", "from": "2025-02-01"}
    )
    await take(database, documents)
    found = (await ask(COUNTS, lots=[f"{prefix}:cam"]))["data"]["recall"]
    assert found["counts"] == [
        {"kind": "CELL", "yes": 2, "possible": 0, "unknown": None, "massKg": 2},
        {"kind": "PACK", "yes": 2, "possible": 0, "unknown": None, "massKg": 2},
    ]
    assert (found["lots"], found["lotCount"], found["ownerCount"], found["warnings"]) == ([f"{prefix}:cam"], 1, 1, [])
    (owner,) = found["owners"]["edges"]
    assert owner["node"] == {
        "party": f"{prefix}:owner",
        "item": f"{prefix}:pack-2",
        "intervals": [{"from": "2025-02-01T00:00:00+00:00", "to": None}],
    }
    # Other tests' packs are unknown too, and may come before.
    behind = encode_at("recall", found["revision"], prefix)
    found = (await ask(COUNTS, lots=[f"{prefix}:cam"], after=behind))["data"]["recall"]
    unknown = [edge["node"] for edge in found["unknown"]["carriers"]["edges"]]
    assert {"key": f"{prefix}:pack-7", "certainty": "UNKNOWN", "massKg": None} in unknown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param("lots: []", "name 1 to 50", id="no lots"),
        pytest.param('lots: ["urn:t:none"]', "knows no urn:t:none", id="unknown"),
        pytest.param('lots: ["urn:t:none"], ever: true, at: "2025-01-01T00:00:00Z"', "one of them", id="two times"),
    ],
)
async def test_a_wrong_question_is_told_what_is_wrong(ask: Ask, arguments: str, message: str) -> None:
    answer = await ask(f"{{ recall({arguments}) {{ revision }} }}")
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
    assert message in answer["errors"][0]["message"]


async def test_downstream_impact_and_mix_are_asked_over_http(ask: Ask, car: str) -> None:
    query = """
    query ($salt: String!, $miner: String!, $pack: String!) {
      item(key: $salt) { downstream { start gaps { key } coverage { items } nodes { key } edges { source target } } }
      impact(maker: $miner) { lots counts { kind yes possible } }
      mix(pack: $pack) { pack packCount lots { key packs } meetings { process mixing lots } packs { key } }
    }
    """
    answer = (await ask(query, salt=f"{car}:salt-a", miner=f"{car}:miner-a", pack=f"{car}:pack"))["data"]
    down = answer["item"]["downstream"]
    assert {node["key"].removeprefix(f"{car}:") for node in down["nodes"]} == {"salt-a", "make-cathode", "cathode", "make-cells", "cell-1", "cell-2", "pack", "car"}  # fmt: skip
    assert (down["gaps"], down["coverage"]) == ([], None)
    assert {"source": f"{car}:car", "target": f"{car}:pack"} in down["edges"]
    assert answer["impact"]["lots"] == [f"{car}:salt-a"]
    assert {count["kind"] for count in answer["impact"]["counts"]} == {"MATERIAL", "CELL", "PACK", "VEHICLE"}
    salts = [f"{car}:salt-a", f"{car}:salt-b"]
    assert answer["mix"]["lots"] == [{"key": salt, "packs": 0} for salt in salts]
    assert answer["mix"]["meetings"] == [{"process": f"{car}:make-cathode", "mixing": "BLENDED", "lots": salts}]


VEHICLES = """
query ($lots: [String!]!, $after: String) {
  recall(lots: $lots) {
    carriers(kinds: [VEHICLE], first: 500, after: $after) {
      revision totalCount pageInfo { hasNextPage endCursor } edges { node { key } }
    }
  }
}
"""


async def test_ten_thousand_vehicles_are_paged_without_loss_while_a_writer_writes(
    ask: Ask, database: Database, prefix: str
) -> None:
    def vehicles(numbers: range) -> str:
        outputs = ", ".join(f"1 pc cell-{n:05}" for n in numbers)
        wholes = "\n".join(f"vehicle-{n:05} = cell-{n:05}" for n in numbers)
        return f"wind-{numbers.start} CELL_PRODUCTION blended: 1 kg cam -> {outputs}\n{wholes}"

    await take(database, parse("999 kg cam {NICKEL .5}", prefix))
    for start in range(0, 20_000, 4_000):
        # Even numbers, so that what is written meanwhile comes between them.
        await take(database, parse(vehicles(range(start, start + 4_000, 2)), prefix))
    seen: list[str] = []
    after, pages, revisions = None, 0, set()
    while True:
        page = (await ask(VEHICLES, lots=[f"{prefix}:cam"], after=after))["data"]["recall"]["carriers"]
        seen += [edge["node"]["key"] for edge in page["edges"]]
        revisions.add(page["revision"])
        pages += 1
        assert page["totalCount"] == 10_000
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
        await take(database, parse(vehicles(range(2 * pages * 400 + 1, 2 * pages * 400 + 3, 2)), prefix))
    assert (pages, len(revisions)) == (20, 1)
    assert seen == [f"{prefix}:vehicle-{n:05}" for n in range(0, 20_000, 2)]
