"""From stored properties back to the record that stated them."""

from collections.abc import Mapping
from typing import Any, TypeVar

from neo4j.time import DateTime

from rules.record import Record
from rules.scope import NEWEST, Scope
from rules.stated import Stated

R = TypeVar("R", bound=Record)


def as_of(scope: Scope) -> dict[str, Any]:
    """Parameters of statements that answer as of a revision: `revision`, and whether it is `now`."""
    return {"revision": NEWEST if scope.revision is None else scope.revision, "now": scope.revision is None}


def restore(record_type: type[R], key: str, properties: Mapping[str, Any] | None, /, **references: Any) -> Stated[R]:
    """The stated thing behind a node's or a version's properties; a stub has none. `references` are fields stored as relationships."""
    if properties is None:
        return Stated(key, None, None, None)
    fields = record_type.model_fields
    values = {name: _native(value) for name, value in properties.items() if name in fields}
    values |= {name: value for name, value in references.items() if value is not None}
    if "composition" in fields and "composition_kind" in properties:
        values["composition"] = _composition(properties)
    if "loss_minerals" in properties:
        values["losses_kg"] = dict(zip(properties["loss_minerals"], properties["loss_kg"], strict=True))
    if "recovery_minerals" in properties:
        values["recovery"] = dict(zip(properties["recovery_minerals"], properties["recovery_fractions"], strict=True))
    record = record_type.model_validate({**values, "key": key}, strict=False)
    return Stated(key, record, properties["submission"], properties["since_rev"])


def _composition(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": properties["composition_kind"],
        "compound": properties.get("composition_compound"),
        "complete": properties["composition_complete"],
        "fractions": dict(zip(properties["composition_minerals"], properties["composition_fractions"], strict=True)),
    }


def _native(value: Any) -> Any:
    if isinstance(value, DateTime):
        return value.to_native()
    return tuple(value) if isinstance(value, list) else value
