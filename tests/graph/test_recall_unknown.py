"""What could carry a lot, for all that nobody has stated. Other tests' gaps are in the same graph, so only this test's keys are looked at."""

import pytest

from graph.database import Database
from graph.recall import find_carriers
from graph.recall_gap import find_unknown
from rules.recalls import PLAIN, Certainty, Recall, RecallTerms, Unknown
from rules.scope import LOCAL, Scope
from rules.vocabulary import Mineral
from tests.chain import parse, take
from tests.facts import Facts
from tests.graph.intake import accept

CHAIN = """
dig EXTRACTION 2024-01-01..2024-01-05: -> 10 kg cam {NICKEL .5 only}
mill CELL_PRODUCTION blended 2024-02-01..2024-02-02: 10 kg cam -> 1 pc cell-1
pack-1 = cell-1
"""


async def unknown(database: Database, prefix: str, text: str, lot: str = "cam", terms: RecallTerms = PLAIN) -> set[str]:
    """Names of what could carry the lot, once the chain and the text are taken in."""
    await take(database, parse(CHAIN + text, prefix))
    recall, found = await ask(Scope(LOCAL), database, f"{prefix}:{lot}", terms)
    assert recall.revision
    return names(found, prefix)


async def ask(scope: Scope, database: Database, lot: str, terms: RecallTerms = PLAIN) -> tuple[Recall, Unknown]:
    """The recall, and what is unknown beside it."""
    recall = await find_carriers(scope, database, [lot], terms)
    return recall, await find_unknown(scope, database, recall.lots, recall.carriers.carried, terms)


def names(found: Unknown, prefix: str) -> set[str]:
    """Of what is this test's."""
    return {
        key.removeprefix(f"{prefix}:")
        for group in found.carriers.carried
        for key in group.keys
        if key.startswith(f"{prefix}:")
    }


async def test_what_has_no_stated_way_back_could_carry(database: Database, prefix: str) -> None:
    # cell-2 is a stub; cell-3 is stated without a run; cell-4 came out of a run without inputs.
    text = "pack-2 = cell-2\ncell-3\npack-3 = cell-3\nwind CELL_PRODUCTION 2024-03-01..2024-03-02: -> 1 pc cell-4\npack-4 = cell-4"
    assert await unknown(database, prefix, text) == {"cell-2", "pack-2", "cell-3", "pack-3", "cell-4", "pack-4"}


async def test_what_surely_carries_is_not_unknown_too(database: Database, prefix: str) -> None:
    # cell-5 could carry; the pack with it and with cell-1 does.
    found = await unknown(database, prefix, "pack-1 = cell-5")
    assert found == {"cell-5"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1 kg foil {COPPER 1 only}\nwind CELL_PRODUCTION 2024-03-01..2024-03-02: 1 kg foil -> 1 pc cell-2", id="it states that it holds none"),
        pytest.param("1 kg early\nwind CELL_PRODUCTION 2023-01-01..2023-01-02: 1 kg early -> 1 pc cell-2", id="it was used before"),
    ],
)  # fmt: skip
async def test_a_gap_that_cannot_hide_the_lot_is_none(database: Database, prefix: str, text: str) -> None:
    assert await unknown(database, prefix, text) == set()


async def test_a_gap_before_a_cell_cannot_hide_a_cell(database: Database, prefix: str) -> None:
    text = "1 kg powder\nwind CELL_PRODUCTION 2024-03-01..2024-03-02: 1 kg powder -> 1 pc cell-2\npack-2 = cell-2"
    assert await unknown(database, prefix, text, "cell-1") == set()


async def test_a_gap_that_may_hold_the_lots_mineral_is_one(database: Database, prefix: str) -> None:
    text = "1 kg salt {COBALT .2}\nwind CELL_PRODUCTION 2024-03-01..2024-03-02: 1 kg salt -> 1 pc cell-2"
    assert await unknown(database, prefix, text) == {"salt", "cell-2"}


async def test_of_a_mineral_only_gaps_that_may_hold_it_count(database: Database, prefix: str) -> None:
    text = "1 kg salt {NICKEL .2 only}\nwind CELL_PRODUCTION 2024-03-01..2024-03-02: 1 kg salt -> 1 pc cell-2"
    assert await unknown(database, prefix, text, terms=RecallTerms(Mineral.COBALT)) == set()


async def test_as_of_before_a_gap_was_filled_it_is_unknown(database: Database, prefix: str) -> None:
    await take(database, parse(CHAIN + "pack-2 = cell-2", prefix))
    before, _ = await ask(Scope(LOCAL), database, f"{prefix}:cam")
    await take(database, parse("1 kg foil {COPPER 1 only}\nwind CELL_PRODUCTION: 1 kg foil -> 1 pc cell-2", prefix))
    _, now = await ask(Scope(LOCAL), database, f"{prefix}:cam")
    _, then = await ask(Scope(LOCAL, revision=before.revision), database, f"{prefix}:cam")
    assert (names(now, prefix), names(then, prefix)) == (set(), {"cell-2", "pack-2"})


async def test_every_group_of_it_is_unknown(database: Database, prefix: str) -> None:
    await take(database, parse(CHAIN + "pack-2 = cell-2", prefix))
    _, found = await ask(Scope(LOCAL), database, f"{prefix}:cam")
    assert {group.certainty for group in found.carriers.carried} == {Certainty.UNKNOWN}
    assert f"{prefix}:cell-2" in found.gaps


async def test_a_run_that_nobody_has_stated_is_a_gap(database: Database, prefix: str) -> None:
    documents = parse(CHAIN + "cell-2\npack-2 = cell-2", prefix)
    documents[0].records.append({"type": "produced", "item": f"{prefix}:cell-2", "process": f"{prefix}:wind"})
    await take(database, documents)
    _, found = await ask(Scope(LOCAL), database, f"{prefix}:cam")
    assert names(found, prefix) == {"cell-2", "pack-2"}


async def test_of_several_runs_one_without_a_time_may_have_been_the_first(database: Database, prefix: str) -> None:
    text = """
    bake-1 CATHODE_PRODUCTION 2024-03-01..2024-03-02: 1 kg salt {NICKEL .2 only} -> 1 kg cam-2 {NICKEL .5}
    bake-2 CATHODE_PRODUCTION: 1 kg salt -> 1 kg cam-2
    1 kg early
    wind CELL_PRODUCTION 2024-02-01..2024-02-02: 1 kg early -> 1 pc cell-2
    """
    assert {"early", "cell-2"} <= await unknown(database, prefix, text, "cam-2")


async def test_through_recycling_a_material_can_hide_a_cell(database: Database, prefix: str) -> None:
    text = "1 kg powder\nwind CELL_PRODUCTION 2024-03-01..2024-03-02: 1 kg powder -> 1 pc cell-2"
    found = await unknown(database, prefix, text, "cell-1", RecallTerms(through_recycling=True))
    assert found == {"powder", "cell-2"}


async def test_a_run_that_was_dated_anew_keeps_its_former_time_as_of_before(database: Database, prefix: str) -> None:
    f = Facts(prefix)
    await take(database, parse(CHAIN, prefix))
    rest = f.lot("early", 1), f.consumed("wind", "early", 1), f.piece("cell-2"), f.produced("cell-2", "wind")
    first = await accept(database, f, f.run("wind", "CELL_PRODUCTION", started="2023-01-01"), *rest)
    before, then = await ask(Scope(LOCAL), database, f"{prefix}:cam")
    assert names(then, prefix) == set()
    late = f.run("wind", "CELL_PRODUCTION", started="2024-03-01")
    await accept(database, f, late, *rest, corrects=first.submission)
    _, now = await ask(Scope(LOCAL), database, f"{prefix}:cam")
    _, again = await ask(Scope(LOCAL, revision=before.revision), database, f"{prefix}:cam")
    assert (names(now, prefix), names(again, prefix)) == ({"early", "cell-2"}, set())


async def test_it_does_not_go_on_through_what_cannot_hold_the_lots_minerals(database: Database, prefix: str) -> None:
    # Whatever the ingot is, the foil made of it is copper alone; the powder may be anything.
    text = """
    roll COMPONENT_PRODUCTION 2024-03-01..2024-03-02: 1 kg ingot -> 1 kg foil {COPPER 1 only}
    wind CELL_PRODUCTION 2024-04-01..2024-04-02: 1 kg foil -> 1 pc cell-2
    grind REFINING 2024-03-01..2024-03-02: 1 kg rock -> 1 kg powder
    wind-2 CELL_PRODUCTION 2024-04-01..2024-04-02: 1 kg powder -> 1 pc cell-3
    """
    assert await unknown(database, prefix, text) == {"ingot", "rock", "powder", "cell-3"}
    recall, _ = await ask(Scope(LOCAL), database, f"{prefix}:cam")
    _, then = await ask(Scope(LOCAL, revision=recall.revision), database, f"{prefix}:cam")
    assert names(then, prefix) == {"ingot", "rock", "powder", "cell-3"}
