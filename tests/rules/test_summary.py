"""A chain drawn together: groups, flows between them, and where they are drawn."""

from random import Random

import pytest

from rules.lineage import lay_out
from rules.overview import summarise
from rules.overview.arrange import count_crossings, find_rows
from rules.overview.summarise import MOST_OPENED
from rules.summary import Group, Summary, SummaryBy
from rules.trace import Coverage, Trace
from rules.vocabulary import ItemKind, ProcessKind
from tests.rules.upstream import chain

CHAIN = """
    dig EXTRACTION CL by miner at pit: -> 100 kg ore
    refine REFINING CN by refiner at works: 60 kg ore, 4 kg acid -> 50 kg salt
    ship TRANSPORT CN by carrier: 50 kg salt -> 50 kg landed
    wind CELL_PRODUCTION KR by maker at plant: 20 kg landed, 3 pc foil -> 10 pc cells @2
    1 pc box
    pack-1 = 8 pc cells, 1 pc box
    vehicle-1 = pack-1
"""


def summary(text: str, start: str, by: SummaryBy, expand: tuple[str, ...] = ()) -> Summary:
    """The summary of an item of the text."""
    return summarise(trace(text, start), by, expand)


def trace(text: str, start: str) -> Trace:
    """All of the text that is upstream."""
    return lay_out(start, chain(text), max_nodes=20_000, revision=7)


def groups(found: Summary) -> dict[str, Group]:
    """By key."""
    return {group.key: group for group in found.groups}


def flows(found: Summary) -> dict[tuple[str, str], tuple[int, float | None, int]]:
    """(steps, kg, steps of unknown mass) by the ends' keys without what the grouping is by."""
    return {(_bare(f.source), _bare(f.target)): (f.steps, f.mass_kg, f.untold) for f in found.flows}


def _bare(key: str) -> str:
    return key.removeprefix("COUNTRY:").removeprefix("PARTY:").removeprefix("KIND:").removeprefix("TIER:")


def test_things_of_one_country_are_one_group_and_what_has_none_is_another() -> None:
    found = summary(CHAIN, "vehicle-1", SummaryBy.COUNTRY)
    counted = {(g.country, g.items, g.runs, g.gaps) for g in found.groups}
    # Nobody says where vehicle, pack and box were made, nor acid and foil, which are stubs.
    assert counted == {(None, 5, 0, 3), ("KR", 1, 1, 0), ("CN", 2, 2, 0), ("CL", 1, 1, 0)}
    assert (found.coverage, found.truncated, found.revision) == (Coverage(9, 3), False, 7)
    assert (found.start, found.by) == ("vehicle-1", SummaryBy.COUNTRY)


def test_flows_carry_the_kg_of_the_steps_between_groups() -> None:
    found = summary(CHAIN, "vehicle-1", SummaryBy.COUNTRY)
    assert flows(found) == {
        # 8 cells of 2 kg.
        ("", "KR"): (1, 16, 0),
        ("KR", "CN"): (1, 20, 0),
        # Nobody has stated foil and acid, and so nobody says what they are counted in.
        ("KR", ""): (1, None, 1),
        ("CN", ""): (1, None, 1),
        ("CN", "CL"): (1, 60, 0),
    }


def test_one_flow_adds_up_what_is_known_and_counts_what_is_not() -> None:
    found = summary(
        """
        wind CELL_PRODUCTION KR: 6 kg a, 4 kg b, c, piece -> 1 pc cell-1
        dig EXTRACTION CL: -> 9 kg a, 9 kg b, 9 kg c, 1 pc piece @3
        """,
        "cell-1",
        SummaryBy.COUNTRY,
    )
    # How much of c went in nobody says; the one piece of 3 kg went in whole.
    assert flows(found) == {("KR", "CL"): (4, 13, 1)}


@pytest.mark.parametrize(
    ("by", "start", "expected"),
    [
        (
            SummaryBy.PARTY,
            "vehicle-1",
            {"": 0, "maker": 1, "carrier": 2, "refiner": 3, "miner": 4},
        ),
        (SummaryBy.TIER, "vehicle-1", {"0": 0, "1": 1, "2": 2}),
        (
            SummaryBy.KIND,
            "vehicle-1",
            {
                "VEHICLE": 0,
                "PACK": 1,
                "CELL": 2,
                "COMPONENT": 2,
                "MATERIAL.TRANSPORT": 3,
                "": 3,
                "MATERIAL.REFINING": 4,
                "MATERIAL.EXTRACTION": 5,
            },
        ),
        (SummaryBy.COUNTRY, "cells", {"KR": 0, "CN": 1, "": 1, "CL": 2}),
    ],
    ids=["party", "tier", "kind", "country"],
)
def test_the_column_is_the_fewest_changes_of_group(by: SummaryBy, start: str, expected: dict[str, int]) -> None:
    found = summary(CHAIN, start, by)
    assert {_bare(group.key): group.tier for group in found.groups} == expected
    assert [group.tier for group in found.groups] == sorted(expected.values())


def test_a_long_way_within_a_group_is_no_change_of_group() -> None:
    found = summary(
        """
        last BLENDING AA: 1 kg w, 1 kg x -> 2 kg start
        refine-w REFINING CC: 1 kg z -> 1 kg w
        refine-x REFINING AA: 1 kg y -> 1 kg x
        refine-y REFINING AA: 1 kg z -> 1 kg y
        dig EXTRACTION BB: -> 2 kg z
        """,
        "start",
        SummaryBy.COUNTRY,
    )
    # Fewer steps lead to z by w, and fewer changes by x and y.
    assert {group.country: group.tier for group in found.groups} == {"AA": 0, "BB": 1, "CC": 1}


def test_a_run_is_with_the_first_of_what_it_gave() -> None:
    found = summary(
        "make MANUFACTURING: -> 1 kg b, 1 pc cell-1\npack-1 = 1 kg b, 1 pc cell-1", "pack-1", SummaryBy.KIND
    )
    assert {key: group.runs for key, group in groups(found).items()} == {
        "KIND:PACK": 0, "KIND:MATERIAL.MANUFACTURING": 1, "KIND:CELL": 0,
    }  # fmt: skip


def test_labels_say_what_the_things_of_a_group_have_in_common() -> None:
    (miner,) = (g for g in summary(CHAIN, "ore", SummaryBy.PARTY).groups if g.party_key)
    assert (miner.party_key, miner.items, miner.runs) == ("miner", 1, 1)
    kinds = groups(summary(CHAIN, "vehicle-1", SummaryBy.KIND))
    refined = kinds["KIND:MATERIAL.REFINING"]
    assert (refined.item_kind, refined.process_kind) == (ItemKind.MATERIAL, ProcessKind.REFINING)
    assert (kinds["KIND:CELL"].items, kinds["KIND:CELL"].runs) == (1, 1), "the run is with what it gave"
    assert groups(summary(CHAIN, "vehicle-1", SummaryBy.TIER))["TIER:0"].party_changes == 0


def test_a_lot_of_two_runs_is_in_the_group_that_they_agree_on() -> None:
    text = "dig-a EXTRACTION CL by one: -> 60 kg lot\ndig-b EXTRACTION CL by two: -> 40 kg lot"
    assert [g.key for g in summary(text, "lot", SummaryBy.COUNTRY).groups] == ["COUNTRY:CL"]
    found = summary(text, "lot", SummaryBy.PARTY)
    assert flows(found) == {("", "one"): (1, 60, 0), ("", "two"): (1, 40, 0)}


def test_a_group_that_is_opened_is_drawn_as_its_things() -> None:
    found = summary(CHAIN, "vehicle-1", SummaryBy.COUNTRY, ("COUNTRY:CN", "COUNTRY:XX", "PARTY:maker"))
    closed = summary(CHAIN, "vehicle-1", SummaryBy.COUNTRY)
    assert groups(found).keys() == {
        "COUNTRY:", "COUNTRY:KR", "COUNTRY:CL", "ITEM:landed", "PROCESS:ship", "ITEM:salt", "PROCESS:refine",
    }  # fmt: skip
    salt = groups(found)["ITEM:salt"]
    assert (salt.parent, salt.items, salt.runs, salt.country, salt.rest) == ("COUNTRY:CN", 1, 0, "CN", False)
    assert salt.member is not None
    assert (salt.member.key, salt.member.mass_kg) == ("salt", 50)
    assert flows(found)["ITEM:landed", "PROCESS:ship"] == (1, 50, 0), "all of it came out of its only run"
    assert flows(found)["PROCESS:refine", "CL"] == flows(closed)["CN", "CL"]
    assert sum(g.items for g in found.groups) == sum(g.items for g in closed.groups)
    assert found.members == closed.members


def test_of_a_large_group_the_first_things_are_drawn_and_the_rest_stays_together() -> None:
    cells = ", ".join(f"1 pc cell-{n:03}" for n in range(MOST_OPENED + 20))
    found = summary(
        f"wind CELL_PRODUCTION KR: ore -> {cells}\npack-1 = {cells}", "pack-1", SummaryBy.COUNTRY, ("COUNTRY:KR",)
    )
    rest = groups(found)["COUNTRY:KR"]
    # 120 cells and their run are in it.
    assert (rest.items, rest.runs, rest.rest, rest.parent) == (20, 1, True, None)
    assert "ITEM:cell-099" in groups(found)
    assert "ITEM:cell-100" not in groups(found)
    assert [node.key for node in found.members["COUNTRY:KR"]][-2:] == ["cell-119", "wind"]


def test_gaps_are_counted_where_they_are() -> None:
    found = groups(summary(CHAIN, "vehicle-1", SummaryBy.KIND))
    assert {key: group.gaps for key, group in found.items() if group.gaps} == {"KIND:": 2, "KIND:COMPONENT": 1}


def test_what_a_trace_left_out_is_told() -> None:
    cut = summarise(lay_out("vehicle-1", chain(CHAIN), max_nodes=3, revision=1), SummaryBy.KIND)
    assert (cut.truncated, sum(group.items for group in cut.groups)) == (True, 3)


def test_rows_are_chosen_so_that_flows_do_not_cross() -> None:
    # In the order of keys a1-b3, a2-b2 and a3-b1 would cross three times.
    columns = {"s": 0, "a1": 1, "a2": 1, "a3": 1, "b1": 2, "b2": 2, "b3": 2}
    found = [("s", "a1"), ("s", "a2"), ("s", "a3"), ("a1", "b3"), ("a2", "b2"), ("b1", "a3")]
    rows = find_rows(columns, found)
    assert [rows[group] for group in ("b3", "b2", "b1")] == [rows[group] for group in ("a1", "a2", "a3")]
    assert sorted(rows[group] for group in ("b1", "b2", "b3")) == [0, 1, 2]


def test_a_pass_back_mends_what_a_pass_forth_cannot() -> None:
    # a, b and c hang on one group; what lies behind them wants c first.
    columns = {"s": 0, "a": 1, "b": 1, "c": 1, "x": 2, "y": 2, "z": 2, "x1": 3, "y1": 3, "z1": 3}
    flows_ = [("s", "a"), ("s", "b"), ("s", "c"), ("a", "y"), ("a", "z"), ("b", "z"), ("b", "x"), ("c", "x")]
    rows = find_rows(columns, flows_)
    assert crossings(columns, flows_, rows) == 0


@pytest.mark.parametrize("seed", range(20))
def test_the_order_is_never_worse_than_that_of_keys_or_of_one_pass_and_does_not_depend_on_the_order_of_flows(
    seed: int,
) -> None:
    chance = Random(seed)
    columns = {f"g{n:02}": 0 if n == 0 else 1 + n % 4 for n in range(30)}
    names = sorted(columns)
    met = [tuple(chance.sample(names, 2)) for _ in range(60)]
    rows = find_rows(columns, met)  # pyright: ignore[reportArgumentType] - pairs
    by_key = {name: sum(columns[other] == columns[name] and other < name for other in names) for name in names}
    assert crossings(columns, met, rows) <= crossings(columns, met, by_key)
    once = one_pass(columns, met, by_key)
    assert crossings(columns, met, rows) <= crossings(columns, met, once)
    for drawn in (rows, by_key, once):
        assert count_crossings(columns, met, drawn) == crossings(columns, met, drawn)  # pyright: ignore[reportArgumentType] - pairs
    chance.shuffle(met)
    assert find_rows(columns, met) == rows  # pyright: ignore[reportArgumentType] - pairs


def one_pass(columns: dict[str, int], met: list[tuple[str, ...]], rows: dict[str, int]) -> dict[str, int]:
    """Rows by the mean row of the neighbours in the column before, column by column."""
    found = dict(rows)
    joined = {frozenset(flow) for flow in met}
    for column in range(1, max(columns.values()) + 1):
        mean: dict[str, float] = {}
        for name in sorted((n for n in columns if columns[n] == column), key=lambda n: found[n]):
            near = [found[n] for n in columns if columns[n] == column - 1 and frozenset((n, name)) in joined]
            mean[name] = sum(near) / len(near) if near else found[name]
        found |= {name: row for row, name in enumerate(sorted(mean, key=lambda n: mean[n]))}
    return found


def crossings(columns: dict[str, int], met: list[tuple[str, ...]], rows: dict[str, int]) -> int:
    """Pairs of flows between neighbouring columns that cross, tried one by one."""
    steps = {tuple(sorted(flow, key=lambda name: columns[name])) for flow in met}
    steps = sorted(s for s in steps if columns[s[1]] == columns[s[0]] + 1)
    return sum(
        columns[a] == columns[c] and (rows[a] - rows[c]) * (rows[b] - rows[d]) < 0
        for number, (a, b) in enumerate(steps)
        for c, d in steps[:number]
    )


@pytest.mark.parametrize("by", list(SummaryBy))
def test_the_same_things_are_drawn_the_same_whatever_order_they_come_in(by: SummaryBy) -> None:
    whole = chain(CHAIN)
    turned = chain("\n".join(reversed(CHAIN.strip().splitlines())))
    one, other = (summarise(lay_out("vehicle-1", c, max_nodes=99, revision=1), by) for c in (whole, turned))
    assert (one.groups, one.flows) == (other.groups, other.flows)
