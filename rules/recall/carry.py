"""Downstream from some lots: what carries their material, how sure that is, how much it is and when."""

from collections.abc import Iterator, Sequence

from rules.origin.boundary import recycled
from rules.origin.content import Contents
from rules.origin.order import order
from rules.origin.split import split_item, split_process
from rules.origin.system import ItemNode, ProcessNode
from rules.recall.chance import CERTAIN, any_of, drawn
from rules.recall.flow import Flow
from rules.recall.pool import Drawn, draw_from, is_pieces, pieces
from rules.recall.span import Span, intervals
from rules.recall.state import Run, State, Way, weighed
from rules.recall.whole import carry_whole, total
from rules.recalls import Carried, Certainty
from rules.vocabulary import Mineral, Mixing, Unit


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
    way = Way(flow, contents, through)
    for lot in lots:
        amount = contents.amounts[lot]
        if not amount.is_none:
            way.items[lot] = State(CERTAIN, 1.0, (Span(kg=amount.kg),))
    for key in reversed(ordered):
        _visit(way, key)
    starts = set() if lots_too else set(lots)
    return [carried for key, state in way.items.items() if key not in starts for carried in _told(way, key, state)]


def _visit(way: Way, key: str) -> None:
    item = way.flow.system.items.get(key)
    if item is None:
        run = _run(way, way.flow.system.processes[key])
        if run is not None:
            way.runs[key] = run
        return
    if item.parts:
        way.totals[key] = total(way, item)
    if key not in way.items:
        state = carry_whole(way, item) if item.parts else _lot(way, item)
        if state is not None:
            way.items[key] = state


def _run(way: Way, process: ProcessNode) -> Run | None:
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
    share = weighed([(to.get(key), of) for key, of in taken.items()])
    chances = {key: way.items[key].chance for key in taken}
    # Of a mineral it counts too that some of it may have come in by what nobody has stated.
    others = len({part.key for part, _ in inputs}) > 1 or (way.contents.mineral is not None and bool(split.unknown))
    if others and way.lives.is_pooled(process):
        found = draw_from(way.contents, inputs, chances, None if way.contents.mineral is None else to)
    else:
        found = Drawn([(chance, numbers[key]) for key, chance in chances.items()])
    out = [output.quantity for output in process.outputs if output.unit is Unit.PIECE]
    counted = None if process.mixing is Mixing.BLENDED or None in out else sum(n for n in out if n is not None)
    return Run(process.key, found, share, taken, counted or None)


def _lot(way: Way, item: ItemNode) -> State | None:
    runs = [(part, way.runs[part.key]) for part in item.runs if part.key in way.runs]
    if not runs:
        return None
    to = dict(split_item(way.contents, item, through=way.through).to)
    share = weighed([(to.get(part.key), run.share) for part, run in runs])
    amount = way.contents.amounts[item.key]
    if amount.is_none:
        return None
    kg = weighed([(amount.kg, share)])
    chances = {part.key: run.of(item) for part, run in runs}
    chance = any_of((chance, 1) for chance in chances.values())
    if is_pieces(item) and len(item.runs) > 1:
        # A piece came out of one of the runs.
        each = weighed([(to.get(key), chance.probability) for key, chance in chances.items()])
        return State(drawn(each), share, (Span(kg=kg),), some=chance.certain)
    return State(chance, share, (Span(kg=kg),))


def _told(way: Way, key: str, state: State) -> Iterator[Carried]:
    item = way.flow.system.items[key]
    keys = way.flow.members[key]
    life = way.lives.of(key)
    spans = [found for span in state.spans if (found := span.within(life.begin, life.end)) is not None]
    if not way.flow.ever:
        spans = [span for span in spans if span.holds(way.flow.at)]
    if not spans:
        return
    most = max((span.kg for span in spans if span.kg is not None), default=None)
    each = pieces(item) / len(keys) if is_pieces(item) else 1.0
    sure = state.chance.certain or state.some
    probability = 1.0 if sure else any_of([(state.chance, each)]).probability
    yield Carried(
        keys,
        item.kind,
        Certainty.YES if sure else Certainty.POSSIBLE,
        probability,
        None if most is None or any(span.kg is None for span in spans) else most / len(keys),
        state.share,
        intervals(spans),
    )
