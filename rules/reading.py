"""What a reader makes of a document, before anything is checked against the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rules.document import Fact, Header
from rules.finding import Finding
from rules.vocabulary import Profile


class Placed(NamedTuple):
    """A fact and the place in the document that states it."""

    pointer: str
    """`line 12` in NDJSON, a JSON pointer elsewhere."""
    fact: Fact


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read: its facts in order, what is wrong with its form, and what its reader does not understand."""

    format: str
    profile: Profile
    sha256: str
    """Hex digest of the document's bytes."""
    header: Header | None
    """None where the document does not say who sends it; then there is an error among the findings."""
    facts: Sequence[Placed]
    findings: Sequence[Finding] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """Records by type in the document's own words."""
    ignored: Mapping[str, int] = field(default_factory=dict)
    """What is not understood, by name; nothing is dropped without being counted here."""
    unread: frozenset[str] = frozenset()
    """Local names that records state which could not be read; references to them do not dangle."""
    withdrawn: Sequence[Placed] = ()
    """Facts of the document that the header corrects which do not hold."""
