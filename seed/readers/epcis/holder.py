"""Who owns and who holds: sources and destinations of events."""

from collections.abc import Iterable, Iterator, Mapping

from seed.readers.epcis.amount import Things
from seed.readers.epcis.event import Happening, Side
from seed.readers.epcis.interval import Ends, Spans, since_of
from seed.readers.epcis.term import bare

LEAVING = {"shipping", "departing"}
"""Steps at which things leave their holder; who gets them has them when they are received."""

UNDER_WAY = {"picking", "packing", "staging_outbound", "loading", "transporting", "unloading", "arriving"}
"""Steps before and after that, at which nobody begins or ceases to own or hold anything."""

OWNER, HOLDER = "owning_party", "possessing_party"


def holders_of(happenings: Iterable[Happening], things: Things, whole: Mapping[str, float | None]) -> dict[str, Spans]:
    """By type of source and destination: items and parties. `whole`: lots of which the quantity is known here."""
    answer = {OWNER: Spans(things.ledger), HOLDER: Spans(things.ledger)}
    for happening in happenings:
        event = happening.event
        sides = [(side, side.source, "source") for side in event.source_list]
        sides += [(side, side.destination, "destination") for side in event.destination_list]
        if not sides:
            continue
        keys = list(_keys(happening, things, whole))
        for side, party, name in sides:
            spans = answer.get(bare(side.type))
            silent = event.action == "DELETE" or (happening.step in UNDER_WAY and event.type != "TransactionEvent")
            if spans is None or party is None or not keys or silent:
                things.ledger.ignored[f"{event.type}.{name}List {bare(side.type)}"] += 1
            else:
                _turn(spans, happening, side, party, keys, things)
    return answer


def _turn(spans: Spans, happening: Happening, side: Side, party: str, keys: list[str], things: Things) -> None:
    event, kind = happening.event, bare(side.type)
    leaving = happening.step in LEAVING
    sale = event.type == "TransactionEvent" and kind == OWNER
    since = since_of(happening.own, happening.pointer, things.ledger)
    for key in keys:
        ends: Ends = (key, party)
        if side.source is not None:
            # A receiver does not tell when the sender let go, but by its own event.
            ends_here = sale or (leaving and kind == HOLDER) or since is not None or spans.holds(ends)
            if ends_here and not (leaving and kind == OWNER and not sale):
                spans.end(ends, happening.at, happening.pointer, since=since)
                continue
        elif (sale or not leaving) and (things.complete or not spans.holds(ends)):
            spans.begin(ends, happening.at, happening.pointer)
            continue
        name = "source" if side.source is not None else "destination"
        things.ledger.ignored[f"{event.type}.{name}List {kind} of {happening.step or 'no step'}"] += 1


def _keys(happening: Happening, things: Things, whole: Mapping[str, float | None]) -> Iterator[str]:
    """The things that change hands whole. Of a part of a lot it cannot be said without splitting the lot."""
    event = happening.event
    if event.type == "TransformationEvent":
        return
    if event.parent_id is not None:
        yield event.parent_id
    for amount in (*things.amounts(happening, ""), *things.amounts(happening, "child")):
        quantity = things.quantity(amount)
        if quantity is None or quantity == whole.get(amount.key):
            yield amount.key
        else:
            things.ledger.ignored[f"{event.type} of a part of a lot, for who owns or holds it"] += 1
