"""Who calls: from a credential to a viewer, for every connection."""

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.settings import Settings
from app.web.credential import check_credential, credential_of
from app.web.key_ring import KeyRing
from app.web.refusal import refusal_of
from app.web.trust import oidc_of
from graph.database import Database
from rules.api_key import PREFIX
from rules.errors import BatlasError, Unauthenticated
from rules.scope import LOCAL, PUBLIC, Viewer

if TYPE_CHECKING:
    from app.web.oidc import Oidc

DENIAL = "websocket.http.response"
"""The server can answer a websocket that is not opened."""


class SignIn:
    """Knows credentials. What was sent and is wrong is refused, and never taken for nothing."""

    def __init__(self, anybody: Viewer, keys: KeyRing, oidc: "Oidc | None") -> None:
        """`anybody`: whoever sends no credential."""
        self._anybody = anybody
        self._keys = keys
        self._oidc = oidc

    async def viewer_of(self, credential: str | None) -> Viewer:
        """Whom an API key or a token speaks for. Raises Unauthenticated, Unavailable where it cannot be looked up now."""
        if credential is None:
            return self._anybody
        check_credential(credential)
        if credential.startswith(PREFIX):
            return await self._keys.viewer_of(credential)
        if self._oidc is None:
            raise Unauthenticated("The credential is no API key, and this Batlas takes no tokens (BATLAS_OIDC_ISSUER).")
        return await self._oidc.viewer_of(credential)


def sign_in_of(settings: Settings, database: Database) -> SignIn:
    """As the settings say. Raises InvalidInput."""
    return SignIn(PUBLIC if settings.signs_in else LOCAL, KeyRing(database), oidc_of(settings))


class Porter:
    """Puts the viewer of each connection into its state, or refuses it."""

    def __init__(self, app: ASGIApp, sign_in: SignIn) -> None:
        self._app = app
        self._sign_in = sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection. A websocket that brings no credential may still do so in its first message."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        try:
            viewer = await self._sign_in.viewer_of(credential_of(Headers(scope=scope)))
        except BatlasError as error:
            if scope["type"] == "websocket" and DENIAL not in scope.get("extensions", {}):
                await send({"type": "websocket.close", "code": 1008})
            else:
                await refusal_of(error)(scope, receive, send)
            return
        scope.setdefault("state", {})["viewer"] = viewer
        await self._app(scope, receive, send)
