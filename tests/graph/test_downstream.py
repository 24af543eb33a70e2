"""What became of a thing, what met in a pack, and what a supplier's lots are in."""

import pytest

from graph.database import Database
from graph.downstream import trace_downstream
from graph.impact import find_impact
from graph.mix import find_mixed
from graph.upstream import trace_upstream
from rules.errors import InvalidInput
from rules.mix import Meeting, MixedLot, SharingPack
from rules.scope import LOCAL, Scope
from rules.trace import Trace
from rules.vocabulary import ItemKind, Mixing, ProcessKind
from tests.chain import parse, take

NOW = Scope(LOCAL)

CHAIN = """
dig EXTRACTION CL by miner at pit 2024-01-01..2024-01-31: -> 100 kg ore {NICKEL .1}
21 kg other {NICKEL .1}
wind CELL_PRODUCTION KR by maker 2024-03-01..2024-03-02: 60 kg ore, 20 kg other, 1 kg water AUXILIARY -> 1 pc cell-1 @40, 1 pc cell-2 @40
melt CELL_PRODUCTION KR by maker blended 2024-03-01..2024-03-02: 40 kg ore -> 1 pc cell-3 @40
pack-1 @50 = cell-1
pack-2 @50 = cell-2
pack-3 @50 = cell-3
vehicle-1 @1000 = pack-1
"""


async def down(database: Database, key: str, scope: Scope = NOW) -> Trace:
    """What became of a known item."""
    (found,) = await trace_downstream(scope, database, [key])
    assert found is not None
    return found


async def test_downstream_is_the_same_graph_walked_the_other_way(database: Database, prefix: str) -> None:
    await take(database, parse(CHAIN, prefix))
    found = await down(database, f"{prefix}:other")
    depths = {node.key.removeprefix(f"{prefix}:"): (node.depth, node.tier) for node in found.nodes}
    # Nobody is stated to have made `other`, so that the run of the maker is no change of party.
    assert depths == {"other": (0, 0), "wind": (1, 0), "cell-1": (2, 0), "cell-2": (2, 0), "pack-1": (3, 0), "pack-2": (3, 0), "vehicle-1": (4, 0)}  # fmt: skip
    (up,) = await trace_upstream(NOW, database, [f"{prefix}:vehicle-1"])
    assert up is not None
    both = {node.key for node in up.nodes} & {node.key for node in found.nodes}
    edges = {edge for edge in found.edges if {edge.source, edge.target} <= both}
    assert edges == {edge for edge in up.edges if {edge.source, edge.target} <= both}
    assert len(edges) == 4
    assert (found.gaps, found.coverage, found.truncated) == ((), None, False)


async def test_tiers_downstream_count_changes_of_party(database: Database, prefix: str) -> None:
    text = (
        "ship TRANSPORT by carrier: 10 kg ore -> 10 kg shipped\nmelt REFINING by refiner: 10 kg shipped -> 5 kg salt\n"
    )
    dig = "dig EXTRACTION by miner: -> 10 kg ore\n"
    await take(database, parse(dig + text, prefix))
    tiers = {node.key.removeprefix(f"{prefix}:"): node.tier for node in (await down(database, f"{prefix}:ore")).nodes}
    # Who dug the ore is upstream of it and not looked at; the refiner follows on whom it came from.
    assert tiers == {"ore": 0, "ship": 0, "shipped": 0, "melt": 0, "salt": 0}


async def test_downstream_at_a_time_and_as_of_a_revision(database: Database, prefix: str) -> None:
    await take(database, parse("pack-1 = cell-1 2025-01-01..2025-01-31\npack-2 = cell-1 2025-03-01..", prefix))
    now = await down(database, f"{prefix}:cell-1")
    await take(database, parse("vehicle-1 = pack-2", prefix))
    keys = {node.key.removeprefix(f"{prefix}:") for node in (await down(database, f"{prefix}:cell-1")).nodes}
    assert keys == {"cell-1", "pack-2", "vehicle-1"}
    before = await down(database, f"{prefix}:cell-1", Scope(LOCAL, revision=now.revision))
    assert [node.key for node in before.nodes] == [f"{prefix}:cell-1", f"{prefix}:pack-2"]


async def test_an_impact_is_a_recall_of_all_that_a_maker_made(database: Database, prefix: str) -> None:
    await take(database, parse(CHAIN, prefix))
    found = await find_impact(NOW, database, f"{prefix}:miner")
    assert found.lots == (f"{prefix}:ore",)
    counts = {count.kind: (count.yes, count.possible) for count in found.carriers.counts()}
    # Two cells drew from a pool of 60 and 20 kg, the third is of ore alone; the ore itself counts too.
    assert counts == {ItemKind.MATERIAL: (1, 0), ItemKind.CELL: (1, 2), ItemKind.PACK: (1, 2), ItemKind.VEHICLE: (0, 1)}
    masses = {count.kind: count.mass_kg for count in found.carriers.counts()}
    # 60 of 80 kg in two cells of 40, and all of the third.
    assert masses[ItemKind.CELL] == pytest.approx(2 * 40 * 60 / 80 + 40)
    assert masses[ItemKind.MATERIAL] == 100
    at_pit = await find_impact(NOW, database, f"{prefix}:pit")
    assert at_pit.carriers.page(50) == found.carriers.page(50)


async def test_as_of_before_a_run_was_stated_it_had_no_impact(database: Database, prefix: str) -> None:
    await take(database, parse("dig EXTRACTION by miner at pit: -> 100 kg ore", prefix))
    before = await find_impact(NOW, database, f"{prefix}:miner")
    await take(
        database,
        parse("dig-2 EXTRACTION by miner: -> 100 kg ore-2\nwind CELL_PRODUCTION: 1 kg ore -> 1 pc cell-1", prefix),
    )
    after = await find_impact(NOW, database, f"{prefix}:miner")
    again = await find_impact(Scope(LOCAL, revision=before.revision), database, f"{prefix}:miner")
    assert len(after.lots) == 2
    assert (again.lots, again.carriers.page(50)) == (before.lots, before.carriers.page(50))


async def test_an_unknown_maker_is_named(database: Database, prefix: str) -> None:
    with pytest.raises(InvalidInput, match=f"no party or facility {prefix}:nobody"):
        await find_impact(NOW, database, f"{prefix}:nobody")


async def test_what_met_in_a_pack_and_who_shares_it(database: Database, prefix: str) -> None:
    await take(database, parse(CHAIN, prefix))
    found = await find_mixed(NOW, database, f"{prefix}:pack-1")
    assert found is not None
    ore, other = f"{prefix}:ore", f"{prefix}:other"
    assert found.meetings == (Meeting(f"{prefix}:wind", ProcessKind.CELL_PRODUCTION, Mixing.POOLED, (ore, other)),)
    # The ore is in both other packs, what it met only in one.
    assert found.lots == (MixedLot(ore, ItemKind.MATERIAL, 2), MixedLot(other, ItemKind.MATERIAL, 1))
    assert list(found.packs) == [SharingPack(f"{prefix}:pack-2", 2), SharingPack(f"{prefix}:pack-3", 1)]
    alone = await find_mixed(NOW, database, f"{prefix}:pack-3")
    assert alone is not None
    assert (alone.meetings, alone.lots, list(alone.packs)) == ((), (), [])
    assert await find_mixed(NOW, database, f"{prefix}:nothing") is None


async def test_a_mix_as_of_an_earlier_revision(database: Database, prefix: str) -> None:
    await take(database, parse(CHAIN, prefix))
    before = await find_mixed(NOW, database, f"{prefix}:pack-1")
    assert before is not None
    await take(database, parse("late CELL_PRODUCTION blended: 1 kg other -> 1 pc cell-9\npack-9 = cell-9", prefix))
    after = await find_mixed(NOW, database, f"{prefix}:pack-1")
    assert after is not None
    assert SharingPack(f"{prefix}:pack-9", 1) in after.packs
    assert await find_mixed(Scope(LOCAL, revision=before.revision), database, f"{prefix}:pack-1") == before


async def test_a_mix_of_a_pack_that_is_like_others(database: Database, prefix: str) -> None:
    await take(database, parse("weld PACK_ASSEMBLY: 1 kg glue-a, 1 kg glue-b -> 1 pc pack-1, 1 pc pack-2", prefix))
    for pack, other in (("pack-1", "pack-2"), ("pack-2", "pack-1")):
        found = await find_mixed(NOW, database, f"{prefix}:{pack}")
        assert found is not None
        assert list(found.packs) == [SharingPack(f"{prefix}:{other}", 2)]


async def test_a_mix_of_a_pack_that_was_emptied_is_nothing(database: Database, prefix: str) -> None:
    await take(database, parse("pack-1 = module-1 2025-01-01..2025-01-31", prefix))
    now = await find_mixed(NOW, database, f"{prefix}:pack-1")
    assert now is not None
    assert (now.lots, list(now.packs)) == ((), [])
    assert await find_mixed(Scope(LOCAL, revision=now.revision), database, f"{prefix}:pack-1") == now
