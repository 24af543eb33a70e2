"""An issuer of OpenID Connect on a free port of loopback, which signs whatever it is told to."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

AUDIENCE = "https://batlas.example"


class LocalIssuer:
    """What it publishes can be changed; what it was asked is counted."""

    def __init__(self, port: int) -> None:
        self.name = f"http://127.0.0.1:{port}/realms/ev"
        self.listed: dict[str, Key] = {"rsa-1": RSAKey.generate_key(2048), "ec-1": ECKey.generate_key("P-256")}
        self.more: list[Any] = []
        """Other entries of its key set."""
        self.configuration: dict[str, Any] = {"issuer": self.name, "jwks_uri": f"{self.name}/keys"}
        self.asked = 0
        self.down = False

    def answer(self, path: str) -> bytes | None:
        """What it says there."""
        self.asked += path.endswith("/keys")
        if self.down:
            return None
        if path.endswith("/.well-known/openid-configuration"):
            return orjson.dumps(self.configuration)
        public = [key.as_dict(private=False, kid=kid) for kid, key in self.listed.items()]
        return orjson.dumps({"keys": [*self.more, *public]})

    def claims(self, **changed: Any) -> dict[str, Any]:
        """Of a token that opens as an authority; None leaves one out."""
        now = int(time.time())
        said = {
            "iss": self.name,
            "aud": AUDIENCE,
            "sub": "someone",
            "iat": now,
            "exp": now + 300,
            "scope": "batlas.read",
        }
        said |= {"batlas_viewer": "authority", **changed}
        return {name: value for name, value in said.items() if value is not None}

    def token(self, kid: str = "rsa-1", alg: str = "RS256", *, key: Key | None = None, **changed: Any) -> str:
        """A token by the key of that name, or another key under its name."""
        return jwt.encode({"alg": alg, "kid": kid}, self.claims(**changed), key or self.listed[kid], algorithms=[alg])


@contextmanager
def issuing() -> Iterator[LocalIssuer]:
    """One that listens."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = issuer.answer(self.path)
            self.send_response(503 if answer is None else 200)
            self.end_headers()
            self.wfile.write(answer or b"")

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer = LocalIssuer(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield issuer
        finally:
            server.shutdown()
            thread.join()


def ed25519() -> OKPKey:
    """A key of another kind."""
    return OKPKey.generate_key("Ed25519")
