"""From the names of one document to keys that hold everywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rules.certificate import Certificate
from rules.checks.document import NOUNS, REFERENCES, Document, identity
from rules.checks.severity import found
from rules.document import Fact
from rules.finding import Finding
from rules.item import Item
from rules.key import document_key, is_local, item_key
from rules.reading import Placed, Reading
from rules.record import digest
from rules.vocabulary import Profile


def resolve(reading: Reading, sender: str) -> tuple[Document, list[Finding]]:
    """The document with global keys; findings: dangling local names, items without a number, facts stated twice."""
    keys, findings = _own_keys(reading, sender)
    document = Document()
    for placed in reading.facts:
        resolved, dangling = _with_keys(placed.fact, keys)
        findings += [_dangling(reading.profile, placed.pointer, name) for name in dangling]
        _add(document, Placed(placed.pointer, resolved), reading.profile, findings)
    return document, findings


def with_aliases(document: Document, aliases: Mapping[str, str]) -> Document:
    """The document with references to alias keys turned into the keys of their items."""
    answer = Document(nodes=document.nodes)
    for placed in document.links.values():
        fact, _ = _with_keys(placed.fact, aliases)
        answer.links[identity(fact)] = replace(placed, fact=fact)
    return answer


def _own_keys(reading: Reading, sender: str) -> tuple[dict[str, str], list[Finding]]:
    keys: dict[str, str] = {}
    findings = []
    for placed in reading.facts:
        fact = placed.fact
        key = getattr(fact, "key", None)
        if key is None or not is_local(key):
            continue
        if isinstance(fact, Item):
            number = fact.serial or fact.lot
            if number is None:
                findings.append(
                    found(
                        reading.profile,
                        "LOCAL_NAME_WITHOUT_NUMBER",
                        placed.pointer,
                        f"The item {key} has a local name and neither serial nor lot, so no key can be made for it.",
                        "State its serial or lot, or give it a key of your own, such as a URN.",
                        name=key,
                    )
                )
                number = key
            keys[key] = item_key(sender, fact.kind, number)
        else:
            keys[key] = document_key(fact.type, reading.sha256, key)
    return keys, findings


def _with_keys(fact: Fact, keys: Mapping[str, str]) -> tuple[Fact, list[str]]:
    """The fact with every name that `keys` has replaced, and the local names that it has not."""
    update: dict[str, object] = {}
    dangling = []
    names = [name for name, _ in REFERENCES.get(fact.type, ())]
    if fact.type in NOUNS:
        names.append("key")
    for name in names:
        value = getattr(fact, name)
        if value in keys:
            update[name] = keys[value]
        elif value is not None and is_local(value):
            dangling.append(value)
    if isinstance(fact, Certificate) and any(subject in keys or is_local(subject) for subject in fact.subjects):
        update["subjects"] = tuple(keys.get(subject, subject) for subject in fact.subjects)
        dangling += [subject for subject in fact.subjects if is_local(subject) and subject not in keys]
    if isinstance(fact, Item) and any(i.issuer in keys for i in fact.identifiers):
        update["identifiers"] = tuple(
            i.model_copy(update={"issuer": keys.get(i.issuer or "", i.issuer)}) for i in fact.identifiers
        )
    return (fact.model_copy(update=update) if update else fact), dangling


def _add(document: Document, placed: Placed, profile: Profile, findings: list[Finding]) -> None:
    fact = placed.fact
    who = identity(fact)
    if fact.type in NOUNS:
        first = document.nodes.setdefault((NOUNS[fact.type], who[1]), placed)
    else:
        first = document.links.setdefault(who, placed)
    if first is not placed and digest(first.fact) != digest(fact):
        findings.append(
            found(
                profile,
                "DUPLICATE_IDENTITY",
                placed.pointer,
                f"The {fact.type} {_told(who)} is stated twice with different content, first at {first.pointer}.",
                "Keep the right one. Two things need two keys; two intervals need different beginnings.",
                *_about(who),
                first=first.pointer,
            )
        )


def _told(who: Sequence[str]) -> str:
    return " and ".join(part for part in who[1:] if part)


def _about(who: Sequence[str]) -> list[str]:
    return [part for part in who[1:3] if ":" in part]


def _dangling(profile: Profile, pointer: str, name: str) -> Finding:
    return found(
        profile,
        "DANGLING_LOCAL_NAME",
        pointer,
        f"The local name {name} is used and no line of this document states it.",
        "State it in this document, or refer to the thing by its key.",
        name=name,
    )
