"""Intervals: what begins with one event and ends with another."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from rules.record import Start
from seed.readers.epcis.ledger import Ledger

UNKNOWN = "unknown"
"""Of an end, that its beginning is not known to its sender either."""

TIME = TypeAdapter(Start)

Ends = tuple[str, ...]
"""What an interval is about: a whole and its part, an item and its owner."""


@dataclass(slots=True)
class Span:
    """One interval, half-open."""

    ends: Ends
    pointer: str
    begun: datetime | None
    quantity: float | None = None
    ended: datetime | None = None


def since_of(own: Mapping[str, Any], pointer: str, ledger: Ledger) -> datetime | str | None:
    """The beginning of what an event ends, as its sender states it: a time, or that it is unknown."""
    stated = own.get("from")
    if stated is None or stated == UNKNOWN:
        return stated
    try:
        return TIME.validate_python(stated)
    except ValidationError as error:
        ledger.refuse(error, "The beginning", f"{pointer}/batlas:from")
        return UNKNOWN


@dataclass(slots=True)
class Spans:
    """The intervals of a document, event by event in the order of time."""

    ledger: Ledger
    closed: list[Span] = field(default_factory=list)
    open: dict[Ends, dict[datetime, Span]] = field(default_factory=dict)
    """By beginning, the earliest first."""
    without_beginning: list[Span] = field(default_factory=list)

    def begin(self, ends: Ends, at: datetime, pointer: str, quantity: float | None = None) -> None:
        """From here on it holds; what begins at once is one interval."""
        running = self.open.setdefault(ends, {})
        span = running.setdefault(at, Span(ends, pointer, at, quantity))
        if span.pointer != pointer:
            span.quantity = None if span.quantity is None or quantity is None else span.quantity + quantity

    def holds(self, ends: Ends) -> bool:
        """Whether it began and has not ended."""
        return bool(self.open.get(ends))

    def end(
        self,
        ends: Ends,
        at: datetime,
        pointer: str,
        quantity: float | None = None,
        since: datetime | str | None = None,
    ) -> None:
        """Up to here it held: what began at `since`, else all of it, or of the quantities that began first so much."""
        running = self.open.get(ends, {})
        if since is not None:
            span = running.pop(since, None) if isinstance(since, datetime) else None
            if span is not None:
                self._close(span, at)
            else:
                # It began in an earlier document, where its sender says when.
                begun = since if isinstance(since, datetime) else None
                self.closed.append(Span(ends, pointer, begun, quantity, at))
            return
        if not running:
            span = Span(ends, pointer, None, quantity, at)
            self.closed.append(span)
            self.without_beginning.append(span)
            return
        left = math.inf if quantity is None else quantity
        while running and left > 0:
            span = running.pop(next(iter(running)))
            there = math.inf if span.quantity is None else span.quantity
            self._close(span, at)
            if left < there < math.inf:
                self.begin(ends, at, pointer, there - left)
                return
            left -= there if there < math.inf else left

    def all(self) -> Iterator[Span]:
        """Every interval, ended or not."""
        yield from self.closed
        for running in self.open.values():
            yield from running.values()

    def tell(self) -> None:
        """One finding about the ends whose beginnings are not in the document."""
        count = len(self.without_beginning)
        if count:
            first = self.without_beginning[0]
            message = (
                f"{count} intervals end here and began before this document, such as that of {' and '.join(first.ends)}; "
                "they are kept without a beginning."
            )
            remedy = "Send the event that began each in the same document, or the interval with its from in the native format."
            self.ledger.say("SUMMARY", first.pointer, message, remedy, *first.ends, ends_without_beginning=count)

    def _close(self, span: Span, at: datetime) -> None:
        if span.begun == at:
            self.ledger.ignored["an interval that ends as it begins"] += 1
            return
        span.ended = at
        self.closed.append(span)
