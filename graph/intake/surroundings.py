"""What the graph knows of the things that a document names, read under the ledger's lock: who stated what, and what goes by another key."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.database import Transaction
from graph.intake.links import fetch_links
from graph.intake.nodes import fetch_aliases, fetch_nouns, fetch_stated
from graph.intake.open import with_beginnings
from rules.certificate import Certificate
from rules.checks.document import NOUNS, Document, references
from rules.checks.identifier import aliases_of, check_identifiers
from rules.checks.known import Known, KnownFact
from rules.checks.names import with_aliases
from rules.checks.noun import check_nouns
from rules.finding import Finding
from rules.key import may_be_alias
from rules.measurement import Measurement
from rules.vocabulary import Profile

SUBJECTS = ("Item", "Process", "Facility", "Party", "Model")

Nodes = dict[tuple[str, str], KnownFact | None]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The document with alias keys resolved, what is known of what it names, and what it refers to."""

    document: Document
    known: Known
    """The nodes and links; what the checks need besides is read when it is clear what is new."""
    referred: dict[str, set[str]]
    """Label to the keys that the document refers to and does not state."""
    absorbed: dict[str, str]
    """Stub key to the item that the document shows it to be."""
    subjects: dict[str, tuple[str, str]]
    """Subject of a certificate, or item of a measurement, to (label, key); unknown subjects are left out."""
    findings: list[Finding]
    """Names and keys that stand for two things."""


async def survey(transaction: Transaction, document: Document, sender: str, profile: Profile) -> Surroundings:
    """Read what is known of what the document names."""
    items = document.items
    own = {alias: key for key, item in items.items() for _, alias in aliases_of(item)}
    subjects = {s for p in document.nodes.values() if isinstance(p.fact, Certificate) for s in p.fact.subjects}
    measured = {p.fact.item for p in document.nodes.values() if isinstance(p.fact, Measurement) and p.fact.item}
    links = [*document.links.values(), *document.withdrawn.values()]
    names = {key for placed in links for label, key in references(placed.fact) if label == "Item"} | subjects | measured
    aliases = await fetch_aliases(transaction, {k for k in names | own.keys() | items.keys() if may_be_alias(k)})
    candidates = await fetch_stated(transaction, "Item", (aliases.keys() | own.keys()) - items.keys())
    stated = items.keys() | {key for key, fact in candidates.items() if fact is not None}
    taken = {alias: key for alias, key in aliases.items() if own.get(alias, alias if alias in items else key) != key}
    taken |= {alias: alias for alias, key in own.items() if alias != key and alias in stated - items.keys()}
    findings = list(check_identifiers(document, taken, profile))
    other_names = {alias: key for alias, key in (own | aliases).items() if alias != key and alias not in stated}
    document, merged = with_aliases(document, other_names, profile)
    named = _named(document, other_names)
    nodes = await _nodes(transaction, named, {other_names.get(s, s) for s in subjects})
    nodes |= {("Item", key): fact for key, fact in candidates.items()}
    strangers = {key for label, keys in named.items() for key in keys if nodes.get((label, key)) is None} | {sender}
    findings += [*merged, *check_nouns(document, sender, await fetch_nouns(transaction, strangers), profile)]
    absorbed = {a: k for a, k in other_names.items() if k in items and nodes.get(("Item", a), ...) is None}
    known = Known(nodes, await _links(transaction, document, nodes, absorbed))
    begun = await with_beginnings(transaction, document, known)
    if begun is not document:
        document, known = begun, Known(nodes, await _links(transaction, begun, nodes, absorbed))
    referred = {
        label: {key for key in keys if (label, key) not in document.nodes}
        for label, keys in named.items()
        if label in SUBJECTS
    }
    about = _subjects(document, nodes, referred, other_names)
    about |= {item: ("Item", other_names.get(item, item)) for item in measured}
    return Surroundings(document, known, referred, absorbed, about, findings)


def _named(document: Document, other_names: Mapping[str, str]) -> dict[str, set[str]]:
    """Label to every key that the document states, withdraws or refers to, subjects of certificates aside.

    A node's own record keeps the names that its sender uses; `other_names` are the keys of those items.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for label, key in document.nodes:
        named[label].add(key)
    for placed in (*document.nodes.values(), *document.links.values(), *document.withdrawn.values()):
        for label, key in references(placed.fact):
            named[label].add(other_names.get(key, key) if label == "Item" else key)
    for who in document.withdrawn:
        if who[0] in NOUNS:
            named[NOUNS[who[0]]].add(who[1])
    return named


async def _nodes(transaction: Transaction, named: Mapping[str, set[str]], subjects: set[str]) -> Nodes:
    nodes: Nodes = {}
    for label in NOUNS.values():
        asked = named.get(label, set()) | (subjects if label in SUBJECTS else set())
        nodes |= {(label, key): fact for key, fact in (await fetch_stated(transaction, label, asked)).items()}
    return nodes


async def _links(
    transaction: Transaction, document: Document, nodes: Nodes, absorbed: Mapping[str, str]
) -> dict[tuple[str, ...], KnownFact]:
    # A link can be known only where both its ends are, an item perhaps by the key of a stub that it turns out to be.
    present = {key for _, key in nodes}
    stubs: dict[str, list[str]] = defaultdict(list)
    for stub, key in absorbed.items():
        stubs[key].append(stub)
    asked: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = defaultdict(dict)
    for who in {*document.links, *(who for who in document.withdrawn if who[0] not in NOUNS)}:
        for variant in _variants(who, stubs):
            if variant[1] in present and variant[2] in present:
                asked[who[0]][variant] = who
    found = {}
    for kind, identities in asked.items():
        found |= await fetch_links(transaction, kind, identities)
    return found


def _variants(who: tuple[str, ...], stubs: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    for source in (*stubs.get(who[1], ()), who[1]):
        for target in (*stubs.get(who[2], ()), who[2]):
            yield (who[0], source, target, *who[3:])


def _subjects(
    document: Document, nodes: Nodes, referred: Mapping[str, set[str]], other_names: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    answer = {}
    for placed in document.nodes.values():
        for subject in placed.fact.subjects if isinstance(placed.fact, Certificate) else ():
            key = other_names.get(subject, subject)
            candidates = [
                label
                for label in SUBJECTS
                if (label, key) in document.nodes or (label, key) in nodes or key in referred.get(label, ())
            ]
            # What is stated goes before a stub of another noun, which somebody's slip may have left behind.
            candidates.sort(
                key=lambda label, key=key: (label, key) not in document.nodes and not nodes.get((label, key))
            )
            if candidates:
                answer[subject] = (candidates[0], key)
    return answer
