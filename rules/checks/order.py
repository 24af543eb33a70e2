"""Times: nothing is used before it is there, nothing is said about the future."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from rules.checks.document import Document
from rules.checks.known import ProcessFacts
from rules.checks.severity import found
from rules.checks.view import View
from rules.finding import Finding
from rules.link import Interval

DAY = timedelta(days=1)


def check_order(view: View) -> Iterator[Finding]:
    """Findings on processes before their inputs and parts after their wholes."""
    for item, consumers in view.consumers.items():
        made = earliest(view, item)
        if made is None:
            continue
        for flow in consumers:
            process = view.processes.get(flow.other)
            done = None if process is None else process.ended or process.started
            if done is not None and done < made:
                yield found(
                    view.profile,
                    "PROCESS_BEFORE_INPUT",
                    view.place(f"{item} {flow.other}", flow.other, item),
                    f"{flow.other} was done at {done.isoformat()}, before its input {item} began to be made at {made.isoformat()}.",
                    "Correct one of the two times.",
                    flow.other,
                    item,
                )
    for part, stays in view.stays.items():
        made = earliest(view, part)
        if made is None:
            continue
        for stay in stays:
            put_in = stay.start or _latest(view, stay.whole)
            if put_in is not None and made > put_in:
                yield found(
                    view.profile,
                    "PART_AFTER_WHOLE",
                    view.place(f"{part} {stay.whole}", part, stay.whole),
                    f"{part} was made at {made.isoformat()}, after {stay.whole} held it or was made ({put_in.isoformat()}).",
                    "Correct one of the two times; for a replaced part, state from when the whole holds it.",
                    part,
                    stay.whole,
                )


def check_future(document: Document, view: View, now: datetime) -> Iterator[Finding]:
    """Findings on intervals that end later than now."""
    for placed in document.links.values():
        fact = placed.fact
        if isinstance(fact, Interval) and fact.to is not None and fact.to > now + DAY:
            yield found(
                view.profile,
                "FUTURE_END",
                f"{placed.pointer} /to",
                f"The interval ends at {fact.to.isoformat()}, in the future.",
                "Leave `to` out while it holds, and state the end when it has happened.",
            )


def earliest(view: View, item: str) -> datetime | None:
    """The earliest time that the item can have been made; none where it is not stated."""
    return min(filter(None, (_began(p) for p in _made_by(view, item))), default=None)


def _latest(view: View, item: str) -> datetime | None:
    return max(filter(None, (p.ended or p.started for p in _made_by(view, item))), default=None)


def _made_by(view: View, item: str) -> Iterable[ProcessFacts]:
    flows = view.producers.get(item, ())
    return (view.processes[flow.other] for flow in flows if flow.other in view.processes)


def _began(process: ProcessFacts) -> datetime | None:
    if process.started is not None or process.ended is None:
        return process.started
    # An end at midnight may be a bare date, that is any time of the day before.
    return process.ended - DAY if process.ended.time() == time.min else process.ended
