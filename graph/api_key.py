"""API keys: made, found, listed, rotated and revoked. They are no part of what is stated, and no question answers them."""

import secrets
import string
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from graph.database import Database, native
from rules.api_key import ApiKey, check_new, hash_of, written
from rules.errors import Conflict, InvalidInput, NotFound
from rules.right import require_local
from rules.scope import Right, Scope, Viewer, ViewerKind

ALPHABET = string.ascii_lowercase + string.digits
WHAT = "The making and revoking of API keys"

CREATE = "CREATE (k:ApiKey {id: $id}) SET k += $properties"


async def create_api_key(
    scope: Scope, database: Database, viewer: Viewer, *, title: str | None, now: datetime, lasts: timedelta
) -> tuple[str, ApiKey]:
    """(the key, which is told this once, what is kept of it). Raises Forbidden, InvalidInput for what no key may be made for."""
    require_local(scope.viewer, WHAT)
    if not lasts:
        raise InvalidInput("A key holds for some time: give more than nothing.")
    key, kept = _new(viewer, title, now, now + lasts)
    await database.write(CREATE, id=kept.id, properties=_properties(kept))
    return key, kept


FIND = "MATCH (k:ApiKey {id: $id}) RETURN properties(k) AS kept"


async def find_api_key(database: Database, id: str) -> ApiKey | None:
    """What is kept of the key, none where there is none. It takes no scope: who asks is only known by the key."""
    records = await database.read(FIND, id=id)
    return _api_key(records[0]["kept"]) if records else None


LIST = "MATCH (k:ApiKey) RETURN properties(k) AS kept ORDER BY k.created_at, k.id"


async def list_api_keys(scope: Scope, database: Database) -> list[ApiKey]:
    """All keys, also those that hold no longer, the oldest first. Raises Forbidden."""
    require_local(scope.viewer, WHAT)
    return [_api_key(record["kept"]) for record in await database.read(LIST)]


# In one statement, so that no key is replaced twice and none ends without another.
ROTATE = """
MATCH (old:ApiKey {id: $old})
WHERE old.revoked_at IS NULL AND old.replaced_by IS NULL AND old.expires_at > $now
SET old.replaced_by = $id, old.expires_at = CASE WHEN old.expires_at < $ends THEN old.expires_at ELSE $ends END
CREATE (k:ApiKey {id: $id}) SET k += $properties
RETURN properties(old) AS kept
"""


async def rotate_api_key(
    scope: Scope, database: Database, id: str, *, now: datetime, overlap: timedelta
) -> tuple[str, ApiKey, ApiKey]:
    """(a new key for the same viewer that lasts as long as the old one was made for, what is kept of it, the old one).

    The old one holds until the overlap is over. Raises Forbidden, NotFound, Conflict for one that holds no longer or was rotated already.
    """
    require_local(scope.viewer, WHAT)
    old = await _known(database, id)
    key, kept = _new(old.viewer, old.title, now, now + (old.expires_at - old.created_at))
    records = await database.write(
        ROTATE, old=id, now=now, ends=now + overlap, id=kept.id, properties=_properties(kept)
    )
    if not records:
        ended = old.ended(now) or f"was rotated already, to {old.replaced_by}"
        raise Conflict(f"The API key {id} {ended}. Make a new one by `batlas keys create`.")
    return key, kept, _api_key(records[0]["kept"])


REVOKE = """
MATCH (k:ApiKey {id: $id}) SET k.revoked_at = coalesce(k.revoked_at, $now)
RETURN properties(k) AS kept
"""


async def revoke_api_key(scope: Scope, database: Database, id: str, *, now: datetime) -> ApiKey:
    """The key, revoked now or before. Raises Forbidden, NotFound."""
    require_local(scope.viewer, WHAT)
    records = await database.write(REVOKE, id=id, now=now)
    return _api_key(records[0]["kept"]) if records else await _known(database, id)


async def _known(database: Database, id: str) -> ApiKey:
    found = await find_api_key(database, id)
    if found is None:
        raise NotFound(f"There is no API key {id[:80]}; `batlas keys list` tells the ids.")
    return found


def _new(viewer: Viewer, title: str | None, now: datetime, expires_at: datetime) -> tuple[str, ApiKey]:
    check_new(viewer, title)
    id = "".join(secrets.choice(ALPHABET) for _ in range(8))
    key = written(id, secrets.token_urlsafe(32))
    return key, ApiKey(id, hash_of(key), viewer, title, now, expires_at)


def _properties(kept: ApiKey) -> dict[str, Any]:
    return {
        "hash": kept.hash,
        "kind": kept.viewer.kind,
        "party": kept.viewer.party,
        "scopes": sorted(kept.viewer.rights),
        "title": kept.title,
        "created_at": kept.created_at,
        "expires_at": kept.expires_at,
    }


def _api_key(kept: Mapping[str, Any]) -> ApiKey:
    viewer = Viewer(ViewerKind(kept["kind"]), kept.get("party"), frozenset(map(Right, kept["scopes"])))
    created, expires = native(kept["created_at"]), native(kept["expires_at"])
    assert created is not None and expires is not None  # noqa: S101, PT018 - both are always written
    revoked = native(kept.get("revoked_at"))
    return ApiKey(
        kept["id"], kept["hash"], viewer, kept.get("title"), created, expires, revoked, kept.get("replaced_by")
    )
