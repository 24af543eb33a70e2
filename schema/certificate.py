"""Certificates over GraphQL."""

from datetime import datetime

import strawberry

from loaders import Loaders
from rules import certificate
from rules.stated import Stated
from rules.vocabulary import CertificateScope, CertificateStatus, ChainOfCustody
from schema.name import Name, named
from schema.party import Party, find_party
from schema.thing import Thing, told


@strawberry.type(description="A claim that somebody vouches for, with its validity.")
class Certificate(Thing):
    name: Name | None = strawberry.field(description="Its name.")
    scheme: str | None = strawberry.field(description="The standard or scheme that it is issued under.")
    scope: CertificateScope | None = strawberry.field(description="What it speaks for.")
    scope_text: str | None = strawberry.field(description="The sender's word, where the scope is OTHER.")
    status: CertificateStatus | None = strawberry.field(description="Whether it is good; its dates come on top.")
    valid_from: datetime | None = strawberry.field(description="From when it is valid.")
    valid_to: datetime | None = strawberry.field(description="Until when it is valid; this moment is outside.")
    chain_of_custody: ChainOfCustody | None = strawberry.field(description="ISO 22095 model that it attests.")
    subjects: list[str] = strawberry.field(
        description="Keys of the items, processes, facilities, parties or models that it is about."
    )
    issuer_key: strawberry.Private[str | None]

    @strawberry.field(description="The party that issued it.")
    async def issuer(self) -> Party | None:
        """By the loader of parties."""
        return await find_party(self.loaders, self.issuer_key)

    @classmethod
    def of(cls, stated: Stated[certificate.Certificate], loaders: Loaders) -> "Certificate":
        """From what is stated."""
        record = stated.record
        return cls(
            **told("Certificate", stated, loaders),
            name=named(record.name, record.name_ko) if record else None,
            scheme=record and record.scheme,
            scope=record and record.scope,
            scope_text=record and record.scope_text,
            status=record and record.status,
            valid_from=record and record.valid_from,
            valid_to=record and record.valid_to,
            chain_of_custody=record and record.chain_of_custody,
            subjects=list(record.subjects) if record else [],
            issuer_key=record and record.issuer,
        )


async def find_certificate(loaders: Loaders, key: str | None) -> Certificate | None:
    """The certificate of the key; none without a key, and where Batlas does not know it."""
    stated = await loaders.certificate.load(key) if key else None
    return Certificate.of(stated, loaders) if stated else None
