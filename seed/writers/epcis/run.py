"""Processes as transformation events: one for each role that inputs and outputs have, joined by the transformationID."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rules.document import Fact
from rules.item import Item
from rules.link import Consumed, Produced
from rules.measurement import Measurement
from rules.process import Process
from rules.vocabulary import InputRole, OutputRole, ProcessKind
from seed.readers.epcis.term import owned_names
from seed.writers.epcis.event import Json, Told, can_be_counted, element, event
from seed.writers.epcis.sensor import sensor_element

STEPS: Mapping[ProcessKind, str] = {
    ProcessKind.MODULE_ASSEMBLY: "assembling",
    ProcessKind.PACK_ASSEMBLY: "assembling",
    ProcessKind.VEHICLE_ASSEMBLY: "assembling",
    ProcessKind.DISMANTLING: "disassembling",
    ProcessKind.REPAIR: "repairing",
    ProcessKind.TRANSPORT: "transporting",
}
"""Business steps of the CBV; making anything is commissioning it."""


def runs(facts: Iterable[Fact], items: Mapping[str, Item]) -> Iterator[Told]:
    """Events of the processes that have a time and at least one link. The others no event can tell."""
    given = list(facts)
    processes = {fact.key: fact for fact in given if isinstance(fact, Process) and (fact.started or fact.ended)}
    links: dict[str, list[Produced | Consumed]] = defaultdict(list)
    measured: dict[str, list[Measurement]] = defaultdict(list)
    for fact in given:
        if isinstance(fact, Measurement) and fact.process is not None:
            measured[fact.process].append(fact)
        if not isinstance(fact, Produced | Consumed) or fact.process not in processes:
            continue
        if can_be_counted(fact.item, fact.quantity, items):
            links[fact.process].append(fact)
    for key, process in processes.items():
        made = {link.item for link in links[key] if isinstance(link, Produced)}
        # An event in which a thing comes out as it went in would say that nothing was done to it.
        turned = [link for link in links[key] if isinstance(link, Produced) or link.item not in made]
        if turned:
            (facts_of_first, first), *others = _events(process, turned, items)
            sensors = [sensor_element(measurement) for measurement in measured[key]]
            # A run's sensors stand in its first event.
            yield [*facts_of_first, *measured[key]], first | ({"sensorElementList": sensors} if sensors else {})
            yield from others


def _events(process: Process, links: list[Produced | Consumed], items: Mapping[str, Item]) -> Iterator[Told]:
    outputs: dict[OutputRole, list[Fact]] = defaultdict(list)
    inputs: dict[InputRole, list[Fact]] = defaultdict(list)
    for link in links:
        if isinstance(link, Produced):
            outputs[link.role].append(link)
        else:
            inputs[link.role].append(link)
    rows = max(len(outputs), len(inputs))
    put = [*inputs.items(), *[(None, [])] * rows][:rows]
    got = [*outputs.items(), *[(None, [])] * rows][:rows]
    for number, ((put_role, consumed), (got_role, produced)) in enumerate(zip(put, got, strict=True)):
        first = number == 0
        yield (
            [*([process] if first else []), *consumed, *produced],
            _event(process, put_role, consumed, got_role, produced, items, first=first),
        )


def _event(
    process: Process,
    put_role: InputRole | None,
    consumed: list[Fact],
    got_role: OutputRole | None,
    produced: list[Fact],
    items: Mapping[str, Item],
    *,
    first: bool,
) -> Json:
    at = process.ended or process.started
    assert at is not None  # noqa: S101 - those without a time are told otherwise
    extensions: Json = {}
    if first:
        stated = process.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"type", "key", "facility"})
        extensions["batlas:process"] = owned_names(stated)
    if put_role not in (None, InputRole.MATERIAL):
        extensions["batlas:inputRole"] = put_role
    if got_role not in (None, OutputRole.PRODUCT):
        extensions["batlas:outputRole"] = got_role
    return event(
        "TransformationEvent",
        at,
        inputEPCList=_epcs(consumed),
        inputQuantityList=_quantities(consumed, items),
        outputEPCList=_epcs(produced),
        outputQuantityList=_quantities(produced, items),
        transformationID=process.key,
        bizStep=STEPS.get(process.kind, "commissioning"),
        readPoint={"id": process.facility} if process.facility else None,
        **extensions,
    )


def _epcs(links: Iterable[Fact]) -> list[str]:
    return [link.item for link in links if isinstance(link, Produced | Consumed) and link.quantity is None]


def _quantities(links: Iterable[Fact], items: Mapping[str, Item]) -> list[Json]:
    return [
        element(link.item, link.quantity, items)
        for link in links
        if isinstance(link, Produced | Consumed) and link.quantity is not None
    ]
