"""How long a recall takes beside a trace of one vehicle, in the demo world that is loaded: `python -m bench.recall [rounds] [lot ...]`."""

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

from app.settings import database_config, read_settings
from graph.item import find_items
from graph.migrate import open_database
from graph.recall import find_carriers
from graph.recall_gap import find_unknown
from graph.upstream import trace_upstream
from rules.recalls import RecallTerms
from rules.scope import LOCAL, Scope
from rules.vocabulary import ItemKind, Mineral
from seed.world import NAMESPACE, recalled, vin

NOW = Scope(LOCAL)


async def main(rounds: int, lots: list[str]) -> None:
    """Each question in turn, so that what else the machine does meets all of them; the first round is not counted."""
    async with open_database(database_config(read_settings())) as database:
        (vehicle, *_) = await find_items(NOW, database, vin(1))
        found = await find_carriers(NOW, database, lots)
        then = Scope(LOCAL, revision=found.revision)
        carried = found.carriers.carried
        questions: dict[str, Callable[[], Awaitable[Any]]] = {
            "trace of a vehicle": lambda: trace_upstream(NOW, database, [vehicle.key]),
            "recall": lambda: find_carriers(NOW, database, lots),
            "recall of lithium": lambda: find_carriers(NOW, database, lots, RecallTerms(Mineral.LITHIUM)),
            "recall as of its revision": lambda: find_carriers(then, database, lots),
            "recall of all times": lambda: find_carriers(NOW, database, lots, RecallTerms(ever=True)),
            "what is unknown beside it": lambda: find_unknown(NOW, database, found.lots, carried),
        }
        times: dict[str, list[float]] = {name: [] for name in questions}
        for number in range(rounds + 1):
            for name, ask in questions.items():
                begun = time.perf_counter()
                await ask()
                if number:
                    times[name].append(time.perf_counter() - begun)
        begun = time.perf_counter()
        found.carriers.page(500, kinds=[ItemKind.VEHICLE])
        print(f"{', '.join(lots)}: {', '.join(f'{c.yes + c.possible:,} {c.kind}' for c in found.carriers.counts())}")
        for name, taken in times.items():
            print(f"{name:28} median {statistics.median(taken):8.3f} s, most {max(taken):8.3f} s")
        print(f"{'a page of 500 vehicles':28}        {time.perf_counter() - begun:8.3f} s")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    asyncio.run(main(count, sys.argv[2:] or recalled(NAMESPACE, 200)))
