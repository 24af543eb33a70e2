"""Origins over GraphQL."""

from datetime import datetime
from typing import cast

import strawberry

from rules import origins
from rules.origins import OriginKind, UnknownReason
from rules.vocabulary import Basis, CertificateScope, Mineral
from rules.withheld import Withheld
from schema.finding import Finding
from schema.name import Name, named


@strawberry.type(description="One origin's share of the mineral in the item.")
class OriginShare:
    key: str = strawberry.field(
        description="Key of the facility (else of the process), key of the party, or country code: what the grouping is by."
    )
    kind: OriginKind | None = strawberry.field(description="What kind of origin; none where the group holds several.")
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-2, where all of the group is in one.")
    share: float = strawberry.field(description="0 to 1, of all of the mineral in the item.")
    mass_kg: float | None = strawberry.field(description="kg in the item; none where the item's content is not known.")

    name: Name | None = strawberry.field(description="Name of the facility or party.")

    @classmethod
    def of(cls, record: origins.OriginShare) -> "OriginShare":
        """From the record, its name in the languages that it exists in. A resolver for names would cost more than all else of an answer."""
        return cls(
            key=record.key,
            kind=record.kind,
            country=record.country,
            share=record.share,
            mass_kg=record.mass_kg,
            name=named(record.name, record.name_ko),
        )


@strawberry.type(description="Shares by one property of the origin; with the unknown they sum to 1.")
class Grouping:
    shares: list[OriginShare] = strawberry.field(description="Largest first.")
    unknown: float = strawberry.field(
        description="Share whose origin, or whose property that this grouping is by, nobody has stated."
    )

    @classmethod
    def of(cls, record: origins.Grouping) -> "Grouping":
        """From the record."""
        return cls(shares=[OriginShare.of(share) for share in record.shares], unknown=record.unknown)


@strawberry.type(
    description="How much of the mineral passed something that a certificate of this scope covered: a run, its facility or party, an item or its model."
)
class CertifiedShare:
    scope: CertificateScope = strawberry.field(description="What the certificates speak for.")
    share: float = strawberry.field(description="0 to 1, of all of the mineral in the item; scopes overlap.")
    certificates: list[str] = strawberry.field(description="Keys of the certificates.")


@strawberry.type(description="A place in the chain where a part of the origin is lost.")
class UnknownShare:
    key: str = strawberry.field(description="Key of the item or process.")
    reason: UnknownReason = strawberry.field(description="Why.")
    share: float = strawberry.field(description="0 to 1, of all of the mineral in the item.")


@strawberry.type(description="Where one mineral in one item comes from.")
class Origins:
    item: str = strawberry.field(description="Key of the item.")
    mineral: Mineral = strawberry.field(description="The mineral.")
    basis: Basis = strawberry.field(description="What shares follow.")
    through_recycling: bool = strawberry.field(description="Whether origins go on behind recycling.")
    revision: int = strawberry.field(description="The ledger's revision that it was answered at.")
    at: datetime | None = strawberry.field(description="The time that was asked for; none: now.")
    mass_kg: float | None = strawberry.field(description="kg of the mineral in the item; none where it is not stated.")
    coverage: float = strawberry.field(
        description="Share whose every step back to an extraction, a synthesis or a recycling is stated, 0 to 1."
    )
    unknown: float = strawberry.field(description="1 - coverage; 0 where the item states to hold none of the mineral.")
    expectation: bool = strawberry.field(
        description="Whether lots were pooled on the way: shares are then expectations and not physical."
    )
    by_source: Grouping = strawberry.field(description="By mine, graphite plant or recycler.")
    by_operator: Grouping = strawberry.field(description="By the party that ran it.")
    by_country: Grouping = strawberry.field(description="By the country that it ran in.")
    certified: list[CertifiedShare] = strawberry.field(description="Cover by certificates, by scope.")
    gaps: list[UnknownShare] = strawberry.field(description="Largest first; they sum to `unknown`.")
    warnings: list[Finding] = strawberry.field(description="What intake had to say about the things it rests on.")
    withheld: list[Withheld] = strawberry.field(description="Why parts are not shown; empty where all is.")

    @classmethod
    def of(cls, record: origins.Origins) -> "Origins":
        """From the record; its flat lists are answered as they are."""
        return cls(
            item=record.item,
            mineral=record.mineral,
            basis=record.basis,
            through_recycling=record.through_recycling,
            revision=record.revision,
            at=record.at,
            mass_kg=record.mass_kg,
            coverage=record.coverage,
            unknown=record.unknown,
            expectation=record.expectation,
            by_source=Grouping.of(record.by_source),
            by_operator=Grouping.of(record.by_operator),
            by_country=Grouping.of(record.by_country),
            certified=cast("list[CertifiedShare]", record.certified),
            gaps=cast("list[UnknownShare]", record.gaps),
            warnings=[Finding.of(finding) for finding in record.warnings],
            withheld=list(record.withheld),
        )
