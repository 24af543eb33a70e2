"""Items over GraphQL: one interface, one type for each kind."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

import strawberry

from loaders import Loaders
from loaders.neighbour import Counts
from loaders.origins import OriginTerms
from loaders.page import PageQuestion, Pages
from loaders.trace import TraceTerms
from rules import item
from rules.errors import InvalidInput
from rules.quantity import mass_kg, unit_mass_kg
from rules.stated import Stated
from rules.summary import SummaryBy
from rules.vocabulary import Basis, ItemKind, Mineral, Unit
from schema.changes import Changes, compare
from schema.composition import Composition
from schema.context import Info
from schema.history import History, page_history
from schema.identifier import Identifier
from schema.measurement import Measurement, page_measurements
from schema.model import Model, find_model
from schema.moment import AsOf, At, fixed_loaders, moment
from schema.name import Name, named
from schema.node import After, Connection, First, connect, page_of
from schema.origins import Origins
from schema.party import Party
from schema.process import Process
from schema.summary import Summary, find_summary
from schema.thing import Thing, told
from schema.trace import Trace

MOST_NODES = 10_000


MaxDepth = Annotated[int | None, strawberry.argument(description="Most steps from the item.")]
OfKinds = Annotated[
    list[ItemKind] | None,
    strawberry.argument(description="Items of these kinds only, and the processes next to them."),
]
MaxNodes = Annotated[int, strawberry.argument(description="Most nodes, the nearest first.")]


@strawberry.interface(description="A thing that can be traced: a lot with a quantity, or one serialised piece.")
class Item(Thing):
    kind: ItemKind | None = strawberry.field(description="What it is; none where nobody has stated it.")
    name: Name | None = strawberry.field(description="Its name.")
    serial: str | None = strawberry.field(description="Serial number of one piece.")
    lot: str | None = strawberry.field(description="Lot number, unique for its sender only.")
    quantity: float | None = strawberry.field(description="How much there is, in the unit; none where it is not known.")
    unit: Unit | None = strawberry.field(description="The one unit of this item.")
    mass_per_unit_kg: float | None = strawberry.field(description="Mass of one unit, kg, as stated.")
    composition: Composition | None = strawberry.field(description="What it is made of, where stated for this item.")
    identifiers: list[Identifier] = strawberry.field(description="Its other names.")
    model_key: strawberry.Private[str | None]

    @strawberry.field(description="The model that it is an instance of.")
    async def model(self) -> Model | None:
        """By the loader of models."""
        return await find_model(self.loaders, self.model_key)

    @strawberry.field(
        description="Mass of all of it, kg; of pieces by the model's mass where it states none; none where neither does."
    )
    async def mass_kg(self) -> float | None:
        """Its own statement goes before its model's."""
        if self.unit is None:
            return None
        own = mass_kg(self.quantity, self.unit, self.mass_per_unit_kg)
        model = None if own is not None else await find_model(self.loaders, self.model_key)
        per_unit = unit_mass_kg(self.unit, self.mass_per_unit_kg, model and model.mass_kg)
        return own if model is None else mass_kg(self.quantity, self.unit, per_unit)

    @strawberry.field(description="The runs that it came out of.")
    async def produced_by(self) -> list[Process]:
        """By the loader of processes."""
        keys = await self.loaders.producers.load((self.key, None))
        return [Process.of(stated, self.loaders) for stated in await self.loaders.process.load_many(keys) if stated]

    @strawberry.field(description="What holds it; several only where its data contradict themselves.")
    async def contained_in(self, at: At = None) -> "list[Item]":
        """By the loader of items."""
        keys = await self.loaders.wholes.load((self.key, moment(at)))
        return [item_of(stated, self.loaders) for stated in await self.loaders.item.load_many(keys) if stated]

    @strawberry.field(description="Who owns it.")
    async def owners(self, at: At = None) -> list[Party]:
        """By the loader of parties."""
        keys = await self.loaders.owners.load((self.key, moment(at)))
        return [Party.of(stated, self.loaders) for stated in await self.loaders.party.load_many(keys) if stated]

    @strawberry.field(description="What it holds, in the order of keys.")
    async def parts(self, first: First = None, after: After = None, at: At = None) -> "Connection[Item]":
        """A page of items."""
        return await page_items(self.loaders, self.loaders.parts, self.loaders.part_count, self.key, first, after, at)

    @strawberry.field(description="What instruments found of it, in the order of time.")
    async def measurements(self, first: First = None, after: After = None) -> Connection[Measurement]:
        """A page of measurements."""
        of, counts = self.loaders.measurements_of_items, self.loaders.measurement_count_of_items
        return await page_measurements(self.loaders, of, counts, self.key, first, after)

    @strawberry.field(description="What happened to it, page by page.")
    async def history(self, info: Info, first: First = None, after: After = None) -> History:
        """By the loader of histories."""
        return await page_history(info, self.loaders, self.key, first, after)

    @strawberry.field(
        description="What was known of all upstream of it then and is known now, by whom, and how origins moved."
    )
    async def changes(
        self,
        info: Info,
        from_: Annotated[AsOf, strawberry.argument(name="from", description="The earlier revision or time.")],
        to: Annotated[
            AsOf | None, strawberry.argument(description="The later revision or time; left out: the newest.")
        ] = None,
    ) -> Changes | None:
        """By the loaders of traces and origins of both. Raises InvalidInput where `to` is before `from`."""
        return await compare(self.key, await fixed_loaders(info, from_), await fixed_loaders(info, to))

    @strawberry.field(description="The provenance graph: all that it was made of, back to the mines.")
    async def upstream(
        self, max_depth: MaxDepth = None, kinds: OfKinds = None, at: At = None, max_nodes: MaxNodes = MOST_NODES
    ) -> Trace | None:
        """By the loader of traces. Raises InvalidInput."""
        trace = await self.loaders.trace.load((self.key, trace_terms(max_depth, kinds, at, max_nodes)))
        return Trace.of(trace) if trace else None

    @strawberry.field(
        description="All that it went into, down to the vehicles and what was recycled from them; without gaps and coverage."
    )
    async def downstream(
        self, max_depth: MaxDepth = None, kinds: OfKinds = None, at: At = None, max_nodes: MaxNodes = MOST_NODES
    ) -> Trace | None:
        """By the loader of traces. Raises InvalidInput."""
        terms = replace(trace_terms(max_depth, kinds, at, max_nodes), downstream=True)
        trace = await self.loaders.trace.load((self.key, terms))
        return Trace.of(trace) if trace else None

    @strawberry.field(description="The chain behind it drawn together into groups and flows, laid out for a screen.")
    async def summary(
        self,
        by: Annotated[SummaryBy, strawberry.argument(description="What puts things into one group.")],
        expand: Annotated[
            list[strawberry.ID] | None,
            strawberry.argument(
                description="Keys of groups whose things are drawn one by one, the first hundred of each; at most 20. A key that is none of its groups' means nothing."
            ),
        ] = None,
        at: At = None,
    ) -> Summary | None:
        """By the loader of traces. Raises InvalidInput."""
        return await find_summary(self.loaders, self.key, by, expand, moment(at))

    @strawberry.field(description="Where a mineral in it comes from, by the element it holds.")
    async def origins(
        self,
        mineral: Annotated[Mineral, strawberry.argument(description="The mineral.")],
        basis: Annotated[Basis, strawberry.argument(description="What shares follow.")] = Basis.PHYSICAL,
        through_recycling: Annotated[
            bool, strawberry.argument(description="Go on behind recycling, to the first life's mines.")
        ] = False,
        at: At = None,
    ) -> Origins | None:
        """By the loader of origins. Raises InvalidInput."""
        terms = OriginTerms(basis, through_recycling, moment(at))
        origins = await self.loaders.origins.load((self.key, mineral, terms))
        return Origins.of(origins) if origins else None


@strawberry.type(description="A lot of matter: ore, concentrate, salt, active material, foil.")
class Material(Item):
    pass


@strawberry.type(description="A part that is no cell, module or pack.")
class Component(Item):
    pass


@strawberry.type(description="A battery cell, or a lot of them.")
class Cell(Item):
    pass


@strawberry.type(description="A module of cells.")
class Module(Item):
    pass


@strawberry.type(description="A battery pack.")
class Pack(Item):
    pass


@strawberry.type(description="A vehicle.")
class Vehicle(Item):
    @strawberry.field(description="The battery packs in it; at another time those that were in it then.")
    async def packs(self, at: At = None) -> list[Pack]:
        """By the loader of items."""
        keys = await self.loaders.packs.load((self.key, moment(at)))
        found = [item_of(stated, self.loaders) for stated in await self.loaders.item.load_many(keys) if stated]
        return [item for item in found if isinstance(item, Pack)]


@strawberry.type(description="An item that others refer to and that nobody has stated yet: a gap.")
class UnstatedItem(Item):
    pass


KINDS: dict[ItemKind | None, type[Item]] = {
    None: UnstatedItem,
    ItemKind.MATERIAL: Material,
    ItemKind.COMPONENT: Component,
    ItemKind.CELL: Cell,
    ItemKind.MODULE: Module,
    ItemKind.PACK: Pack,
    ItemKind.VEHICLE: Vehicle,
}


def item_of(stated: Stated[item.Item], loaders: Loaders) -> Item:
    """From what is stated, as the type of its kind."""
    record = stated.record
    return KINDS[record and record.kind](
        **told("Item", stated, loaders),
        kind=record and record.kind,
        name=named(record.name, record.name_ko) if record else None,
        serial=record and record.serial,
        lot=record and record.lot,
        quantity=record and record.quantity,
        unit=record and record.unit,
        mass_per_unit_kg=record and record.mass_per_unit_kg,
        composition=Composition.of(record.composition) if record else None,
        identifiers=[Identifier.of(i) for i in record.identifiers] if record else [],
        model_key=record and record.model,
    )


def trace_terms(max_depth: int | None, kinds: list[ItemKind] | None, at: datetime | None, max_nodes: int) -> TraceTerms:
    """How far a trace goes. Raises InvalidInput."""
    if max_depth is not None and max_depth < 0:
        raise InvalidInput(f"`maxDepth` is {max_depth}; ask for 0 or more steps.")
    if not 1 <= max_nodes <= MOST_NODES:
        raise InvalidInput(f"`maxNodes` is {max_nodes}; ask for 1 to {MOST_NODES}.")
    return TraceTerms(moment(at), max_depth, None if kinds is None else frozenset(kinds), max_nodes)


async def find_item(loaders: Loaders, key: str | None) -> Item | None:
    """The item of the key or of an identifier's key; none without a key, and where Batlas does not know it."""
    stated = await loaders.item.load(key) if key else None
    return item_of(stated, loaders) if stated else None


async def page_items(
    loaders: Loaders,
    pages: Pages,
    counts: Counts,
    key: str,
    first: int | None,
    after: str | None,
    at: datetime | None = None,
) -> Connection[Any]:
    """A page of the items that hang on the thing of the key."""
    size, behind = page_of(first, after)
    when = moment(at)
    page = await pages.load(PageQuestion(key, size, behind, when))
    found = await loaders.item.load_many(list(page.keys))
    nodes = [item_of(stated, loaders) if stated else None for stated in found]
    return connect(page, nodes, behind, lambda: counts.load((key, when)))
