"""A document of any shape, taken apart into twins."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rules.reading import Placed
from seed.readers.catenax.relation import Relation
from seed.readers.catenax.twin import Ledger, Twin


@dataclass(slots=True)
class Source:
    """What a document of one shape holds."""

    sender: str
    title: str
    root: str
    """Pointer to where its twins are."""
    size: int = 0
    """Entries in which twins should be."""
    twins: dict[str, Twin] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    """What it says of what holds what, besides its twins."""
    facts: list[Placed] = field(default_factory=list)
    """What it says besides of parties."""


def collect(twins: Iterable[Twin | None], ledger: Ledger) -> dict[str, Twin]:
    """The twins by key; a finding on each that is there twice."""
    answer: dict[str, Twin] = {}
    for twin in twins:
        if twin is not None and answer.setdefault(twin.key, twin) is not twin:
            ledger.say(
                "DUPLICATE_IDENTITY",
                twin.pointer,
                f"The twin {twin.key} is there twice; the first one counts.",
                "Send it once.",
                twin.key,
            )
    return answer


def no_id(pointer: str, ledger: Ledger) -> None:
    """Say that a twin has no id."""
    message, remedy = "The twin has no catenaXId that is a URN.", "State it, as in urn:uuid:...."
    ledger.say("MISSING_FIELD", pointer, message, remedy)
