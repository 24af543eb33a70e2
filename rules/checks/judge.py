"""All checks of a document together."""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from rules.certificate import Certificate
from rules.checks.closure import check_closure
from rules.checks.cycle import Edge, adjacency, find_cycles
from rules.checks.document import Document
from rules.checks.known import Known
from rules.checks.order import check_future, check_order
from rules.checks.quantity import check_quantities
from rules.checks.severity import found
from rules.checks.view import look
from rules.checks.whole import check_models, check_wholes
from rules.document import Fact
from rules.finding import Finding
from rules.item import Item
from rules.key import is_local
from rules.link import HasPart
from rules.reading import Placed, Reading
from rules.vocabulary import Profile

MOST_CYCLES = 20


def judge_size(reading: Reading, max_records: int) -> list[Finding]:
    """A finding on a document that is too large to be taken in whole. Identifiers and subjects take a node or link each, and so count."""
    facts = [placed.fact for placed in reading.facts]
    more = sum(len(fact.identifiers) for fact in facts if type(fact) is Item)
    more += sum(len(fact.subjects) for fact in facts if type(fact) is Certificate)
    count = len(facts) + more
    if count <= max_records:
        return []
    names = f", {more} identifiers and subjects" if more else ""
    message = (
        f"The document has {len(facts)} records{names}; {max_records} together are taken at once (BATLAS_MAX_RECORDS)."
    )
    remedy = "Cut it into documents that are each whole in themselves; what is referred to may come in another one."
    return [found(reading.profile, "TOO_MANY_RECORDS", "document", message, remedy, count=count, limit=max_records)]


def judge(
    document: Document, known: Known, new: Sequence[Placed], profile: Profile, now: datetime, *, whole: bool = True
) -> list[Finding]:
    """The findings of every check on quantities, balances, times and wholes, as far as `new`, what is not known yet, adds to them.

    A document of which some lines could not be read is not `whole`: what only those lines may set right is not judged.
    """
    view = look(document, known, new, profile)
    return [
        *check_quantities(view),
        *(check_closure(view) if whole else ()),
        *(check_order(view) if whole else ()),
        *check_future(document, view, now),
        *check_wholes(view),
        *check_models(document, known, view),
        *_judge_model_cycles(document, new, profile),
    ]


def edges_of(facts: Iterable[Fact]) -> list[Edge]:
    """The steps upstream that links state."""
    edges = []
    for fact in facts:
        ends = STEPS.get(fact.type)
        if ends is not None:
            fields = vars(fact)
            edges.append((fields[ends[0]], fields[ends[1]]))
    return edges


STEPS = {"produced": ("item", "process"), "consumed": ("process", "item"), "contains": ("whole", "part")}
"""Record type to where the step begins and where it leads."""


def judge_cycles(edges: Sequence[Edge], document: Document, profile: Profile) -> Iterator[Finding]:
    """Findings on cycles, the first twenty."""
    cycles = list(itertools.islice(find_cycles(adjacency(edges)), MOST_CYCLES))
    places = {edge: p.pointer for p in document.links.values() for edge in edges_of([p.fact])} if cycles else {}
    for cycle in cycles:
        place = next((places[step] for step in itertools.pairwise(cycle) if step in places), "document")
        message = f"A thing is made of itself: {' -> '.join(cycle[:8])}{' ...' if len(cycle) > 8 else ''}."
        remedy = "Turn round or drop the link that is wrong. Recycled matter is a new item."
        yield found(profile, "CYCLE", place, message, remedy, *cycle[:-1][:20], length=len(cycle) - 1)


def _judge_model_cycles(document: Document, new: Iterable[Placed], profile: Profile) -> Iterator[Finding]:
    """Findings on planned bills of this document that come back to where they began, the first twenty. By plan a part may hold its own
    type, as recycled matter does; whoever adds such a bill up must know."""
    if not any(type(placed.fact) is HasPart for placed in new):
        return
    places = {(p.fact.model, p.fact.part): p.pointer for p in document.links.values() if isinstance(p.fact, HasPart)}
    for cycle in itertools.islice(find_cycles(adjacency(places)), MOST_CYCLES):
        place = places[cycle[0], cycle[1]]
        message = f"By plan a model is a part of itself: {' -> '.join(cycle[:8])}{' ...' if len(cycle) > 8 else ''}."
        remedy = "Turn round or drop the link that is wrong, if one is."
        yield found(profile, "MODEL_CYCLE", place, message, remedy, *cycle[:-1][:20], length=len(cycle) - 1)


def judge_subjects(subjects: Collection[str], document: Document, profile: Profile) -> Iterator[Finding]:
    """Findings on certificates about something that nobody has named yet; `subjects` are those whose noun is known."""
    unread = set(document.unread.values())
    for placed in document.nodes.values():
        fact = placed.fact
        if not isinstance(fact, Certificate):
            continue
        for subject in fact.subjects:
            if subject not in subjects and subject not in unread and not is_local(subject):
                yield found(
                    profile,
                    "UNKNOWN_SUBJECT",
                    f"{placed.pointer} /subjects",
                    f"The certificate is about {subject}, which is neither stated nor referred to in this document or before.",
                    "State the item, process, facility, party or model first, or in the same document.",
                    fact.key,
                )


def judge_merged(merged: Mapping[str, Sequence[str]], document: Document, profile: Profile) -> Iterator[Finding]:
    """Findings on items whose names turn out to be one thing of which a link is stated twice (item key to the links, in words)."""
    for key, links in merged.items():
        placed = document.nodes[("Item", key)]
        message = f"The identifiers make one thing of what was spoken of as two, and these are then stated twice with different content: {'; '.join(links[:5])}."
        remedy = "Correct the identifiers, or settle with who stated the links which one is right."
        yield found(profile, "DUPLICATE_IDENTITY", f"{placed.pointer} /identifiers", message, remedy, key)
