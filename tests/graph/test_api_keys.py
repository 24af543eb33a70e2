"""API keys in the graph: made once, told once, rotated and revoked."""

from datetime import UTC, datetime, timedelta

import pytest

from graph.api_key import create_api_key, find_api_key, list_api_keys, revoke_api_key, rotate_api_key
from graph.database import Database
from rules.api_key import admit, hash_of
from rules.errors import Conflict, Forbidden, InvalidInput, NotFound, Unauthenticated
from rules.scope import Right, Scope, Viewer, ViewerKind
from tests.conftest import NOW

DAY = timedelta(days=1)
STORED = "MATCH (k:ApiKey {id: $id}) RETURN properties(k) AS kept"


def maker(prefix: str) -> Viewer:
    """A party that may send."""
    return Viewer(ViewerKind.PARTY, f"{prefix}:maker", frozenset(Right))


async def test_of_a_key_its_hash_is_kept_and_the_key_is_not(database: Database, scope: Scope, prefix: str) -> None:
    key, kept = await create_api_key(scope, database, maker(prefix), title="Plant 1", now=NOW, lasts=90 * DAY)
    (record,) = await database.read(STORED, id=kept.id)
    assert set(record["kept"]) == {"id", "hash", "kind", "party", "scopes", "title", "created_at", "expires_at"}
    assert record["kept"]["hash"] == hash_of(key)
    assert key.rpartition(f"{kept.id}_")[2] not in str(record["kept"])
    assert await find_api_key(database, kept.id) == kept
    assert (kept.viewer, kept.created_at, kept.expires_at) == (maker(prefix), NOW, NOW + 90 * DAY)
    assert kept in await list_api_keys(scope, database)


async def test_no_two_keys_are_alike(database: Database, scope: Scope, prefix: str) -> None:
    made = [await create_api_key(scope, database, maker(prefix), title=None, now=NOW, lasts=DAY) for _ in range(20)]
    assert len({kept.id for _, kept in made}) == len({key[-43:] for key, _ in made}) == 20


async def test_a_rotated_key_holds_until_the_overlap_is_over(database: Database, scope: Scope, prefix: str) -> None:
    first, made = await create_api_key(scope, database, maker(prefix), title="Plant", now=NOW, lasts=30 * DAY)
    later = NOW + 10 * DAY
    second, new, old = await rotate_api_key(scope, database, made.id, now=later, overlap=DAY)
    assert (new.viewer, new.title, new.expires_at) == (made.viewer, made.title, later + 30 * DAY)
    assert (old.id, old.expires_at, old.replaced_by) == (made.id, later + DAY, new.id)
    assert old == await find_api_key(database, made.id)
    during, after = later + DAY / 2, later + DAY
    assert admit(first, old, during) == admit(second, new, during) == maker(prefix)
    with pytest.raises(Unauthenticated, match="expired"):
        admit(first, old, after)
    assert admit(second, new, after) == maker(prefix)


async def test_an_overlap_makes_no_key_hold_longer(database: Database, scope: Scope, prefix: str) -> None:
    _, made = await create_api_key(scope, database, maker(prefix), title=None, now=NOW, lasts=DAY)
    _, _, old = await rotate_api_key(scope, database, made.id, now=NOW, overlap=7 * DAY)
    assert old.expires_at == NOW + DAY


async def test_what_holds_no_longer_is_not_rotated(database: Database, scope: Scope, prefix: str) -> None:
    async def make() -> str:
        return (await create_api_key(scope, database, maker(prefix), title=None, now=NOW, lasts=DAY))[1].id

    revoked, expired, rotated = await make(), await make(), await make()
    await revoke_api_key(scope, database, revoked, now=NOW)
    await rotate_api_key(scope, database, rotated, now=NOW, overlap=DAY)
    before = len(await list_api_keys(scope, database))
    for id, now, said in (
        (revoked, NOW, "revoked"),
        (expired, NOW + DAY, "expired"),
        (rotated, NOW, "rotated already"),
    ):
        with pytest.raises(Conflict, match=said):
            await rotate_api_key(scope, database, id, now=now, overlap=DAY)
    with pytest.raises(NotFound, match="no API key nothing1"):
        await rotate_api_key(scope, database, "nothing1", now=NOW, overlap=DAY)
    assert len(await list_api_keys(scope, database)) == before


async def test_a_key_is_revoked_once(database: Database, scope: Scope, prefix: str) -> None:
    key, made = await create_api_key(scope, database, maker(prefix), title=None, now=NOW, lasts=DAY)
    assert (await revoke_api_key(scope, database, made.id, now=NOW)).revoked_at == NOW
    assert (await revoke_api_key(scope, database, made.id, now=NOW + DAY)).revoked_at == NOW
    with pytest.raises(Unauthenticated, match="was revoked at 2026-11-01T00:00:00Z"):
        admit(key, await find_api_key(database, made.id), NOW)
    with pytest.raises(NotFound, match="no API key nothing1"):
        await revoke_api_key(scope, database, "nothing1", now=NOW)


async def test_what_no_key_may_be_made_for_is_not_written(database: Database, scope: Scope) -> None:
    before = len(await list_api_keys(scope, database))
    with pytest.raises(InvalidInput):
        await create_api_key(scope, database, scope.viewer, title=None, now=NOW, lasts=DAY)
    with pytest.raises(InvalidInput, match="some time"):
        await create_api_key(scope, database, Viewer(ViewerKind.PUBLIC), title=None, now=NOW, lasts=timedelta())
    assert len(await list_api_keys(scope, database)) == before


@pytest.mark.parametrize("kind", [ViewerKind.PUBLIC, ViewerKind.PARTY, ViewerKind.AUTHORITY])
async def test_keys_are_for_whoever_runs_the_process(database: Database, kind: ViewerKind) -> None:
    other, now = Scope(Viewer(kind, "urn:x:a", frozenset(Right))), datetime.now(UTC)
    with pytest.raises(Forbidden):
        await create_api_key(other, database, Viewer(ViewerKind.PUBLIC), title=None, now=now, lasts=DAY)
    with pytest.raises(Forbidden):
        await list_api_keys(other, database)
    with pytest.raises(Forbidden):
        await rotate_api_key(other, database, "nothing1", now=now, overlap=DAY)
    with pytest.raises(Forbidden):
        await revoke_api_key(other, database, "nothing1", now=now)
