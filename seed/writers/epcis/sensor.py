"""Measurements as sensor elements, of items in events of their own."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from rules.document import Fact
from rules.measurement import Measurement
from seed.readers.epcis.sensor import REPORT
from seed.writers.epcis.event import Json, Told, event, moment


def sensed(facts: Iterable[Fact]) -> Iterator[Told]:
    """Object events: all that was measured of one item at one time."""
    groups: dict[tuple[str, datetime], list[Measurement]] = {}
    for fact in facts:
        if isinstance(fact, Measurement) and fact.item is not None:
            groups.setdefault((fact.item, fact.time), []).append(fact)
    for (item, time), found in groups.items():
        elements = [sensor_element(measurement) for measurement in found]
        yield (
            list(found),
            event(
                "ObjectEvent",
                time,
                epcList=[item],
                action="OBSERVE",
                bizStep="sensor_reporting",
                sensorElementList=elements,
            ),
        )


def sensor_element(measurement: Measurement) -> Json:
    """One measurement with its time and key."""
    fields = {name: getattr(measurement, field) for name, field in REPORT.items()}
    report = {name: value for name, value in fields.items() if value is not None}
    at = moment(measurement.time)
    started = measurement.started
    when = {"time": at} if started is None else {"startTime": moment(started), "endTime": at}
    return {"sensorMetadata": when, "sensorReport": [report | {"batlas:key": measurement.key}]}
