"""Things by a word of what they are called. Each test's names hold a word that no other test's have."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import blake2b

import pytest

from graph.database import Database
from graph.search import LONGEST, search
from rules.errors import InvalidInput
from rules.scope import Scope
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
