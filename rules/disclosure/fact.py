"""What others see of a fact: what kind of thing it is and in which country, and nothing that names it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rules.certificate import Certificate
from rules.charger import Charger
from rules.disclosure.sight import Sight
from rules.facility import Facility
from rules.item import Item
from rules.model import Model
from rules.party import Party
from rules.process import Process
from rules.record import Record
from rules.stated import Stated

REFERENCES = ("operator", "facility", "item", "process")
"""Fields of a process, facility, charger or measurement that are keys of others."""


def keys_of_stated(stated: Stated[Any]) -> Iterator[str]:
    """Keys in the fact that may have to be concealed."""
    yield stated.key
    if stated.submission is not None:
        yield stated.submission
    match stated.record:
        case Item(identifiers=identifiers):
            yield from (one.issuer for one in identifiers if one.issuer is not None)
        case Certificate(subjects=subjects):
            yield from subjects
        case record:
            yield from _references(record).values()


def conceal_stated(stated: Stated[Any], sight: Sight) -> Stated[Any]:
    """The fact as the viewer may see it."""
    if stated.key in sight.stated:
        return stated
    submission = stated.submission if stated.submission in sight.known else None
    seen = sight.sees(stated.key)
    record = _inside(stated.record, sight) if seen else _outline(stated.record, sight)
    withheld = () if seen and record == stated.record else (sight.reason,)
    return replace(stated, key=sight.name(stated.key), record=record, submission=submission, withheld=withheld)


def _references(record: Record | None) -> dict[str, str]:
    told = {name: getattr(record, name, None) for name in REFERENCES}
    return {name: key for name, key in told.items() if key is not None}


def _inside(record: Record | None, sight: Sight) -> Record | None:
    """A record that the viewer may see, and the names of others in it that it may not."""
    match record:
        case Item(identifiers=identifiers):
            seen = tuple(one for one in identifiers if one.issuer is None or sight.sees(one.issuer))
            return record.model_copy(update={"identifiers": seen})
        case Certificate(subjects=subjects):
            return record.model_copy(update={"subjects": tuple(sight.name(key) for key in subjects)})
        case None:
            return None
        case _:
            hidden = {name: sight.name(key) for name, key in _references(record).items()}
            return record.model_copy(update=hidden) if hidden else record


def _outline(record: Record | None, sight: Sight) -> Record | None:
    """What is left of a record that the viewer may not see. Raises TypeError for a noun of which nothing is decided."""
    # A name that stands for a key may be longer than a key; so nothing is checked anew.
    match record:
        case None:
            return None
        case Item():
            return Item.model_construct(key=sight.cover.hide(record.key), kind=record.kind, unit=record.unit)
        case Process():
            hidden = {name: sight.name(key) for name, key in _references(record).items()}
            kept = {name: getattr(record, name) for name in ("kind", "country", "mixing")}
            return Process.model_construct(None, key=sight.cover.hide(record.key), **kept, **hidden)
        case Facility() | Charger():
            return type(record).model_construct(key=sight.cover.hide(record.key), country=record.country)
        case Party(roles=roles, country=country):
            return Party.model_construct(key=sight.cover.hide(record.key), roles=roles, country=country)
        case Certificate():
            kept = {"name": None, "name_ko": None, "issuer": None}
            subjects = tuple(sight.name(key) for key in record.subjects)
            return record.model_copy(update={**kept, "key": sight.cover.hide(record.key), "subjects": subjects})
        case Model():
            return record
        case _:
            raise TypeError(f"Nobody has decided what others see of a {type(record).__name__}.")
