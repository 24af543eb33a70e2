"""Things by a word of what they are called. Each test's names hold a word that no other test's have."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import blake2b

import pytest

from graph.database import Database
from graph.search import LONGEST, LOOKED_AT, SEARCH, lucene, search
from rules.errors import Forbidden, InvalidInput
from rules.scope import NEWEST, Scope, Viewer, ViewerKind
from rules.search import Found, Noun, SearchField
from rules.vocabulary import ItemKind
from tests.conftest import RUN
from tests.facts import Facts
from tests.graph.intake import accept

Search = Callable[..., Awaitable[list[tuple[str, SearchField]]]]


@pytest.fixture
def tag(prefix: str) -> str:
    """The test's own word, far from that of any other."""
    return "z" + blake2b(prefix.encode(), digest_size=6).hexdigest()


@pytest.fixture
def hits(scope: Scope, database: Database, prefix: str) -> Search:
    """(key without the prefix, field) of the best hits."""

    async def find(
        text: str, first: int = 10, revision: int | None = None, **more: object
    ) -> list[tuple[str, SearchField]]:
        found = await search(replace(scope, revision=revision), database, text, first, **more)  # pyright: ignore[reportArgumentType]
        return [(hit.key.removeprefix(f"{prefix}:").removeprefix(f"urn:t:w{RUN}w:"), hit.field) for hit in found.hits]

    return find


@pytest.fixture(scope="module")
async def world(database: Database) -> str:
    """One of each noun, whose name has one word; and some items with numbers. Answers the word, which their prefix ends with."""
    tag = f"w{RUN}w"
    f = Facts(f"urn:t:{tag}")
    vin = {"scheme": "VIN", "value": f"KZZ{tag}000001".upper()}
    part = {"scheme": "PART", "value": f"PN-{tag}"}
    lot = {"scheme": "LOT", "value": f"B-{tag}", "issuer": f.key("buyer")}
    await accept(
        database,
        f,
        f.party("party", name=f"Hanbit {tag}", nameKo=f"한빛{tag} 양극재"),
        {"type": "facility", "key": f.key("facility"), "name": f"Pohang plant {tag}", "nameKo": f"포항공장 {tag}"},
        {"type": "model", "key": f.key("model"), "kind": "PACK", "name": f"Long range {tag}"},
        {"type": "charger", "key": f.key("charger"), "name": f"Rest stop {tag}"},
        f.run("process", name=f"Calcination {tag}"),
        f.certificate("certificate", "party") | {"name": f"Audit of {tag}"},
        f.lot("pcam-export-0", 1, name=f"Cathode {tag}", nameKo=f"{tag} 고니켈양극재"),
        f.piece("car", "VEHICLE", identifiers=[vin, part, lot]),
        f.piece("pack", "PACK", serial=f"MP{tag}000002"),
        f.piece("spare", "PACK", serial=f"MP{tag}000003", name=f"spare for MP{tag}000002"),
    )
    return tag


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hanbit TAG", ("party", SearchField.NAME)),
        ("TAG pohang", ("facility", SearchField.NAME)),
        ("poh TAG", ("facility", SearchField.NAME)),
        ("TAG 포항", ("facility", SearchField.NAME_KO)),
        ("long TAG", ("model", SearchField.NAME)),
        ("rest stop TAG", ("charger", SearchField.NAME)),
        ("calcination TAG", ("process", SearchField.NAME)),
        ("audit TAG", ("certificate", SearchField.NAME)),
        ("cathode TAG", ("pcam-export-0", SearchField.NAME)),
        ("cathodr TAG", ("pcam-export-0", SearchField.NAME)),
        ("catohde TAG", ("pcam-export-0", SearchField.NAME)),
        ("TAG 양극재", ("pcam-export-0", SearchField.NAME_KO)),
        ("TAG 고니켈양극제", ("pcam-export-0", SearchField.NAME_KO)),
        ("KZZTAG000001", ("car", SearchField.IDENTIFIER)),
        ("kzzTAG000001", ("car", SearchField.IDENTIFIER)),
        ("KZZTAG00000", ("car", SearchField.IDENTIFIER)),
        ("KZZTAG0O0001", ("car", SearchField.IDENTIFIER)),
        ("PN-TAG", ("car", SearchField.IDENTIFIER)),
        ("B-TAG", ("car", SearchField.IDENTIFIER)),
        ("MPTAG000002", ("pack", SearchField.SERIAL)),
        ("MPTAG00000", ("pack", SearchField.SERIAL)),
        ("urn:t:TAG:pcam-export-0", ("pcam-export-0", SearchField.KEY)),
        ("TAG pcam export", ("pcam-export-0", SearchField.KEY)),
        ("TAG pcam-exprot-0", ("pcam-export-0", SearchField.KEY)),
        ("TAG pcam", ("pcam-export-0", SearchField.KEY)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_thing_is_found_by_a_word_its_beginning_and_with_a_typo(
    world: str, hits: Search, text: str, expected: tuple[str, SearchField]
) -> None:
    text = text.replace("TAG", world)
    assert (await hits(text.upper() if text.startswith("KZZ") else text))[0] == expected


async def test_the_number_itself_is_the_first_hit_and_its_neighbour_follows(world: str, hits: Search) -> None:
    found = await hits(f"MP{world}000002")
    assert found == [("pack", SearchField.SERIAL), ("spare", SearchField.NAME)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"nouns": [Noun.PARTY, Noun.MODEL]}, {"party", "maker", "model"}),
        ({"nouns": []}, set()),
        ({"kinds": [ItemKind.MATERIAL]}, {"pcam-export-0"}),
        ({"kinds": [ItemKind.MATERIAL], "nouns": [Noun.PARTY]}, set()),
        ({"first": 0}, set()),
    ],
    ids=["nouns", "no-noun", "kinds-are-items", "kinds-of-parties", "none"],
)
async def test_hits_are_of_the_nouns_and_kinds_that_are_asked_for(
    world: str, hits: Search, more: dict[str, object], expected: set[str]
) -> None:
    assert {key for key, _ in await hits(world, **more)} == expected


async def test_an_item_with_three_identifiers_is_one_hit(
    database: Database, hits: Search, prefix: str, tag: str
) -> None:
    f = Facts(prefix)
    names = [{"scheme": "OTHER", "value": f"{tag} {n}"} for n in range(3)]
    await accept(database, f, f.piece("car", "VEHICLE", identifiers=names))
    assert await hits(tag) == [("car", SearchField.IDENTIFIER)]


async def test_a_former_name_and_number_are_found_as_of_then_alone(
    database: Database, hits: Search, prefix: str, tag: str
) -> None:
    f = Facts(prefix)
    salt = f"salt-{tag}"
    vin = {"scheme": "OTHER", "value": f"old{tag}"}
    first = await accept(database, f, f.lot(salt, 1, lot=f"{tag} first", name=f"Firstname {tag}", identifiers=[vin]))
    await accept(database, f, f.lot(salt, 1, lot=f"{tag} second", name=f"Secondname {tag}"), corrects=first.submission)
    for text, then, now in (
        (f"{tag} first", 1, 0),
        (f"firstname {tag}", 1, 0),
        (f"old{tag}", 1, 0),
        (f"{tag} second", 0, 1),
        (f"secondname {tag}", 0, 1),
        (f.key(salt), 1, 1),
    ):
        found = (len(await hits(text, revision=first.revision)), len(await hits(text)))
        assert found == (then, now), text
    assert first.revision is not None
    assert await hits(f.key(salt), revision=first.revision - 1) == []


async def test_what_is_only_referred_to_is_found_by_its_key(
    database: Database, hits: Search, prefix: str, tag: str
) -> None:
    f = Facts(prefix)
    report = await accept(database, f, f.contains("whole", f"part-{tag}"))
    assert await hits(f"part-{tag}") == [(f"part-{tag}", SearchField.KEY)]
    assert report.revision is not None
    assert await hits(f"part-{tag}", revision=report.revision - 1) == []


NASTY = [
    "", " ", "\t\n", "*", "?", "***", "~", "~2", "^", "(", ")", "((((", "[", "]", "[a TO b]", "{a TO *}", '"', '"a', "'", "\\", "\\\\", "/",
    "/a/", "/[/", "!", "&&", "||", "+", "-", "+-", ":", "::", "id:", "id:*", "*:*", "AND", "OR", "NOT", "AND OR NOT", "a AND", "TO", "a*b?c~2^3",
    'name:"x"', "\0", "\x1b", "\ud800", "💡", "한", "양극재 AND 음극재", "a" * LONGEST, "a " * (LONGEST // 2), "-1", "1e309", "%", "null", "a\\",
    "l&f", "o'neil's", "宁德时代", "ㅎㅎ", "́",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
async def test_no_sign_in_a_text_does_harm(scope: Scope, database: Database, text: str) -> None:
    found = await search(scope, database, text, 5)
    assert isinstance(found, Found)
    if not any(letter.isalnum() for letter in text):
        assert found.hits == ()


async def test_operators_are_words_like_others(database: Database, hits: Search, prefix: str, tag: str) -> None:
    f = Facts(prefix)
    await accept(
        database, f, f.lot("and", 1, name=f"black AND white {tag}"), f.lot("or", 1, name=f"black or white {tag}")
    )
    assert (await hits(f"black AND white {tag}"))[0][0] == "and"
    assert (await hits(f"black OR white {tag}"))[0][0] == "or"
    assert await hits(f"NOT black {tag}") == []
    assert await hits(f"name:{tag}") == [], "no field of the index is asked for by its name"


async def test_a_text_longer_than_any_key_is_refused(scope: Scope, database: Database) -> None:
    with pytest.raises(InvalidInput, match="513 characters"):
        await search(scope, database, "a" * (LONGEST + 1), 5)


async def test_a_viewer_without_rights_is_refused(scope: Scope, database: Database) -> None:
    with pytest.raises(Forbidden):
        await search(replace(scope, viewer=Viewer(ViewerKind.PUBLIC)), database, "a", 5)


async def test_one_statement_answers(
    world: str, scope: Scope, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(database, "observe", seen.append)
    found = await search(scope, database, world, 100)
    assert len(found.hits) == 11, "one of each noun, three items with numbers, and the sender by its key"
    assert seen == [SEARCH]


async def test_more_than_is_shown_is_told(world: str, scope: Scope, database: Database) -> None:
    assert [(await search(scope, database, world, first)).truncated for first in (1, 100)] == [True, False]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Cathode", ["cathode^8 OR cathode*^4 OR cathode~2"]),
        ("pcam-export-0", ["pcam^8 OR pcam*^4 OR pcam~1", r"export\-0^8 OR export\-0*^4 OR export\-0~1"]),
        ("양극재", ["양극재^8 OR 양극재*^4 OR name:*양극재*^2 OR name_ko:*양극재*^2 OR 양극재~1"]),
        ("L&F and", [r"l\&f^8 OR l\&f*^4 OR l\&f~1"]),
        ("x y", ["x^8 OR x*^4", "y^8 OR y*^4"]),
        ("x x the", ["x^8 OR x*^4"]),
        (" ".join(f"word{n}" for n in range(9)), [f"word{n}^8 OR word{n}*^4 OR word{n}~1" for n in range(8)]),
        ("***", []),
    ],
    ids=["word", "key", "korean", "firm", "short", "twice", "many", "none"],
)
def test_the_index_is_asked_word_by_word(text: str, clauses: list[str]) -> None:
    assert lucene(text) == " ".join(f"+({clause})" for clause in clauses)


async def test_the_index_takes_words_as_the_question_does(database: Database, prefix: str, tag: str) -> None:
    """Numbers with joints are one word for both: a typo in one is found."""
    f = Facts(prefix)
    lots = ("AB-12", "12_AB", "1/2-3.4", "AB-12-CD", "A1-BC-2D", "12-AB-34-CD")
    await accept(database, f, *(f.lot(f"{tag}{n}", 1, lot=f"{lot}{n}{tag}") for n, lot in enumerate(lots)))
    query = "CALL db.index.fulltext.queryNodes('words', $query) YIELD node RETURN collect(node.lot) AS lots"
    for n, lot in enumerate(lots):
        (word,) = (lucene(f"{lot}{n}{tag}").split(" OR ")[0].removeprefix("+(").removesuffix("^8"),)
        fuzzy = word[:-1] + ("x" if word[-1] != "x" else "y") + "~1"
        columns = await database.columns(query, query=fuzzy)
        assert columns["lots"] == [f"{lot}{n}{tag}"], fuzzy


def test_a_short_word_beside_a_longer_one_counts_and_is_not_required() -> None:
    assert lucene("lot 7") == "+(lot^8 OR lot*^4 OR lot~1) (7^8 OR 7*^4)"


def test_the_index_is_read_up_to_a_limit() -> None:
    assert "{limit: $looked_at}" in SEARCH
    assert LOOKED_AT < NEWEST
