"""Times: nothing is used before it is there, nothing is said about the future.

A bare date may be any moment of its day, and it is stored as a midnight: so a midnight is read in favour of who stated it. A process
that states one of its two times is taken to have run at that time.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from rules.checks.document import Document
from rules.checks.known import ProcessFacts
from rules.checks.severity import found
from rules.checks.view import View
from rules.document import Fact
from rules.finding import Finding
from rules.link import Interval
from rules.measurement import Measurement
from rules.process import Process

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
BEGINNING, END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def check_order(view: View) -> Iterator[Finding]:
    """Findings on processes before their inputs and parts after their wholes."""
    for item, consumers in view.consumers.items():
        made = earliest(view, item)
        for flow in consumers if made is not None else ():
            process = view.processes.get(flow.other)
            done = None if process is None else _done(process)
            if made is None or done is None or done >= made:
                continue
            place = view.place(f"{item} {flow.other}", flow.other, *_making(view, item), item)
            if place is not None:
                yield found(
                    view.profile,
                    "PROCESS_BEFORE_INPUT",
                    place,
                    f"{flow.other} was done at {done.isoformat()}, before its input {item} began to be made at {made.isoformat()}.",
                    "Correct one of the two times.",
                    flow.other,
                    item,
                )
    for part, stays in view.stays.items():
        made = earliest(view, part)
        for stay in stays if made is not None else ():
            put_in = _latest(view, stay.whole) if stay.start is None else late(stay.start)
            if made is None or put_in is None or made <= put_in:
                continue
            place = view.place(f"{part} {stay.whole}", *_making(view, part), *_making(view, stay.whole), part)
            if place is not None:
                yield found(
                    view.profile,
                    "PART_AFTER_WHOLE",
                    place,
                    f"{part} was made at {made.isoformat()}, after {stay.whole} held it or was made ({put_in.isoformat()}).",
                    "Correct one of the two times; for a replaced part, state from when the whole holds it.",
                    part,
                    stay.whole,
                )


def check_future(document: Document, view: View, now: datetime) -> Iterator[Finding]:
    """Findings on what is said to have happened later than now; a day is allowed for clocks and bare dates."""
    latest = now + DAY
    for placed in (*document.nodes.values(), *document.links.values()):
        if placed.fact.type not in HAPPENING:
            continue
        for code, name, at in _events(placed.fact):
            if at is not None and at > latest:
                yield found(
                    view.profile,
                    code,
                    f"{placed.pointer} /{name}",
                    f"`{name}` is {at.isoformat()}, in the future.",
                    "State what has happened when it has happened, and leave `to` out while an interval holds.",
                )


HAPPENING = ("process", "measurement", "contains", "owned", "custody", "duty", "controlled")
"""Record types that state times of things that have happened."""


def _events(fact: Fact) -> Iterable[tuple[str, str, datetime | None]]:
    match fact:
        case Interval():
            return ("FUTURE_START", "from", fact.from_), ("FUTURE_END", "to", fact.to)
        case Measurement():
            return (("FUTURE_PROCESS", "time", fact.time),)
        case Process():
            return ("FUTURE_PROCESS", "started", fact.started), ("FUTURE_PROCESS", "ended", fact.ended)
        case _:
            return ()


def earliest(view: View, item: str) -> datetime | None:
    """The earliest time that the item can have been made; none where it is not stated."""
    return min(filter(None, (_began(p) for p in _made_by(view, item))), default=None)


def late(beginning: datetime) -> datetime:
    """The latest moment that a stated beginning may mean."""
    return beginning + DAY - INSTANT if beginning.time() == time.min and beginning < END - DAY else beginning


def early(end: datetime) -> datetime:
    """The earliest moment that a stated end may mean."""
    return end - DAY + INSTANT if end.time() == time.min and end > BEGINNING + DAY else end


def _latest(view: View, item: str) -> datetime | None:
    return max(filter(None, (_done(p) for p in _made_by(view, item))), default=None)


def _made_by(view: View, item: str) -> Iterable[ProcessFacts]:
    flows = view.producers.get(item, ())
    return (view.processes[flow.other] for flow in flows if flow.other in view.processes)


def _making(view: View, item: str) -> Iterator[str]:
    for flow in view.producers.get(item, ()):
        yield f"{item} {flow.other}"
        yield flow.other


def _began(process: ProcessFacts) -> datetime | None:
    return process.started if process.started is not None or process.ended is None else early(process.ended)


def _done(process: ProcessFacts) -> datetime | None:
    return process.ended if process.ended is not None or process.started is None else late(process.started)
