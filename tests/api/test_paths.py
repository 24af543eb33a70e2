"""How one thing reaches another over GraphQL, on the small chain whose figures tests/native.py works out."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

import pytest

Ask = Callable[..., Awaitable[dict[str, Any]]]

PATH = """
query ($from: String!, $to: String!, $mineral: Mineral, $ways: Int! = 10, $merged: Boolean! = true, $at: DateTime, $asOf: AsOf) {
  path(from: $from, to: $to, mineral: $mineral, ways: $ways, merged: $merged, at: $at, asOf: $asOf) {
    start end mineral throughRecycling revision at massKg share complete withheld warnings { code }
    ways { share massKg expectation steps {
      itemKey itemKind items link share expectation quantity unit processKey processKind partyKey partyName facilityKey facilityName country
      item { key }
    } }
  }
}
"""


async def test_a_mine_reaches_a_car(ask: Ask, car: str) -> None:
    number = f"urn:batlas:identifier:vin:{quote(f'VIN-{car}', safe='')}"
    answer = (await ask(PATH, **{"from": f"{car}:mine-a"}, to=number, mineral="LITHIUM"))["data"]["path"]
    assert (answer["start"], answer["end"]) == (f"{car}:mine-a", f"{car}:car")
    # 70 % of 0.7 kg, by two cells that are alike.
    assert (answer["share"], answer["massKg"], answer["complete"]) == (pytest.approx(0.7), pytest.approx(0.7), True)
    (way,) = answer["ways"]
    assert (way["share"], way["massKg"], way["expectation"]) == (pytest.approx(0.7), pytest.approx(0.49), False)
    steps = way["steps"]
    assert [step["itemKey"].removeprefix(f"{car}:") for step in steps] == ["salt-a", "cathode", "cell-1", "pack", "car"]
    assert [step["share"] for step in steps] == pytest.approx([1, 0.7, 1, 1, 1])
    assert [step["items"] for step in steps] == [1, 1, 2, 1, 1]
    assert steps[1] == {
        "itemKey": f"{car}:cathode", "itemKind": "MATERIAL", "items": 1, "link": "CONSUMED", "share": pytest.approx(0.7), "expectation": False,
        "quantity": 2.45, "unit": "KG", "processKey": f"{car}:make-cathode", "processKind": "CATHODE_PRODUCTION",
        "partyKey": f"{car}:maker", "partyName": "Maker", "facilityKey": f"{car}:plant", "facilityName": "Plant", "country": "KR",
        "item": {"key": f"{car}:cathode"},
    }  # fmt: skip
    assert [step["link"] for step in steps] == ["PRODUCED_BY", "CONSUMED", "CONSUMED", "CONTAINS", "CONTAINS"]


async def test_the_cathode_reaches_the_car_by_both_cells(ask: Ask, car: str) -> None:
    """Of all mass: two cells of 5 kg took 10 kg of cathode, and hold 10 of the pack's 12 kg."""
    answer = (await ask(PATH, **{"from": f"{car}:cathode"}, to=f"{car}:pack", merged=False))["data"]["path"]
    found = [
        ([step["itemKey"].removeprefix(f"{car}:") for step in way["steps"]], way["share"]) for way in answer["ways"]
    ]
    half = pytest.approx(5 / 12)
    assert found == [(["cathode", "cell-1", "pack"], half), (["cathode", "cell-2", "pack"], half)]
    assert (answer["share"], answer["massKg"], answer["mineral"]) == (pytest.approx(10 / 12), 12, None)


async def test_what_does_not_lead_there_has_no_way_and_what_is_not_known_is_null(ask: Ask, car: str) -> None:
    none = (await ask(PATH, **{"from": f"{car}:owner"}, to=f"{car}:car"))["data"]["path"]
    assert (none["ways"], none["share"], none["complete"]) == ([], 0, True)
    for start, end in (("nothing", "car"), ("mine-a", "nothing"), ("mine-a", "mine-b")):
        assert (await ask(PATH, **{"from": f"{car}:{start}"}, to=f"{car}:{end}"))["data"] == {"path": None}


async def test_a_path_is_of_a_time_and_as_of_a_revision(ask: Ask, car: str) -> None:
    ends = {"from": f"{car}:mine-a", "to": f"{car}:car"}
    # The pack came into the car on May 1.
    before = (await ask(PATH, **ends, at="2025-04-30T23:59:59Z"))["data"]["path"]
    assert (before["ways"], before["at"]) == ([], "2025-04-30T23:59:59+00:00")
    now = (await ask(PATH, **ends, at="2025-05-01T00:00:00Z"))["data"]["path"]
    assert len(now["ways"]) == 1
    known = {"revision": now["revision"]}
    assert (await ask(PATH, **ends, asOf=known))["data"]["path"]["ways"] == now["ways"]
    unknown = {"revision": now["revision"] - 1}
    assert (await ask(PATH, **ends, asOf=unknown))["data"] == {"path": None}


@pytest.mark.parametrize("ways", [0, 11])
async def test_one_to_ten_ways_can_be_asked_for(ask: Ask, car: str, ways: int) -> None:
    answer = await ask(PATH, **{"from": f"{car}:mine-a"}, to=f"{car}:car", ways=ways)
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
    assert "1 to 10" in answer["errors"][0]["message"]
