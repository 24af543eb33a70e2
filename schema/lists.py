"""Lists of every noun, filtered and sorted."""

from typing import Annotated

import strawberry

from graph.listing.certificate import CERTIFICATES
from graph.listing.charger import CHARGERS
from graph.listing.dispute import DISPUTES
from graph.listing.facility import FACILITIES
from graph.listing.item import ITEMS
from graph.listing.measurement import MEASUREMENTS
from graph.listing.model import MODELS
from graph.listing.party import PARTIES
from graph.listing.process import PROCESSES
from graph.listing.submission import SUBMISSIONS
from rules.listing import Order, Sort
from schema.certificate import Certificate, find_certificate
from schema.charger import Charger, find_charger
from schema.context import Info
from schema.dispute import Dispute, find_dispute
from schema.facility import Facility, find_facility
from schema.filters import (
    CertificateFilter,
    ChargerFilter,
    DisputeFilter,
    FacilityFilter,
    ItemFilter,
    MeasurementFilter,
    ModelFilter,
    PartyFilter,
    ProcessFilter,
    SubmissionFilter,
)
from schema.item import Item, find_item
from schema.listing import Asked, Listing, OrderBy, Shelf, SortBy, list_page
from schema.measurement import Measurement, find_measurement
from schema.model import Model, find_model
from schema.moment import KnownAsOf
from schema.node import After, First
from schema.party import Party, find_party
from schema.process import Process, find_process
from schema.submission import Submission, find_submission

ITEM = Shelf("Item", ITEMS, find_item)
PROCESS = Shelf("Process", PROCESSES, find_process)
PARTY = Shelf("Party", PARTIES, find_party)
FACILITY = Shelf("Facility", FACILITIES, find_facility)
MODEL = Shelf("Model", MODELS, find_model)
CHARGER = Shelf("Charger", CHARGERS, find_charger)
CERTIFICATE = Shelf("Certificate", CERTIFICATES, find_certificate)
MEASUREMENT = Shelf("Measurement", MEASUREMENTS, find_measurement)
SUBMISSION = Shelf("Submission", SUBMISSIONS, find_submission)
DISPUTE = Shelf("Dispute", DISPUTES, find_dispute)


@strawberry.type
class ListQuery:
    @strawberry.field(description="Items, filtered, and sorted by key, name or revision.")
    async def items(
        self,
        info: Info,
        filter: Annotated[ItemFilter | None, strawberry.argument(description="Which; left out: all.")] = None,
        sort: SortBy = Sort.KEY,
        order: OrderBy = Order.ASC,
        first: First = None,
        after: After = None,
        as_of: KnownAsOf = None,
    ) -> Listing[Item]:
        """Raises InvalidInput."""
        return await list_page(info, ITEM, filter, Asked(sort, order, first, after, as_of))

    @strawberry.field(description="Processes, filtered, and sorted by key, name, start or revision.")
    async def processes(
        self,
        info: Info,
        filter: Annotated[ProcessFilter | None, strawberry.argument(description="Which; left out: all.")] = None,
        sort: SortBy = Sort.KEY,
        order: OrderBy = Order.ASC,
        first: First = None,
        after: After = None,
        as_of: KnownAsOf = None,
    ) -> Listing[Process]:
        """Raises InvalidInput."""
        return await list_page(info, PROCESS, filter, Asked(sort, order, first, after, as_of))

    @strawberry.field(description="Parties, filtered, and sorted by key, name or revision.")
    async def parties(
        self,
        info: Info,
        filter: Annotated[PartyFilter | None, strawberry.argument(description="Which; left out: all.")] = None,
        sort: SortBy = Sort.KEY,
        order: OrderBy = Order.ASC,
        first: First = None,
        after: After = None,
        as_of: KnownAsOf = None,
    ) -> Listing[Party]:
        """Raises InvalidInput."""
        return await list_page(info, PARTY, filter, Asked(sort, order, first, after, as_of))

    @strawberry.field(description="Facilities, filtered, and sorted by key, name or revision.")
    async def facilities(
        self,
        info: Info,
        filter: Annotated[FacilityFilter | None, strawberry.argument(description="Which; left out: all.")] = None,
        sort: SortBy = Sort.KEY,
        order: OrderBy = Order.ASC,
        first: First = None,
        after: After = None,
        as_of: KnownAsOf = None,
    ) -> Listing[Facility]:
        """Raises InvalidInput."""
        return await list_page(info, FACILITY, filter, Asked(sort, order, first, after, as_of))

    @strawberry.field(description="Models, filtered, and sorted by key, name or revision.")
    async def models(
        self,
        info: Info,
        filter: Annotated[ModelFilter | None, strawberry.argument(description="Which; left out: all.")] = None,
        sort: SortBy = Sort.KEY,
        order: OrderBy = Order.ASC,
        first: First = None,
        after: After = None,
        as_of: KnownAsOf = None,
    ) -> Listing[Model]:
        """Raises InvalidInput."""
        return await list_page(info, MODEL, filter, Asked(sort, order, first, after, as_of))

    @strawberry.field(description="Chargers, filtered, and sorted by key, name or revision.")
    async def chargers(
        self,
        info: Info,
        filter: Annotated[ChargerFilter | None, strawberry.argument(description="Which; left out: all.")] = None,
        sort: SortBy = Sort.KEY,
        order: OrderBy = Order.ASC,
        first: First = None,
        after: After = None,
        as_of: KnownAsOf = None,
    ) -> Listing[Charger]:
        """Raises InvalidInput."""
        return await list_page(info, CHARGER, filter, Asked(sort, order, first, after, as_of))

    @strawberry.field(description="Certificates, filtered, and sorted by key, name or revision.")
    async def certificates(
        self,
        info: Info,
        filter: Annotated[CertificateFilter | None, strawberry.argument(description="Which; left out: all.")] = None,
        sort: SortBy = Sort.KEY,
        order: OrderBy = Order.ASC,
        first: First = None,
        after: After = None,
        as_of: KnownAsOf = None,
    ) -> Listing[Certificate]:
        """Raises InvalidInput."""
        return await list_page(info, CERTIFICATE, filter, Asked(sort, order, first, after, as_of))

    @strawberry.field(description="Measurements, filtered, and sorted by key or revision.")
    async def measurements(
        self,
        info: Info,
        filter: Annotated[MeasurementFilter | None, strawberry.argument(description="Which; left out: all.")] = None,
        sort: SortBy = Sort.KEY,
        order: OrderBy = Order.ASC,
        first: First = None,
        after: After = None,
        as_of: KnownAsOf = None,
    ) -> Listing[Measurement]:
        """Raises InvalidInput."""
        return await list_page(info, MEASUREMENT, filter, Asked(sort, order, first, after, as_of))

    @strawberry.field(description="Submissions, filtered, and sorted by key or time of receipt.")
    async def submissions(
        self,
        info: Info,
        filter: Annotated[SubmissionFilter | None, strawberry.argument(description="Which; left out: all.")] = None,
        sort: SortBy = Sort.KEY,
        order: OrderBy = Order.ASC,
        first: First = None,
        after: After = None,
        as_of: KnownAsOf = None,
    ) -> Listing[Submission]:
        """Raises InvalidInput."""
        return await list_page(info, SUBMISSION, filter, Asked(sort, order, first, after, as_of))

    @strawberry.field(description="Open disputes, filtered, and sorted by key or revision.")
    async def disputes(
        self,
        info: Info,
        filter: Annotated[DisputeFilter | None, strawberry.argument(description="Which; left out: all.")] = None,
        sort: SortBy = Sort.KEY,
        order: OrderBy = Order.ASC,
        first: First = None,
        after: After = None,
        as_of: KnownAsOf = None,
    ) -> Listing[Dispute]:
        """Raises InvalidInput."""
        return await list_page(info, DISPUTE, filter, Asked(sort, order, first, after, as_of))
