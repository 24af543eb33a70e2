"""Points in time that a caller gives."""

from datetime import UTC, datetime
from typing import Annotated

import strawberry

from rules.errors import InvalidInput

At = Annotated[
    datetime | None, strawberry.argument(description="The state at this time, with its zone; left out: now.")
]


def moment(at: datetime | None) -> datetime | None:
    """The time in UTC. Raises InvalidInput for one without a zone."""
    if at is None:
        return None
    if at.tzinfo is None:
        raise InvalidInput(f"`at` is {at.isoformat()}, without a zone; write it with one, as in {at.isoformat()}Z.")
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise InvalidInput(f"`at` is {at.isoformat()}, beyond the years 1 to 9999.") from error
