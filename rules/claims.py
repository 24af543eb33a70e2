"""From the claims of a verified token to a viewer."""

from collections.abc import Mapping
from typing import Any

from rules.errors import Unauthenticated
from rules.key import is_global
from rules.scope import Right, Viewer, ViewerKind

KINDS = {kind.lower(): kind for kind in ViewerKind if kind is not ViewerKind.LOCAL}
SCOPES = {name: right for right in Right for name in (right.value, f"batlas.{right}")}
"""With the name of the API before it where an issuer has one list of scopes for all of its APIs."""


def viewer_of(claims: Mapping[str, Any], kind_claim: str, party_claim: str) -> Viewer:
    """Whom the token speaks for, with the rights of its `scope` or `scp`. Raises Unauthenticated for claims that say nothing clear."""
    party = _party(claims, party_claim)
    said = claims.get(kind_claim, "public" if party is None else "party")
    kind = KINDS.get(said.lower()) if isinstance(said, str) else None
    if kind is None:
        raise Unauthenticated(f"The claim `{kind_claim}` of the token is none of {', '.join(KINDS)}.")
    if kind is ViewerKind.PARTY and party is None:
        raise Unauthenticated(f"The token is a party's and its claim `{party_claim}` names none.")
    if kind is ViewerKind.PUBLIC and party is not None:
        raise Unauthenticated(f"The token is the public's and its claim `{party_claim}` names a party.")
    return Viewer(kind, party, rights_of(claims))


def rights_of(claims: Mapping[str, Any]) -> frozenset[Right]:
    """The rights among the scopes; scopes of other APIs are passed over."""
    rights: set[Right] = set()
    for name in ("scope", "scp"):
        said = claims.get(name, ())
        scopes = said.split(" ") if isinstance(said, str) else said if isinstance(said, (list, tuple)) else ()
        rights |= {SCOPES[scope] for scope in scopes if isinstance(scope, str) and scope in SCOPES}
    return frozenset(rights)


def _party(claims: Mapping[str, Any], name: str) -> str | None:
    said = claims.get(name)
    if said is not None and not (isinstance(said, str) and is_global(said)):
        raise Unauthenticated(f"The claim `{name}` of the token is no key of a party.")
    return said
