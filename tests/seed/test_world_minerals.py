"""Every mineral of a vehicle of the demo world, and what certificates cover of it, against shares that are worked out by hand."""

from dataclasses import dataclass

import pytest

from graph.database import Database
from graph.origin import find_origins
from rules.scope import Scope
from rules.vocabulary import CertificateScope, Mineral
from tests.seed.conftest import WORLD

pytestmark = pytest.mark.usefixtures("before_late")

# Nickel: 15 % recycled, of it 80 % from packs of NMC622 and 20 % from scrap of NMC811 (seed/world/need). With each mole of nickel come
# 0.2 / 0.6 moles of cobalt out of the packs and 0.1 / 0.8 out of the scrap; the new cathode takes 0.1 / 0.8. Both are recovered to 95 %.
COBALT = 0.15 * (0.8 * (0.2 / 0.6) + 0.2 * (0.1 / 0.8)) / (0.1 / 0.8)
# Manganese is as cobalt in both formulas, and recovered to 90 %.
MANGANESE = COBALT * 0.90 / 0.95


@dataclass(frozen=True)
class Case:
    """Shares by facility, kg in the vehicle's 96 cells of 0.945 kg cathode, 0.640425 kg graphite and 0.2955 kg copper."""

    mineral: Mineral
    shares: dict[str, float]
    kg: float
    certified: dict[CertificateScope, float]


CASES = [
    Case(
        Mineral.LITHIUM,
        {"andesal-salar": 0.65, "redridge-pit": 0.35},
        96 * 0.945 * 0.07134,
        # All hydroxide came through the certified refiner; the Chilean mine's audit had lapsed.
        {CertificateScope.RESPONSIBLE_MINING: 0.35, CertificateScope.CHAIN_OF_CUSTODY: 1},
    ),
    Case(
        Mineral.NICKEL,
        {"nusanikel-pit": 0.60, "kainuu-pit": 0.25, "gunsan-plant": 0.15},
        96 * 0.945 * 0.48268,
        {CertificateScope.RESPONSIBLE_MINING: 0.60, CertificateScope.RECYCLED_CONTENT: 0.15},
    ),
    Case(
        Mineral.COBALT,
        {"kolwezi-pit": 1 - COBALT, "gunsan-plant": COBALT},
        96 * 0.945 * 0.06058,
        # The mine's audit is suspended; the refiner's is good.
        {CertificateScope.RESPONSIBLE_SOURCING: 1 - COBALT, CertificateScope.RECYCLED_CONTENT: COBALT},
    ),
    Case(
        Mineral.MANGANESE,
        {"kalahari-pit": 1 - MANGANESE, "gunsan-plant": MANGANESE},
        96 * 0.945 * 0.05647,
        {CertificateScope.RECYCLED_CONTENT: MANGANESE},
    ),
    Case(Mineral.SYNTHETIC_GRAPHITE, {"ulanqab-plant": 1}, 96 * 0.640425 * 0.7, {}),
    Case(Mineral.COPPER, {"calama-pit": 1}, 96 * 0.2955, {}),
    Case(Mineral.ALUMINIUM, {}, 96 * 0.1, {}),
]

# The test world's 8 vehicles: 6 of NMC811 with a spare module of 12 cells, 2 of LFP. Cells, cathodes and precursors each take 2 % more than
# they hold. Recycled lithium comes with the recycled nickel, by the formulas of packs and scrap, is recovered to 85 %, and all goes into the LFP.
NICKEL_NEED = (6 * 96 + 12) * 0.945 * 0.48268 * 1.02**3
LITHIUM_PER_NICKEL = 0.8 * 6.94 / (0.6 * 58.693) + 0.2 * 6.94 / (0.8 * 58.693)
LFP_NEED = 2 * 96 * 0.945 * 0.04399 * 1.02**2
LOOP = 0.15 * NICKEL_NEED / 0.95 * LITHIUM_PER_NICKEL * 0.85 / LFP_NEED

EVERY = {CertificateScope.QUALITY, CertificateScope.ENVIRONMENT, CertificateScope.CARBON_FOOTPRINT}
"""The Korean cell plant, the cathode plant and the cell's model are certified: what passes them is covered whatever its origin."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.mineral.lower())
async def test_the_first_vehicle_is_answered_for(scope: Scope, database: Database, case: Case) -> None:
    (found,) = await find_origins(scope, database, [f"{WORLD}:vehicle:1"], [case.mineral])
    assert found is not None
    origins = found[case.mineral]
    shares = {share.key.removeprefix(f"{WORLD}:facility:"): share.share for share in origins.by_source.shares}
    assert shares == pytest.approx(case.shares)
    assert origins.mass_kg == pytest.approx(case.kg, rel=1e-4)
    for grouping in (origins.by_source, origins.by_operator, origins.by_country):
        assert sum(share.share for share in grouping.shares) + grouping.unknown == pytest.approx(1)
    assert origins.coverage == pytest.approx(sum(case.shares.values()))
    certified = {one.scope: one.share for one in origins.certified if one.scope not in EVERY}
    assert certified == pytest.approx(case.certified)


async def test_a_vehicle_of_lfp_runs_on_recycled_lithium_and_has_no_nickel(scope: Scope, database: Database) -> None:
    (found,) = await find_origins(scope, database, [f"{WORLD}:vehicle:8"], [Mineral.LITHIUM, Mineral.NICKEL])
    assert found is not None
    lithium, nickel = found[Mineral.LITHIUM], found[Mineral.NICKEL]
    shares = {share.key.removeprefix(f"{WORLD}:facility:"): share.share for share in lithium.by_source.shares}
    assert shares == pytest.approx({"gunsan-plant": LOOP, "andesal-salar": 1 - LOOP}, rel=1e-3)
    assert lithium.mass_kg == pytest.approx(96 * 0.945 * 0.04399, rel=1e-4)
    assert {one.scope: one.share for one in lithium.certified} == pytest.approx(
        {CertificateScope.RECYCLED_CONTENT: LOOP}, rel=1e-3
    )
    assert (nickel.mass_kg, nickel.by_source.shares, nickel.unknown) == (0, (), 0)
