"""The other names of an item."""

import strawberry

from rules import item
from rules.vocabulary import IdentifierScheme


@strawberry.type(description="Another name of an item: its number at the customer, a VIN, a part number.")
class Identifier:
    scheme: IdentifierScheme = strawberry.field(description="What kind of name it is.")
    value: str = strawberry.field(description="The name, as written on the thing or its papers.")
    issuer: str | None = strawberry.field(description="Key of the party that gave it.")

    @classmethod
    def of(cls, record: item.Identifier) -> "Identifier":
        """From the record."""
        return cls(scheme=record.scheme, value=record.value, issuer=record.issuer)
