"""What wholes carry: what their parts do while they hold them, and what their assembling took."""

from rules.origin.system import ItemNode, Part
from rules.recall.chance import CERTAIN, Chance, any_of, drawn
from rules.recall.pool import is_pieces, pieces
from rules.recall.span import Span, together
from rules.recall.state import Run, State, Way, heaviest, weighed


def carry_whole(way: Way, item: ItemNode) -> State | None:
    """What a whole carries; none where no part did while it held it, and its assembling took none."""
    carried, chances, some = [], [], False
    for held in way.flow.held.get(item.key, ()):
        state = way.items.get(held.part)
        if state is None:
            continue
        if state.totals:
            inner, of = state.spans, _portion(way, held.part, held.quantity)
        else:
            amount = way.contents.held(Part(held.part, held.quantity))
            inner, of = (Span(kg=weighed([(amount.kg, state.share)])),), 1.0
        life = way.lives.of(held.part)
        spans = [
            found
            for span in inner
            if (met := span.within(held.begin, held.end, of)) and (found := met.within(life.begin, life.end))
        ]
        if spans:
            carried += spans
            chances.append(_in_each(item, way.flow.system.items[held.part], state, held.quantity))
            some |= state.chance.certain
    for part in item.runs:
        run = way.runs.get(part.key)
        if run is not None:
            carried.append(Span(kg=_assembled(way, item, part, run)))
            chances.append((run.of(item), 1))
    if not carried:
        return None
    spans, totals = together(carried), way.totals[item.key]
    return State(any_of(chances), heaviest(spans, totals), spans, totals, some)


def total(way: Way, item: ItemNode) -> tuple[Span, ...]:
    """kg of all matter, or of the mineral, in a whole by time: as stated, or as its parts sum up where that is more or nothing is stated."""
    own = way.contents.own_kg(item)
    spans: list[Span] = []
    for held in way.flow.held.get(item.key, ()):
        inner = way.totals.get(held.part)
        if inner is None or way.contents.own_kg(way.flow.system.items[held.part]) is not None:
            inner, of = [Span(kg=way.contents.held(Part(held.part, held.quantity)).kg)], 1.0
        else:
            # What a part held by itself differs from time to time too.
            of = _portion(way, held.part, held.quantity)
        found = [total for span in inner if (total := span.within(held.begin, held.end, of)) is not None]
        spans += [Span(span.begin, span.end, span.kg if own is None else span.kg or 0.0) for span in found]
    for run in item.runs:
        for _, amount in way.contents.assembled(item, run):
            spans.append(Span(kg=amount.kg if own is None else amount.kg or 0.0))
    return tuple(
        Span(span.begin, span.end, span.kg if own is None or span.kg is None else max(own, span.kg))
        for span in together(spans)
    )


def _in_each(item: ItemNode, part: ItemNode, state: State, quantity: float | None) -> tuple[Chance, float]:
    """The chance of a part in a whole, in each of several wholes that are one item, and how many pieces of it that has."""
    wholes, number = pieces(item), pieces(part, quantity)
    if not is_pieces(part) or wholes == 1:
        return (CERTAIN if state.some and number >= pieces(part) else state.chance), number
    if state.chance.certain and number < wholes:
        return drawn(number / wholes), 1
    return state.chance, number / wholes


def _assembled(way: Way, item: ItemNode, part: Part, run: Run) -> float | None:
    kg: float | None = 0.0
    for source, amount in way.contents.assembled(item, part):
        if source.key in run.taken:
            share = run.taken[source.key]
            kg = None if kg is None or share is None or amount.kg is None else kg + share * amount.kg
    return kg


def _portion(way: Way, key: str, quantity: float | None) -> float | None:
    """How much of an item a quantity is."""
    if quantity is None:
        return 1.0
    content = way.flow.system.items[key].content
    return quantity / content.quantity if content is not None and content.quantity else None
