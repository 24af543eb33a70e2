"""What holds what, as twins and answers say it, before it is a fact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from seed.readers.catenax.bill import Bill, Child, Parent, PlannedBill, PlannedUsage, Quantity, Usage
from seed.readers.catenax.twin import Ledger, Twin

PHYSICAL = {"asbuilt", "asmaintained"}
"""Contexts in which a part really is in its whole; of the others, such as asPlanned, no item is made of anything."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A part in a whole, or by plan in each whole of a type."""

    pointer: str
    whole: str
    part: str
    quantity: Quantity | None
    planned: bool


def relations_of(twins: Iterable[Twin], ledger: Ledger) -> Iterator[Relation]:
    """What the twins hold, and then what they are in: where both sides state a relation, the whole's is the first."""
    twins = list(twins)
    return chain(_children(twins, ledger), _parents(twins, ledger))


def _children(twins: Iterable[Twin], ledger: Ledger) -> Iterator[Relation]:
    for twin in twins:
        for name, at, bill in twin.all(Bill):
            for field, children in (("childParts", bill.child_parts), ("childItems", bill.child_items)):
                for number, child in enumerate(children):
                    if _counts(child, isinstance(bill, PlannedBill), f"{name}.{field}", ledger):
                        place = f"{at}/{field}/{number}"
                        yield Relation(place, twin.key, child.key, child.quantity, isinstance(bill, PlannedBill))


def _parents(twins: Iterable[Twin], ledger: Ledger) -> Iterator[Relation]:
    for twin in twins:
        for name, at, usage in twin.all(Usage):
            for field, parents in (("parentParts", usage.parent_parts), ("parentItems", usage.parent_items)):
                for number, parent in enumerate(parents):
                    if parent.is_only_potential_parent:
                        ledger.ignored[f"{name}.{field} that are only potential"] += 1
                    elif _counts(parent, isinstance(usage, PlannedUsage), f"{name}.{field}", ledger):
                        place = f"{at}/{field}/{number}"
                        yield Relation(place, parent.key, twin.key, parent.quantity, isinstance(usage, PlannedUsage))


def _counts(link: Child | Parent, planned: bool, name: str, ledger: Ledger) -> bool:
    """Whether the link's own context is that of its aspect."""
    if planned or link.lifecycle_context is None or link.lifecycle_context.lower() in PHYSICAL:
        return True
    ledger.ignored[f"{name} {link.lifecycle_context}"] += 1
    return False
