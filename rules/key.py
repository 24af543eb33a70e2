"""The forms of made-up keys; a sender's own URN is used as it is."""

from urllib.parse import quote

LOCAL = "_:"


def is_local(key: str) -> bool:
    """Whether the key is a name that holds inside one document only."""
    return key.startswith(LOCAL)


def item_key(party: str, kind: str, number: str) -> str:
    """`urn:batlas:item:{party}:{kind}:{serial or lot}`, each part percent-encoded; numbers are unique per party, never globally."""
    return f"urn:batlas:item:{quote(party, safe='')}:{kind.lower()}:{quote(number, safe='')}"


def identifier_key(scheme: str, issuer: str | None, kind: str, value: str) -> str:
    """The key that an identifier makes: an item key where a party issued it, else `urn:batlas:identifier:{scheme}:{value}`."""
    if issuer is not None:
        return item_key(issuer, kind, value)
    return f"urn:batlas:identifier:{scheme.lower()}:{quote(value, safe='')}"


def document_key(noun: str, sha256: str, name: str) -> str:
    """`urn:batlas:{noun}:{first 32 hex digits of the document's SHA-256}:{local name}` for what has no number of its own."""
    return f"urn:batlas:{noun}:{sha256[:32]}:{quote(name.removeprefix(LOCAL), safe='')}"


def submission_key(sha256: str) -> str:
    """`urn:batlas:submission:{SHA-256 of the document's bytes}`."""
    return f"urn:batlas:submission:{sha256}"
