"""Events: the fields that are understood, as EPCIS 2.0 section 7.4 has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from rules.record import Key, Positive
from seed.readers.epcis.event_hash import event_hash_id
from seed.readers.epcis.ledger import Ledger
from seed.readers.epcis.term import bare, own_field, plain_names

KINDS = ("ObjectEvent", "AggregationEvent", "AssociationEvent", "TransformationEvent", "TransactionEvent")


def _no_truth(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("true and false are no numbers")  # noqa: TRY004 - what pydantic turns into a fault
    return value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class Part(BaseModel):
    """A piece of an event; what it does not name is counted elsewhere."""

    model_config = ConfigDict(extra="ignore", alias_generator=to_camel, frozen=True)


class QuantityElement(Part):
    epc_class: Key
    quantity: Annotated[Positive, BeforeValidator(_no_truth)] | None = None
    uom: str | None = None


class Place(Part):
    id: Key


class Side(Part):
    """A source or a destination."""

    type: str
    source: Key | None = None
    destination: Key | None = None


class ErrorDeclaration(Part):
    declaration_time: str
    reason: str | None = None
    corrective_event_ids: list[str] = Field(default_factory=list, alias="correctiveEventIDs")


Quantities = list[QuantityElement]
Sides = Annotated[list[Side], BeforeValidator(_as_list)]


class Event(Part):
    """The fields of all kinds of events."""

    type: Literal["ObjectEvent", "AggregationEvent", "AssociationEvent", "TransformationEvent", "TransactionEvent"]
    event_time: str
    event_time_zone_offset: str | None = None
    event_id: Key | None = Field(default=None, alias="eventID")
    action: Literal["ADD", "OBSERVE", "DELETE"] | None = None
    biz_step: str | None = None
    read_point: Place | None = None
    biz_location: Place | None = None
    parent_id: Key | None = Field(default=None, alias="parentID")
    epc_list: list[Key] = Field(default_factory=list)
    quantity_list: Quantities = Field(default_factory=list)
    child_epcs: list[Key] = Field(default_factory=list, alias="childEPCs")
    child_quantity_list: Quantities = Field(default_factory=list)
    input_epc_list: list[Key] = Field(default_factory=list, alias="inputEPCList")
    input_quantity_list: Quantities = Field(default_factory=list)
    output_epc_list: list[Key] = Field(default_factory=list, alias="outputEPCList")
    output_quantity_list: Quantities = Field(default_factory=list)
    transformation_id: Key | None = Field(default=None, alias="transformationID")
    source_list: Sides = Field(default_factory=list)
    destination_list: Sides = Field(default_factory=list)
    error_declaration: ErrorDeclaration | None = None
    ilmd: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One event that could be read."""

    pointer: str
    event: Event
    raw: Mapping[str, Any]
    at: datetime
    key: str
    """Its eventID, else its event hash id."""
    hash_id: str
    own: Mapping[str, Any]
    """Its fields of Batlas' namespace."""
    own_names: frozenset[str]
    """The same as they are written."""

    @property
    def step(self) -> str | None:
        """Its business step as a bare word."""
        return None if self.event.biz_step is None else bare(self.event.biz_step)

    @property
    def label(self) -> str:
        """Kind, action and step, as it is counted by."""
        return " ".join(part for part in (self.event.type, self.event.action, self.step) if part)


def read_event(pointer: str, raw: Mapping[str, Any], prefixes: Mapping[str, str], ledger: Ledger) -> Happening | None:
    """The event; none where it has another form, or is of a kind that is not known."""
    if raw.get("type") not in KINDS:
        kind = str(raw.get("type"))[:80]
        ledger.ignored[f"event of type {kind}"] += 1
        message = f"An event of type {kind!r} is not read."
        ledger.say("UNKNOWN_RECORD_TYPE", pointer, message, f"Types that are read are {', '.join(KINDS)}.")
        return None
    try:
        event = Event.model_validate(raw)
    except ValidationError as error:
        ledger.refuse(error, "The event", pointer)
        return None
    at = _instant(pointer, event, ledger)
    if at is None:
        return None
    hash_id = event_hash_id(raw, prefixes)
    names = {full: name for full in raw if (name := own_field(full, prefixes))}
    own = {name: plain_names(raw[full], prefixes) for full, name in names.items()}
    return Happening(pointer, event, raw, at, event.event_id or hash_id, hash_id, own, frozenset(names))


def read_time(text: str, offset: str | None) -> datetime | None:
    """The time in UTC, by the offset where it has no zone of its own, or without a zone where neither tells it; none for what is no time."""
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None and offset:
            at = datetime.fromisoformat(f"{at.isoformat()}{offset}")
        return at if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _instant(pointer: str, event: Event, ledger: Ledger) -> datetime | None:
    place, text = f"{pointer}/eventTime", event.event_time
    remedy = "Write it with its zone, as in 2022-02-04T14:48:54Z."
    at = read_time(text, event.event_time_zone_offset)
    if at is None:
        zone = f" with the zone {event.event_time_zone_offset!r}" if event.event_time_zone_offset else ""
        ledger.say("INVALID_VALUE", place, f"{text[:80]!r}{zone[:80]} is no time.", remedy)
        return None
    if at.tzinfo is not None:
        return at
    ledger.say("TIME_WITHOUT_ZONE", place, f"{text} has no zone and is read as UTC.", remedy)
    return at.replace(tzinfo=UTC)
