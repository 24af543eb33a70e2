"""Names: the namespaces of a document, the words of the Core Business Vocabulary, and Batlas' own fields."""

import re
from collections.abc import Mapping
from typing import Any

NAMESPACE = "urn:batlas:epcis:"
"""Of the extension fields that say what EPCIS has no field for."""

MASTER_DATA = "urn:epcglobal:cbv:mda"
"""Namespace of the CBV master data attributes, as its XML schema writes it; JSON-LD contexts end it with a colon."""

PREFIXES: Mapping[str, str] = {
    "batlas": NAMESPACE,
    "cbvmda": MASTER_DATA,
    "gs1": "https://gs1.org/voc/",
    "cbv": "https://ref.gs1.org/cbv/",
    "epcis": "https://ref.gs1.org/epcis/",
}
"""What holds where a document declares nothing else."""

WORD = re.compile(r"^(?:urn:epcglobal:cbv:\w+:|cbv:\w+-|https?://(?:ref\.gs1\.org/cbv|ns\.gs1\.org/voc)/\w+-)(\w+)$")


def prefixes_of(context: Any) -> dict[str, str]:
    """Prefix to namespace, as a JSON-LD `@context` declares them; contexts by address are not fetched."""
    declared = dict(PREFIXES)
    for part in context if isinstance(context, list) else [context]:
        if isinstance(part, dict):
            declared.update((name, iri) for name, iri in part.items() if isinstance(iri, str) and name[:1] != "@")
    return declared


def split(name: str, prefixes: Mapping[str, str]) -> tuple[str, str] | None:
    """(namespace, local name) of a prefixed name; none where the prefix is not declared."""
    prefix, colon, local = name.partition(":")
    return (prefixes[prefix], local) if colon and prefix in prefixes else None


def own_field(name: str, prefixes: Mapping[str, str]) -> str | None:
    """The local name of a field of Batlas' namespace; none for any other name."""
    if name.startswith(NAMESPACE):
        return name.removeprefix(NAMESPACE)
    parts = split(name, prefixes)
    return parts[1] if parts and parts[0] == NAMESPACE else None


def master_field(name: str, prefixes: Mapping[str, str]) -> str | None:
    """The local name of a CBV master data attribute; none for any other name."""
    if name.startswith(f"{MASTER_DATA}:"):
        return name.removeprefix(f"{MASTER_DATA}:")
    parts = split(name, prefixes)
    return parts[1] if parts and parts[0].rstrip(":/#") == MASTER_DATA else None


def bare(word: str) -> str:
    """A word of the CBV as JSON writes it, `shipping`, whichever of its forms is given; other text as it is."""
    match = WORD.match(word)
    return match[1] if match else word


def owned_names(value: Any) -> Any:
    """The value with every name in it put into Batlas' namespace."""
    if isinstance(value, dict):
        return {f"batlas:{name}": owned_names(inner) for name, inner in value.items()}
    return [owned_names(inner) for inner in value] if isinstance(value, list) else value


def plain_names(value: Any, prefixes: Mapping[str, str]) -> Any:
    """The value with the names of Batlas' namespace in it made local; other names stay and will not be understood."""
    if isinstance(value, dict):
        return {own_field(name, prefixes) or name: plain_names(inner, prefixes) for name, inner in value.items()}
    return [plain_names(inner, prefixes) for inner in value] if isinstance(value, list) else value
