"""Facts as they are read back: the record, and who said so when."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from rules.record import Record
from rules.withheld import Withheld

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Stated(Generic[R]):
    """A thing by its key. A stub, to which others refer and which nobody has stated yet, has no record."""

    key: str
    record: R | None
    submission: str | None
    since_rev: int | None
    withheld: tuple[Withheld, ...] = ()
    """Why parts of it are not shown."""

    @property
    def is_stub(self) -> bool:
        """Whether nobody has stated it yet."""
        return self.record is None
