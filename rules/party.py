"""Parties: companies, authorities, owners."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from rules.record import Country, Key, Record, Text, as_set
from rules.vocabulary import PartyRole


class Party(Record):
    """A company, authority or person. Owners that are persons are stated by pseudonym, without a name."""

    type: Literal["party"] = "party"
    key: Key = Field(description="The party's URN, such as `urn:bpn:BPNL00000003AYRE`.")
    name: Text | None = Field(default=None, description="Name in English or as the sender writes it; none for persons.")
    name_ko: Text | None = Field(default=None, description="Name in Korean.")
    roles: Annotated[tuple[PartyRole, ...], AfterValidator(as_set)] = Field(
        default=(), max_length=11, description="What it does."
    )
    country: Country | None = Field(default=None, description="ISO 3166-1 alpha-2 of its seat.")
