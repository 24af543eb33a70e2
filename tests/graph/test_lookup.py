"""Things by key and by the names that people know: in order, with the unknown as none, all in one statement."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest

from graph.certificate import fetch_certificates
from graph.charger import fetch_chargers
from graph.database import Database
from graph.facility import fetch_facilities
from graph.item import fetch_items, find_items
from graph.measurement import fetch_measurements
from graph.model import fetch_models
from graph.party import fetch_parties
from graph.process import fetch_processes
from graph.submission import fetch_submissions
from rules.document import Line
from rules.report import Outcome
from rules.scope import Scope
from rules.stated import Stated
from rules.vocabulary import ItemKind, Profile
from seed.readers import read
from tests.chain import Document, take
from tests.conftest import NOW
from tests.facts import Facts
from tests.graph.conftest import Load
from tests.graph.intake import accept
from tests.graph.intake import take as take_native

Fetch = Callable[[Scope, Database, Sequence[str]], Awaitable[list[Stated[Any] | None]]]


def full(p: str) -> dict[str, dict[str, Any]]:
    """A record of each noun with every field stated, by noun."""
    minerals = {"fractions": {"LITHIUM": 0.07, "NICKEL": 0.4}, "kind": "MEASURED", "compound": "NMC", "complete": True}
    named = {"name": "A name", "nameKo": "이름"}
    place = {"country": "KR", "region": "Ulsan", "latitude": 35.5, "longitude": 129.25}
    made = {
        "kindText": "baking",
        "country": "KR",
        "mixing": "BLENDED",
        "totalOutputKg": 40,
        "chainOfCustody": "SEGREGATED",
    }
    balance = {"lossesKg": {"LITHIUM": 0.5, "COBALT": 0}, "recovery": {"NICKEL": 0.9}}
    days = {"started": "2025-01-01T08:00:00+09:00", "ended": "2025-01-02"}
    lot = {"scheme": "LOT", "value": "B-1", "issuer": f"{p}:buyer"}
    part = {"scheme": "PART", "value": f"part of {p}"}
    return {
        "party": {"type": "party", "key": f"{p}:party", **named, "roles": ["MINER", "OTHER"], "country": "CL"},
        "facility": {"type": "facility", "key": f"{p}:facility", **named, **place, "operator": f"{p}:party"},
        "model": {
            "type": "model", "key": f"{p}:model", "kind": "MATERIAL", **named, "manufacturer": f"{p}:party",
            "chemistry": "OTHER", "chemistryText": "Li-S", "massKg": 2, "energyKwh": 0.5, "composition": minerals,
        },
        "item": {
            "type": "item", "key": f"{p}:item", "kind": "MATERIAL", "unit": "L", "quantity": 40, "lot": f"L-{p}",
            **named, "massPerUnitKg": 1.25, "model": f"{p}:model", "composition": minerals, "identifiers": [lot, part],
        },
        "process": {
            "type": "process", "key": f"{p}:process", "kind": "OTHER", **named, **made, **balance, **days,
            "operator": f"{p}:party", "facility": f"{p}:facility",
        },
        "charger": {"type": "charger", "key": f"{p}:charger", **named, **place, "operator": f"{p}:party", "powerKw": 350},
        "certificate": {
            "type": "certificate", "key": f"{p}:certificate", **named, "scheme": "ISO 14001", "scope": "OTHER",
            "scopeText": "all", "status": "SUSPENDED", "issuer": f"{p}:party", "chainOfCustody": "MASS_BALANCE",
            "subjects": [f"{p}:item", f"{p}:process"], "validFrom": "2024-01-01", "validTo": "2025-01-01",
        },
        "measurement": {
            "type": "measurement", "key": f"{p}:measurement", "item": f"{p}:item", "time": "2025-01-02T08:00:00.25+09:00",
            "started": "2025-01-01", "measured": "Temperature", "uom": "CEL", "value": -0.5, "minimum": -1, "maximum": 0, "mean": -0.25,
            "standardDeviation": 0, "percentileRank": 50, "percentile": 0, "text": "cold", "flag": False, "hexBinary": "0fF0",
            "uri": "urn:x", "component": "x", "substance": "urn:y", "exception": "ALARM_CONDITION", "device": "urn:z", "method": "urn:m",
            "rawData": "urn:r",
        },
    }  # fmt: skip


FETCHES: dict[str, Fetch] = {
    "party": fetch_parties,
    "facility": fetch_facilities,
    "model": fetch_models,
    "item": fetch_items,
    "process": fetch_processes,
    "charger": fetch_chargers,
    "certificate": fetch_certificates,
    "measurement": fetch_measurements,
}


@pytest.fixture
async def stated(database: Database, prefix: str) -> str:
    """The records of `full` in the graph; answers the submission's key."""
    document = Document(f"{prefix}:sender", list(full(prefix).values()))
    await take(database, [document])
    return f"urn:batlas:submission:{read('batlas', document.content()).sha256}"


@pytest.mark.parametrize("noun", FETCHES)
async def test_a_record_is_read_back_as_it_was_stated(
    stated: str, scope: Scope, database: Database, prefix: str, noun: str
) -> None:
    (found,) = await FETCHES[noun](scope, database, [f"{prefix}:{noun}"])
    assert found is not None
    assert found.record == Line.validate_python(full(prefix)[noun], strict=False, by_alias=True)
    assert (found.key, found.submission, found.is_stub) == (f"{prefix}:{noun}", stated, False)


@pytest.mark.parametrize("noun", FETCHES)
async def test_keys_are_answered_in_their_order_with_the_unknown_as_none(
    stated: str, scope: Scope, database: Database, prefix: str, noun: str
) -> None:
    known = f"{prefix}:{noun}"
    keys = [f"{prefix}:nowhere", known, "", known, *(f"{prefix}:{n}" for n in range(995)), known]
    found = await FETCHES[noun](scope, database, keys)
    assert len(found) == 1000
    assert [number for number, one in enumerate(found) if one is not None] == [1, 3, 999]
    assert found[1] == found[3] == found[999]
    assert await FETCHES[noun](scope, database, []) == []


@pytest.mark.parametrize("noun", FETCHES)
async def test_what_was_stated_later_was_not_known_then(
    stated: str, scope: Scope, database: Database, prefix: str, noun: str
) -> None:
    (now,) = await FETCHES[noun](scope, database, [f"{prefix}:{noun}"])
    assert now is not None
    assert now.since_rev is not None
    assert await FETCHES[noun](replace(scope, revision=now.since_rev - 1), database, [f"{prefix}:{noun}"]) == [None]


async def test_what_was_referred_to_and_stated_later_was_a_stub_then(
    scope: Scope, database: Database, prefix: str
) -> None:
    f = Facts(prefix)
    first = await accept(database, f, f.consumed("run", "lot", 1))
    await accept(database, f, f.lot("lot", 1), f.run("run"))
    for fetch, key in ((fetch_items, "lot"), (fetch_processes, "run")):
        (then,) = await fetch(replace(scope, revision=first.revision), database, [f.key(key)])
        assert then == Stated(f.key(key), None, None, None)


@pytest.mark.parametrize("noun", FETCHES)
async def test_a_record_that_was_corrected_is_read_back_as_it_was(
    stated: str, scope: Scope, database: Database, prefix: str, noun: str
) -> None:
    f = Facts(prefix)
    (before,) = await FETCHES[noun](scope, database, [f.key(noun)])
    field = "device" if noun == "measurement" else "name"
    other = full(prefix)[noun] | {field: "Another name"}
    report = await take_native(database, f.document(other, sender="sender", corrects=stated))
    assert report.outcome is Outcome.ACCEPTED, report.findings
    (after,) = await FETCHES[noun](scope, database, [f.key(noun)])
    assert before is not None
    assert after is not None
    assert after.record is not None
    assert (getattr(after.record, field), after.submission) == ("Another name", report.submission)
    assert await FETCHES[noun](replace(scope, revision=before.since_rev), database, [f.key(noun)]) == [before]


async def test_a_former_number_is_found_as_of_then(scope: Scope, database: Database, prefix: str) -> None:
    f = Facts(prefix)
    first = await accept(database, f, f.lot("salt", 1, lot=f"{prefix} old"))
    await accept(database, f, f.lot("salt", 1, lot=f"{prefix} new"), corrects=first.submission)
    then = replace(scope, revision=first.revision)
    for asked, number, found in ((scope, "old", 0), (scope, "new", 1), (then, "old", 1), (then, "new", 0)):
        assert len(await find_items(asked, database, f"{prefix} {number}")) == found, (asked, number)


async def test_a_thing_that_is_only_referred_to_is_a_stub(
    stated: str, scope: Scope, database: Database, prefix: str
) -> None:
    (found,) = await fetch_parties(scope, database, [f"{prefix}:buyer"])
    assert found is not None
    assert (found.is_stub, found.record, found.submission) == (True, None, None)


async def test_a_submission_tells_who_sent_what_when(
    stated: str, scope: Scope, database: Database, prefix: str
) -> None:
    nothing, found = await fetch_submissions(scope, database, ["urn:x:nothing", stated])
    assert nothing is None
    assert found is not None
    assert (found.sender, found.format, found.profile) == (f"{prefix}:sender", "batlas", Profile.STRICT)
    assert (found.received_at, found.record_count, found.finding_count) == (NOW, 8, 0)
    assert found.key.endswith(found.sha256)
    assert await fetch_submissions(replace(scope, revision=found.revision - 1), database, [stated]) == [None]


async def test_an_item_is_found_by_the_number_that_its_buyer_gave_it_and_not_by_that_of_its_type(
    stated: str, scope: Scope, database: Database, prefix: str
) -> None:
    buyer, value = quote(f"{prefix}:buyer", safe=""), quote(f"part of {prefix}", safe="")
    keys = [
        f"urn:batlas:item:{buyer}:material:B-1",
        f"urn:batlas:identifier:part::{value}",
        f"urn:batlas:identifier:part:{value}",
    ]
    found = await fetch_items(scope, database, keys)
    assert [one and one.key for one in found] == [f"{prefix}:item", None, None]


async def test_a_name_that_contradictory_data_give_to_two_things_finds_the_first_by_key(
    load: Load, scope: Scope, database: Database, prefix: str
) -> None:
    await load("9 kg b aka L-1\n9 kg a aka L-1\n9 kg c aka L-1", Profile.LENIENT)
    (found,) = await fetch_items(scope, database, [f"urn:batlas:item:{quote(f'{prefix}:buyer', safe='')}:material:L-1"])
    assert found is not None
    assert found.key == f"{prefix}:a"


NUMBERS = """
{"type":"document","sender":"P:one"}
{"type":"item","key":"P:cell","kind":"CELL","unit":"PIECE","quantity":1,"serial":"N-P"}
{"type":"item","key":"P:lot","kind":"MATERIAL","unit":"KG","lot":"N-P"}
{"type":"item","key":"P:named","kind":"CELL","unit":"PIECE","identifiers":[{"scheme":"LOT","value":"N-P","issuer":"P:buyer"}]}
{"type":"item","key":"P:vehicle","kind":"VEHICLE","unit":"PIECE","quantity":1,"identifiers":[{"scheme":"VIN","value":"V-P"}]}
{"type":"item","key":"P:both","kind":"CELL","unit":"PIECE","quantity":1,"serial":"B-P","identifiers":[{"scheme":"OTHER","value":"B-P"}]}
"""


@pytest.mark.parametrize(
    ("value", "more", "expected"),
    [
        ("N-P", {}, ["cell", "lot", "named"]),
        ("N-P", {"kind": ItemKind.CELL}, ["cell", "named"]),
        ("N-P", {"party": "P:one"}, ["cell", "lot", "named"]),
        ("N-P", {"party": "P:buyer"}, ["named"]),
        ("N-P", {"party": "P:nobody"}, []),
        ("V-P", {}, ["vehicle"]),
        ("V-P", {"kind": ItemKind.PACK}, []),
        ("B-P", {}, ["both"]),
        ("n-P", {}, []),
        ("", {}, []),
    ],
    ids=[
        "serial-lot-and-identifier",
        "of-a-kind",
        "of-whom-stated-it",
        "of-whom-gave-the-number",
        "of-nobody",
        "vin",
        "vin-of-another-kind",
        "once-though-named-twice",
        "case-counts",
        "nothing",
    ],
)
async def test_items_are_found_by_their_numbers(
    scope: Scope, database: Database, prefix: str, value: str, more: dict[str, Any], expected: list[str]
) -> None:
    lines = NUMBERS.replace("P:", f"{prefix}:").replace("-P", f"-{prefix}").strip().splitlines()
    await take(database, [Document(f"{prefix}:one", [json.loads(line) for line in lines[1:]])])
    value, more = value.replace("-P", f"-{prefix}"), dict(more)
    if "party" in more:
        more["party"] = more["party"].replace("P:", f"{prefix}:")
    found = await find_items(scope, database, value, **more)
    assert [item.key for item in found] == sorted(f"{prefix}:{name}" for name in expected)


async def test_a_partys_own_item_is_found_though_a_hundred_others_use_its_number(
    scope: Scope, database: Database, prefix: str
) -> None:
    lot = {"type": "item", "kind": "MATERIAL", "unit": "KG", "lot": f"N-{prefix}"}
    others = [lot | {"key": f"{prefix}:a{n:03}"} for n in range(101)]
    await take(
        database, [Document(f"{prefix}:many", others), Document(f"{prefix}:one", [lot | {"key": f"{prefix}:z"}])]
    )
    assert len(await find_items(scope, database, f"N-{prefix}")) == 100
    found = await find_items(scope, database, f"N-{prefix}", party=f"{prefix}:one")
    assert [item.key for item in found] == [f"{prefix}:z"]
