"""All checks of a document together."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from rules.certificate import Certificate
from rules.checks.closure import check_closure
from rules.checks.cycle import Edge, adjacency, find_cycle
from rules.checks.document import Document
from rules.checks.identifier import check_identifiers
from rules.checks.known import Known
from rules.checks.order import check_future, check_order
from rules.checks.quantity import check_quantities
from rules.checks.severity import found
from rules.checks.view import look
from rules.checks.whole import check_models, check_wholes
from rules.document import Fact
from rules.finding import Finding
from rules.link import Consumed, Contains, Produced
from rules.reading import Reading
from rules.vocabulary import Profile


def judge_size(reading: Reading, max_records: int) -> list[Finding]:
    """A finding on a document that is too large to be taken in whole."""
    count = len(reading.facts)
    if count <= max_records:
        return []
    remedy = "Cut it into documents that are each whole in themselves and send them in order; what is referred to may come later."
    message = f"The document has {count} records; {max_records} are taken at once (BATLAS_MAX_RECORDS)."
    return [found(reading.profile, "TOO_MANY_RECORDS", "document", message, remedy, count=count, limit=max_records)]


def judge(document: Document, known: Known, profile: Profile, now: datetime) -> list[Finding]:
    """The findings of every check on quantities, balances, times and wholes."""
    view = look(document, known, profile)
    return [
        *check_quantities(view),
        *check_closure(view),
        *check_order(view),
        *check_future(document, view, now),
        *check_wholes(view),
        *check_models(document, view),
        *check_identifiers(document, profile),
    ]


def edges_of(facts: Iterable[Fact]) -> list[Edge]:
    """The steps upstream that links state."""
    edges = []
    for fact in facts:
        match fact:
            case Produced():
                edges.append((fact.item, fact.process))
            case Consumed():
                edges.append((fact.process, fact.item))
            case Contains():
                edges.append((fact.whole, fact.part))
            case _:
                pass
    return edges


def judge_cycle(edges: Sequence[Edge], document: Document, profile: Profile) -> list[Finding]:
    """A finding on one cycle, where there is any."""
    cycle = find_cycle(adjacency(edges))
    if cycle is None:
        return []
    steps = set(itertools.pairwise(cycle))
    place = next((p.pointer for p in document.links.values() if steps & set(edges_of([p.fact]))), "document")
    message = f"A thing is made of itself: {' -> '.join(cycle[:8])}{' ...' if len(cycle) > 8 else ''}."
    remedy = "Turn round or drop the link that is wrong. Recycled matter is a new item."
    return [found(profile, "CYCLE", place, message, remedy, *cycle[:-1][:20], length=len(cycle) - 1)]


def judge_subjects(subjects: Mapping[str, str], document: Document, profile: Profile) -> Iterator[Finding]:
    """Findings on certificates about something that nobody has named yet."""
    for placed in document.nodes.values():
        fact = placed.fact
        if not isinstance(fact, Certificate):
            continue
        for number, subject in enumerate(fact.subjects):
            if subject not in subjects:
                yield found(
                    profile,
                    "UNKNOWN_SUBJECT",
                    f"{placed.pointer} /subjects/{number}",
                    f"The certificate is about {subject}, which is neither stated nor referred to in this document or before.",
                    "State the item, process, facility, party or model first, or in the same document.",
                    fact.key,
                )
