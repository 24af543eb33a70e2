"""API keys: `batlas_{id}_{secret}`, of which only the SHA-256 is kept."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime

from rules.errors import InvalidInput, Unauthenticated
from rules.key import is_global
from rules.scope import Right, Viewer, ViewerKind

PREFIX = "batlas_"
FORM = re.compile(rf"{PREFIX}([a-z0-9]{{8}})_[A-Za-z0-9_-]{{43}}")
"""The secret is 32 bytes in URL-safe base64."""
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is kept; nobody can make the key itself of it."""

    id: str
    hash: str
    """Hex SHA-256 of the whole key. It is random, so that nothing slower is needed."""
    viewer: Viewer
    title: str | None
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    replaced_by: str | None = None
    """Id of the key that it was rotated to."""

    def ended(self, now: datetime) -> str | None:
        """Why it does not hold any more, none where it does."""
        if self.revoked_at is not None:
            return f"was revoked at {self.revoked_at:%Y-%m-%dT%H:%M:%SZ}"
        return f"has expired at {self.expires_at:%Y-%m-%dT%H:%M:%SZ}" if self.expires_at <= now else None


def written(id: str, secret: str) -> str:
    """The key as its holder gets it."""
    return f"{PREFIX}{id}_{secret}"


def id_of(key: str) -> str:
    """The id in a key. Raises Unauthenticated for what has not the form of one."""
    form = FORM.fullmatch(key)
    if form is None:
        raise Unauthenticated("The API key is cut or mistyped: it is batlas_, 8 characters, _ and 43 characters.")
    return form[1]


def hash_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def admit(key: str, kept: ApiKey | None, now: datetime) -> Viewer:
    """Whom the key speaks for. Raises Unauthenticated for a key that is not the one that is kept, or holds no longer."""
    if kept is None or not hmac.compare_digest(hash_of(key), kept.hash):
        raise Unauthenticated(
            "The API key is not known here. Whoever runs this Batlas makes one by `batlas keys create`."
        )
    ended = kept.ended(now)
    if ended is not None:
        raise Unauthenticated(f"The API key {kept.id} {ended}. Ask whoever runs this Batlas for another.")
    return kept.viewer


def check_new(viewer: Viewer, title: str | None) -> None:
    """Raise InvalidInput for a viewer that no key may speak for, and for a title that is no line of text."""
    if viewer.kind is ViewerKind.LOCAL:
        raise InvalidInput("No key sees all that whoever runs Batlas sees; an authority's comes nearest.")
    if viewer.kind is ViewerKind.PARTY and viewer.party is None:
        raise InvalidInput("A party's key needs the party's key; give it by --party.")
    if viewer.kind is ViewerKind.PUBLIC and viewer.party is not None:
        raise InvalidInput("The public is no party; give --party, or --public, or --authority.")
    if not viewer.rights:
        raise InvalidInput(f"A key without a scope opens nothing; give {' or '.join(Right)}.")
    if Right.SUBMIT in viewer.rights and viewer.party is None:
        raise InvalidInput("Documents are sent by a party; give its key by --party.")
    if viewer.party is not None and not is_global(viewer.party):
        raise InvalidInput(
            f"{viewer.party[:80]!r} is no key of a party; write it as documents do, such as urn:example:acme."
        )
    if title is not None and not (title.isprintable() and title.strip() and len(title) <= LONGEST_TITLE):
        raise InvalidInput(f"A title is a line of text of 1 to {LONGEST_TITLE} characters.")
