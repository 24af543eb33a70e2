"""From records to what is stored: properties by name, and references as relationships."""

from collections.abc import Iterator
from typing import Any

from rules.certificate import Certificate
from rules.charger import Charger
from rules.composition import Composition
from rules.document import Fact
from rules.facility import Facility
from rules.item import Item
from rules.key import identifier_key
from rules.model import Model
from rules.party import Party
from rules.process import Process
from rules.record import Record

Properties = dict[str, Any]

NOT_STORED = {
    "item": {"type", "key", "composition", "identifiers", "model"},
    "process": {"type", "key", "losses_kg", "recovery", "operator", "facility"},
    "party": {"type", "key"},
    "facility": {"type", "key", "operator"},
    "model": {"type", "key", "composition", "manufacturer"},
    "charger": {"type", "key", "operator"},
    "certificate": {"type", "key", "issuer", "subjects"},
    "measurement": {"type", "key", "item", "process"},
    "produced": {"type", "item", "process"},
    "consumed": {"type", "process", "item"},
    "contains": {"type", "whole", "part", "from_", "to"},
    "owned": {"type", "item", "party", "from_", "to"},
    "custody": {"type", "item", "party", "from_", "to"},
    "duty": {"type", "item", "party", "from_", "to"},
    "controlled": {"type", "party", "by", "from_", "to"},
    "hasPart": {"type", "model", "part"},
    "madeAt": {"type", "model", "facility"},
}
"""Fields that are identity, or stored as relationships, under other names, or as times of a link."""

ENDED = {
    "contains": ("CONTAINS", "CONTAINED"),
    "owned": ("OWNED_BY", "OWNED_BEFORE"),
    "custody": ("IN_CUSTODY_OF", "IN_CUSTODY_BEFORE"),
    "duty": ("UNDER_DUTY_OF", "UNDER_DUTY_BEFORE"),
    "controlled": ("CONTROLLED_BY", "CONTROLLED_BEFORE"),
}
"""Record type to the relationship while it holds and after it has ended."""

SUPERSEDED = {
    "produced": "WAS_PRODUCED_BY",
    "consumed": "HAD_CONSUMED",
    "contains": "HAD_CONTAINED",
    "owned": "WAS_OWNED_BY",
    "custody": "WAS_IN_CUSTODY_OF",
    "duty": "WAS_UNDER_DUTY_OF",
    "controlled": "WAS_CONTROLLED_BY",
    "hasPart": "HAD_PART",
    "madeAt": "WAS_MADE_AT",
}
"""Record type to the relationship that it is kept under once it is corrected or withdrawn."""

PLAIN = {"produced": "PRODUCED_BY", "consumed": "CONSUMED", "hasPart": "HAS_PART", "madeAt": "MADE_AT"}

Reference = tuple[str, str]
"""Relationship and target key."""


def properties(fact: Record, record_type: str) -> Properties:
    """The stored properties of a fact, none left out as null."""
    skip = NOT_STORED[record_type]
    # A record's own dictionary: pydantic's iterator takes four times as long.
    fields = vars(fact).items()
    answer = {name: value for name, value in fields if value is not None and name not in skip and value != ()}
    if record_type in PLAIN or record_type in ENDED:
        return answer
    if isinstance(fact, Item | Model) and fact.composition is not None:
        answer |= _composition(fact.composition)
    if isinstance(fact, Process):
        if fact.losses_kg:
            answer |= {"loss_minerals": list(fact.losses_kg), "loss_kg": list(fact.losses_kg.values())}
        if fact.recovery:
            answer |= {"recovery_minerals": list(fact.recovery), "recovery_fractions": list(fact.recovery.values())}
    if isinstance(fact, Party):
        answer["roles"] = list(fact.roles)
    return answer


def labels(fact: Fact) -> list[str]:
    """The labels of a node besides its noun; those of items are in their statements."""
    match fact:
        case Model():
            return [f"{fact.kind.capitalize()}Model"]
        case Party():
            return [role.capitalize() for role in fact.roles if role != "OTHER"]
        case _:
            return []


def relationship(fact: Fact) -> str:
    """The relationship type that a link is stored under."""
    both = ENDED.get(fact.type)
    return PLAIN[fact.type] if both is None else both[vars(fact)["to"] is not None]


def node_references(fact: Fact) -> Iterator[Reference]:
    """The relationships that a node's own record states."""
    match fact:
        case Item(model=str(model)):
            yield "INSTANCE_OF", model
        case Process():
            if fact.facility is not None:
                yield "RAN_AT", fact.facility
            if fact.operator is not None:
                yield "PROCESS_OPERATED_BY", fact.operator
        case Facility(operator=str(operator)):
            yield "FACILITY_OPERATED_BY", operator
        case Charger(operator=str(operator)):
            yield "CHARGER_OPERATED_BY", operator
        case Model(manufacturer=str(manufacturer)):
            yield "MADE_BY", manufacturer
        case Certificate():
            if fact.issuer is not None:
                yield "ISSUED_BY", fact.issuer
        case _:
            return


def identifiers(item: Item) -> dict[str, Properties]:
    """The Identifier nodes of an item by key, which for those that name it alone is an alias key."""
    return {
        identifier_key(i.scheme, i.issuer, item.kind, i.value): {
            "scheme": i.scheme,
            "value": i.value,
            "issuer": i.issuer,
        }
        for i in item.identifiers
    }


def _composition(composition: Composition) -> Properties:
    answer: Properties = {
        "composition_kind": composition.kind,
        "composition_complete": composition.complete,
        "composition_minerals": list(composition.fractions),
        "composition_fractions": list(composition.fractions.values()),
    }
    if composition.compound is not None:
        answer["composition_compound"] = composition.compound
    return answer
