"""The credential of a connection, and what is wrong with how it was sent."""

from collections.abc import Mapping

from starlette.datastructures import Headers

from rules.errors import Unauthenticated

LONGEST = 16_384
"""Characters of a credential; tokens with hundreds of groups in them are shorter."""
HOW = "send one `Authorization: Bearer` with an API key or a token, or one `x-api-key`"


def credential_of(headers: Headers) -> str | None:
    """An API key or a token; none where none was sent. Raises Unauthenticated for more than one, and for other schemes."""
    bearers, keys = headers.getlist("authorization"), headers.getlist("x-api-key")
    if not bearers and not keys:
        return None
    if len(bearers) + len(keys) > 1:
        raise Unauthenticated(f"Several credentials were sent; {HOW}.")
    if keys:
        return check_credential(keys[0].strip())
    scheme, _, credential = bearers[0].strip().partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated(f"The Authorization is of another scheme than Bearer; {HOW}.")
    return check_credential(credential.strip())


def credential_in(params: Mapping[str, object]) -> str | None:
    """As `credential_of`, in the first message of a WebSocket: `Authorization` or `x-api-key` of its payload, in any case."""
    told = [(name, value) for name, value in params.items() if name.lower() in ("authorization", "x-api-key")]
    if not all(isinstance(value, str) for _, value in told):
        raise Unauthenticated(f"The credential is no text; {HOW}.")
    return credential_of(Headers(raw=[(name.lower().encode(), str(value).encode()) for name, value in told]))


def check_credential(credential: str) -> str:
    """The credential. Raises Unauthenticated for one that is empty, too long or has characters that none has."""
    if not credential or len(credential) > LONGEST:
        raise Unauthenticated(f"The credential is empty or longer than {LONGEST:,} characters; {HOW}.")
    if not (credential.isascii() and credential.isprintable()) or " " in credential:
        raise Unauthenticated(f"The credential has blanks or characters that none has; {HOW}.")
    return credential
