"""Who owned what carries, while it carried."""

from collections.abc import Sequence
from datetime import datetime

from rules.recall.span import Span, intervals, together
from rules.recalls import Carried, Keeper

Owned = tuple[str, str | None, str, datetime | None, datetime | None]
"""Party, its name, the item, from, to."""


def keep(carried: Sequence[Carried], owned: Sequence[Owned], at: datetime | None, *, ever: bool) -> list[Keeper]:
    """By party and item. `at` a time (none: now) those count who owned it then; `ever`, all who owned it while it carried."""
    groups = {key: group for group in carried for key in group.keys} if owned else {}
    spans: dict[tuple[str, str], list[Span]] = {}
    names: dict[str, str | None] = {}
    for party, name, item, begin, end in owned:
        group = groups.get(item)
        if group is None or not (ever or Span(begin, end).holds(at)):
            continue
        names[party] = name
        met = [Span(one.begin, one.end, 0.0).within(begin, end) for one in group.intervals]
        spans.setdefault((party, item), []).extend(span for span in met if span is not None)
    return [
        Keeper(party, names[party], item, g.kind, g.certainty, g.probability, g.mass_kg, intervals(together(times)))
        for (party, item), times in sorted(spans.items())
        if times
        for g in [groups[item]]
    ]
