"""Times at which a whole carries something, and how much."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rules.recalls import Interval


@dataclass(frozen=True, slots=True)
class Span:
    """kg that are carried from a time on, none: always, up to another, none: to this day."""

    begin: datetime | None = None
    end: datetime | None = None
    kg: float | None = None

    def within(self, begin: datetime | None, end: datetime | None, share: float | None = 1.0) -> "Span | None":
        """What of it is in an interval, so much of it; none where they do not meet."""
        first = self.begin if begin is None or (self.begin is not None and self.begin > begin) else begin
        last = self.end if end is None or (self.end is not None and self.end < end) else end
        if first is not None and last is not None and first >= last:
            return None
        return Span(first, last, None if self.kg is None or share is None else self.kg * share)

    def holds(self, at: datetime | None) -> bool:
        """Whether it holds at a time; none: to this day."""
        if at is None:
            return self.end is None
        return (self.begin is None or self.begin <= at) and (self.end is None or self.end > at)

    def meets(self, started: datetime | None, ended: datetime | None) -> bool:
        """Whether it held at any time of a run, of which perhaps one end only is known; one that is over at once may be what ended it."""
        last = ended or started
        if last is None:
            return True
        if self.begin is not None and self.begin > last:
            return False
        if started is None or started == last:
            return self.end is None or self.end >= last
        return self.end is None or self.end > started


def together(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans one after the other, the kg of those that overlap added up."""
    alike: dict[tuple[datetime | None, datetime | None], float | None] = {}
    for span in spans:
        times = span.begin, span.end
        alike[times] = _sum(alike.get(times, 0.0), span.kg)
    if len(alike) == 1:
        return tuple(Span(*times, kg) for times, kg in alike.items())
    merged = [Span(*times, kg) for times, kg in alike.items()]
    begins: list[datetime | None] = [None] if any(span.begin is None for span in merged) else []
    begins += sorted({time for span in merged for time in (span.begin, span.end) if time is not None})
    answer: list[Span] = []
    for begin, end in zip(begins, [*begins[1:], None], strict=True):
        here = [span.kg for span in merged if _covers(span, begin, end)]
        if here:
            answer.append(Span(begin, end, None if None in here else sum(kg for kg in here if kg is not None)))
    return tuple(answer)


def intervals(spans: Sequence[Span]) -> tuple[Interval, ...]:
    """When any of it holds; what touches is one."""
    answer: list[Interval] = []
    for span in spans:
        if answer and answer[-1].end == span.begin and span.begin is not None:
            answer[-1] = Interval(answer[-1].begin, span.end)
        else:
            answer.append(Interval(span.begin, span.end))
    return tuple(answer)


def _covers(span: Span, begin: datetime | None, end: datetime | None) -> bool:
    early = span.begin is None or (begin is not None and span.begin <= begin)
    late = span.end is None or (end is not None and span.end >= end)
    return early and late


def _sum(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a + b
