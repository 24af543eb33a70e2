"""Parties over GraphQL."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from loaders import Loaders
from rules import party
from rules.stated import Stated
from rules.vocabulary import PartyRole
from schema.moment import At
from schema.name import Name, named
from schema.node import After, Connection, First
from schema.thing import Thing, told

if TYPE_CHECKING:
    from schema.item import Item


@strawberry.type(description="A company, authority or person; persons are pseudonyms without a name.")
class Party(Thing):
    name: Name | None = strawberry.field(description="Its name; none for persons.")
    roles: list[PartyRole] = strawberry.field(description="What it does.")
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-2 of its seat.")

    @strawberry.field(description="What it owns, in the order of keys.")
    async def holdings(
        self, first: First = None, after: After = None, at: At = None
    ) -> Connection[Annotated["Item", strawberry.lazy("schema.item")]]:
        """A page of items."""
        from schema.item import page_items

        return await page_items(
            self.loaders, self.loaders.holdings, self.loaders.holding_count, self.key, first, after, at
        )

    @classmethod
    def of(cls, stated: Stated[party.Party], loaders: Loaders) -> "Party":
        """From what is stated."""
        record = stated.record
        return cls(
            **told("Party", stated, loaders),
            name=named(record.name, record.name_ko) if record else None,
            roles=list(record.roles) if record else [],
            country=record and record.country,
        )


async def find_party(loaders: Loaders, key: str | None) -> Party | None:
    """The party of the key; none without a key, and where Batlas does not know it."""
    stated = await loaders.party.load(key) if key else None
    return Party.of(stated, loaders) if stated else None
