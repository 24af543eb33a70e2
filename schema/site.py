"""Sites of models over GraphQL."""

from datetime import datetime

import strawberry

from loaders import Loaders
from rules import site
from schema.facility import Facility, find_facility


@strawberry.type(description="Where instances of a model are made by plan.")
class Site:
    valid_from: datetime | None = strawberry.field(description="From when that holds; none where it is not stated.")
    valid_to: datetime | None = strawberry.field(description="Until when it holds; this moment is outside.")
    submission_key: str = strawberry.field(description="Key of the document that says so.")
    facility_key: strawberry.Private[str]
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="The place.")
    async def facility(self) -> Facility | None:
        """By the loader of facilities."""
        return await find_facility(self.loaders, self.facility_key)

    @classmethod
    def of(cls, record: site.Site, loaders: Loaders) -> "Site":
        """From the record."""
        return cls(
            valid_from=record.valid_from,
            valid_to=record.valid_to,
            submission_key=record.submission,
            facility_key=record.facility,
            loaders=loaders,
        )
