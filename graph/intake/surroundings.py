"""Everything that the graph knows around a document, read in a handful of statements under the ledger's lock."""

from collections import defaultdict
from dataclasses import dataclass, replace

from graph.database import Transaction
from graph.intake.flows import fetch_consumed, fetch_produced, fetch_stays
from graph.intake.links import fetch_links
from graph.intake.nodes import fetch_aliases, fetch_items, fetch_models, fetch_processes, fetch_stated
from graph.intake.rows import identifiers
from rules.certificate import Certificate
from rules.checks.document import NOUNS, Document, references
from rules.checks.known import Flow, Known, KnownFact, Stay
from rules.checks.names import with_aliases
from rules.item import Item
from rules.link import Contains, Produced

SUBJECTS = ("Item", "Process", "Facility", "Party", "Model")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The document with alias keys resolved, what is known around it, and what it refers to."""

    document: Document
    known: Known
    referred: dict[str, set[str]]
    """Label to the keys that the document refers to and does not state."""
    absorbed: dict[str, str]
    """Stub key to the item that the document shows it to be."""
    taken: dict[str, str]
    """Alias key that the document states to another, stated item that is named so already."""
    subjects: dict[str, str]
    """Certificate subject to its label; unknown subjects are left out."""


async def survey(transaction: Transaction, document: Document) -> Surroundings:
    """Read what is known around the document."""
    own = {row["id"]: key for key, item in document.items.items() for row in identifiers(item)}
    names = {key for placed in document.links.values() for label, key in references(placed.fact) if label == "Item"}
    aliases = await fetch_aliases(transaction, (names | own.keys()) - document.items.keys())
    taken = {alias: key for alias, key in aliases.items() if alias in own and own[alias] != key}
    document = with_aliases(document, aliases | own)
    named = _named(document)
    known_nodes = {}
    about = {s for p in document.nodes.values() if isinstance(p.fact, Certificate) for s in p.fact.subjects}
    for label in NOUNS.values():
        asked = named[label] | (about if label in SUBJECTS else set()) | (own.keys() if label == "Item" else set())
        found = await fetch_stated(transaction, label, asked) if asked else {}
        known_nodes |= {(label, key): fact for key, fact in found.items()}
    absorbed = {
        alias: key for alias, key in own.items() if alias != key and known_nodes.get(("Item", alias), ...) is None
    }
    taken |= {a: a for a, key in own.items() if a != key and isinstance(known_nodes.get(("Item", a)), KnownFact)}
    links = await _links(transaction, document, known_nodes, absorbed)
    known = await _around(transaction, document, Known(known_nodes, links), named, absorbed)
    stated = document.nodes.keys()
    referred = {
        label: {k for k in keys if (label, k) not in stated} for label, keys in named.items() if label in SUBJECTS
    }
    return Surroundings(document, known, referred, absorbed, taken, _subjects(document, known_nodes, referred))


def _named(document: Document) -> dict[str, set[str]]:
    """Label to every key that the document states or refers to, subjects of certificates aside."""
    named: dict[str, set[str]] = defaultdict(set)
    for label, key in document.nodes:
        named[label].add(key)
    for placed in (*document.nodes.values(), *document.links.values()):
        for label, key in references(placed.fact):
            named[label].add(key)
    return named


async def _links(
    transaction: Transaction, document: Document, nodes: dict, absorbed: dict[str, str]
) -> dict[tuple[str, ...], KnownFact]:
    # A link can be known only where both its ends are.
    present = {key for _, key in nodes} | set(absorbed.values())
    asked: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for who in document.links:
        if who[1] in present and who[2] in present:
            asked[who[0]].append(who)
    found = {}
    for kind, identities in asked.items():
        found |= await fetch_links(transaction, kind, identities)
    return found


async def _around(
    transaction: Transaction, document: Document, known: Known, named: dict[str, set[str]], absorbed: dict[str, str]
) -> Known:
    present = {key for label, key in known.nodes if label in ("Item", "Process")}
    items = {key for key in (*named["Item"], *absorbed) if key in present}
    processes = {key for key in named["Process"] if key in present}
    filled = {key for label, key in document.nodes if label == "Item" and known.nodes.get((label, key), ...) is None}
    near = await fetch_produced(transaction, filled, ()) | await fetch_consumed(transaction, filled, ())
    processes |= {flow.other for flow in near.values()}
    produced = await fetch_produced(transaction, items, processes)
    consumed = await fetch_consumed(transaction, items, processes)
    gaining = {p.fact.item for p in document.links.values() if isinstance(p.fact, Produced)} & present
    parts = {p.fact.part for p in document.links.values() if isinstance(p.fact, Contains)} & present
    stays = await fetch_stays(transaction, parts | filled | absorbed.keys(), gaining)
    others = {flow.item for flow in (*produced.values(), *consumed.values())} | {s.part for s in stays}
    wholes = {s.whole for s in stays}
    produced |= await fetch_produced(transaction, (others | wholes) - items, ())
    every = {flow.other for flow in (*produced.values(), *consumed.values())} | processes
    models = {p.fact.model for p in document.nodes.values() if isinstance(p.fact, Item) and p.fact.model is not None}
    return replace(
        known,
        items=await fetch_items(transaction, others | wholes | items),
        processes=await fetch_processes(transaction, every),
        models=await fetch_models(transaction, models),
        complete=frozenset(processes),
        produced=tuple(_own(flow, absorbed) for flow in produced.values()),
        consumed=tuple(_own(flow, absorbed) for flow in consumed.values()),
        stays=tuple(
            Stay(absorbed.get(s.part, s.part), absorbed.get(s.whole, s.whole), s.start, s.end, s.quantity)
            for s in stays
        ),
    )


def _own(flow: Flow, absorbed: dict[str, str]) -> Flow:
    return replace(flow, item=absorbed[flow.item]) if flow.item in absorbed else flow


def _subjects(document: Document, nodes: dict, referred: dict[str, set[str]]) -> dict[str, str]:
    answer = {}
    for placed in document.nodes.values():
        if isinstance(placed.fact, Certificate):
            for subject in placed.fact.subjects:
                for label in SUBJECTS:
                    key = (label, subject)
                    if key in document.nodes or key in nodes or subject in referred.get(label, ()):
                        answer[subject] = label
                        break
    return answer
