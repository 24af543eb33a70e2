"""How the columns of one list are to be read, where their headers do not tell."""

import json
from collections.abc import Mapping as Dict
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rules.errors import InvalidInput
from rules.record import Key


class Mapping(BaseModel):
    """What a mapping may say."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    columns: Dict[str, str] = Field(
        default_factory=dict, description="Header of a column to the field or known header that it is read as."
    )
    defaults: Dict[str, str] = Field(default_factory=dict, description="Field to its value where a row has none.")
    parties: Dict[str, Key] = Field(default_factory=dict, description="Name of a party in the list to its key.")
    sender: Key | None = Field(default=None, description="Key of the party that states the list.")
    corrects: Key | None = Field(default=None, description="Key of the earlier list that this one corrects.")
    decimal: Literal[".", ","] | None = Field(default=None, description="What stands before decimals.")
    encoding: str | None = Field(default=None, description="How the text of a CSV is encoded.")


def parse_mapping(text: str | None) -> Mapping:
    """From JSON. Raises InvalidInput."""
    if text is None:
        return Mapping()
    try:
        return Mapping.model_validate_json(text)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False)[0]
        where = "/".join(map(str, fault["loc"]))
        fields = ", ".join(Mapping.model_fields)
        raise InvalidInput(
            f"The mapping is wrong at {where or 'its beginning'}: {fault['msg']}. It is a JSON object with some of {fields}."
        ) from error


def canonical(mapping: Mapping, sender: str) -> str:
    """The mapping and the sender in one form: what decides what a list states, besides its bytes."""
    told = mapping.model_dump(exclude_defaults=True) | {"sender": sender}
    return json.dumps(told, sort_keys=True, ensure_ascii=False)
