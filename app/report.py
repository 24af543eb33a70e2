"""Reports of intake as JSON, in the names of GraphQL."""

from typing import Any

import orjson
from pydantic.alias_generators import to_camel

from rules.report import Report
from schema.report import Report as Answer


def as_answer(report: Report) -> dict[str, Any]:
    """The report as the mutation `submit` answers it."""
    return _camel(orjson.loads(orjson.dumps(Answer.of(report))))


def _camel(value: Any, *, names: bool = True) -> Any:
    if isinstance(value, dict):
        # What `params` names are values of the message and no fields.
        return {
            to_camel(name) if names else name: _camel(inner, names=name != "params") for name, inner in value.items()
        }
    return [_camel(inner) for inner in value] if isinstance(value, list) else value
