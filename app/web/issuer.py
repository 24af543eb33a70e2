"""An issuer of OpenID Connect: its public keys, found by discovery and kept."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

import httpx2
import orjson
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet

from app.web.hosts import is_safe
from rules.errors import Unavailable

log = logging.getLogger("batlas.web")

FRESH_S = 600
"""How long keys are taken without asking the issuer again."""
STALE_S = 86_400
"""How long they are taken while the issuer does not answer."""
PAUSE_S = 10
"""Between two times that the issuer is asked, whoever sends whatever."""
PATIENCE_S = 5
LARGEST = 1_000_000
"""Bytes of an answer."""
DISCOVERY = "/.well-known/openid-configuration"


class _UnusableError(ValueError):
    """The issuer answers what cannot be used."""


class Issuer:
    """One issuer, by its name, which is its address."""

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.name = name
        self._clock = clock
        self._keys: KeySet | None = None
        self._got_at = 0.0
        self._next = float("-inf")
        self._lock = asyncio.Lock()

    async def keys(self) -> KeySet:
        """The keys as of ten minutes ago at most, where the issuer answers; else the last good ones, for a day. Raises Unavailable."""
        if self._keys is None or self._clock() - self._got_at > FRESH_S:
            return await self.keys_anew()
        return self._keys

    async def keys_anew(self) -> KeySet:
        """The keys of now, unless the issuer was asked some seconds ago. Raises Unavailable."""
        async with self._lock:
            if self._clock() >= self._next:
                await self._renew()
            if self._keys is None or self._clock() - self._got_at > STALE_S:
                raise Unavailable(f"The issuer {self.name} cannot be asked for its keys now; try again in a while.")
            return self._keys

    async def _renew(self) -> None:
        try:
            self._keys = await self._fetch()
            self._got_at = self._clock()
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            log.warning("the keys of the issuer %s cannot be had: %s: %s", self.name, type(error).__name__, error)
        # Not where the caller has gone meanwhile: then the next one asks.
        self._next = self._clock() + PAUSE_S

    async def _fetch(self) -> KeySet:
        async with httpx2.AsyncClient(timeout=PATIENCE_S) as client, asyncio.timeout(2 * PATIENCE_S):
            about = await _get(client, self.name.rstrip("/") + DISCOVERY)
            if about.get("issuer") != self.name:
                raise _UnusableError(f"its configuration is of the issuer {about.get('issuer')!r}")
            address = about.get("jwks_uri")
            if not isinstance(address, str) or not is_safe(address):
                raise _UnusableError(f"its jwks_uri is {address!r}")
            listed = (await _get(client, address)).get("keys")
        keys = [key for each in (listed if isinstance(listed, list) else ()) for key in _usable(each)]
        if not keys:
            raise _UnusableError(f"{address} has no key to verify signatures by")
        return KeySet(keys)


async def _get(client: httpx2.AsyncClient, address: str) -> dict[str, Any]:
    body = bytearray()
    async with client.stream("GET", address, headers={"accept": "application/json"}) as response:
        if response.status_code != 200:
            raise _UnusableError(f"{address} answers {response.status_code}")
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > LARGEST:
                raise _UnusableError(f"{address} answers more than {LARGEST:,} bytes")
    answer = orjson.loads(body)
    if not isinstance(answer, dict):
        raise _UnusableError(f"{address} answers no JSON object")
    return answer


def _usable(listed: Any) -> list[Key]:
    """The key, none of a kind that is not known. What each is for, the library heeds where it verifies."""
    if not isinstance(listed, dict):
        return []
    try:
        return [JWKRegistry.import_key(listed)]
    except (JoseError, ValueError, TypeError, KeyError):
        return []
