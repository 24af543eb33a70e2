"""What was known of an item then and is known now, over GraphQL."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.facts import Facts

Ask = Callable[..., Awaitable[dict[str, Any]]]

CHANGES = """
query ($key: String!, $from: AsOf!, $to: AsOf) { item(key: $key) { changes(from: $from, to: $to) {
  fromRevision toRevision truncated
  facts { change type key target fields { name before after } submission { revision sender { key } } }
  origins { mineral key name before after } } } }
"""
SUBMIT = "mutation ($d: String!) { submit(document: $d) { outcome revision submissionKey findings { message } } }"
STATED = "query ($key: String!) { item(key: $key) { revision submission { key } } }"


async def test_what_changed_is_told_with_who_said_so_and_how_origins_moved(ask: Ask, car: str) -> None:
    """The maker corrects the blend from 70:30 to 50:50; another says what the charger's party is called, which is no part of it."""
    f = Facts(car)
    stated = (await ask(STATED, key=f"{car}:car"))["data"]["item"]
    correction = f.document(
        f.consumed("make-cathode", "salt-a", 1.75),
        f.consumed("make-cathode", "salt-b", 1.75),
        f.party("stranger", name="Stranger"),
        corrects=stated["submission"]["key"],
    )
    report = (await ask(SUBMIT, d=correction.decode()))["data"]["submit"]
    assert report["outcome"] == "ACCEPTED", report
    answer = await ask(CHANGES, key=f"{car}:car", **{"from": {"revision": stated["revision"]}})
    changes = answer["data"]["item"]["changes"]
    assert (changes["fromRevision"], changes["toRevision"]) == (stated["revision"], report["revision"])
    assert changes["truncated"] is False
    by = {"revision": report["revision"], "sender": {"key": f"{car}:maker"}}
    assert changes["facts"] == [
        {
            "change": "CORRECTED", "type": "CONSUMED", "key": f"{car}:make-cathode", "target": f"{car}:salt-{salt}",
            "fields": [{"name": "quantity", "before": before, "after": "1.75"}], "submission": by,
        }
        for salt, before in (("a", "2.45"), ("b", "1.05"))
    ]  # fmt: skip
    moved = {(m["mineral"], m["key"], m["name"]): (m["before"], m["after"]) for m in changes["origins"]}
    assert moved == {
        ("LITHIUM", f"{car}:mine-a", "Mine A"): (pytest.approx(0.7), pytest.approx(0.5)),
        ("LITHIUM", f"{car}:mine-b", "Mine B"): (pytest.approx(0.3), pytest.approx(0.5)),
    }


async def test_what_is_withdrawn_is_gone_with_all_behind_it(ask: Ask, car: str) -> None:
    f = Facts(car)
    stated = (await ask(STATED, key=f"{car}:car"))["data"]["item"]
    withdrawal = f.document(
        f.withdrawn(f.consumed("make-cathode", "salt-b", 1.05)), corrects=stated["submission"]["key"]
    )
    report = (await ask(SUBMIT, d=withdrawal.decode()))["data"]["submit"]
    then, now = {"revision": stated["revision"]}, {"revision": report["revision"]}
    changes = (await ask(CHANGES, key=f"{car}:car", to=now, **{"from": then}))["data"]["item"]["changes"]
    gone = {(fact["change"], fact["type"], fact["key"].removeprefix(f"{car}:")) for fact in changes["facts"]}
    assert gone == {
        ("GONE", "ITEM", "salt-b"),
        ("GONE", "PROCESS", "dig-b"),
        ("GONE", "CONSUMED", "make-cathode"),
        ("GONE", "PRODUCED_BY", "salt-b"),
    }
    moved = {m["key"] and m["key"].removeprefix(f"{car}:"): (m["before"], m["after"]) for m in changes["origins"]}
    assert moved == {"mine-b": (pytest.approx(0.3), 0), None: (0, pytest.approx(0.3))}
    same = (await ask(CHANGES, key=f"{car}:car", to=then, **{"from": then}))["data"]["item"]["changes"]
    assert (same["facts"], same["origins"]) == ([], [])


async def test_a_composition_that_is_corrected_is_told_without_its_fields(ask: Ask, car: str) -> None:
    """A trace does not show compositions; what they change is how origins move."""
    f = Facts(car)
    stated = (await ask(STATED, key=f"{car}:car"))["data"]["item"]
    salt = f.lot("salt-a", 5, LITHIUM=0.25, lot=f"salt-a-{car}")
    correction = f.document(salt, corrects=stated["submission"]["key"])
    report = (await ask(SUBMIT, d=correction.decode()))["data"]["submit"]
    assert report["outcome"] == "ACCEPTED", report
    changes = (await ask(CHANGES, key=f"{car}:car", **{"from": {"revision": stated["revision"]}}))["data"]["item"][
        "changes"
    ]
    (fact,) = changes["facts"]
    assert (fact["change"], fact["key"], fact["fields"]) == ("CORRECTED", f"{car}:salt-a", [])
    # 2.45 kg with 25 % and 1.05 kg with 20 % lithium.
    mine_a = 2.45 * 0.25 / (2.45 * 0.25 + 1.05 * 0.2)
    moved = {m["key"].removeprefix(f"{car}:"): m["after"] for m in changes["origins"]}
    assert moved == {"mine-a": pytest.approx(mine_a), "mine-b": pytest.approx(1 - mine_a)}


async def test_what_was_not_known_then_is_all_stated(ask: Ask, car: str) -> None:
    stated = (await ask(STATED, key=f"{car}:car"))["data"]["item"]
    before = {"revision": stated["revision"] - 1}
    changes = (await ask(CHANGES, key=f"{car}:car", **{"from": before}))["data"]["item"]["changes"]
    assert {fact["change"] for fact in changes["facts"]} == {"STATED"}
    # Of items car, pack, two cells, cathode and two salts; runs for cells, cathode and the two mines.
    assert sum(fact["target"] is None for fact in changes["facts"]) == 11


async def test_from_is_the_earlier_one(ask: Ask, car: str) -> None:
    stated = (await ask(STATED, key=f"{car}:car"))["data"]["item"]
    now, before = {"revision": stated["revision"]}, {"revision": stated["revision"] - 1}
    (error,) = (await ask(CHANGES, key=f"{car}:car", to=before, **{"from": now}))["errors"]
    assert "`from` is the earlier one" in error["message"]
