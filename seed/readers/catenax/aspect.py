"""What the content of every aspect has in common, whichever of them it is: what it does not name is kept aside and counted."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from rules.record import Key, Positive

NAME = re.compile(r"^urn:(?:bamm|samm):(?P<model>[\w.]+):(?P<version>[\d.]+)#(?P<aspect>\w+)$")

UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def _no_truth(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("true and false are no numbers")  # noqa: TRY004 - what pydantic turns into a fault
    return value


def _as_urn(value: object) -> object:
    return f"urn:uuid:{value}" if isinstance(value, str) and UUID.fullmatch(value) else value


CatenaXId = Annotated[Key, BeforeValidator(_as_urn), Field(max_length=400)]
"""The models let the prefix `urn:uuid:` be left out. Keys are made from it, which must not grow too long."""

Amount = Annotated[Positive, BeforeValidator(_no_truth)]


class Part(BaseModel):
    """A piece of an aspect; what it does not name is kept aside."""

    model_config = ConfigDict(extra="allow", alias_generator=to_camel, frozen=True)

    def left_over(self, path: str = "") -> Iterator[str]:
        """Path of each field that is not used, without positions."""
        if self.model_extra:
            yield from paths(self.model_extra, path)
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, Part):
                    yield from part.left_over(f"{path}.{field.alias}")


def paths(value: Any, path: str) -> Iterator[str]:
    """Path of each value that holds no other, without positions."""
    pending = [(value, path)]
    while pending:
        whole, way = pending.pop()
        if isinstance(whole, dict) and whole:
            pending += [(inner, f"{way}.{name}") for name, inner in whole.items()]
        elif isinstance(whole, list) and whole:
            pending += [(inner, way) for inner in whole]
        else:
            yield way


class Aspect(Part):
    """What all aspects have."""

    catena_x_id: CatenaXId | None = Field(default=None, alias="catenaXId")
