"""Measurements over GraphQL."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from loaders import Loaders
from loaders.neighbour import Counts
from loaders.page import PageQuestion, Pages
from rules import measurement
from rules.measurement import read_place
from rules.stated import Stated
from schema.node import Connection, connect, page_of
from schema.thing import Thing, told

if TYPE_CHECKING:
    from schema.item import Item
    from schema.process import Process


@strawberry.type(description="What an instrument found of one item or of one run, at a time or over an interval.")
class Measurement(Thing):
    time: datetime | None = strawberry.field(description="When it was measured; of an interval its end.")
    started: datetime | None = strawberry.field(description="Of an interval: when it began.")
    measured: str | None = strawberry.field(description="What was measured, in the sender's word.")
    uom: str | None = strawberry.field(description="Unit of the figures as sent, a code of UN/ECE Recommendation 20.")
    value: float | None = strawberry.field(description="The figure, in the unit.")
    minimum: float | None = strawberry.field(description="The least figure of the interval.")
    maximum: float | None = strawberry.field(description="The greatest figure of the interval.")
    mean: float | None = strawberry.field(description="Mean over the interval.")
    standard_deviation: float | None = strawberry.field(description="Standard deviation over the interval.")
    percentile_rank: float | None = strawberry.field(description="Which percentile is told, 0 to 100.")
    percentile: float | None = strawberry.field(description="The figure that so many per cent do not exceed.")
    text: str | None = strawberry.field(description="What was found, where that is a text.")
    flag: bool | None = strawberry.field(description="What was found, where that is true or false.")
    hex_binary: str | None = strawberry.field(description="What was found as bytes, in hexadecimal digits.")
    uri: str | None = strawberry.field(description="What was found, where a URI names it.")
    component: str | None = strawberry.field(description="Which component of a vector.")
    substance: str | None = strawberry.field(description="The chemical substance that was measured, a URI.")
    exception: str | None = strawberry.field(description="What the instrument raised, such as ALARM_CONDITION.")
    device: str | None = strawberry.field(description="The instrument.")
    method: str | None = strawberry.field(description="How its data were worked out, a URI.")
    raw_data: str | None = strawberry.field(description="Where its raw data are, a URI.")
    item_key: strawberry.Private[str | None]
    process_key: strawberry.Private[str | None]

    @strawberry.field(description="The item that it is of; none where it is of a run.")
    async def item(self) -> Annotated["Item", strawberry.lazy("schema.item")] | None:
        """By the loader of items."""
        from schema.item import find_item

        return await find_item(self.loaders, self.item_key)

    @strawberry.field(description="The run that it is of; none where it is of an item.")
    async def process(self) -> Annotated["Process", strawberry.lazy("schema.process")] | None:
        """By the loader of processes."""
        from schema.process import find_process

        return await find_process(self.loaders, self.process_key)

    @classmethod
    def of(cls, stated: Stated[measurement.Measurement], loaders: Loaders) -> "Measurement":
        """From what is stated."""
        record = stated.record
        plain: dict[str, Any] = {name: record and getattr(record, name) for name in PLAIN}
        return cls(
            **told("Measurement", stated, loaders),
            **plain,
            item_key=record and record.item,
            process_key=record and record.process,
        )


PLAIN = [name for name in measurement.Measurement.model_fields if name not in ("type", "key", "item", "process")]
"""Fields that are answered as they are stated."""


async def find_measurement(loaders: Loaders, key: str | None) -> Measurement | None:
    """The measurement of the key; none without a key, and where Batlas does not know it."""
    stated = await loaders.measurement.load(key) if key else None
    return Measurement.of(stated, loaders) if stated else None


async def page_measurements(
    loaders: Loaders, pages: Pages, counts: Counts, key: str, first: int | None, after: str | None
) -> Connection[Measurement]:
    """A page of what was measured of the thing of the key, in the order of time."""
    size, behind = page_of(first, after)
    page = await pages.load(PageQuestion(key, size, behind))
    found = await loaders.measurement.load_many([read_place(place)[1] for place in page.keys])
    return connect(
        page,
        [Measurement.of(stated, loaders) if stated else None for stated in found],
        behind,
        lambda: counts.load((key, None)),
    )
