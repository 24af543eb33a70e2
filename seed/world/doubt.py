"""A weight that two parties state differently, and a quantity that is stated wrongly and corrected."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256

from rules.key import submission_key
from seed.world.pen import Pen, WorldDocument
from seed.world.plan import REMOVED
from seed.world.road import NAMESPACE
from seed.world.second_life import describe, second_life_pack

WEIGHED_KG = 112.0
"""What the operator's scale shows of the stationary pack, frame and all; its maker added up the cells."""
RECEIVED = datetime(2026, 3, 25, 9, tzinfo=UTC)
DUG = datetime(2026, 3, 20, tzinfo=UTC)
WRONG_KG, RIGHT_KG = 5_200.0, 2_500.0
"""Of the graphite company's newest lot: two digits were swapped."""
LOT = "csg-mz-next"


def doubts(vehicles: int = 200, namespace: str = NAMESPACE) -> Iterator[WorldDocument]:
    """The second weight, where there is such a pack; the wrong quantity; and its correction last."""
    if vehicles >= REMOVED[0]:
        yield from _weigh(namespace)
    yield from _correct(namespace)


def disputed_pack(namespace: str = NAMESPACE) -> str:
    """Key of what is weighed twice."""
    return second_life_pack(namespace)


def corrected_lot(namespace: str = NAMESPACE) -> str:
    """Key of the lot whose quantity is corrected."""
    return f"{namespace}:lot:{LOT}"


def _weigh(namespace: str) -> Iterator[WorldDocument]:
    operator = Pen(namespace, "charge", "Bitgaram Charging: the stationary pack, weighed")
    pack = describe(operator, WEIGHED_KG)
    operator.state(type="custody", item=pack, party=operator.key("party", "charge"), **{"from": RECEIVED.isoformat()})
    yield from operator.documents()


def _correct(namespace: str) -> Iterator[WorldDocument]:
    miner = Pen(namespace, "balama", "Montepuez Grafite: the newest lot")
    lot = miner.lot(LOT, WRONG_KG, {"NATURAL_GRAPHITE": 1.0}, "Spherical graphite")
    miner.run(f"{LOT}-dig", "EXTRACTION", "pit", DUG, outputs=[lot])
    (wrong,) = miner.documents()
    yield wrong
    again = Pen(namespace, "balama", "Montepuez Grafite: the newest lot, corrected")
    again.lot(LOT, RIGHT_KG, {"NATURAL_GRAPHITE": 1.0}, "Spherical graphite")
    yield from again.documents(corrects=submission_key(sha256(wrong.content).hexdigest()))
