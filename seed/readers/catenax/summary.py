"""What a document holds and how it contradicts itself, in numbers."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import time, timedelta

from rules.checks.severity import found
from rules.finding import Finding
from rules.item import Item
from rules.link import Contains, HasPart, Produced
from rules.model import Model
from rules.process import Process
from rules.reading import Placed
from rules.vocabulary import Profile

DAY = timedelta(days=1)


def summarise(twins: int, facts: Sequence[Placed]) -> Finding:
    """The finding that says so."""
    ended = {p.fact.key: p.fact.ended for p in facts if isinstance(p.fact, Process)}
    done = {p.fact.item: ended[p.fact.process] for p in facts if isinstance(p.fact, Produced)}
    # As the checks see it: an end at midnight may be a bare date, that is any time of the day before.
    begun = {key: at - DAY if at is not None and at.time() == time.min else at for key, at in done.items()}
    pieces = {p.fact.key for p in facts if isinstance(p.fact, Item) and p.fact.is_piece}
    relations = {(p.fact.whole, p.fact.part) for p in facts if isinstance(p.fact, Contains)}
    times = [(begun.get(part), done.get(whole)) for whole, part in relations]
    late = sum(child is not None and parent is not None and child > parent for child, parent in times)
    parents: dict[str, set[str]] = defaultdict(set)
    for whole, part in relations:
        parents[part].add(whole)
    several = {part for part, wholes in parents.items() if len(wholes) > 1}
    serial = len(several & pieces)
    models = sum(isinstance(p.fact, Model) for p in facts)
    planned = len({(p.fact.model, p.fact.part) for p in facts if isinstance(p.fact, HasPart)})
    more = {"models": models, "planned_relations": planned} if models or planned else {}
    message = (
        f"{twins} twins and {len(relations)} parent-child relations; {late} of the relations have a child made after its parent; "
        f"{len(several)} children have several parents, {serial} of them serial."
        f"{f' {models} models and {planned} planned relations.' if more else ''}"
    )
    return found(
        Profile.LENIENT,
        "SUMMARY",
        "/",
        message,
        "Answers that rest on these relations carry a warning.",
        twins=twins,
        relations=len(relations),
        child_after_parent=late,
        several_parents=len(several),
        several_parents_serial=serial,
        **more,
    )
