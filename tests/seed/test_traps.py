"""The traps of the demo world against answers that are worked out by hand. Multiples of q and shares are those of seed/world."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import orjson
import pytest

from graph.database import Database
from graph.dispute import fetch_disputes
from graph.item import fetch_items
from graph.origin import find_origins
from graph.upstream import trace_upstream
from rules.origins import Grouping, OriginKind, Origins, UnknownReason
from rules.report import Outcome
from rules.scope import Scope
from rules.trace import GapReason
from rules.vocabulary import CertificateScope, Mineral
from seed.world import WorldDocument, corrected_lot, disputed_pack, doubts, in_time, pooled
from tests.seed.conftest import WORLD, Take

KOREAN, POLISH = f"{WORLD}:vehicle:1", f"{WORLD}:vehicle:{pooled(8)}"

pytestmark = pytest.mark.usefixtures("before_late")


async def ask(scope: Scope, database: Database, key: str, mineral: Mineral, *, through: bool = False) -> Origins:
    """One answer, whose groupings each sum to 1 with their own unknown."""
    (found,) = await find_origins(scope, database, [key], [mineral], through_recycling=through)
    assert found is not None
    origins = found[mineral]
    for grouping in (origins.by_source, origins.by_operator, origins.by_country):
        assert sum(shares(grouping).values()) + grouping.unknown == pytest.approx(1)
    assert origins.coverage + sum(gap.share for gap in origins.gaps) == pytest.approx(1)
    return origins


def shares(grouping: Grouping) -> Mapping[str, float]:
    """Share by short key."""
    return {share.key.removeprefix(f"{WORLD}:"): share.share for share in grouping.shares}


async def test_a_silo_is_answered_by_its_heels(scope: Scope, database: Database) -> None:
    lithium = await ask(scope, database, KOREAN, Mineral.LITHIUM)
    # Second content: 0.9 q Chilean heel + 2.1 q Australian: 30 : 70. Third: 1.5 q of that + 1.5 q Chilean: 0.5 + 0.5 x 0.3 = 65 %.
    assert shares(lithium.by_source) == pytest.approx({"facility:andesal-salar": 0.65, "facility:redridge-pit": 0.35})
    assert not lithium.expectation
    # 72 kWh of cells with 0.945 kg cathode each: 96 x 0.945 x 0.07134 kg
    assert lithium.mass_kg == pytest.approx(96 * 0.945 * 0.07134, rel=1e-4)


async def test_pooled_cells_and_a_recipe_that_states_one_of_two_lots(scope: Scope, database: Database) -> None:
    lithium = await ask(scope, database, POLISH, Mineral.LITHIUM)
    # 60 % from the silo's second content (30 : 70), 40 % from the recipe that states 60 % of its lithium, all Australian.
    assert shares(lithium.by_country) == pytest.approx({"CL": 0.6 * 0.3, "AU": 0.6 * 0.7 + 0.4 * 0.6})
    assert lithium.unknown == pytest.approx(0.4 * 0.4)
    assert lithium.expectation
    (gap,) = lithium.gaps
    # The precursor's papers say nothing of lithium, so it is what may have brought in the rest.
    assert (gap.key, gap.reason) == (f"{WORLD}:lot:pcam-export-0", UnknownReason.CONTENT_NOT_STATED)


async def test_black_mass_split_into_four_salts_ends_at_the_recycler(scope: Scope, database: Database) -> None:
    nickel = await ask(scope, database, KOREAN, Mineral.NICKEL)
    # By contained nickel: 60 % Indonesian, 25 % Finnish, 15 % recycled; of that 80 % from waste packs, 20 % from scrap.
    assert shares(nickel.by_source) == pytest.approx(
        {"facility:nusanikel-pit": 0.60, "facility:kainuu-pit": 0.25, "facility:gunsan-plant": 0.15}
    )
    recycled = f"{WORLD}:lot:niso4-r-0"
    loop = await ask(scope, database, recycled, Mineral.NICKEL)
    assert shares(loop.by_source) == pytest.approx({"facility:gunsan-plant": 1.0})
    kinds = {share.kind for share in loop.by_source.shares}
    assert kinds == {None}, "pre and post together"
    for name, mineral in (("li2co3-r", Mineral.LITHIUM), ("coso4-r", Mineral.COBALT), ("mnso4-r", Mineral.MANGANESE)):
        salt = await ask(scope, database, f"{WORLD}:lot:{name}-0", mineral)
        assert shares(salt.by_operator) == pytest.approx({"party:gunsan": 1.0})
        (others,) = await find_origins(scope, database, [f"{WORLD}:lot:{name}-0"], [Mineral.NICKEL])
        assert others is not None
        nickel = others[Mineral.NICKEL]
        assert (nickel.mass_kg, nickel.by_source.shares, nickel.unknown) == (0, (), 0), (
            "an output without the element gets none"
        )


async def test_asked_through_recycling_it_goes_on_to_the_first_life(scope: Scope, database: Database) -> None:
    loop = await ask(scope, database, f"{WORLD}:lot:niso4-r-0", Mineral.NICKEL, through=True)
    # 80 % from waste packs whose nickel is documented back to New Caledonia, 20 % from scrap of unknown origin.
    assert shares(loop.by_country) == pytest.approx({"NC": 0.8})
    assert [(gap.key, gap.reason) for gap in loop.gaps] == [(f"{WORLD}:lot:scrap-0", UnknownReason.NO_ORIGIN)]
    assert loop.unknown == pytest.approx(0.2)
    assert {share.kind for share in loop.by_source.shares} == {OriginKind.EXTRACTION}


async def test_a_lot_is_known_by_two_numbers(scope: Scope, database: Database) -> None:
    customer = f"{WORLD}:party:hanbit".replace(":", "%3A")
    alias = f"urn:batlas:item:{customer}:material:HB-KR-000"
    (by_customer,) = await fetch_items(scope, database, [alias])
    assert by_customer is not None
    assert by_customer.key == f"{WORLD}:lot:cam-kr-0"
    (trace,) = await trace_upstream(scope, database, [f"{WORLD}:cell:0-0"], max_depth=2)
    assert trace is not None
    assert f"{WORLD}:lot:cam-kr-0" in {node.key for node in trace.nodes}, "the cell maker referred to its own number"


async def test_a_gap_stays_a_gap(scope: Scope, database: Database) -> None:
    aluminium = await ask(scope, database, KOREAN, Mineral.ALUMINIUM)
    assert aluminium.coverage == 0
    assert [(gap.key, gap.reason) for gap in aluminium.gaps] == [(f"{WORLD}:lot:ingot-0", UnknownReason.NOT_STATED)]
    (trace,) = await trace_upstream(scope, database, [KOREAN])
    assert trace is not None
    assert (f"{WORLD}:lot:ingot-0", GapReason.NOT_STATED) in {(gap.key, gap.reason) for gap in trace.gaps}


async def test_certificates_cover_what_ran_while_they_were_valid(scope: Scope, database: Database) -> None:
    lithium = await ask(scope, database, KOREAN, Mineral.LITHIUM)
    covered = {one.scope: (one.share, one.certificates) for one in lithium.certified}
    # The Chilean mine's certificate lapsed before; the Australian one, 35 %, holds.
    share, certificates = covered[CertificateScope.RESPONSIBLE_MINING]
    assert share == pytest.approx(0.35)
    assert certificates == (f"{WORLD}:certificate:mine-au",)


async def test_a_shipment_is_no_tier(scope: Scope, database: Database) -> None:
    (trace,) = await trace_upstream(scope, database, [f"{WORLD}:lot:lioh-au-2-0"])
    assert trace is not None
    tiers = {node.key.removeprefix(f"{WORLD}:"): node.tier for node in trace.nodes}
    # The refiner's lot, the shipment and the miner's concentrate: one change of party, though three parties handled it.
    assert (tiers["lot:lioh-au-2-0"], tiers["lot:sc6-sea-0"], tiers["lot:sc6-au-0"], tiers["process:sc6-au-dig-0"]) == (
        0,
        1,
        1,
        1,
    )


async def test_natural_and_synthetic_graphite_are_two_minerals(scope: Scope, database: Database) -> None:
    synthetic = await ask(scope, database, KOREAN, Mineral.SYNTHETIC_GRAPHITE)
    assert [(s.country, s.kind) for s in synthetic.by_source.shares] == [("CN", OriginKind.SYNTHESIS)]
    assert synthetic.mass_kg == pytest.approx(96 * 0.64 * 0.7, rel=1e-3)


async def test_a_moved_module_counts_where_it_was(scope: Scope, database: Database) -> None:
    async def modules(at: datetime | None) -> set[str]:
        (trace,) = await trace_upstream(replace(scope, at=at), database, [f"{WORLD}:pack:2"], max_depth=1)
        assert trace is not None
        return {node.key.removeprefix(f"{WORLD}:module:2-") for node in trace.nodes if "module" in node.key}

    assert await modules(datetime(2026, 3, 1, tzinfo=UTC)) == {str(n) for n in range(1, 9)}
    assert await modules(None) == {*(str(n) for n in range(1, 8)), "9"}
    (second,) = await trace_upstream(scope, database, [f"{WORLD}:pack:second-life-1"], max_depth=1)
    assert second is not None
    assert f"{WORLD}:module:2-8" in {node.key for node in second.nodes}


async def test_a_pack_of_a_second_life_has_the_origins_of_its_three_packs(scope: Scope, database: Database) -> None:
    # Twelve cells each of a Korean, a Polish and a Hungarian pack. Korea and Hungary: 65 % Chilean, 35 % Australian (the silo's third content);
    # Poland: 0.6 x 0.3 = 18 % Chilean, 0.6 x 0.7 + 0.4 x 0.6 = 66 % Australian, 0.4 x 0.4 = 16 % unknown.
    lithium = await ask(scope, database, disputed_pack(WORLD), Mineral.LITHIUM)
    assert shares(lithium.by_country) == pytest.approx({"CL": (2 * 0.65 + 0.18) / 3, "AU": (2 * 0.35 + 0.66) / 3})
    assert lithium.unknown == pytest.approx(0.16 / 3)
    assert lithium.mass_kg == pytest.approx(3 * 12 * 0.945 * 0.07134, rel=1e-4)


async def test_a_vehicle_that_was_written_off_had_its_pack_until_then(scope: Scope, database: Database) -> None:
    async def packs(at: datetime) -> list[str]:
        (trace,) = await trace_upstream(replace(scope, at=at), database, [f"{WORLD}:vehicle:4"], max_depth=1)
        assert trace is not None
        return [node.key for node in trace.nodes if ":pack:" in node.key]

    assert await packs(datetime(2026, 3, 11, tzinfo=UTC)) == [f"{WORLD}:pack:4"]
    assert await packs(datetime(2026, 3, 13, tzinfo=UTC)) == []


async def test_a_vehicle_that_was_sold_has_two_owners_one_after_the_other(scope: Scope, database: Database) -> None:
    # Who sold, and when, is the world's chance: read from its documents here, and asked of the graph.
    lines = [orjson.loads(line) for document in in_time(8, namespace=WORLD) for line in document.content.splitlines()]
    sale = next(line for line in lines if line["type"] == "owned" and "to" in line)
    (former,) = await database.read(FORMER, vehicle=sale["item"])
    begun, sold = datetime.fromisoformat(sale["from"]), datetime.fromisoformat(sale["to"])
    assert (former["party"], former["next"]) == (sale["party"], sale["party"].removesuffix("a") + "b")
    assert (former["begun"].to_native(), former["sold"].to_native()) == (begun, sold)


FORMER = """
MATCH (v:Vehicle {id: $vehicle})-[o:OWNED_BEFORE]->(p:Party), (v)-[n:OWNED_BY]->(q:Party)
RETURN p.id AS party, o.from AS begun, o.to AS sold, CASE WHEN n.from = o.to THEN q.id END AS next
"""


# Last in the file: it changes what the others have asked.
async def test_a_supplier_that_comes_late_fills_its_gap(
    scope: Scope, database: Database, before_late: list[WorldDocument], take: Take
) -> None:
    lot = f"{WORLD}:lot:csg-mz-0"
    before = await ask(scope, database, KOREAN, Mineral.NATURAL_GRAPHITE)
    # The anode lot is 60 % Chinese; the rest, referred to and not stated, is unknown.
    assert shares(before.by_country) == pytest.approx({"CN": 0.6})
    assert [(gap.key, gap.reason) for gap in before.gaps] == [(lot, UnknownReason.NOT_STATED)]
    (late,) = before_late
    assert (await take(late)).outcome is Outcome.ACCEPTED
    after = await ask(scope, database, KOREAN, Mineral.NATURAL_GRAPHITE)
    assert shares(after.by_country) == pytest.approx({"CN": 0.6, "MZ": 0.4})
    assert after.gaps == ()
    assert after.revision > before.revision


async def test_a_weight_that_two_state_and_a_quantity_that_is_corrected(
    scope: Scope, database: Database, before_late: list[WorldDocument], take: Take
) -> None:
    pack, lot = disputed_pack(WORLD), corrected_lot(WORLD)
    weighed, wrong, corrected = [await take(document) for document in doubts(8, WORLD)]
    # The maker adds up 3 modules of 12 cells of 3 kg; the operator's scale says 112 kg.
    assert [finding.code for finding in weighed.findings] == ["STATED_BY_ANOTHER"]
    (found,) = await fetch_items(scope, database, [pack])
    assert found is not None
    assert found.record is not None
    assert found.record.mass_per_unit_kg == 3 * 12 * 3
    ((dispute,),) = await fetch_disputes(scope, database, [pack])
    assert (orjson.loads(dispute.record or "")["massPerUnitKg"], dispute.sender) == (112, f"{WORLD}:party:charge")
    assert wrong.revision is not None
    assert (corrected.outcome, corrected.superseded) == (Outcome.ACCEPTED, 1)
    known = [await fetch_items(replace(scope, revision=at), database, [lot]) for at in (wrong.revision, None)]
    # Two digits were swapped: 5,200 kg for 2,500 kg.
    assert [item.record.quantity for (item,) in known if item is not None and item.record is not None] == [5200, 2500]
