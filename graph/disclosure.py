"""The one place that withholds: a question admits the keys that it is asked about, and discloses what it answers."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from graph.database import Database
from graph.sight import find_cover, look
from rules.disclosure import conceal, keys_in
from rules.errors import Forbidden
from rules.report import Report
from rules.right import require
from rules.scope import Right, Scope, Viewer, ViewerKind

A = TypeVar("A")

ALL = (ViewerKind.LOCAL, ViewerKind.AUTHORITY)
"""Viewers from whom nothing is withheld."""

NOTHING = ""
"""Asked for in place of what the viewer may not ask about: nobody's key, so that the answer is that for a key that Batlas does not know."""


def sees_all(viewer: Viewer) -> bool:
    """Whether nothing is withheld from the viewer. Raises Forbidden for one that may not ask at all."""
    require(viewer, Right.READ)
    return viewer.kind in ALL


async def admit(scope: Scope, database: Database, keys: Sequence[str], *, made: bool = False) -> list[str]:
    """The keys, with NOTHING for what the viewer may not ask about: it asks about what it knows, and what became of a thing where it `made` or stated it."""
    if sees_all(scope.viewer):
        return list(keys)
    sight = await look(scope.viewer, database, keys)
    may = sight.own if made else sight.known
    return [key if key in may else NOTHING for key in keys]


def stated_by(scope: Scope) -> str | None:
    """Whose statements alone the viewer may list, where it does not see all; none: everybody's."""
    return None if sees_all(scope.viewer) else scope.viewer.party or NOTHING


async def recognise(scope: Scope, database: Database, keys: Sequence[str]) -> list[str]:
    """The keys, with NOTHING for those that the viewer does not see, so that asking by them tells nothing."""
    if sees_all(scope.viewer) or not keys:
        return list(keys)
    sight = await look(scope.viewer, database, keys)
    return [key if sight.sees(key) else NOTHING for key in keys]


async def unveil(scope: Scope, database: Database, keys: Sequence[str]) -> list[str]:
    """The keys, those behind the names that stand for keys to this viewer among them. What is found is to go through `disclose_things`."""
    if sees_all(scope.viewer) or scope.viewer.kind is not ViewerKind.PARTY:
        return list(keys)
    cover = await find_cover(scope.viewer, database)
    return [cover.reveal(key) or key for key in keys]


async def disclose(scope: Scope, database: Database, answer: A) -> A:
    """What the viewer may see of an answer about what was admitted."""
    if sees_all(scope.viewer):
        return answer
    return conceal(answer, await look(scope.viewer, database, list(keys_in(answer))))


async def disclose_things(
    scope: Scope, database: Database, asked: Sequence[str], things: Sequence[A | None]
) -> list[A | None]:
    """What the viewer may see of things that were asked for by key: what it knows or is public, and of what it was told a name that stands for the key
    an outline. Things have a `key`."""
    if sees_all(scope.viewer):
        return list(things)
    found = [thing for thing in things if thing is not None]
    sight = await look(scope.viewer, database, list(keys_in(found)))
    answers: list[A | None] = []
    for key, thing in zip(asked, things, strict=True):
        own: Any = thing
        if own is None:
            answers.append(None)
        elif sight.sees(own.key) or (key != own.key and sight.cover.reveal(key) == own.key):
            answers.append(conceal(own, sight))
        elif own.key in sight.public:
            answers.append(conceal(own, sight.seeing(own.key)))
        else:
            answers.append(None)
    return answers


async def disclose_report(scope: Scope, database: Database, report: Report, written: Collection[str]) -> Report:
    """The report for who sent the document, with names for the keys of others that it did not write itself."""
    if scope.viewer.kind in ALL or not report.findings:
        return report
    sight = await look(scope.viewer, database, list(keys_in(report)))
    return conceal(report, sight.seeing(*written))


def forbid(scope: Scope, what: str) -> None:
    """Raise Forbidden where the viewer does not see all: the answer tells of others by what it counts."""
    if not sees_all(scope.viewer):
        raise Forbidden(f"{what} tells of what others have; authorities may ask for it.")
