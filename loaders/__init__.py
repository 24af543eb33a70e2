"""DataLoaders, one per noun or question and made anew for each request: keys in, records out, one statement per batch."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar, cast

from aiodataloader import DataLoader

from graph.certificate import fetch_certificates
from graph.charger import fetch_chargers
from graph.database import Database
from graph.dispute import fetch_dispute_records, fetch_disputes
from graph.facility import fetch_facilities
from graph.history import fetch_histories
from graph.item import fetch_items
from graph.measurement import (
    count_measurements_of_items,
    count_measurements_of_processes,
    fetch_measurements,
    page_measurements_of_items,
    page_measurements_of_processes,
)
from graph.model import fetch_models
from graph.neighbour import fetch_owners, fetch_packs, fetch_producers, fetch_wholes
from graph.page import (
    count_holdings,
    count_inputs,
    count_outputs,
    count_parts,
    page_holdings,
    page_inputs,
    page_outputs,
    page_parts,
)
from graph.party import fetch_parties
from graph.process import fetch_processes
from graph.report import fetch_reports
from graph.site import fetch_sites
from graph.submission import fetch_submissions
from loaders.neighbour import neighbours
from loaders.origins import load_origins
from loaders.page import pages
from loaders.path import load_paths
from loaders.recall import load_recalls
from loaders.trace import load_traces
from rules.errors import BatlasError
from rules.scope import Scope

Q = TypeVar("Q")
A = TypeVar("A")

BATCH = 1000


class Loaders:
    """All loaders of one request, in one scope."""

    def __init__(self, scope: Scope, database: Database) -> None:
        self.scope = scope
        self.database = database

        def loader(
            fetch: Callable[[Scope, Database, Sequence[Q]], Awaitable[Sequence[A | BatlasError]]],
        ) -> DataLoader[Q, A]:
            async def load(keys: list[Q]) -> list[A]:
                # An error among the answers is raised to who asked for it.
                return cast("list[A]", await fetch(scope, database, keys))

            return DataLoader(load, max_batch_size=BATCH)

        self.item = loader(fetch_items)
        self.process = loader(fetch_processes)
        self.party = loader(fetch_parties)
        self.facility = loader(fetch_facilities)
        self.model = loader(fetch_models)
        self.charger = loader(fetch_chargers)
        self.certificate = loader(fetch_certificates)
        self.measurement = loader(fetch_measurements)
        self.submission = loader(fetch_submissions)
        self.report = loader(fetch_reports)
        self.wholes = loader(neighbours(fetch_wholes))
        self.packs = loader(neighbours(fetch_packs))
        self.producers = loader(neighbours(fetch_producers))
        self.owners = loader(neighbours(fetch_owners))
        self.parts = loader(pages(page_parts))
        self.inputs = loader(pages(page_inputs))
        self.outputs = loader(pages(page_outputs))
        self.holdings = loader(pages(page_holdings))
        self.part_count = loader(neighbours(count_parts))
        self.input_count = loader(neighbours(count_inputs))
        self.output_count = loader(neighbours(count_outputs))
        self.holding_count = loader(neighbours(count_holdings))
        self.measurements_of_items = loader(pages(page_measurements_of_items))
        self.measurements_of_processes = loader(pages(page_measurements_of_processes))
        self.measurement_count_of_items = loader(neighbours(count_measurements_of_items))
        self.measurement_count_of_processes = loader(neighbours(count_measurements_of_processes))
        self.sites = loader(fetch_sites)
        self.history = loader(fetch_histories)
        self.disputes = loader(fetch_disputes)
        self.dispute = loader(fetch_dispute_records)
        self.trace = loader(load_traces)
        self.origins = loader(load_origins)
        self.recall = loader(load_recalls)
        self.path = loader(load_paths)
