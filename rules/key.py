"""The forms of made-up keys; a sender's own URN is used as it is."""

from urllib.parse import quote, unquote

from pydantic import TypeAdapter, ValidationError

from rules.record import Key
from rules.vocabulary import IdentifierScheme, ItemKind

LOCAL = "_:"
ITEM = "urn:batlas:item:"
IDENTIFIER = "urn:batlas:identifier:"

UNIVERSAL = (IdentifierScheme.VIN, IdentifierScheme.GBT34014)
"""Schemes whose numbers are given once in the world, whoever gives them."""

OF_A_TYPE = (IdentifierScheme.PART, IdentifierScheme.GTIN)
"""Schemes whose numbers all things of a type have: people search by them, and they name no one thing."""


_FORM = TypeAdapter(Key)


def is_global(text: str) -> bool:
    """Whether it has the form of a key that means the same everywhere."""
    try:
        return not is_local(_FORM.validate_python(text))
    except ValidationError:
        return False


def is_local(key: str) -> bool:
    """Whether the key is a name that holds inside one document only."""
    return key.startswith(LOCAL)


def item_key(party: str, kind: str, number: str) -> str:
    """`urn:batlas:item:{party}:{kind}:{serial or lot}`, each part percent-encoded; numbers are unique per party, never globally."""
    return f"{ITEM}{quote(party, safe='')}:{kind.lower()}:{quote(number, safe='')}"


def parse_item_key(key: str) -> tuple[str, ItemKind, str] | None:
    """(party, kind, number) of a made-up item key; none where it is not written exactly as `item_key` writes it."""
    parts = key.removeprefix(ITEM).split(":")
    if not key.startswith(ITEM) or len(parts) != 3 or parts[1].upper() not in ItemKind.__members__:
        return None
    party, kind, number = unquote(parts[0]), ItemKind(parts[1].upper()), unquote(parts[2])
    return (party, kind, number) if item_key(party, kind, number) == key else None


def is_alias(scheme: IdentifierScheme, issuer: str | None) -> bool:
    """Whether an identifier names one thing alone, so that others may refer to the thing by it."""
    return scheme in UNIVERSAL or (issuer is not None and scheme not in OF_A_TYPE)


def may_be_alias(key: str) -> bool:
    """Whether the key has a form that identifiers make."""
    return key.startswith((ITEM, IDENTIFIER))


def identifier_key(scheme: IdentifierScheme, issuer: str | None, kind: str, value: str) -> str:
    """The key of an identifier. Where it names one thing alone it is an alias key: a reference to it finds the item."""
    if scheme in UNIVERSAL:
        return f"{IDENTIFIER}{scheme.lower()}:{quote(value, safe='')}"
    if issuer is not None and is_alias(scheme, issuer):
        return item_key(issuer, kind, value)
    return f"{IDENTIFIER}{scheme.lower()}:{quote(issuer or '', safe='')}:{quote(value, safe='')}"


def document_key(noun: str, sha256: str, name: str) -> str:
    """`urn:batlas:{noun}:{first 32 hex digits of the document's SHA-256}:{local name}` for what has no number of its own."""
    return f"urn:batlas:{noun}:{sha256[:32]}:{quote(name.removeprefix(LOCAL), safe='')}"


def named_key(noun: str, sender: str, *names: str) -> str:
    """`urn:batlas:{noun}:{sender}:{name}`, parts percent-encoded: what a sender's lists call so, the same in all of them."""
    return f"urn:batlas:{noun}:{':'.join(quote(part, safe='') for part in (sender, *names))}"


def submission_key(identity: str) -> str:
    """`urn:batlas:submission:{SHA-256 of the document's bytes, and of what was told beside them}`."""
    return f"urn:batlas:submission:{identity}"
