"""Vehicles and who owns them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from seed.world.batteries import pack
from seed.world.pen import Pen, WorldDocument
from seed.world.plan import WRITTEN_OFF, Batch

LETTERS = {
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
NAMESPACE = "urn:batlas-demo"
SCRAPPED = datetime.fromisoformat("2026-03-12T09:00:00+00:00")
"""When the packs of the vehicles that were written off were taken out."""
LAST_SALE = datetime.fromisoformat("2026-03-01T00:00:00+00:00")


def vin(number: int) -> str:
    """VIN of the n-th vehicle (ISO 3779), with the check digit of 49 CFR 565.15(c) at position 9."""
    bare = f"KZZATLAS0SU{number:06}"
    total = sum(
        weight * (int(sign) if sign.isdigit() else LETTERS[sign]) for sign, weight in zip(bare, WEIGHTS, strict=True)
    )
    check = total % 11
    return f"{bare[:8]}{'X' if check == 10 else check}{bare[9:]}"


def vehicle(namespace: str, number: int) -> str:
    """Key of the n-th vehicle."""
    return f"{namespace}:vehicle:{number}"


def make_vehicles(namespace: str, batch: Batch, seed: int) -> Iterator[WorldDocument]:
    """Vehicles of a batch with their owners; every fifth or so has had one before."""
    pen = Pen(namespace, "atlas", f"Atlas Motors: vehicles from {batch.first}")
    chance = Random(f"{seed} {batch.number}")
    built = batch.day + timedelta(days=40)
    run = pen.run(f"vehicles-{batch.number}", "VEHICLE_ASSEMBLY", "plant", built, mixing="TRACKED")
    model = pen.key("model", "vehicle")
    for number in range(batch.first, batch.first + batch.vehicles):
        key = vehicle(namespace, number)
        name = {"scheme": "VIN", "value": vin(number)}
        # A demo under another namespace has the same numbers; only in the default one are they everywhere unique.
        identifiers = [name] if namespace == NAMESPACE else None
        pen.state(
            type="item",
            key=key,
            kind="VEHICLE",
            unit="PIECE",
            quantity=1,
            serial=vin(number),
            model=model,
            identifiers=identifiers,
        )
        pen.state(type="produced", item=key, process=run)
        stay = {"from": built.isoformat()} | ({"to": SCRAPPED.isoformat()} if number in WRITTEN_OFF else {})
        pen.state(type="contains", whole=key, part=pack(namespace, number), **stay)
        _own(pen, key, number, built + timedelta(days=chance.randrange(5, 60)), chance)
    yield from pen.documents()


def _own(pen: Pen, key: str, number: int, bought: datetime, chance: Random) -> None:
    first = _owner(pen, f"{number}a", chance)
    if chance.random() >= 0.2:
        pen.state(type="owned", item=key, party=first, **{"from": bought.isoformat()})
        return
    sold = (bought + (LAST_SALE - bought) * chance.random()).replace(microsecond=0)
    second = _owner(pen, f"{number}b", chance)
    pen.state(type="owned", item=key, party=first, **{"from": bought.isoformat(), "to": sold.isoformat()})
    pen.state(type="owned", item=key, party=second, **{"from": sold.isoformat()})


def _owner(pen: Pen, name: str, chance: Random) -> str:
    key = pen.key("party", f"owner-{name}")
    pen.state(type="party", key=key, roles=["OWNER"], country=chance.choice(("KR", "KR", "KR", "DE", "US")))
    return key
