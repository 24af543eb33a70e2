"""Keys: one key, one thing, of one noun; and made-up keys as they are made."""

from collections.abc import Iterator, Mapping

from rules.certificate import Certificate
from rules.checks.document import Document, references
from rules.checks.severity import found
from rules.finding import Finding
from rules.item import Item
from rules.key import ITEM, item_key, parse_item_key
from rules.vocabulary import Profile


def check_nouns(document: Document, sender: str, nouns: Mapping[str, str], profile: Profile) -> Iterator[Finding]:
    """Findings on keys that stand for two things; `nouns` are the labels of keys that are stated already. A stub binds
    nobody: whoever refers to a thing wrongly must not keep its owner from stating it."""
    labels = {**{key: label for label, key in document.nodes}, **nouns}
    if labels.setdefault(sender, "Party") != "Party":
        yield _two(profile, "document", "Party", sender, labels[sender])
    for (label, key), placed in document.nodes.items():
        if labels[key] != label:
            yield _two(profile, placed.pointer, label, key, labels[key])
    for placed in (*document.nodes.values(), *document.links.values()):
        for label, key in references(placed.fact):
            if labels.setdefault(key, label) != label:
                yield _two(profile, placed.pointer, label, key, labels[key])


def check_item_keys(document: Document, sender: str, profile: Profile) -> Iterator[Finding]:
    """Findings on item keys in the made-up form that nobody would make: nothing could ever be found by them."""
    for placed in (*document.nodes.values(), *document.links.values()):
        item = placed.fact if type(placed.fact) is Item else None
        if item is not None and item.key.startswith(ITEM):
            number = item.serial or item.lot
            if number is None or item.key != item_key(sender, item.kind, number):
                message = f"The key {item.key} is not that of this item: sender, kind and its serial or lot make {item_key(sender, item.kind, number or '?')}."
                remedy = "Use a local name or a key of your own; what another party numbers, it states itself."
                yield found(profile, "RESERVED_KEY", f"{placed.pointer} /key", message, remedy, item.key)
        subjects = placed.fact.subjects if type(placed.fact) is Certificate else ()
        for key in (*subjects, *(key for label, key in references(placed.fact) if label == "Item")):
            if key.startswith(ITEM) and parse_item_key(key) is None:
                message = f"No item can have the key {key}."
                remedy = "Write urn:batlas:item:{party}:{kind, lower case}:{serial or lot}, the parts percent-encoded with capital hex digits."
                yield found(profile, "RESERVED_KEY", placed.pointer, message, remedy, key)


def _two(profile: Profile, pointer: str, label: str, key: str, other: str) -> Finding:
    message = (
        f"The key {key} is used for a {label.lower()} here and for a {other.lower()} elsewhere; one key is one thing."
    )
    return found(profile, "NOUN_MISMATCH", pointer, message, "Give each thing a key of its own.", key)
