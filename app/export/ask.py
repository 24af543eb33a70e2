"""From what a caller writes to the answer."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.export.formats import FORMATS
from app.export.questions import OF_SEVERAL, QUESTIONS, TERMS, Ask
from app.export.table import Answer, Table
from app.find import find_key
from app.moment import read_moment
from graph.database import Database
from graph.revision import check_revision, find_revision
from graph.walk import MOST_STARTS
from loaders import Loaders
from rules.errors import InvalidInput
from rules.scope import NEWEST, Scope, Viewer
from rules.vocabulary import Mineral


async def answer(viewer: Viewer, database: Database, question: str, ask: Ask, as_of: str | None) -> Answer:
    """The answer about the items with the keys or numbers. Raises NotFound, InvalidInput, TooExpensive, Unavailable."""
    scope = Scope(viewer)
    keys = [await find_key(scope, database, key) for key in ask.keys]
    scope = Scope(viewer, revision=await _revision(scope, database, as_of))
    return await QUESTIONS[question](Loaders(scope, database), replace(ask, keys=tuple(dict.fromkeys(keys))))


def check(question: str, form: str) -> None:
    """Raise InvalidInput for a question or a format that is not known."""
    if question not in QUESTIONS:
        raise InvalidInput(f"The question {question[:40]!r} is not known; there are {', '.join(QUESTIONS)}.")
    if form not in FORMATS:
        raise InvalidInput(f"The format {form[:40]!r} is not known; there are {', '.join(FORMATS)}.")


def check_terms(question: str, items: Sequence[str], told: Iterable[tuple[str, str]]) -> None:
    """Raise InvalidInput for a term that the question does not take, and for more items than it is about.

    `told`: each term that was given, and how the caller wrote it.
    """
    unused = next((written for term, written in told if term not in TERMS[question]), None)
    if unused is not None:
        taken = ", ".join(sorted(TERMS[question])) or "an item alone"
        raise InvalidInput(f"{question} takes no {unused}; it takes {taken}.")
    most = MOST_STARTS if question in OF_SEVERAL else 1
    if len(items) > most:
        several = "one item" if most == 1 else f"at most {most} items"
        raise InvalidInput(f"{question} is about {several}, and {len(items)} are named; ask for each.")


def chosen(found: Answer, table: str | None) -> tuple[Table, ...]:
    """The one table of the name, or all. Raises InvalidInput."""
    if table is None:
        return found.tables
    tables = tuple(each for each in found.tables if each.name == table)
    if not tables:
        names = ", ".join(each.name for each in found.tables)
        raise InvalidInput(f"The answer has no table {table[:40]!r}; it has {names}.")
    return tables


def minerals(names: Sequence[str]) -> tuple[Mineral, ...]:
    """The minerals of the names, all where there are none. Raises InvalidInput."""
    wrong = [name for name in names if name.upper() not in Mineral.__members__]
    if wrong:
        raise InvalidInput(f"The mineral {wrong[0][:40]!r} is not known; there are {', '.join(Mineral)}.")
    return tuple(dict.fromkeys(Mineral[name.upper()] for name in names)) or tuple(Mineral)


async def _revision(scope: Scope, database: Database, as_of: str | None) -> int | None:
    if as_of is None:
        return None
    if as_of.isdecimal():
        return await check_revision(scope, database, min(int(as_of[:20]), NEWEST))
    time = read_moment(as_of, "asOf")
    return None if time is None else await find_revision(scope, database, time)
