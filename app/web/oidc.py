"""Tokens of OpenID Connect: JSON Web Tokens that one issuer signs for this Batlas."""

from collections.abc import Collection
from typing import Any

from joserfc import jwt
from joserfc.errors import (
    ClaimError,
    DecodeError,
    ExpiredTokenError,
    InvalidKeyIdError,
    JoseError,
    UnsupportedAlgorithmError,
)
from joserfc.jwa import JWSAlgModel
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry, Token

from app.web.issuer import Issuer
from rules.claims import viewer_of
from rules.errors import Unauthenticated
from rules.scope import Viewer

LEEWAY_S = 60
"""By how much clocks may differ."""
ACCESS = ("at+jwt", "application/at+jwt")
"""`typ` of an access token, RFC 9068."""
OF_OTHER_TOKENS = ("nonce", "at_hash", "c_hash", "s_hash", "events")
"""Claims of ID tokens (OpenID Connect Core 2, 3.3.2.11) and of logout tokens, which are for the client and no key to an API."""


class _Signatures(JWSRegistry):
    """Takes the algorithms that are allowed and no other, which the library's own does not where none are named."""

    max_header_length = 2048

    def __init__(self, allowed: Collection[str]) -> None:
        super().__init__(algorithms=allowed, strict_check_header=False)
        self._allowed = frozenset(allowed)

    def get_alg(self, name: str) -> JWSAlgModel:
        """The algorithm. Raises UnsupportedAlgorithmError."""
        if name not in self._allowed:
            raise UnsupportedAlgorithmError
        return self.algorithms[name]


class Oidc:
    """Verifies tokens of one issuer."""

    def __init__(self, issuer: Issuer, audience: str, algorithms: Collection[str], kind: str, party: str) -> None:
        """`kind` and `party`: the claims that say who calls."""
        self._issuer = issuer
        self._audience = audience
        self._signatures = _Signatures(algorithms)
        self._kind, self._party = kind, party

    async def viewer_of(self, token: str) -> Viewer:
        """Whom the token speaks for. Raises Unauthenticated, Unavailable where the issuer's keys cannot be had."""
        try:
            read = self._decode(token, await self._issuer.keys())
        except InvalidKeyIdError:
            # The issuer may have new keys.
            try:
                read = self._decode(token, await self._issuer.keys_anew())
            except InvalidKeyIdError as error:
                raise Unauthenticated("The token is signed by a key that its issuer does not list.") from error
        self._check(read)
        return viewer_of(read.claims, self._kind, self._party)

    def _decode(self, token: str, keys: KeySet) -> Token:
        try:
            return jwt.decode(token, keys, registry=self._signatures)
        except InvalidKeyIdError:
            raise
        except Exception as error:
            # Nobody has signed these bytes yet, and what they do to a library is no fault of this program.
            if isinstance(error, JoseError) and not isinstance(error, DecodeError):
                raise Unauthenticated(f"The token cannot be verified ({error.error}).") from error
            raise Unauthenticated("The credential is neither an API key nor a JSON Web Token.") from error

    def _check(self, token: Token) -> None:
        own = {"essential": True}
        claims = JWTClaimsRegistry(
            leeway=LEEWAY_S,
            iss={**own, "value": self._issuer.name},  # pyright: ignore[reportArgumentType] - a claim's terms, which the library takes as a plain dict
            aud={**own, "value": self._audience},  # pyright: ignore[reportArgumentType] - a claim's terms, which the library takes as a plain dict
            exp=own,  # pyright: ignore[reportArgumentType] - a claim's terms, which the library takes as a plain dict
        )
        try:
            claims.validate(token.claims)
        except ExpiredTokenError as error:
            raise Unauthenticated("The token has expired. Get a new one from its issuer.") from error
        except ClaimError as error:
            raise Unauthenticated(
                f"The claim `{error.claim}` of the token is missing, or not what it must be here."
            ) from error
        if not _is_access(token.header, token.claims):
            raise Unauthenticated(
                "The token is an ID token or another that is no key to an API; send the access token."
            )


def _is_access(header: dict[str, Any], claims: dict[str, Any]) -> bool:
    """Whether it is, or may be, an access token: many issuers do not say."""
    kind = str(header.get("typ", "jwt")).lower()
    if kind in ACCESS:
        return True
    # Keycloak says in a claim `typ` what a token is.
    return (
        kind == "jwt"
        and claims.get("typ", "Bearer") == "Bearer"
        and not any(name in claims for name in OF_OTHER_TOKENS)
    )
