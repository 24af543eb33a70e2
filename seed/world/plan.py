"""How much is made of what, and when: batches of vehicles, and groups of batches that share lots."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

CELLS_PER_MODULE = 12
MODULES_PER_PACK = 8
CELLS_PER_PACK = CELLS_PER_MODULE * MODULES_PER_PACK
VEHICLES_PER_BATCH = 50
"""At the most."""
PLANTS = ("kr", "pl", "hu", "us")

CELL_KWH = 0.75
CELL_KG = 3.0
CATHODE_KG = 1.26 * CELL_KWH
"""BatPaC 5.2, NMC811: 0.6078 kg Ni per kWh / 0.48268 kg Ni per kg cathode = 1.26 kg per kWh; the demo's LFP cells take as much."""
GRAPHITE_KG = 0.8539 * CELL_KWH
"""BatPaC 5.2, NMC811."""
COPPER_KG = 0.394 * CELL_KWH
"""BatPaC 5.2, NMC622, for want of a figure for NMC811."""
ALUMINIUM_KG = 0.1
"""Assumed."""
WASTE = 1.02
"""Kilograms that go into a run for each that comes out: assumed."""

REMOVED = (2, 8)
"""Vehicle and module of the pack that is repaired; its batch makes the cells of a spare module."""

WRITTEN_OFF = (4, 6)
"""Vehicles whose packs are taken apart: each gives that module, as the repaired pack did, to the pack of a second life."""

OPENING = datetime(2024, 6, 1, tzinfo=UTC)
SPAN = timedelta(days=500)


@dataclass(frozen=True, slots=True)
class Batch:
    """Vehicles whose cells come from one run."""

    number: int
    plant: str
    first: int
    """Number of the first vehicle, from 1."""
    vehicles: int
    spare_cells: int
    day: datetime
    """When the cells are made."""

    @property
    def cells(self) -> int:
        """Cells that the run makes."""
        return self.vehicles * CELLS_PER_PACK + self.spare_cells

    @property
    def lfp(self) -> bool:
        """Whether the cells are LFP; else NMC811."""
        return self.plant == "us"

    @property
    def cathode_kg(self) -> float:
        """Cathode material that the run takes."""
        return self.cells * CATHODE_KG * WASTE


@dataclass(frozen=True, slots=True)
class Group:
    """Batches, one for each plant, that share lots from the mines to the precursor."""

    number: int
    batches: tuple[Batch, ...]

    def of(self, plant: str) -> Batch | None:
        """The plant's batch, where there is one."""
        return next((batch for batch in self.batches if batch.plant == plant), None)

    @property
    def day(self) -> datetime:
        """When the first cells are made; lots before are made in the months before."""
        return self.batches[0].day

    @property
    def cells(self) -> int:
        """Cells of all batches."""
        return sum(batch.cells for batch in self.batches)


def plan(vehicles: int) -> Iterator[Group]:
    """The groups for so many vehicles, all within some 500 days; from eight vehicles on every plant has a batch."""
    count = _batches(vehicles)
    batches: list[Batch] = []
    for number in range(count):
        first, after = _first(number, vehicles), _first(number + 1, vehicles)
        day = OPENING + timedelta(minutes=int(SPAN / timedelta(minutes=1) * number / count))
        spare = CELLS_PER_MODULE if first <= REMOVED[0] < after else 0
        batches.append(Batch(number, PLANTS[number % len(PLANTS)], first, after - first, spare, day))
        if len(batches) == len(PLANTS) or number == count - 1:
            yield Group(number // len(PLANTS), tuple(batches))
            batches = []


def pooled(vehicles: int) -> int:
    """Number of the first vehicle whose cells were made from two pooled cathode lots, one with a recipe that is incomplete; 1 where there is none."""
    number = PLANTS.index("pl")
    return _first(number, vehicles) if _batches(vehicles) > number else 1


def recalled(namespace: str, vehicles: int) -> list[str]:
    """Keys of two cathode lots: all cells of the first vehicles are of the one, and who of the pooled ones has the other nobody knows."""
    lots = ["cam-kr-0"] if pooled(vehicles) == 1 else ["cam-kr-0", "cam-cn-0"]
    return [f"{namespace}:lot:{lot}" for lot in lots]


def _batches(vehicles: int) -> int:
    # In a small world a batch has two vehicles at least, so that the repaired pack and its spare are of one batch.
    return max(1, min(len(PLANTS), vehicles // 2), -(-vehicles // VEHICLES_PER_BATCH))


def _first(number: int, vehicles: int) -> int:
    """Number of the first vehicle of a batch: the batches differ by one vehicle at the most."""
    size, larger = divmod(vehicles, _batches(vehicles))
    return number * size + min(number, larger) + 1
