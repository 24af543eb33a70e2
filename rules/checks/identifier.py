"""Identifiers: one name, one thing."""

from collections.abc import Iterator, Mapping

from rules.checks.document import Document
from rules.checks.severity import found
from rules.finding import Finding
from rules.item import Identifier, Item
from rules.key import identifier_key, is_alias
from rules.reading import Placed
from rules.record import LONGEST_KEY
from rules.vocabulary import Profile


def aliases_of(item: Item) -> Iterator[tuple[Identifier, str]]:
    """The identifiers that name the item alone, each with its alias key."""
    for identifier in item.identifiers:
        if is_alias(identifier.scheme, identifier.issuer):
            yield identifier, identifier_key(identifier.scheme, identifier.issuer, item.kind, identifier.value)


def check_identifiers(document: Document, taken: Mapping[str, str], profile: Profile) -> Iterator[Finding]:
    """Findings on names that two items have; `taken` are alias keys and item keys of others, each with the key of its item."""
    first: dict[str, str] = {}
    items = document.items
    for placed in document.nodes.values():
        item = placed.fact
        if not isinstance(item, Item):
            continue
        if item.key in taken:
            yield _taken(profile, placed, f"The key {item.key}", taken[item.key], "/key")
        for identifier, alias in aliases_of(item):
            name = f"The identifier {identifier.scheme} {identifier.value}"
            other = first.setdefault(alias, item.key)
            if other == item.key and alias in items:
                other = alias
            if other == item.key:
                other = taken.get(alias, other)
            if other != item.key:
                yield _taken(profile, placed, name, other, "/identifiers")
        yield from _same_name(placed, item, profile)
        for identifier in item.identifiers:
            length = len(identifier_key(identifier.scheme, identifier.issuer, item.kind, identifier.value))
            if length > LONGEST_KEY:
                message = f"The key of the identifier {identifier.value[:40]} ... would have {length} characters, more than {LONGEST_KEY}."
                remedy = "Shorten the value or the issuer's key; characters outside ASCII take up to nine."
                place = f"{placed.pointer} /identifiers"
                yield found(profile, "INVALID_VALUE", place, message, remedy, item.key, length=length)


def _same_name(placed: Placed, item: Item, profile: Profile) -> Iterator[Finding]:
    names: dict[str, Identifier] = {}
    for identifier in item.identifiers:
        key = identifier_key(identifier.scheme, identifier.issuer, item.kind, identifier.value)
        other = names.setdefault(key, identifier)
        if other is not identifier:
            message = f"The identifiers {other.scheme} and {identifier.scheme} {identifier.value} of {item.key} are one name: {key}."
            remedy = "Keep the one that says what it is; a number of one issuer names one thing, whatever it is called."
            yield found(
                profile, "DUPLICATE_IDENTITY", f"{placed.pointer} /identifiers", message, remedy, item.key, key=key
            )


def _taken(profile: Profile, placed: Placed, name: str, other: str, place: str) -> Finding:
    key = placed.fact.key  # pyright: ignore[reportAttributeAccessIssue] - an item
    message = f"{name} names {other} already; two things cannot share a name."
    remedy = "Correct the identifier or its issuer, or leave one of the two items out where they are one thing."
    return found(profile, "IDENTIFIER_TAKEN", f"{placed.pointer} {place}", message, remedy, key, other)
