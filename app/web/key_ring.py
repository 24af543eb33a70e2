"""API keys of callers, looked up in the graph."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from graph.api_key import find_api_key
from graph.database import Database
from rules.api_key import ApiKey, admit, id_of
from rules.scope import Viewer

KEPT_S = 5
"""How long what the graph says of a key is believed: a key that is revoked may open as long."""


class KeyRing:
    """Keeps for some seconds what the graph says of the keys that came, of which there are as many as were made."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._kept: dict[str, tuple[float, ApiKey]] = {}

    async def viewer_of(self, key: str) -> Viewer:
        """Whom the key speaks for. Raises Unauthenticated, Unavailable where the graph does not answer."""
        return admit(key, await self._find(id_of(key)), datetime.now(UTC))

    async def _find(self, id: str) -> ApiKey | None:
        until, kept = self._kept.get(id, (0.0, None))
        if kept is not None and self._clock() < until:
            return kept
        asked = self._clock()
        kept = await find_api_key(self._database, id)
        if kept is None:
            self._kept.pop(id, None)
        else:
            self._kept[id] = (asked + KEPT_S, kept)
        return kept
