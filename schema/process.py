"""Processes over GraphQL."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from loaders import Loaders
from rules import process
from rules.stated import Stated
from rules.vocabulary import ChainOfCustody, Mineral, Mixing, ProcessKind
from schema.facility import Facility, find_facility
from schema.measurement import Measurement, page_measurements
from schema.name import Name, named
from schema.node import After, Connection, First
from schema.party import Party, find_party
from schema.thing import Thing, told

if TYPE_CHECKING:
    from schema.item import Item


@strawberry.type(description="kg of a mineral that left in waste, slag or water.")
class MineralLoss:
    mineral: Mineral = strawberry.field(description="The mineral.")
    mass_kg: float = strawberry.field(description="kg that left.")


@strawberry.type(description="Share of a mineral in the inputs that reaches the outputs.")
class MineralRecovery:
    mineral: Mineral = strawberry.field(description="The mineral.")
    share: float = strawberry.field(description="Above 0, up to 1.")


@strawberry.type(description="One run of a step, at one place, by one party.")
class Process(Thing):
    kind: ProcessKind | None = strawberry.field(description="What the run did.")
    kind_text: str | None = strawberry.field(description="The sender's word, where the kind is OTHER.")
    name: Name | None = strawberry.field(description="Its name.")
    country: str | None = strawberry.field(description="ISO 3166-1 alpha-2, where it states no facility.")
    started: datetime | None = strawberry.field(description="When it began.")
    ended: datetime | None = strawberry.field(description="When it was done; this moment is outside.")
    mixing: Mixing | None = strawberry.field(description="How inputs met; read as POOLED where it is not stated.")
    total_output_kg: float | None = strawberry.field(description="Mass of all outputs, recorded here or not.")
    losses: list[MineralLoss] = strawberry.field(description="Stated losses.")
    recovery: list[MineralRecovery] = strawberry.field(description="Stated recoveries.")
    chain_of_custody: ChainOfCustody | None = strawberry.field(description="ISO 22095 model that it ran under.")
    operator_key: strawberry.Private[str | None]
    facility_key: strawberry.Private[str | None]

    @strawberry.field(description="Where it ran.")
    async def facility(self) -> Facility | None:
        """By the loader of facilities."""
        return await find_facility(self.loaders, self.facility_key)

    @strawberry.field(description="The party that ran it; where it states none, the operator of its facility.")
    async def operator(self) -> Party | None:
        """By the loaders of parties and facilities."""
        if self.operator_key is not None:
            return await find_party(self.loaders, self.operator_key)
        place = await find_facility(self.loaders, self.facility_key)
        return await find_party(self.loaders, place and place.operator_key)

    @strawberry.field(description="What went in, in the order of keys.")
    async def inputs(
        self, first: First = None, after: After = None
    ) -> Connection[Annotated["Item", strawberry.lazy("schema.item")]]:
        """A page of items."""
        from schema.item import page_items

        return await page_items(self.loaders, self.loaders.inputs, self.loaders.input_count, self.key, first, after)

    @strawberry.field(description="What came out, in the order of keys.")
    async def outputs(
        self, first: First = None, after: After = None
    ) -> Connection[Annotated["Item", strawberry.lazy("schema.item")]]:
        """A page of items."""
        from schema.item import page_items

        return await page_items(self.loaders, self.loaders.outputs, self.loaders.output_count, self.key, first, after)

    @strawberry.field(description="What instruments found of the run itself, in the order of time.")
    async def measurements(self, first: First = None, after: After = None) -> Connection[Measurement]:
        """A page of measurements."""
        of, counts = self.loaders.measurements_of_processes, self.loaders.measurement_count_of_processes
        return await page_measurements(self.loaders, of, counts, self.key, first, after)

    @classmethod
    def of(cls, stated: Stated[process.Process], loaders: Loaders) -> "Process":
        """From what is stated."""
        record = stated.record
        return cls(
            **told("Process", stated, loaders),
            kind=record and record.kind,
            kind_text=record and record.kind_text,
            name=named(record.name, record.name_ko) if record else None,
            country=record and record.country,
            started=record and record.started,
            ended=record and record.ended,
            mixing=record and record.mixing,
            total_output_kg=record and record.total_output_kg,
            losses=[MineralLoss(mineral=m, mass_kg=kg) for m, kg in record.losses_kg.items()] if record else [],
            recovery=[MineralRecovery(mineral=m, share=s) for m, s in record.recovery.items()] if record else [],
            chain_of_custody=record and record.chain_of_custody,
            operator_key=record and record.operator,
            facility_key=record and record.facility,
        )


async def find_process(loaders: Loaders, key: str | None) -> Process | None:
    """The process of the key; none without a key, and where Batlas does not know it."""
    stated = await loaders.process.load(key) if key else None
    return Process.of(stated, loaders) if stated else None
