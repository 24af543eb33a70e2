"""By which ways one thing reaches another, on the real database."""

import pytest

from graph.database import Database
from graph.path import find_paths
from rules.errors import TooExpensive
from rules.path import Path
from rules.scope import LOCAL, Scope
from rules.vocabulary import Mineral, Profile
from tests.chain import day
from tests.graph.conftest import Load
from tests.graph.origins import ask as ask_origins
from tests.graph.origins import shares

CHAIN = """
    dig EXTRACTION CL by miner at pit: -> 100 kg ore {LITHIUM .1}
    dig-b EXTRACTION by other: -> 40 kg bought {LITHIUM .1}
    left REFINING blended: 30 kg ore, 10 kg bought -> 40 kg l {LITHIUM .1}
    right REFINING blended: 50 kg ore, 10 kg bought -> 60 kg r {LITHIUM .1}
    wind CELL_PRODUCTION blended: 40 kg l, 60 kg r -> 2 pc cells @50 {LITHIUM .1}
    pack-1 = 2 pc cells 2025-01-01..2025-05-31
    pack-2 = 1 pc box
    1 pc box @10 {LITHIUM 0}
"""


async def path(scope: Scope, database: Database, prefix: str, start: str, end: str, **more: object) -> Path | None:
    """Up to ten ways of lithium between two things of the test."""
    terms = {"mineral": Mineral.LITHIUM, "ways": 10} | more
    (found,) = await find_paths(scope, database, [(f"{prefix}:{start}", f"{prefix}:{end}")], **terms)  # pyright: ignore[reportArgumentType]
    return found


def told(found: Path | None, prefix: str) -> list[tuple[str, float | None]]:
    """Items of each way, with its share."""
    assert found is not None
    return [(" ".join(s.item_key.removeprefix(f"{prefix}:") for s in way.steps), way.share) for way in found.ways]


@pytest.mark.parametrize("start", ["ore", "dig", "pit", "miner"])
async def test_a_lot_a_run_a_place_and_a_party_reach_the_cells(
    scope: Scope, database: Database, load: Load, prefix: str, start: str
) -> None:
    await load(CHAIN)
    found = await path(scope, database, prefix, start, "cells")
    # By r 0.6 x 5/6, by l 0.4 x 3/4.
    assert told(found, prefix) == [("ore r cells", pytest.approx(0.5)), ("ore l cells", pytest.approx(0.3))]
    assert found is not None
    assert (found.share, found.mass_kg) == (pytest.approx(0.8), pytest.approx(10))
    origins = await ask_origins(scope, database, f"{prefix}:cells")
    assert shares(origins.by_source, prefix)["pit"] == pytest.approx(found.share)
    assert (found.ways[0].steps[0].country, found.revision) == ("CL", origins.revision)


async def test_a_way_is_of_the_time_that_is_asked_for(
    scope: Scope, database: Database, load: Load, prefix: str
) -> None:
    await load(CHAIN)
    then = Scope(LOCAL, at=day("2025-03-01"))
    assert told(await path(then, database, prefix, "miner", "pack-1"), prefix) == [
        ("ore r cells pack-1", pytest.approx(0.5)),
        ("ore l cells pack-1", pytest.approx(0.3)),
    ]
    # The cells have been taken out: nothing leads there any more.
    assert told(await path(scope, database, prefix, "miner", "pack-1"), prefix) == []
    assert told(await path(scope, database, prefix, "miner", "pack-2"), prefix) == []


async def test_a_way_is_told_as_it_was_known(scope: Scope, database: Database, load: Load, prefix: str) -> None:
    await load("make REFINING by maker: 5 kg ore -> 5 kg salt {LITHIUM .1}")
    before = await path(scope, database, prefix, "ore", "salt")
    assert before is not None
    await load("[late]\nmix BLENDING: 5 kg salt, 5 kg own -> 10 kg out {LITHIUM .1}\n5 kg own {LITHIUM .1}")
    assert told(await path(scope, database, prefix, "maker", "out"), prefix) == [("salt out", pytest.approx(0.5))]
    past = Scope(LOCAL, revision=before.revision)
    assert await path(past, database, prefix, "maker", "out") is None, "the lot was not known then"
    assert await path(past, database, prefix, "ore", "salt") == before


async def test_the_key_of_an_identifier_finds_the_item_that_is_reached(
    scope: Scope, database: Database, load: Load, prefix: str
) -> None:
    await load("make REFINING by maker: 5 kg ore -> 5 kg salt aka S-1")
    number = f"urn:batlas:item:{prefix.replace(':', '%3A')}%3Abuyer:material:S-1"
    (found,) = await find_paths(scope, database, [(f"{prefix}:ore", number)])
    assert told(found, prefix) == [("ore salt", 1)]
    assert found is not None
    assert found.end == f"{prefix}:salt"


async def test_many_pairs_are_one_statement_and_what_is_not_known_is_none(
    scope: Scope, database: Database, load: Load, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(CHAIN)
    seen: list[str] = []
    monkeypatch.setattr(database, "observe", seen.append)
    pairs = [(f"{prefix}:{a}", f"{prefix}:{b}") for a, b in (("pit", "l"), ("other", "r"), ("pit", "nothing"))]
    first, second, none = await find_paths(scope, database, pairs)
    assert (told(first, prefix), told(second, prefix), none) == (
        [("ore l", pytest.approx(0.75))],
        [("bought r", pytest.approx(1 / 6))],
        None,
    )
    assert len(seen) == 1
    with pytest.raises(TooExpensive):
        await find_paths(scope, database, [("a", f"{prefix}:{n}") for n in range(51)])


async def test_what_intake_warned_of_goes_with_the_ways_that_rest_on_it(
    scope: Scope, database: Database, load: Load, prefix: str
) -> None:
    # More lithium came out than went in.
    await load(
        "make REFINING: 5 kg ore -> 9 kg salt {LITHIUM .5}\n5 kg ore {LITHIUM .1}\nlast BLENDING: 9 kg salt, 1 kg b -> 9 kg out",
        Profile.LENIENT,
    )
    warned = await path(scope, database, prefix, "ore", "out")
    assert warned is not None
    assert [finding.code for finding in warned.warnings] == ["CLOSURE"]
    other = await path(scope, database, prefix, "b", "out")
    assert other is not None
    assert (other.ways != (), other.warnings) == (True, ())
