"""Nobody is told a name that it must not know: everything is asked as each viewer, and every answer, error and count is searched for names."""

import orjson
import pytest
from graphql import get_named_type
from strawberry.types import ExecutionResult

from app.feed import Feed
from app.intake import Intake
from graph.database import Database
from loaders import Loaders
from rules.scope import LOCAL, Scope, Viewer, ViewerKind
from schema.build import build
from schema.context import Context
from schema.node import encode
from tests.chain import take
from tests.conftest import NUMBERS, RUN
from tests.everything import DEEPEST, selection
from tests.viewers import NOUNS, PUBLIC, SEES, THINGS, WROTE, words_of, world

SCHEMA = build()
PLAIN = SCHEMA._schema

ASKED: dict[str, tuple[str, ...]] = {
    # How a root field is asked about a thing: K its key, N its number, C what it is called.
    "node": ('id: "I"',),
    "nodes": ('ids: ["I"]',),
    "item": ('key: "K"',),
    "vehicle": ('vin: "N"', 'key: "K"'),
    "pack": ('serial: "N"', 'key: "K"'),
    "module": ('serial: "N"',),
    "cell": ('serial: "N"', 'key: "K"'),
    "material": ('lot: "N"', 'key: "K"'),
    "process": ('key: "K"',),
    "party": ('key: "K"',),
    "facility": ('key: "K"',),
    "model": ('key: "K"',),
    "charger": ('key: "K"',),
    "certificate": ('key: "K"',),
    "measurement": ('key: "K"',),
    "measurements": ("",),
    "submission": ('key: "K"',),
    "search": ('text: "C"', 'text: "N"'),
    "recall": ('lots: ["K"]', 'lots: ["K"], ever: true'),
    "impact": ('maker: "K"',),
    "mix": ('pack: "K"',),
    "path": ('from: "K", to: "P:pat-pack"', 'from: "P:mia-pit", to: "K"'),
    "items": ("", 'filter: {sender: "K"}', 'filter: {owner: "K"}', 'filter: {producedAt: "K"}', 'filter: {model: "K"}', 'filter: {name: "C"}'),
    "processes": ("", 'filter: {operator: "K"}', 'filter: {facility: "K"}', 'filter: {name: "C"}'),
    "parties": ("", 'filter: {name: "C"}', "filter: {stated: false}"),
    "facilities": ("", 'filter: {operator: "K"}', 'filter: {name: "C"}'),
    "models": ("", 'filter: {manufacturer: "K"}'),
    "chargers": ("", 'filter: {operator: "K"}'),
    "certificates": ("", 'filter: {issuer: "K"}'),
    "submissions": ("", 'filter: {sender: "K"}'),
    "disputes": ("", 'filter: {sender: "K"}'),
}  # fmt: skip

DEEP = frozenset(
    ["item", "process", "party", "facility", "certificate", "recall", "impact", "path", "disputes", "submissions"]
)
"""Where all that hangs on an answer is asked for; the others lead to the same things."""

FEW = ("mia-pit", "rex-boil", "pat-pack", "kay-model", "cer-audit", "vic-charger", "mia-co", "number-vic-car")
EMPTY = frozenset(["module", "submission", "measurement", "measurements"])
"""Of these the world has none, or none that is asked for by the key of a thing."""

VIEWERS = [*SEES, "public"]


@pytest.fixture(scope="module")
async def prefix(database: Database) -> str:
    """Of the world, which is taken in once."""
    prefix = f"urn:t:{RUN}:{next(NUMBERS)}"
    await take(database, world(prefix))
    return prefix


async def tell(database: Database, viewer: Viewer, query: str) -> ExecutionResult:
    """The answer as a client gets it."""
    scope = Scope(viewer)
    context = Context(scope, database, Loaders(scope, database), Intake(database, 25_000), "request", Feed(database))
    result = await SCHEMA.execute(query, context_value=context)
    assert isinstance(result, ExecutionResult)
    return result


def viewer_of(name: str, prefix: str) -> Viewer:
    """Whoever runs it, anybody, or one of the companies."""
    if name == "local":
        return LOCAL
    return Viewer(ViewerKind.PUBLIC) if name == "public" else Viewer(ViewerKind.PARTY, f"{prefix}:{name}-co")


def test_every_root_field_is_asked() -> None:
    assert PLAIN.query_type is not None
    assert set(PLAIN.query_type.fields) == set(ASKED)


@pytest.mark.parametrize("field", ASKED)
async def test_no_answer_holds_a_name_that_its_viewer_must_not_know(
    database: Database, prefix: str, field: str
) -> None:
    assert PLAIN.query_type is not None
    kind = get_named_type(PLAIN.query_type.fields[field].type)
    levels = DEEPEST if field in DEEP else 2
    fragment = f"fragment Everything on {kind.name} {selection(PLAIN, kind, levels)}"
    ways = list(
        dict.fromkeys(asked(way, thing, prefix) for way in ASKED[field] for thing in THINGS if fits(way, thing))
    )
    every = [f"a{n}: {field}{way} {{ ...Everything }}" for n, way in enumerate(ways)]
    few = [call for call in every if not ways[0] or any(f'{thing}"' in call for thing in FEW)]
    told = 0
    for name in ("local", *VIEWERS):
        # Who sees all is asked little: that the others are not told because there is nothing to tell is seen by it.
        answers = [""] * len(ways)
        calls = few if name == "local" else every
        # Walks begin at 50 items at most.
        for begin in range(0, len(calls), 40):
            query = f"{{ {' '.join(calls[begin : begin + 40])} }} {fragment}"
            result = await tell(database, viewer_of(name, prefix), query)
            for alias, answer in (result.data or {}).items():
                answers[int(alias[1:])] += orjson.dumps(answer).decode()
            for error in result.errors or []:
                assert error.path, error
                answers[int(str(error.path[0])[1:])] += f'"{error.message}"'
        hidden = [] if name == "local" else [thing for thing in THINGS if thing not in SEES.get(name, set()) | PUBLIC]
        for way, answer in zip(ways, answers, strict=True):
            words = {word for thing in hidden for word in words_of(thing, prefix)}
            words -= {f"{prefix}:{WROTE[name]}"} if name in WROTE else set()
            assert not {word for word in words if word in answer and word not in way}, (name, way)
            told += prefix in answer
    assert told or field in EMPTY, "nobody was told anything, so that nothing was looked at"


OF: dict[str, str] = dict.fromkeys(("sender", "owner", "operator", "issuer", "manufacturer"), "Party")
OF |= {"facility": "Facility", "producedAt": "Facility", "model": "Model"}
"""Filters to the noun whose keys they take."""


def fits(way: str, thing: str) -> bool:
    """Whether a filter may be about the thing."""
    name = way.partition("filter: {")[2].partition(":")[0]
    return OF.get(name) in (None, NOUNS.get(thing.partition("-")[2]))


def asked(way: str, thing: str, prefix: str) -> str:
    """The arguments of a way to ask, about a thing."""
    identity = encode(NOUNS.get(thing.partition("-")[2], "Item"), f"{prefix}:{thing}")
    told = {'"K"': f"{prefix}:{thing}", '"N"': f"number-{thing}", '"C"': f"called-{thing}", '"I"': identity}
    for short, long in told.items():
        way = way.replace(short, f'"{long}"')
    way = way.replace('"P:', f'"{prefix}:')
    return f"({way})" if way else ""
