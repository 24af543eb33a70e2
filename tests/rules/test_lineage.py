"""Traces laid out from what a walk found: what is shown, gaps, coverage, tiers."""

import pytest

from rules.finding import Finding
from rules.lineage import lay_out
from rules.trace import Coverage, GapReason, NodeType, Trace
from rules.vocabulary import ItemKind, Severity
from tests.rules.upstream import chain

VEHICLE = """
    dig EXTRACTION CL by miner at pit: -> 100 kg ore {LITHIUM .1}
    refine REFINING: 50 kg ore -> 50 kg salt {LITHIUM .1}
    wind CELL_PRODUCTION by maker: 20 kg salt, 5 kg stub -> 10 pc cells @1
    1 pc box
    pack-1 = cells, box
    vehicle-1 = pack-1
"""


def trace(text: str, start: str, **more: object) -> Trace:
    """The trace of an item of the text."""
    return lay_out(start, chain(text), **{"max_nodes": 1000, "revision": 7} | more)  # pyright: ignore[reportArgumentType]


def gaps(found: Trace) -> dict[str, GapReason]:
    """Reason by key."""
    return {gap.key: gap.reason for gap in found.gaps}


def tiers(found: Trace) -> dict[str, int]:
    """Tier by key."""
    return {node.key: node.tier for node in found.nodes}


def test_nodes_come_by_depth_and_edges_by_their_ends() -> None:
    found = trace(VEHICLE, "vehicle-1")
    assert [(node.depth, node.key) for node in found.nodes] == [
        (0, "vehicle-1"),
        (1, "pack-1"),
        (2, "box"),
        (2, "cells"),
        (3, "wind"),
        (4, "salt"),
        (4, "stub"),
        (5, "refine"),
        (6, "ore"),
        (7, "dig"),
    ]
    assert [(edge.source, edge.target) for edge in found.edges] == sorted(
        [
            ("cells", "wind"),
            ("ore", "dig"),
            ("pack-1", "box"),
            ("pack-1", "cells"),
            ("refine", "ore"),
            ("salt", "refine"),
            ("vehicle-1", "pack-1"),
            ("wind", "salt"),
            ("wind", "stub"),
        ]
    )
    assert (found.start, found.revision, found.truncated) == ("vehicle-1", 7, False)


def test_an_item_has_the_party_and_place_of_the_run_that_made_it() -> None:
    node = {node.key: node for node in trace(VEHICLE, "vehicle-1").nodes}["ore"]
    assert (node.type, node.item_kind, node.mass_kg) == (NodeType.ITEM, ItemKind.MATERIAL, 100)
    assert (node.party_key, node.facility_key, node.country) == ("miner", "pit", "CL")


def test_of_runs_that_differ_an_item_has_what_they_agree_on() -> None:
    found = trace(
        "dig-a EXTRACTION CL by one: -> 60 kg lot\ndig-b EXTRACTION CL by two: -> 40 kg lot",
        "lot",
    )
    assert (found.nodes[0].party_key, found.nodes[0].country) == (None, "CL")


GAPS = [
    pytest.param("make REFINING: 5 kg stub -> 5 kg lot", {"stub": GapReason.NOT_STATED}, id="a-stub"),
    pytest.param("5 kg lot", {"lot": GapReason.NO_ORIGIN}, id="no-run-and-no-parts"),
    pytest.param("make REFINING: -> 5 kg lot", {"lot": GapReason.NO_INPUTS}, id="a-run-without-inputs"),
    pytest.param("dig EXTRACTION: -> 5 kg lot", {}, id="a-mine-needs-none"),
    pytest.param("burn SYNTHESIS_OF_GRAPHITE: -> 5 kg lot", {}, id="a-graphite-plant-needs-none"),
    pytest.param("leach RECYCLING: -> 5 kg lot", {}, id="a-recycler-needs-none"),
    pytest.param(
        "dig EXTRACTION: -> 2 kg lot\nmake REFINING: -> 3 kg lot",
        {"lot": GapReason.NO_INPUTS},
        id="one-of-two-runs-without-inputs",
    ),
    pytest.param(
        "join PACK_ASSEMBLY: -> 1 pc lot\nlot = box\n1 pc box",
        {"box": GapReason.NO_ORIGIN},
        id="an-assembling-needs-no-inputs",
    ),
]


@pytest.mark.parametrize(("text", "expected"), GAPS)
def test_a_way_that_ends_too_early_is_a_gap(text: str, expected: dict[str, GapReason]) -> None:
    found = trace(text, "lot")
    assert gaps(found) == expected
    assert found.coverage is not None
    assert found.coverage.gaps == len(expected)


def test_coverage_and_gaps_speak_of_all_that_is_upstream_whatever_is_shown() -> None:
    for shown in ({}, {"max_depth": 1}, {"kinds": frozenset({ItemKind.PACK})}, {"max_nodes": 2}):
        found = trace(VEHICLE, "vehicle-1", **shown)
        assert gaps(found) == {"box": GapReason.NO_ORIGIN, "stub": GapReason.NOT_STATED}
        # vehicle, pack, cells, box, salt, stub, ore
        assert found.coverage is not None
        assert found.coverage == Coverage(items=7, gaps=2)
        assert found.coverage.share == pytest.approx(5 / 7)


@pytest.mark.parametrize(
    ("shown", "keys", "truncated"),
    [
        ({"max_depth": 0}, ["vehicle-1"], False),
        ({"max_depth": 2}, ["vehicle-1", "pack-1", "box", "cells"], False),
        ({"max_nodes": 3}, ["vehicle-1", "pack-1", "box"], True),
        ({"max_nodes": 3, "max_depth": 1}, ["vehicle-1", "pack-1"], False),
        ({"kinds": frozenset({ItemKind.CELL})}, ["vehicle-1", "cells", "wind"], False),
        ({"kinds": frozenset({ItemKind.CELL}), "max_nodes": 2}, ["vehicle-1", "cells"], True),
    ],
    ids=["the-start", "two-steps", "three-nodes", "within-both", "cells-and-their-runs", "kinds-before-nodes"],
)
def test_what_is_shown(shown: dict[str, object], keys: list[str], truncated: bool) -> None:
    found = trace(VEHICLE, "vehicle-1", **shown)
    assert [node.key for node in found.nodes] == keys
    assert found.truncated is truncated
    assert all(edge.source in keys and edge.target in keys for edge in found.edges)


def test_where_the_way_goes_on_behind_what_was_looked_at_no_coverage_is_told_and_nothing_there_is_a_gap() -> None:
    # The four nearest: the cells, whose run is the next, are no item without origin.
    found = trace(VEHICLE, "vehicle-1", most=4)
    assert [node.key for node in found.nodes] == ["vehicle-1", "pack-1", "box", "cells"]
    assert (found.truncated, found.coverage, gaps(found)) == (True, None, {"box": GapReason.NO_ORIGIN})


def test_a_step_to_what_the_walk_left_out_is_no_gap_either() -> None:
    walked = chain(VEHICLE)
    walked.processes = {key: made for key, made in walked.processes.items() if key != "refine"}
    found = lay_out("vehicle-1", walked, max_nodes=1000, revision=1)
    assert (found.truncated, found.coverage) == (True, None)
    assert "salt" not in gaps(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """
            dig EXTRACTION by miner: -> 9 kg ore
            ship TRANSPORT by carrier: 9 kg ore -> 9 kg landed
            make REFINING by refiner: 9 kg landed -> 9 kg lot
            """,
            {"lot": 0, "make": 0, "landed": 1, "ship": 1, "ore": 1, "dig": 1},
            id="a-shipment-is-no-tier",
        ),
        pytest.param(
            """
            dig EXTRACTION by miner: -> 9 kg ore
            sort CONCENTRATION: 9 kg ore -> 9 kg between
            make REFINING by refiner: 9 kg between -> 9 kg lot
            """,
            {"lot": 0, "make": 0, "between": 0, "sort": 0, "ore": 1, "dig": 1},
            id="through-somebody-who-is-not-stated-a-party-still-changes",
        ),
        pytest.param(
            """
            dig EXTRACTION by one: -> 9 kg ore
            sort CONCENTRATION: 9 kg ore -> 9 kg between
            make REFINING by one: 9 kg between -> 9 kg lot
            """,
            {"lot": 0, "make": 0, "between": 0, "sort": 0, "ore": 0, "dig": 0},
            id="one-party-on-both-sides-is-no-change",
        ),
        pytest.param(
            "make REFINING by refiner: 9 kg stub -> 9 kg lot",
            {"lot": 0, "make": 0, "stub": 1},
            id="a-stub-is-somebody-elses",
        ),
        pytest.param(
            """
            dig EXTRACTION by miner: -> 9 kg ore
            sort CONCENTRATION by sorter: 4 kg ore -> 4 kg between
            make REFINING by refiner: 4 kg between, 5 kg ore -> 9 kg lot
            """,
            {"lot": 0, "make": 0, "between": 1, "sort": 1, "ore": 1, "dig": 1},
            id="the-way-with-the-fewest-changes-counts",
        ),
        pytest.param(
            """
            dig EXTRACTION by refiner: -> 9 kg ore
            away CONCENTRATION by other: 4 kg ore -> 4 kg a
            own CONCENTRATION by refiner: 5 kg ore -> 5 kg b
            make REFINING by refiner: 4 kg a, 5 kg b -> 9 kg lot
            """,
            {"lot": 0, "make": 0, "a": 1, "away": 1, "b": 0, "own": 0, "ore": 0, "dig": 0},
            id="be-it-found-later-than-another",
        ),
        pytest.param(
            """
            dig-a EXTRACTION by one: -> 4 kg ore
            dig-b EXTRACTION by two: -> 5 kg ore
            make REFINING by refiner: 9 kg ore -> 9 kg lot
            """,
            {"lot": 0, "make": 0, "ore": 0, "dig-a": 1, "dig-b": 1},
            id="what-two-parties-made-is-no-ones",
        ),
        pytest.param(
            "there TRANSPORT by one: 5 kg back -> 5 kg lot\nback-again TRANSPORT by two: 5 kg lot -> 5 kg back",
            {"lot": 0, "there": 0, "back": 0, "back-again": 0},
            id="a-shipment-that-goes-round",
        ),
    ],
)
def test_tiers_are_changes_of_party(text: str, expected: dict[str, int]) -> None:
    assert tiers(trace(text, "lot")) == expected


def test_a_circle_in_contradictory_data_is_walked_once() -> None:
    found = trace("mix BLENDING: 5 kg back -> 5 kg lot\nturn TRANSPORT: 5 kg lot -> 5 kg back", "lot")
    assert [node.key for node in found.nodes] == ["lot", "mix", "back", "turn"]
    assert len(found.edges) == 4


def test_warnings_are_those_about_what_is_upstream() -> None:
    walked = chain(VEHICLE)
    about_ore = Finding("CLOSURE", Severity.WARNING, "line 1", "x", "y", ("told",))
    about_box = Finding("OVERDRAFT", Severity.WARNING, "line 2", "x", "y", ("told",))
    walked.findings = [(about_ore, frozenset({"ore"})), (about_box, frozenset({"box"}))]
    assert lay_out("cells", walked, max_nodes=9, revision=1).warnings == (about_ore,)
    assert lay_out("pack-1", walked, max_nodes=9, revision=1).warnings == (about_ore, about_box)
