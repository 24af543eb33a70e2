"""Mass fractions of compounds, from formulas and atomic masses.

Standard atomic weights, abridged: IUPAC 2021 (Pure Appl. Chem. 94, 573). Cathode formulas as in the material's name; cell contents per
kWh after BatPaC 5.2 for NMC811, NMC622 and LFP (graphite anode, liquid electrolyte).
"""

from collections.abc import Mapping

LI, NI, CO, MN, FE, P = 6.94, 58.693, 58.933, 54.938, 55.845, 30.974
H, C, O, S = 1.008, 12.011, 15.999, 32.06  # noqa: E741 - the elements

HYDROXIDE = O + H
WATER = 2 * H + O
SULFATE = S + 4 * O

Fractions = dict[str, float]


def fractions(whole: float, parts: Mapping[str, float]) -> Fractions:
    """kg of each mineral in a kg of a compound; `whole` and `parts` in g/mol."""
    return {mineral: round(part / whole, 8) for mineral, part in parts.items()}


LITHIUM_HYDROXIDE = fractions(LI + HYDROXIDE + WATER, {"LITHIUM": LI})
LITHIUM_CARBONATE = fractions(2 * LI + C + 3 * O, {"LITHIUM": 2 * LI})
NICKEL_SULFATE = fractions(NI + SULFATE + 6 * WATER, {"NICKEL": NI})
COBALT_SULFATE = fractions(CO + SULFATE + 7 * WATER, {"COBALT": CO})
MANGANESE_SULFATE = fractions(MN + SULFATE + WATER, {"MANGANESE": MN})

_METALS = 0.8 * NI + 0.1 * CO + 0.1 * MN
_SHARES = {"NICKEL": 0.8 * NI, "COBALT": 0.1 * CO, "MANGANESE": 0.1 * MN}
PRECURSOR_MOL = _METALS + 2 * HYDROXIDE
PRECURSOR = fractions(PRECURSOR_MOL, _SHARES)
NMC811_MOL = LI + _METALS + 2 * O
NMC811 = fractions(NMC811_MOL, {"LITHIUM": LI} | _SHARES)
LFP_MOL = LI + FE + P + 4 * O
LFP = fractions(LFP_MOL, {"LITHIUM": LI})
NMC622 = fractions(
    LI + 0.6 * NI + 0.2 * CO + 0.2 * MN + 2 * O,
    {"LITHIUM": LI, "NICKEL": 0.6 * NI, "COBALT": 0.2 * CO, "MANGANESE": 0.2 * MN},
)

PRECURSOR_PER_CATHODE = PRECURSOR_MOL / NMC811_MOL
"""kg of precursor in one kg of NMC811."""
HYDROXIDE_PER_CATHODE = NMC811["LITHIUM"] / LITHIUM_HYDROXIDE["LITHIUM"]
"""kg of LiOH.H2O in one kg of NMC811."""
CARBONATE_PER_LFP = LFP["LITHIUM"] / LITHIUM_CARBONATE["LITHIUM"]
"""kg of Li2CO3 in one kg of LFP."""

BRINE = {"LITHIUM": 0.06}
SPODUMENE = {"LITHIUM": 0.006}
CONCENTRATE = {"LITHIUM": 0.0279}
LATERITE = {"NICKEL": 0.012}
BLACK_SCHIST = {"NICKEL": 0.0026}
HYDROXIDE_PRECIPITATE = {"NICKEL": 0.38, "COBALT": 0.035}
COBALT_ORE = {"COBALT": 0.012, "COPPER": 0.03}
COBALT_HYDROXIDE = {"COBALT": 0.30}
MANGANESE_ORE = {"MANGANESE": 0.38}
GRAPHITE_ORE = {"NATURAL_GRAPHITE": 0.12}
COPPER_ORE = {"COPPER": 0.01}
"""Grades of the demo's lots: typical of their kind, not of a place."""
