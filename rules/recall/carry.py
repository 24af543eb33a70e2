"""Downstream from some lots: what carries their material, how sure that is, how much it is and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rules.origin.boundary import recycled
from rules.origin.content import Contents
from rules.origin.order import order
from rules.origin.split import split_item, split_process
from rules.origin.system import ItemNode, Part, ProcessNode
from rules.recall.chance import CERTAIN, Chance, any_of, drawn, mixed
from rules.recall.flow import Flow
from rules.recall.pool import Drawn, draw_from, is_pieces, pieces
from rules.recall.span import Span, intervals, together
from rules.recalls import Carried, Certainty
from rules.vocabulary import Mineral, Mixing, Unit


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of an item, or of all the pieces that are one item of the system."""

    chance: Chance
    share: float | None
    """Of its mineral, or of its matter; of several times, when there is most."""
    spans: tuple[Span, ...]
    totals: tuple[Span, ...] = ()
    """Of a whole: all of its mineral or matter by time."""
    some: bool = False
    """Whether some of its pieces surely carry, and nobody knows which."""

    def share_at(self, flow: Flow, process: ProcessNode) -> float | None:
        """Share of what a run took from it; 0 where it carried nothing while that ran."""
        if not self.totals:
            return self.share
        started, ended = flow.ran.get(process.key, (None, None))
        carried = [span for span in self.spans if span.meets(started, ended)]
        return _most(carried, [span for span in self.totals if span.meets(started, ended)]) if carried else 0.0


@dataclass(frozen=True, slots=True)
class _Run:
    """What a run puts out."""

    key: str
    drawn: Drawn
    share: float | None
    taken: Mapping[str, float | None]
    """Share of the lots in each input that carries."""
    number: float | None
    """Of the pieces that it put out, which divide the pieces that went in; none where those were blended, or nobody knows."""

    def of(self, item: ItemNode) -> Chance:
        """The chance of an output; of a lot of pieces, of each piece."""
        counted = is_pieces(item)
        into = self.number if counted and self.number else 1.0
        common = any_of((chance, max(1.0, number / into)) for chance, number in self.drawn.all)
        own = any_of((chance, max(1.0, number / into)) for chance, number in self.drawn.each)
        if not counted or self.number is None:
            common = mixed(common, self.key)
        return any_of([(common, 1), (own if counted else mixed(own, f"{self.key} {item.key}"), 1)])


@dataclass(slots=True)
class _Way:
    flow: Flow
    contents: Contents
    through: bool
    items: dict[str, _State] = field(default_factory=dict)
    runs: dict[str, _Run] = field(default_factory=dict)
    totals: dict[str, tuple[Span, ...]] = field(default_factory=dict)


def recall_lots(
    flow: Flow, lots: Sequence[str], mineral: Mineral | None, *, through: bool = False, lots_too: bool = False
) -> list[Carried]:
    """All that carries material of the lots, or a mineral of theirs; the lots themselves are left out unless `lots_too`.

    It is origins read the other way round, and rests on the same splits (rules/origin/split): the share of a mineral that an item has
    from a lot is the same in both. `through` recycling it goes on only where that is asked.
    """
    contents = Contents(flow.system, mineral)
    ordered = order(flow.system, *flow.system.items)
    contents.extend(ordered)
    way = _Way(flow, contents, through)
    for lot in lots:
        amount = contents.amounts[lot]
        if not amount.is_none:
            way.items[lot] = _State(CERTAIN, 1.0, (Span(kg=amount.kg),))
    for key in reversed(ordered):
        _visit(way, key)
    starts = set() if lots_too else set(lots)
    return [carried for key, state in way.items.items() if key not in starts for carried in _told(way, key, state)]


def _visit(way: _Way, key: str) -> None:
    item = way.flow.system.items.get(key)
    if item is None:
        run = _run(way, way.flow.system.processes[key])
        if run is not None:
            way.runs[key] = run
        return
    if item.parts:
        way.totals[key] = _totals(way, item)
    if key not in way.items:
        state = _whole(way, item) if item.parts else _lot(way, item)
        if state is not None:
            way.items[key] = state


def _run(way: _Way, process: ProcessNode) -> _Run | None:
    inputs = [(part, amount) for part, amount in way.contents.inputs(process) if not amount.is_none]
    taken: dict[str, float | None] = {}
    numbers: dict[str, float] = {}
    for part, _ in inputs:
        state = way.items.get(part.key)
        item = way.flow.system.items[part.key]
        if state is None or (not way.through and recycled(process, part, item) is not None):
            continue
        share = state.share_at(way.flow, process)
        if share != 0:
            taken[part.key] = share
            numbers[part.key] = numbers.get(part.key, 0.0) + pieces(item, part.quantity)
    if not taken:
        return None
    split = split_process(way.contents, process, through=way.through)
    to: dict[str, float] = {}
    for target, share in split.to:
        to[target] = to.get(target, 0.0) + share
    share = _weighed([(to.get(key), of) for key, of in taken.items()])
    chances = {key: way.items[key].chance for key in taken}
    # Of a mineral it counts too that some of it may have come in by what nobody has stated.
    others = len({part.key for part, _ in inputs}) > 1 or (way.contents.mineral is not None and bool(split.unknown))
    if process.is_pooled and others:
        found = draw_from(way.contents, inputs, chances, None if way.contents.mineral is None else to)
    else:
        found = Drawn([(chance, numbers[key]) for key, chance in chances.items()])
    out = [output.quantity for output in process.outputs if output.unit is Unit.PIECE]
    counted = None if process.mixing is Mixing.BLENDED or None in out else sum(n for n in out if n is not None)
    return _Run(process.key, found, share, taken, counted or None)


def _lot(way: _Way, item: ItemNode) -> _State | None:
    runs = [(part, way.runs[part.key]) for part in item.runs if part.key in way.runs]
    if not runs:
        return None
    to = dict(split_item(way.contents, item, through=way.through).to)
    share = _weighed([(to.get(part.key), run.share) for part, run in runs])
    amount = way.contents.amounts[item.key]
    if amount.is_none:
        return None
    kg = _weighed([(amount.kg, share)])
    chances = {part.key: run.of(item) for part, run in runs}
    chance = any_of((chance, 1) for chance in chances.values())
    if is_pieces(item) and len(item.runs) > 1:
        # A piece came out of one of the runs.
        each = _weighed([(to.get(key), chance.probability) for key, chance in chances.items()])
        return _State(drawn(each), share, (Span(kg=kg),), some=chance.certain)
    return _State(chance, share, (Span(kg=kg),))


def _whole(way: _Way, item: ItemNode) -> _State | None:
    carried, chances, some = [], [], False
    for held in way.flow.held.get(item.key, ()):
        state = way.items.get(held.part)
        if state is None:
            continue
        if state.totals:
            inner, of = state.spans, _portion(way, held.part, held.quantity)
        else:
            amount = way.contents.held(Part(held.part, held.quantity))
            inner, of = (Span(kg=_weighed([(amount.kg, state.share)])),), 1.0
        spans = [found for span in inner if (found := span.within(held.begin, held.end, of)) is not None]
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
    return _State(any_of(chances), _most(spans, totals), spans, totals, some)


def _in_each(item: ItemNode, part: ItemNode, state: _State, quantity: float | None) -> tuple[Chance, float]:
    """The chance of a part in a whole, in each of several wholes that are one item, and how many pieces of it that has."""
    wholes, number = pieces(item), pieces(part, quantity)
    if not is_pieces(part) or wholes == 1:
        return (CERTAIN if state.some and number >= pieces(part) else state.chance), number
    if state.chance.certain and number < wholes:
        return drawn(number / wholes), 1
    return state.chance, number / wholes


def _most(spans: Sequence[Span], totals: Sequence[Span]) -> float | None:
    """Share when there is most of it, and of such times when the whole is heaviest."""
    if any(span.kg is None for span in spans):
        return None
    met = [(span.kg or 0.0, total.kg or 0.0, total.kg) for span in spans for total in totals if _meet(span, total)]
    kg, _, total = max(met, key=lambda one: one[:2], default=(None, None, None))
    return _over(kg, total)


def _assembled(way: _Way, item: ItemNode, part: Part, run: _Run) -> float | None:
    kg: float | None = 0.0
    for source, amount in way.contents.assembled(item, part):
        if source.key in run.taken:
            share = run.taken[source.key]
            kg = None if kg is None or share is None or amount.kg is None else kg + share * amount.kg
    return kg


def _totals(way: _Way, item: ItemNode) -> tuple[Span, ...]:
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


def _portion(way: _Way, key: str, quantity: float | None) -> float | None:
    """How much of an item a quantity is."""
    if quantity is None:
        return 1.0
    content = way.flow.system.items[key].content
    return quantity / content.quantity if content is not None and content.quantity else None


def _told(way: _Way, key: str, state: _State) -> Iterator[Carried]:
    item = way.flow.system.items[key]
    keys = way.flow.members[key]
    most = max((span.kg for span in state.spans if span.kg is not None), default=None)
    each = pieces(item) / len(keys) if is_pieces(item) else 1.0
    sure = state.chance.certain or state.some
    probability = 1.0 if sure else any_of([(state.chance, each)]).probability
    yield Carried(
        keys,
        item.kind,
        Certainty.YES if sure else Certainty.POSSIBLE,
        probability,
        None if most is None or any(span.kg is None for span in state.spans) else most / len(keys),
        state.share,
        intervals(state.spans),
    )


def _weighed(shares: Sequence[tuple[float | None, float | None]]) -> float | None:
    """The sum of weight x share; none where one of them is not known."""
    total = 0.0
    for weight, share in shares:
        if weight is None or share is None:
            return None
        total += weight * share
    return total


def _over(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else min(1.0, part / whole)


def _meet(span: Span, other: Span) -> bool:
    return span.within(other.begin, other.end) is not None
