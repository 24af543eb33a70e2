"""Sites: where instances of a model are made by plan."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Site:
    """A facility, and for how long that holds; none of the two times where it is not stated."""

    facility: str
    valid_from: datetime | None
    valid_to: datetime | None
    submission: str
    """Key of the document that says so."""
