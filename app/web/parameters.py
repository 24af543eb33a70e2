"""Parameters of query strings."""

import re
from collections.abc import Collection

from starlette.datastructures import QueryParams

from rules.errors import InvalidInput

PLUS = re.compile(r" (\d\d:?\d\d)$")
"""In a query string the + before a zone is a blank."""

TRUTHS = {"true": True, "false": False}


def check_parameters(told: QueryParams, known: Collection[str], repeated: Collection[str] = ()) -> None:
    """Raise InvalidInput for one that is unknown, or there twice and not among `repeated`."""
    wrong = [name for name in told if name not in known or (name not in repeated and len(told.getlist(name)) > 1)]
    if wrong:
        raise InvalidInput(f"The parameter {wrong[0][:40]!r} is unknown or there twice; there are {', '.join(known)}.")


def truth(told: QueryParams, name: str) -> bool:
    """True or false, which it is where it is left out. Raises InvalidInput."""
    value = told.get(name, "false").lower()
    if value not in TRUTHS:
        raise InvalidInput(f"{name} is {value[:40]!r}; write true or false.")
    return TRUTHS[value]


def time_of(told: QueryParams, name: str) -> str | None:
    """The text of a time, or of a revision, as it was meant; none where it is left out."""
    text = told.get(name)
    return text and PLUS.sub(r"+\1", text)
