"""What a reader makes of a document, before anything is checked against the graph."""

import hashlib
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
class Terms:
    """What is told beside a document, because its format cannot say it."""

    title: str | None = None
    """For a document that has none of its own."""
    sender: str | None = None
    """Of a list: key of the party that states it."""
    mapping: str | None = None
    """Of a list: how its columns are to be read, JSON as in docs/LISTS.md."""


PLAIN = Terms()


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
    of_any_document: bool = False
    """The withdrawn facts are those of whichever earlier document of the sender stated them in just this form; where none did, that is no error."""
    read_as: str = ""
    """What was told beside the document and decides what it states; the same bytes told otherwise are another document."""

    @property
    def identity(self) -> str:
        """64 hex digits that are the same for the same statements: the SHA-256 of the bytes, and where something was told beside them, of both."""
        return hashlib.sha256(f"{self.sha256}\n{self.read_as}".encode()).hexdigest() if self.read_as else self.sha256
