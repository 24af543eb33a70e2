"""From the number that people know an item by to the item."""

from graph.item import find_items
from loaders import Loaders
from rules.errors import InvalidInput
from rules.vocabulary import ItemKind
from schema.item import Item, find_item, item_of

SHOWN = 5


async def look_up(
    loaders: Loaders, kind: ItemKind, number: str | None, key: str | None, party: str | None
) -> Item | None:
    """The one item of the kind with this serial, lot or identifier, or with this key; none where there is none.

    Raises InvalidInput unless exactly one of number and key is given, and where several parties use the number.
    """
    if (number is None) == (key is None):
        raise InvalidInput("Give either the number or the `key`.")
    if number is None:
        found = await find_item(loaders, key)
        return found if found is not None and found.kind is kind else None
    found = await find_items(loaders.scope, loaders.database, number, kind=kind, party=party)
    if len(found) > 1:
        keys = ", ".join(item.key for item in found[:SHOWN])
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        raise InvalidInput(
            f"{len(found)} items have the number {number}: {keys}{more}. Numbers are unique per party; give `party` or `key`."
        )
    return item_of(found[0], loaders) if found else None
