"""The demo world as documents, without a database."""

import itertools
import tracemalloc
from collections import Counter

import pytest

from rules.item import Item
from seed.readers import read
from seed.world import documents, pooled, vin
from seed.world.chemistry import LITHIUM_CARBONATE, LITHIUM_HYDROXIDE, NMC622, NMC811
from seed.world.pen import MOST_RECORDS
from seed.world.plan import plan


def test_equal_arguments_give_equal_bytes() -> None:
    assert list(documents(55, seed=1)) == list(documents(55, seed=1))
    assert list(documents(55, seed=1)) != list(documents(55, seed=2))


def test_every_document_of_the_default_world_is_well_formed() -> None:
    kinds: Counter[str] = Counter()
    for document in documents():
        reading = read("batlas", document.content)
        assert reading.findings == [], document.title
        assert len(reading.facts) <= MOST_RECORDS
        kinds.update(p.fact.kind for p in reading.facts if isinstance(p.fact, Item))
    # 200 cars of one pack of 8 modules of 12 cells; a spare module of 12 cells, a second-life pack, a lot of waste packs
    assert kinds["VEHICLE"] == 200
    assert kinds["PACK"] == 200 + 1 + 1
    assert kinds["MODULE"] == 200 * 8 + 1
    assert kinds["CELL"] == 200 * 96 + 12


@pytest.mark.parametrize("vehicles", [1, 2, 3, 7, 8, 51])
def test_a_world_of_any_size_is_well_formed(vehicles: int) -> None:
    readings = [read("batlas", document.content) for document in documents(vehicles)]
    assert all(not reading.findings for reading in readings)
    kinds = Counter[str](p.fact.kind for reading in readings for p in reading.facts if isinstance(p.fact, Item))
    assert kinds["VEHICLE"] == vehicles


@pytest.mark.parametrize("vehicles", [8, 9, 51, 200, 201, 1000])
def test_every_vehicle_is_in_one_batch_and_every_plant_has_one(vehicles: int) -> None:
    batches = [batch for group in plan(vehicles) for batch in group.batches]
    assert [n for b in batches for n in range(b.first, b.first + b.vehicles)] == list(range(1, vehicles + 1))
    assert {batch.plant for batch in batches} == {"kr", "pl", "hu", "us"}
    assert max(batch.vehicles for batch in batches) <= 50
    (polish,) = [b for b in batches if b.first <= pooled(vehicles) < b.first + b.vehicles]
    assert polish.plant == "pl"


def test_a_world_of_any_size_is_made_one_document_at_a_time() -> None:
    # A million vehicles have 42 GB of documents. The next 60 of them take no more memory than the first 60.
    world = documents(1_000_000)
    tracemalloc.start()
    try:
        peaks, sizes = [], []
        for _ in range(2):
            sizes.append(max(len(document.content) for document in itertools.islice(world, 60)))
            peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    assert min(sizes) > 500_000, "both have batches of cells"
    assert peaks[1] < 1.05 * peaks[0]


def test_contents_are_those_of_the_compounds() -> None:
    # Published: cathode fractions from atomic weights (NMC811 Ni 0.48268, Co 0.06058, Mn 0.05647, Li 0.07134; NMC622 Ni 0.36332).
    assert (
        pytest.approx({"NICKEL": 0.48268, "COBALT": 0.06058, "MANGANESE": 0.05647, "LITHIUM": 0.07134}, abs=1e-4)
        == NMC811
    )
    assert NMC622["NICKEL"] == pytest.approx(0.36332, abs=1e-4)
    # 6.94 / (6.94 + 17.007 + 18.015) and 2 x 6.94 / 73.888
    assert LITHIUM_HYDROXIDE["LITHIUM"] == pytest.approx(0.16539, abs=1e-5)
    assert LITHIUM_CARBONATE["LITHIUM"] == pytest.approx(0.18785, abs=1e-5)


def test_a_vin_has_its_check_digit() -> None:
    # 49 CFR 565.15(c) on KZZATLAS?SU000001: weights 8 7 6 5 4 3 2 10 0 9 8 7 6 5 4 3 2, letters K2 Z9 Z9 A1 T3 L3 A1 S2 S2 U4:
    # 16 + 63 + 54 + 5 + 12 + 9 + 2 + 20 + 0 + 0 ... the bare number has 0 at position 9, S2 x 9 (position 10), U4 x 8 (position 11), 1 x 2.
    total = 16 + 63 + 54 + 5 + 12 + 9 + 2 + 20 + 2 * 9 + 4 * 8 + 1 * 2
    assert vin(1) == f"KZZATLAS{total % 11}SU000001"
    assert len({vin(number) for number in range(1, 500)}) == 499
