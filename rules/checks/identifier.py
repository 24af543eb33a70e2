"""Identifiers: one name, one thing."""

from collections.abc import Iterator, Mapping

from rules.checks.document import Document
from rules.checks.severity import found
from rules.finding import Finding
from rules.item import Item
from rules.key import identifier_key
from rules.vocabulary import Profile

REMEDY = "Correct the identifier or its issuer."


def check_identifiers(document: Document, profile: Profile) -> Iterator[Finding]:
    """Findings on identifiers that two items of the document have."""
    first: dict[str, str] = {}
    for placed in document.nodes.values():
        item = placed.fact
        if not isinstance(item, Item):
            continue
        for number, identifier in enumerate(item.identifiers):
            alias = identifier_key(identifier.scheme, identifier.issuer, item.kind, identifier.value)
            other = first.setdefault(alias, item.key)
            if other != item.key:
                message = (
                    f"The identifier {identifier.scheme} {identifier.value} is given to {other} and to {item.key}."
                )
                place = f"{placed.pointer} /identifiers/{number}"
                yield found(profile, "IDENTIFIER_TAKEN", place, message, REMEDY, item.key, other)


def check_taken(taken: Mapping[str, str], document: Document, profile: Profile) -> Iterator[Finding]:
    """Findings on identifiers of the document that another, stated item has (alias key to that item's key)."""
    for placed in document.nodes.values():
        item = placed.fact
        if not isinstance(item, Item):
            continue
        for number, identifier in enumerate(item.identifiers):
            alias = identifier_key(identifier.scheme, identifier.issuer, item.kind, identifier.value)
            other = taken.get(alias)
            if other is not None:
                message = f"The identifier {identifier.scheme} {identifier.value} belongs to {other} already; two things cannot share it."
                place = f"{placed.pointer} /identifiers/{number}"
                yield found(profile, "IDENTIFIER_TAKEN", place, message, REMEDY, item.key, other)
