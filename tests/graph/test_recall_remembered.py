"""A recall is worked out once for all its pages, for each viewer by itself."""

from graph.database import Database
from loaders import Loaders
from loaders.recall import RecallQuestion
from loaders.remember import Remembered
from rules.recalls import PLAIN
from rules.scope import LOCAL, Scope, Viewer, ViewerKind
from tests.chain import parse, take


async def test_what_is_asked_again_as_of_its_revision_is_not_worked_out_again(database: Database, prefix: str) -> None:
    await take(database, parse("1 kg cam\nwind CELL_PRODUCTION blended: 1 kg cam -> 1 pc cell-1", prefix))
    question = RecallQuestion(PLAIN, lots=(f"{prefix}:cam",))
    first = await Loaders(Scope(LOCAL), database).recall.load(question)
    await take(database, parse("late CELL_PRODUCTION blended: 1 kg cam -> 1 pc cell-2\ncell-2", prefix + ":more"))
    then = Scope(LOCAL, revision=first.revision)
    assert await Loaders(then, database).recall.load(question) is first
    # Another viewer may be shown less, and other terms are another answer.
    authority = Scope(Viewer(ViewerKind.AUTHORITY), revision=first.revision)
    assert await Loaders(authority, database).recall.load(question) is not first
    assert await Loaders(Scope(LOCAL), database).recall.load(question) is not first, "now is asked anew"


def test_what_was_not_asked_for_the_longest_is_forgotten() -> None:
    held = Remembered[str, str](most=10)
    held.put("a", "A", 4)
    held.put("b", "B", 4)
    assert held.get("a") == "A"
    # 4 + 4 + 4 is more than 10, and `b` is the one that was not asked for.
    held.put("c", "C", 4)
    assert (held.get("a"), held.get("b"), held.get("c")) == ("A", None, "C")
    held.put("large", "L", 100)
    assert (held.get("large"), held.get("c")) == ("L", None)
