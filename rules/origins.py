"""Origins: where the minerals in an item come from, as an answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique

from rules.finding import Finding
from rules.vocabulary import Basis, CertificateScope, Mineral
from rules.withheld import Withheld


@unique
class OriginKind(StrEnum):
    """What kind of place a mineral entered the chain at."""

    EXTRACTION = "EXTRACTION"
    SYNTHESIS = "SYNTHESIS"
    RECYCLED_PRE_CONSUMER = "RECYCLED_PRE_CONSUMER"
    RECYCLED_POST_CONSUMER = "RECYCLED_POST_CONSUMER"
    RECYCLED = "RECYCLED"
    """Recycled, and nobody has stated whether waste or scrap went in, or how much of each."""


@dataclass(frozen=True, slots=True)
class OriginShare:
    """One origin's share of the mineral in the item."""

    key: str
    """Key of the facility (else the process), the party, or the country code that the grouping is by."""
    name: str | None
    name_ko: str | None
    kind: OriginKind | None
    """What kind of origin; none where the group holds several kinds."""
    country: str | None
    """ISO 3166-1 alpha-2, where all of the group is in one."""
    share: float
    """0 to 1, of all of the mineral in the item."""
    mass_kg: float | None
    """share x kg of the mineral in the item; none where those kg are not known."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Shares by one property of the origin, largest first; with the unknown they sum to 1."""

    shares: tuple[OriginShare, ...]
    unknown: float
    """Share whose origin, or whose property that this grouping is by, nobody has stated."""


@dataclass(frozen=True, slots=True)
class CertifiedShare:
    """How much of the mineral passed something that a certificate of this scope covered: a run, its facility or party, for all of the
    time that it ran; an item or its model, for all of the time that the item was made."""

    scope: CertificateScope
    share: float
    """0 to 1, of all of the mineral in the item; several scopes overlap."""
    certificates: tuple[str, ...]
    """Keys of the certificates."""


@unique
class UnknownReason(StrEnum):
    """Why a share is unknown."""

    NOT_STATED = "NOT_STATED"
    NO_ORIGIN = "NO_ORIGIN"
    NO_INPUTS = "NO_INPUTS"
    INPUTS_INCOMPLETE = "INPUTS_INCOMPLETE"
    """The stated inputs hold less of the mineral than the outputs and stated losses."""
    CONTENT_NOT_STATED = "CONTENT_NOT_STATED"
    """An input may have brought the mineral in, or one of several runs may have made a part of a lot, and nobody has stated how much."""


@dataclass(frozen=True, slots=True)
class UnknownShare:
    """A place in the chain where a part of the origin is lost."""

    key: str
    reason: UnknownReason
    share: float
    """0 to 1, of all of the mineral in the item."""


@dataclass(frozen=True, slots=True)
class Origins:
    """Where one mineral in one item comes from."""

    item: str
    mineral: Mineral
    basis: Basis
    through_recycling: bool
    revision: int
    at: datetime | None
    mass_kg: float | None
    """kg of the mineral in the item; none where its content is not stated."""
    coverage: float
    """Share whose every step back to an extraction, a synthesis or a recycling is stated, 0 to 1."""
    unknown: float
    """1 - coverage; both are 0 where the item states to hold none of the mineral."""
    expectation: bool
    """Whether lots were pooled on the way, so that shares are expectations and not physical."""
    by_source: Grouping
    by_operator: Grouping
    by_country: Grouping
    certified: tuple[CertifiedShare, ...]
    gaps: tuple[UnknownShare, ...]
    """Largest first; they sum to `unknown`."""
    warnings: tuple[Finding, ...] = ()
    """Findings of intake about what is upstream, the first ten thousand of all that were asked for together."""
    withheld: tuple[Withheld, ...] = ()
