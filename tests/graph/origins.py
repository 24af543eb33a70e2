"""Asking for origins in tests."""

from graph.database import Database
from graph.origin import find_origins
from rules.origins import Grouping, Origins
from rules.scope import Scope
from rules.vocabulary import Mineral


async def ask(
    scope: Scope, database: Database, key: str, mineral: Mineral = Mineral.LITHIUM, **more: object
) -> Origins:
    """The origins of one mineral in a known item."""
    (found,) = await find_origins(scope, database, [key], [mineral], **more)  # pyright: ignore[reportArgumentType]
    assert found is not None
    return found[mineral]


def shares(grouping: Grouping, prefix: str) -> dict[str, float]:
    """Share by key without the prefix."""
    return {share.key.removeprefix(f"{prefix}:"): share.share for share in grouping.shares}
