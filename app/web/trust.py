"""Which issuer's tokens are taken, by the settings."""

from typing import TYPE_CHECKING

from app.settings import Settings
from app.web.hosts import is_safe
from rules.errors import InvalidInput

if TYPE_CHECKING:
    from app.web.oidc import Oidc

ASYMMETRIC = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519",
)  # fmt: skip
"""Signatures that only the issuer can make. With the others whoever can verify a token can make one."""


def oidc_of(settings: Settings) -> "Oidc | None":
    """What verifies the tokens that the settings name, none where they name no issuer. Raises InvalidInput."""
    issuer, audience, algorithms = settings.oidc_issuer, settings.oidc_audience, settings.oidc_algorithms
    if issuer is None:
        return None
    if not is_safe(issuer):
        raise InvalidInput(f"BATLAS_OIDC_ISSUER is {issuer[:200]}; write the issuer's address with https://.")
    if audience is None:
        raise InvalidInput(
            "BATLAS_OIDC_AUDIENCE is not set: say what tokens for this Batlas name as their audience, or tokens for others would open it."
        )
    wrong = [name for name in algorithms if name not in ASYMMETRIC]
    if wrong or not algorithms:
        raise InvalidInput(
            f"BATLAS_OIDC_ALGORITHMS has {', '.join(wrong) or 'nothing'}; it takes {', '.join(ASYMMETRIC)}."
        )
    # Cryptography takes a while to load, and neither other commands nor servers without an issuer need it.
    from app.web.issuer import Issuer
    from app.web.oidc import Oidc

    return Oidc(Issuer(issuer), audience, algorithms, settings.oidc_kind_claim, settings.oidc_party_claim)
