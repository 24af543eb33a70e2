"""From the names of one document to keys that hold everywhere."""

from collections.abc import Mapping, Sequence

from rules.certificate import Certificate
from rules.checks.document import NOUNS, REFERENCES, Document, identity
from rules.checks.severity import found
from rules.document import Fact
from rules.finding import Finding
from rules.item import Item
from rules.key import document_key, is_local, item_key
from rules.link import Interval
from rules.reading import Placed, Reading
from rules.record import LONGEST_KEY, as_set, digest
from rules.vocabulary import Profile

NAMED = {
    kind: (*(name for name, _ in fields), *(("key",) if kind in NOUNS else ())) for kind, fields in REFERENCES.items()
}
NAMED |= dict.fromkeys(NOUNS.keys() - NAMED.keys(), ("key",))
"""Record type to its fields that hold the key of a thing."""

Names = dict[str, str]
"""Local name to the key that holds everywhere."""


def resolve(reading: Reading, sender: str) -> tuple[Document, list[Finding]]:
    """The document with global keys; findings: dangling or ambiguous local names, items without a number, facts stated twice."""
    document = Document(unread={name: document_key("unread", reading.identity, name) for name in reading.unread})
    keys: Names = dict(document.unread)
    findings: list[Finding] = []
    first: dict[str, Placed] = {}
    kept = [placed for placed in reading.facts if _name(placed, reading, sender, keys, first, findings)]
    for placed in kept:
        resolved, dangling = _with_keys(placed.fact, keys)
        findings += [_dangling(reading.profile, placed.pointer, name) for name in dangling]
        _add(document, Placed(placed.pointer, resolved), reading.profile, findings)
    for placed in reading.withdrawn:
        if _name(placed, reading, sender, keys, first, findings):
            resolved, dangling = _with_keys(placed.fact, keys)
            findings += [_dangling(reading.profile, placed.pointer, name) for name in dangling]
            document.withdrawn[identity(resolved)] = Placed(placed.pointer, resolved)
    return document, findings


def with_aliases(document: Document, aliases: Mapping[str, str], profile: Profile) -> tuple[Document, list[Finding]]:
    """The document with the alias keys in its links turned into the keys of their items; findings: links that become one."""
    findings: list[Finding] = []
    if not aliases:
        return document, findings
    answer = Document(nodes=document.nodes, unread=document.unread)
    for placed in document.links.values():
        fact, _ = _with_keys(placed.fact, aliases)
        _add(answer, placed._replace(fact=fact), profile, findings)
    for placed in document.withdrawn.values():
        fact, _ = _with_keys(placed.fact, aliases)
        answer.withdrawn[identity(fact)] = placed._replace(fact=fact)
    return answer, findings


def _name(
    placed: Placed, reading: Reading, sender: str, keys: Names, first: dict[str, Placed], findings: list[Finding]
) -> bool:
    """Give a local name its key; false for a record whose name is another's already."""
    fact = placed.fact
    name = getattr(fact, "key", None)
    if name is None or not is_local(name):
        return True
    key = _item_key(placed, reading.profile, sender, findings) if isinstance(fact, Item) else None
    key = key or document_key("unnumbered" if isinstance(fact, Item) else fact.type, reading.identity, name)
    if len(key) > LONGEST_KEY:
        findings.append(_too_long(placed, key, reading.profile))
    if keys.setdefault(name, key) == key or name in reading.unread:
        first.setdefault(name, placed)
        return True
    message = f"The local name {name} is used for two things, first at {first[name].pointer}."
    remedy = "Give each thing a name of its own."
    findings.append(found(reading.profile, "DUPLICATE_IDENTITY", f"{placed.pointer} /key", message, remedy, name=name))
    return False


def _item_key(placed: Placed, profile: Profile, sender: str, findings: list[Finding]) -> str | None:
    item = placed.fact
    assert isinstance(item, Item)  # noqa: S101 - the caller has looked
    number = item.serial or item.lot
    if number is None:
        message = f"The item {item.key} has a local name and neither serial nor lot, so no key can be made for it."
        remedy = "State its serial or lot, or give it a key of your own, such as a URN."
        findings.append(found(profile, "LOCAL_NAME_WITHOUT_NUMBER", placed.pointer, message, remedy, name=item.key))
        return None
    return item_key(sender, item.kind, number)


def _too_long(placed: Placed, key: str, profile: Profile) -> Finding:
    message = f"The key made from the local name would have {len(key)} characters, more than {LONGEST_KEY}; characters outside ASCII take up to nine."
    remedy = "Give the thing a key of your own, such as a URN."
    return found(profile, "INVALID_VALUE", f"{placed.pointer} /key", message, remedy, length=len(key))


def _with_keys(fact: Fact, keys: Mapping[str, str]) -> tuple[Fact, list[str]]:
    """The fact with every name that `keys` has replaced, and the local names that it has not."""
    update: dict[str, object] = {}
    dangling = []
    fields = vars(fact)
    for name in NAMED[fact.type]:
        value = fields[name]
        if value in keys:
            update[name] = keys[value]
        elif value is not None and is_local(value):
            dangling.append(value)
    if fact.type not in ("certificate", "item"):
        return (fact.model_copy(update=update) if update else fact), dangling
    if isinstance(fact, Certificate) and any(subject in keys or is_local(subject) for subject in fact.subjects):
        update["subjects"] = as_set(tuple(keys.get(subject, subject) for subject in fact.subjects))
        dangling += [subject for subject in fact.subjects if is_local(subject) and subject not in keys]
    if isinstance(fact, Item) and any(i.issuer is not None and is_local(i.issuer) for i in fact.identifiers):
        update["identifiers"] = as_set(
            tuple(i.model_copy(update={"issuer": keys.get(i.issuer or "", i.issuer)}) for i in fact.identifiers)
        )
        dangling += [i.issuer for i in fact.identifiers if i.issuer and is_local(i.issuer) and i.issuer not in keys]
    return (fact.model_copy(update=update) if update else fact), dangling


def _add(document: Document, placed: Placed, profile: Profile, findings: list[Finding]) -> None:
    fact = placed.fact
    who = identity(fact)
    facts, key = (document.nodes, (NOUNS[fact.type], who[1])) if fact.type in NOUNS else (document.links, who)
    first = facts.setdefault(key, placed)  # pyright: ignore[reportArgumentType] - each has the keys of its own kind
    if first is placed:
        return
    other = first.fact
    if digest(other) == digest(fact):
        if not isinstance(fact, Interval) or not isinstance(other, Interval) or fact.to in (None, other.to):
            return
        if other.to is None:
            # One line opens the interval and another ends it.
            facts[key] = placed  # pyright: ignore[reportArgumentType]
            return
    message = f"The {fact.type} {_told(who)} is stated twice with different content, first at {first.pointer}."
    remedy = "Keep the right one. Two things need two keys; two intervals need different beginnings."
    about = [part for part in who[1:3] if ":" in part]
    findings.append(found(profile, "DUPLICATE_IDENTITY", placed.pointer, message, remedy, *about, first=first.pointer))


def _told(who: Sequence[str]) -> str:
    return " and ".join(part for part in who[1:3] if part)


def _dangling(profile: Profile, pointer: str, name: str) -> Finding:
    return found(
        profile,
        "DANGLING_LOCAL_NAME",
        pointer,
        f"The local name {name} is used and no line of this document states it.",
        "State it in this document, or refer to the thing by its key.",
        name=name,
    )
