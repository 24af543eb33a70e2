"""Digests are stored: what they are made of is pinned, record by record, by the JSON that is hashed, written by hand."""

import json
from hashlib import blake2b

import pytest

from rules.document import Line
from rules.record import Record, digest
from tests.graph.test_lookup import full

P = "urn:x"

HASHED = {
    "party": '{"key":"urn:x:party","name":"A name","nameKo":"이름","roles":["MINER","OTHER"],"country":"CL"}',
    "facility": '{"key":"urn:x:facility","name":"A name","nameKo":"이름","operator":"urn:x:party","country":"KR",'
    '"region":"Ulsan","latitude":35.5,"longitude":129.25}',
    "model": '{"key":"urn:x:model","kind":"MATERIAL","name":"A name","nameKo":"이름","manufacturer":"urn:x:party",'
    '"chemistry":"OTHER","chemistryText":"Li-S","massKg":2.0,"energyKwh":0.5,"composition":{"kind":"MEASURED",'
    '"compound":"NMC","fractions":{"LITHIUM":0.07,"NICKEL":0.4},"complete":true}}',
    "item": '{"key":"urn:x:item","kind":"MATERIAL","unit":"L","quantity":40.0,"lot":"L-urn:x","name":"A name","nameKo":"이름",'
    '"massPerUnitKg":1.25,"model":"urn:x:model","composition":{"kind":"MEASURED","compound":"NMC",'
    '"fractions":{"LITHIUM":0.07,"NICKEL":0.4},"complete":true},"identifiers":[{"scheme":"LOT","value":"B-1",'
    '"issuer":"urn:x:buyer"},{"scheme":"PART","value":"part of urn:x"}]}',
    "process": '{"key":"urn:x:process","kind":"OTHER","kindText":"baking","name":"A name","nameKo":"이름",'
    '"operator":"urn:x:party","facility":"urn:x:facility","country":"KR","started":"2024-12-31T23:00:00Z",'
    '"ended":"2025-01-03T00:00:00Z","mixing":"BLENDED","totalOutputKg":40.0,"lossesKg":{"COBALT":0.0,"LITHIUM":0.5},'
    '"recovery":{"NICKEL":0.9},"chainOfCustody":"SEGREGATED"}',
    "charger": '{"key":"urn:x:charger","name":"A name","nameKo":"이름","operator":"urn:x:party","country":"KR",'
    '"region":"Ulsan","latitude":35.5,"longitude":129.25,"powerKw":350.0}',
    "certificate": '{"key":"urn:x:certificate","name":"A name","nameKo":"이름","scheme":"ISO 14001","scope":"OTHER",'
    '"scopeText":"all","status":"SUSPENDED","issuer":"urn:x:party","subjects":["urn:x:item","urn:x:process"],'
    '"validFrom":"2024-01-01T00:00:00Z","validTo":"2025-01-02T00:00:00Z","chainOfCustody":"MASS_BALANCE"}',
    "measurement": '{"key":"urn:x:measurement","item":"urn:x:item","time":"2025-01-01T23:00:00.250000Z","started":"2025-01-01T00:00:00Z",'
    '"measured":"Temperature","uom":"CEL","value":-0.5,"minimum":-1.0,"maximum":0.0,"mean":-0.25,"standardDeviation":0.0,'
    '"percentileRank":50.0,"percentile":0.0,"text":"cold","flag":false,"hexBinary":"0fF0","uri":"urn:x","component":"x",'
    '"substance":"urn:y","exception":"ALARM_CONDITION","device":"urn:z","method":"urn:m","rawData":"urn:r"}',
}

LINKS = [
    ({"type": "produced", "item": "urn:x:a", "process": "urn:x:b"}, "{}"),
    ({"type": "produced", "item": "urn:x:a", "process": "urn:x:b", "quantity": 2, "role": "SCRAP"}, '{"quantity":2.0,"role":"SCRAP"}'),
    ({"type": "consumed", "process": "urn:x:a", "item": "urn:x:b", "role": "COMPONENT"}, '{"role":"COMPONENT"}'),
    ({"type": "contains", "whole": "urn:x:a", "part": "urn:x:b", "quantity": 3, "from": "2025-01-01", "to": "2025-01-02"}, '{"quantity":3.0}'),
    ({"type": "owned", "item": "urn:x:a", "party": "urn:x:b", "from": "2025-01-01"}, "{}"),
    ({"type": "custody", "item": "urn:x:a", "party": "urn:x:b"}, "{}"),
    ({"type": "duty", "item": "urn:x:a", "party": "urn:x:b"}, "{}"),
    ({"type": "controlled", "party": "urn:x:a", "by": "urn:x:b", "share": 0.5, "votes": 1}, '{"share":0.5,"votes":1.0}'),
    ({"type": "hasPart", "model": "urn:x:a", "part": "urn:x:b", "quantity": 4}, '{"quantity":4.0}'),
    ({"type": "madeAt", "model": "urn:x:a", "facility": "urn:x:b"}, "{}"),
    ({"type": "madeAt", "model": "urn:x:a", "facility": "urn:x:b", "validFrom": "2025-01-01", "validTo": "2025-01-01"}, '{"validFrom":"2025-01-01T00:00:00Z","validTo":"2025-01-02T00:00:00Z"}'),
]  # fmt: skip


def of(text: str) -> int:
    """64 bits of BLAKE2b over the text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


@pytest.mark.parametrize("noun", HASHED)
def test_the_digest_of_a_node_is_over_what_it_says(noun: str) -> None:
    record = Line.validate_json(json.dumps(full(P)[noun]), by_alias=True, by_name=False)
    assert isinstance(record, Record)
    assert digest(record) == of(HASHED[noun])


@pytest.mark.parametrize(
    ("line", "hashed"), LINKS, ids=lambda value: value.get("type") if isinstance(value, dict) else None
)
def test_the_digest_of_a_link_is_over_what_it_says_besides_its_ends(line: dict[str, object], hashed: str) -> None:
    record = Line.validate_json(json.dumps(line), by_alias=True, by_name=False)
    assert digest(record) == of(hashed)
