"""The walk through an answer that leaves out what its viewer may not see."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

from rules.disclosure.fact import conceal_stated, keys_of_stated
from rules.disclosure.plan import PLANS
from rules.disclosure.sight import Sight
from rules.disclosure.word import conceal_dispute, conceal_finding, conceal_report, keys_of_report
from rules.dispute import Dispute
from rules.finding import Finding
from rules.report import Report
from rules.stated import Stated
from rules.submission import Submission

A = TypeVar("A")

PLAIN = (int, float, bool, type(None))


def keys_in(answer: object) -> Iterator[str]:
    """All keys in the answer that may have to be concealed. A text by itself is a key."""
    match answer:
        case str():
            yield answer
        case Stated():
            yield from keys_of_stated(answer)
        case Finding():
            yield from answer.about
        case Dispute():
            yield answer.sender
            yield answer.submission
        case Submission():
            yield answer.key
        case Report():
            yield from keys_of_report(answer)
        case Mapping():
            for one in answer.values():
                yield from keys_in(one)
        case list() | tuple():
            for one in answer:
                yield from keys_in(one)
        case _ if not isinstance(answer, PLAIN):
            plan = PLANS[type(answer)]
            for name in (*plan.keys, *plan.dropped):
                value = getattr(answer, name)
                if value is not None:
                    yield from (value,) if isinstance(value, str) else value
            for name in plan.within:
                yield from keys_in(getattr(answer, name))
        case _:
            pass


def conceal(answer: A, sight: Sight) -> A:
    """The answer as the viewer may see it. Raises KeyError for an answer that no plan knows, so that nothing new is shown by oversight."""
    return cast("A", _conceal(answer, sight))


def _conceal(answer: Any, sight: Sight) -> Any:
    match answer:
        case str():
            return sight.name(answer)
        case Stated():
            return conceal_stated(answer, sight)
        case Finding():
            return conceal_finding(answer, sight)
        case Dispute():
            return conceal_dispute(answer, sight)
        case Submission():
            # Told to who sent it alone (graph/sight).
            return answer
        case Report():
            return conceal_report(answer, sight)
        case Mapping():
            return {key: _conceal(one, sight) for key, one in answer.items()}
        case list():
            return [_conceal(one, sight) for one in answer]
        case tuple():
            return tuple(_conceal(one, sight) for one in answer)
        case _ if isinstance(answer, PLAIN):
            return answer
        case _:
            return _by_plan(answer, sight)


def _by_plan(answer: Any, sight: Sight) -> Any:
    plan = PLANS[type(answer)]
    changes: dict[str, Any] = {}
    for name, hung in plan.keys.items():
        value = getattr(answer, name)
        if isinstance(value, str):
            if not sight.sees(value):
                changes[name] = sight.cover.hide(value)
                changes |= dict.fromkeys(hung)
        elif value is not None:
            changes[name] = tuple(sight.name(key) for key in value)
    for name in plan.dropped:
        value = getattr(answer, name)
        if value is not None and not sight.sees(value):
            changes[name] = None
    for name in plan.within:
        changes[name] = _conceal(getattr(answer, name), sight)
    for name, place in plan.sorted_by.items():
        changes[name] = tuple(sorted(changes[name], key=place))
    changes = {name: value for name, value in changes.items() if value != getattr(answer, name)}
    if changes and any(field.name == "withheld" for field in fields(answer)):
        changes["withheld"] = (sight.reason,)
    return replace(answer, **changes) if changes else answer
