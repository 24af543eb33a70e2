"""Intervals as events: one where it begins and one where it ends."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeVar

from rules.document import Fact
from rules.item import Item
from rules.link import Contains, Custody, Interval, Owned
from seed.readers.epcis.holder import HOLDER, OWNER
from seed.readers.epcis.interval import UNKNOWN
from seed.writers.epcis.event import Json, Told, can_be_counted, element, event, moment

I = TypeVar("I", bound=Interval)  # noqa: E741 - the one letter that it is


def put_together(facts: Iterable[Fact], items: Mapping[str, Item]) -> Iterator[Told]:
    """Association events: parts that go in together, and parts that come out together."""
    told = [fact for fact in facts if isinstance(fact, Contains) and can_be_counted(fact.part, fact.quantity, items)]
    for (whole, begun, ended), parts in _together(told, lambda fact: fact.whole):
        if begun is not None:
            yield list(parts), _association(whole, begun, "ADD", parts, items)
        if ended is not None:
            since = moment(begun) if begun else UNKNOWN
            yield list(parts), _association(whole, ended, "DELETE", parts, items) | {"batlas:from": since}


def _association(whole: str, at: datetime, action: str, parts: list[Contains], items: Mapping[str, Item]) -> Json:
    return event(
        "AssociationEvent",
        at,
        parentID=whole,
        childEPCs=[part.part for part in parts if part.quantity is None],
        childQuantityList=[element(p.part, p.quantity, items) for p in parts if p.quantity is not None],
        action=action,
        bizStep="installing" if action == "ADD" else "removing",
    )


def handed_over(facts: Iterable[Fact]) -> Iterator[Told]:
    """Object events with the party that becomes owner or holder, and with the one that ceases to be."""
    given = list(facts)
    for record, kind in ((Owned, OWNER), (Custody, HOLDER)):
        held = [fact for fact in given if isinstance(fact, Owned | Custody) and isinstance(fact, record)]
        for (party, begun, ended), links in _together(held, lambda fact: fact.party):
            keys = [link.item for link in links]
            if begun is not None:
                destination = [{"type": kind, "destination": party}]
                yield (
                    list(links),
                    event("ObjectEvent", begun, epcList=keys, action="OBSERVE", destinationList=destination),
                )
            if ended is not None:
                source = [{"type": kind, "source": party}]
                gone = event("ObjectEvent", ended, epcList=keys, action="OBSERVE", sourceList=source)
                yield list(links), gone | {"batlas:from": moment(begun) if begun else UNKNOWN}


def _together(
    links: Iterable[I], of: Callable[[I], str]
) -> Iterator[tuple[tuple[str, datetime | None, datetime | None], list[I]]]:
    """Links of one thing with one interval. What has neither a beginning nor an end no event can tell."""
    groups: dict[tuple[str, datetime | None, datetime | None], list[I]] = {}
    for link in links:
        if link.from_ is not None or link.to is not None:
            groups.setdefault((of(link), link.from_, link.to), []).append(link)
    yield from groups.items()
