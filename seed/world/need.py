"""What a group of batches needs of each lot, from the cells back."""

from dataclasses import dataclass

from seed.world.chemistry import (
    CARBONATE_PER_LFP,
    COBALT_SULFATE,
    HYDROXIDE_PER_CATHODE,
    LITHIUM_CARBONATE,
    LITHIUM_HYDROXIDE,
    MANGANESE_SULFATE,
    NICKEL_SULFATE,
    NMC622,
    NMC811,
    PRECURSOR,
    PRECURSOR_PER_CATHODE,
)
from seed.world.plan import WASTE, Group

POOLED_SHARE = 0.6
"""Share of the Korean lot where two cathode lots are pooled."""
STATED_SHARE = 0.6
"""Share of its lithium that the Chinese recipe states."""
RECOVERY = 0.95
"""Share of lithium that reaches the Chinese cathode, as its maker states."""
FINNISH, RECYCLED = 0.25, 0.15
"""Shares of nickel; the rest is Indonesian."""
POST_CONSUMER = 0.8
"""Share of the black mass's nickel that comes from waste packs; the rest from production scrap."""
RECOVERED = {"LITHIUM": 0.85, "NICKEL": 0.95, "COBALT": 0.95, "MANGANESE": 0.90}
"""Recovery of the demo's recycler: assumed."""

_PACK_NICKEL = 0.5120 * 72 / 400
# Pack of 72 kWh and 400 kg, NMC622: nickel after BatPaC 5.2 (0.5120 kg per kWh), the other metals by the formula's ratio to it.
WASTE_PACK = {mineral: round(_PACK_NICKEL * share / NMC622["NICKEL"], 8) for mineral, share in NMC622.items()}


@dataclass(frozen=True, slots=True)
class Need:
    """Kilograms of each lot of a group."""

    group: Group

    @property
    def korean(self) -> dict[str, float]:
        """NMC811 of the Korean maker by cell plant."""
        share = {"kr": 1.0, "pl": POOLED_SHARE, "hu": 1.0}
        return {b.plant: b.cathode_kg * share[b.plant] for b in self.group.batches if not b.lfp}

    @property
    def chinese(self) -> float:
        """NMC811 of the Chinese maker."""
        batch = self.group.of("pl")
        return 0.0 if batch is None else batch.cathode_kg * (1 - POOLED_SHARE)

    @property
    def lfp(self) -> float:
        """LFP of the Chinese maker."""
        batch = self.group.of("us")
        return 0.0 if batch is None else batch.cathode_kg

    @property
    def silo(self) -> float:
        """LiOH.H2O for the largest Korean cathode lot: what the silo's lots are multiples of."""
        return max(self.korean.values()) * HYDROXIDE_PER_CATHODE * WASTE

    @property
    def stated_hydroxide(self) -> float:
        """LiOH.H2O that the Chinese recipe states, of what its yield and content call for."""
        lithium = self.chinese * NMC811["LITHIUM"] / RECOVERY
        return STATED_SHARE * lithium / LITHIUM_HYDROXIDE["LITHIUM"]

    @property
    def carbonate(self) -> float:
        """Li2CO3 for the LFP."""
        return self.lfp * CARBONATE_PER_LFP * WASTE

    @property
    def precursor(self) -> float:
        """Precursor for the Korean maker."""
        return sum(self.korean.values()) * PRECURSOR_PER_CATHODE * WASTE

    @property
    def export(self) -> float:
        """Precursor for the Chinese maker."""
        return self.chinese * PRECURSOR_PER_CATHODE * WASTE

    def metal(self, mineral: str) -> float:
        """kg of a metal that go into precursors."""
        return (self.precursor + self.export) * PRECURSOR[mineral] * WASTE

    @property
    def black_mass(self) -> dict[str, float]:
        """kg of each metal in the black mass; only the first group recycles."""
        if self.group.number > 0:
            return dict.fromkeys(RECOVERED, 0.0)
        return {m: self.waste_packs * WASTE_PACK[m] + self.scrap * NMC811[m] for m in RECOVERED}

    @property
    def waste_packs(self) -> float:
        """kg of waste packs, so that their nickel and the scrap's make up the recycled share."""
        nickel = RECYCLED * self.metal("NICKEL") / RECOVERED["NICKEL"]
        return POST_CONSUMER * nickel / WASTE_PACK["NICKEL"]

    @property
    def scrap(self) -> float:
        """kg of cathode scrap."""
        nickel = RECYCLED * self.metal("NICKEL") / RECOVERED["NICKEL"]
        return (1 - POST_CONSUMER) * nickel / NMC811["NICKEL"]

    def recycled(self, mineral: str) -> float:
        """kg of the salt of a metal that recycling gives; all that there is may be more than is used."""
        return self.black_mass[mineral] * RECOVERED[mineral] / SALTS[mineral]

    def primary(self, mineral: str) -> float:
        """kg of the salt of a metal that mines must give for the precursors."""
        return max(0.0, self.metal(mineral) / SALTS[mineral] - self.recycled(mineral))


SALTS = {
    "LITHIUM": LITHIUM_CARBONATE["LITHIUM"],
    "NICKEL": NICKEL_SULFATE["NICKEL"],
    "COBALT": COBALT_SULFATE["COBALT"],
    "MANGANESE": MANGANESE_SULFATE["MANGANESE"],
}
"""kg of the metal in one kg of its salt."""
