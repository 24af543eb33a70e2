"""What holds what: aggregations and associations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from seed.readers.epcis.amount import Amount, Things, is_place
from seed.readers.epcis.event import Happening
from seed.readers.epcis.interval import Ends, Spans, since_of

ASSEMBLING = ("AggregationEvent", "AssociationEvent")


def contents_of(happenings: Iterable[Happening], things: Things) -> Spans:
    """Wholes and their parts, event by event; `happenings` in the order of time. A parent that is a place is none."""
    ledger = things.ledger
    spans = Spans(ledger)
    inside: dict[str, dict[Ends, None]] = defaultdict(dict)
    for happening in happenings:
        event = happening.event
        if event.type not in ASSEMBLING or event.action == "OBSERVE":
            continue
        if event.parent_id is None or event.action is None:
            missing = "parentID" if event.parent_id is None else "action"
            message = f"The {event.type} says nothing of its {missing}."
            ledger.say("MISSING_FIELD", happening.pointer, message, f"State its {missing}.")
            continue
        if not things.complete and is_place(event.parent_id):
            ledger.ignored[f"{event.type} with a place"] += 1
            continue
        parts = list(things.amounts(happening, "child"))
        if event.action == "ADD":
            _put_in(spans, happening, event.parent_id, parts, things)
            inside[event.parent_id].update(dict.fromkeys((event.parent_id, part.key) for part in parts))
        else:
            _take_out(spans, happening, event.parent_id, parts, inside, things)
    return spans


def _put_in(spans: Spans, happening: Happening, whole: str, parts: list[Amount], things: Things) -> None:
    for part in parts:
        ends = (whole, part.key)
        if part.piece and spans.holds(ends) and not things.complete:
            things.ledger.ignored[f"{happening.event.type} ADD of a part that is in already"] += 1
        else:
            spans.begin(ends, happening.at, part.pointer, things.quantity(part))


def _take_out(
    spans: Spans,
    happening: Happening,
    whole: str,
    parts: list[Amount],
    inside: Mapping[str, dict[Ends, None]],
    things: Things,
) -> None:
    since = since_of(happening.own, happening.pointer, things.ledger)
    event = happening.event
    for part in parts:
        spans.end((whole, part.key), happening.at, part.pointer, things.quantity(part), since)
    if not event.child_epcs and not event.child_quantity_list:
        # Without children it is all of them (EPCIS 2.0 section 7.4.3).
        held = [ends for ends in inside[whole] if spans.holds(ends)]
        inside[whole].clear()
        for ends in held:
            spans.end(ends, happening.at, happening.pointer)
        if not held:
            things.ledger.ignored[f"{event.type} DELETE of all parts, of which none is known"] += 1
