"""Writing native documents: what one party states, as NDJSON."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

MOST_RECORDS = 20_000
GRAIN = 1_000_000
"""Quantities are stated in milligrams: lots rounded up and what is taken of them down, so that the parts never exceed the whole."""


@dataclass(frozen=True, slots=True)
class WorldDocument:
    """One native document of one sender."""

    title: str
    content: bytes


Input = tuple[str, float | None, str]
"""Item key, quantity in its unit, role."""


class Pen:
    """Collects what one party states. Keys are `{namespace}:{noun}:{name}`."""

    def __init__(self, namespace: str, sender: str, title: str) -> None:
        self.namespace = namespace
        self.sender = sender
        self._title = title
        self._lines: list[bytes] = []

    def key(self, noun: str, name: str) -> str:
        """The key of a thing of the demo."""
        return f"{self.namespace}:{noun}:{name}"

    def state(self, **fields: Any) -> None:
        """One record; what is none is left out."""
        self._lines.append(orjson.dumps({name: value for name, value in fields.items() if value is not None}))

    def lot(
        self,
        name: str,
        kg: float,
        minerals: Mapping[str, float],
        title: str,
        *,
        compound: str | None = None,
        complete: bool = True,
        kind: str = "MATERIAL",
        identifiers: Sequence[Mapping[str, str]] = (),
    ) -> str:
        """A lot in kg; answers its key."""
        key = self.key("lot", name)
        composition = {"kind": "MEASURED", "compound": compound, "fractions": dict(minerals), "complete": complete}
        self.state(
            type="item",
            key=key,
            kind=kind,
            unit="KG",
            quantity=math.ceil(kg * GRAIN) / GRAIN,
            lot=name.upper(),
            name=title,
            composition={k: v for k, v in composition.items() if v is not None},
            identifiers=list(identifiers) or None,
        )
        return key

    def run(
        self,
        name: str,
        kind: str,
        place: str | None,
        ended: datetime,
        inputs: Sequence[Input] = (),
        outputs: Sequence[str] = (),
        **more: Any,
    ) -> str:
        """A process with what went in and what came out, whole; answers its key. `place` is the short name of an own facility."""
        key = self.key("process", name)
        facility = None if place is None else self.key("facility", f"{self.sender}-{place}")
        operator = self.key("party", self.sender) if place is None else None
        mixing = more.pop("mixing", "BLENDED")
        self.state(
            type="process",
            key=key,
            kind=kind,
            facility=facility,
            operator=operator,
            ended=ended.isoformat(),
            mixing=mixing,
            **more,
        )
        for item, quantity, role in inputs:
            amount = None if quantity is None else math.floor(quantity * GRAIN) / GRAIN
            self.state(type="consumed", process=key, item=item, quantity=amount, role=role)
        for item in outputs:
            self.state(type="produced", item=item, process=key)
        return key

    def documents(self, corrects: str | None = None) -> Iterator[WorldDocument]:
        """What was collected, cut so that each can be taken in at once; `corrects` is the key of an earlier submission."""
        sender = self.key("party", self.sender)
        for start in range(0, len(self._lines), MOST_RECORDS):
            part = f"{self._title} ({start // MOST_RECORDS + 1})" if len(self._lines) > MOST_RECORDS else self._title
            head = orjson.dumps(
                {"type": "document", "sender": sender, "title": part} | ({"corrects": corrects} if corrects else {})
            )
            yield WorldDocument(part, b"\n".join([head, *self._lines[start : start + MOST_RECORDS]]) + b"\n")
        self._lines = []
