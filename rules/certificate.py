"""Certificates: claims that somebody vouches for."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from rules.record import End, Key, Record, Start, Text, as_set
from rules.vocabulary import CertificateScope, CertificateStatus, ChainOfCustody


class Certificate(Record):
    """A claim about items, processes, facilities, parties or models, with its validity and who vouches for it."""

    type: Literal["certificate"] = "certificate"
    key: Key = Field(description="The certificate's URN, or a local name.")
    name: Text | None = Field(default=None, description="Name in English or as the sender writes it.")
    name_ko: Text | None = Field(default=None, description="Name in Korean.")
    scheme: Text = Field(description="The standard or scheme that it is issued under.")
    scope: CertificateScope = Field(description="What it speaks for.")
    scope_text: Text | None = Field(default=None, description="The sender's word, where the scope is OTHER.")
    status: CertificateStatus = Field(default=CertificateStatus.VALID, description="Whether it is good.")
    issuer: Key | None = Field(default=None, description="The party that issued it.")
    subjects: Annotated[tuple[Key, ...], AfterValidator(as_set)] = Field(
        min_length=1, max_length=100, description="Keys of the items, processes, facilities, parties or models."
    )
    valid_from: Start | None = Field(default=None, description="From when it is valid.")
    valid_to: End | None = Field(default=None, description="Until when it is valid.")
    chain_of_custody: ChainOfCustody | None = Field(default=None, description="ISO 22095 model that it attests.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.valid_from is not None and self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("validTo is not after validFrom")
        return self
