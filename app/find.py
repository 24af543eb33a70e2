"""From what a person types to the key of an item."""

from graph.database import Database
from graph.item import find_items
from rules.errors import InvalidInput, NotFound
from rules.scope import Scope


async def find_key(scope: Scope, database: Database, text: str) -> str:
    """The key of the one item with this VIN, serial or lot, else what was typed where it is a key. Raises NotFound, InvalidInput."""
    found = await find_items(scope, database, text)
    if not found and ":" in text:
        return text
    if not found:
        raise NotFound(
            f"Nothing in the graph has the number {text}. Give its key, or load the document that states it."
        )
    if len(found) > 1:
        keys = "\n".join(f"  {item.key}" for item in found)
        raise InvalidInput(f"{len(found)} items have the number {text}; give the key of one:\n{keys}")
    return found[0].key
